"""/browse: the entities by country, post and kind, and by what their names begin with. Links that can be shared."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from ...resolver.model import Entity, EntityId, Kind
from ..directory import Numbers
from ..replies import service_of, snapshot_of
from ..routes.search import hits
from ..snapshot import Snapshot
from .cards import card, link
from .labels import Labels
from .rendering import render
from .strings import language_of

_PAGE = 50  # rows
_LONGEST = 200  # characters of a text


class Wanted(Struct, frozen=True):
    """What a reader asks for; empty where it is left open. `post` is the id of a post, or an office of any country."""

    q: str = ""
    kind: str = ""
    country: str = ""
    post: str = ""
    page: int = 1

    @property
    def query(self) -> dict[str, str]:
        """What is asked for as the parameters of an address, without the page."""
        named = {"q": self.q, "kind": self.kind, "country": self.country, "post": self.post}
        return {name: value for name, value in named.items() if value}

    def but(self, **changes: str) -> dict[str, str]:
        """The parameters with some changed; an empty value leaves one out."""
        return {name: value for name, value in {**self.query, **changes}.items() if value}


def wanted(given: QueryParams) -> Wanted:
    """What the parameters of an address ask for; those that are not understood are left out."""
    kind, page = given.get("kind", ""), given.get("page", "")
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 8 else 1
    return Wanted(
        given.get("q", "").strip()[:_LONGEST], kind if kind in set(Kind) else "",
        given.get("country", "").strip().lower()[:10], given.get("post", "").strip()[:_LONGEST], max(number, 1),
    )  # fmt: skip


async def browse(request: Request) -> Response:
    """The page: an overview, or the list of what is asked for."""
    snapshot, asked = snapshot_of(request), wanted(request.query_params)
    found = await service_of(request).aside(len(asked.q), lambda: _found(snapshot, asked.q)) if asked.q else None
    values = await asyncio.to_thread(_values, snapshot, asked, found, language_of(request))
    return render(request, "browse.html", asked=asked, **values)


def _values(snapshot: Snapshot, asked: Wanted, found: Mapping[int, str] | None, language: str) -> Mapping[str, Any]:
    labels, directory = Labels(language), snapshot.directory
    among = _among(snapshot, asked, found)
    numbers = directory.matching(asked.kind, asked.country, among)
    ordered = _ordered(numbers, found)
    pages = max(-(-len(ordered) // _PAGE), 1)
    page = min(asked.page, pages)
    countries = directory.by_country(directory.matching(asked.kind, "", among))
    return {
        "count": len(ordered), "page": page, "pages": pages, "labels": labels,
        "kinds": directory.by_kind(directory.matching("", asked.country, among)),
        "countries": sorted(((labels.country(code), code, count) for code, count in countries.items()), key=_by_label),
        "posts": _posts(snapshot, asked, labels),
        "rows": _rows(snapshot, ordered[(page - 1) * _PAGE : page * _PAGE], found, language) if asked.query else [],
    }  # fmt: skip


def _found(snapshot: Snapshot, text: str) -> dict[int, str]:
    """The numbers of the entities that a text may begin or mean, ranked as `GET /search` does, each with its name.

    What is only like it is left out where something begins so: there is enough to choose from.
    """
    roll, found = snapshot.resolver.catalogue.forms.roll, hits(snapshot, text)
    begins = any(hit.how not in {"like", "resolved"} for hit in found)
    numbered = ((roll.number(hit.entity_id), hit) for hit in found if not (begins and hit.how == "like"))
    return {number: hit.text for number, hit in numbered if number is not None}


def _among(snapshot: Snapshot, asked: Wanted, found: Mapping[int, str] | None) -> set[int] | None:
    """The numbers that a text and a post leave; None where neither is asked for."""
    if not asked.post:
        return None if found is None else set(found)
    roll = snapshot.resolver.catalogue.forms.roll
    ids = {each for post in posts_of(snapshot, asked.post) for each in _with_holders(snapshot, post)}
    numbers = {number for each in ids if (number := roll.number(each)) is not None}
    return numbers if found is None else numbers & set(found)


def posts_of(snapshot: Snapshot, wanted: str) -> list[Entity]:
    """The post of an id; else the posts of an office, in all countries."""
    entity = snapshot.gazetteer.redirect(wanted)
    if entity is not None:
        return [entity] if entity.kind is Kind.POST else []
    return [post for post in snapshot.resolver.catalogue.posts if post.office == wanted]


def _with_holders(snapshot: Snapshot, post: Entity) -> Iterator[EntityId]:
    yield post.id
    yield from (person.id for person, _ in snapshot.holders.get(post.id, ()))


def _ordered(numbers: Numbers, found: Mapping[int, str] | None) -> list[int]:
    """By nearness where a text was asked for, else by id."""
    if found is None:
        return list(numbers.tolist())
    kept = set(numbers.tolist())
    return [number for number in found if number in kept]


def _rows(snapshot: Snapshot, numbers: list[int], found: Mapping[int, str] | None, language: str) -> list[Any]:
    """The cards of a page, each with the name that it was found by where that is another than those shown."""
    roll, rows = snapshot.resolver.catalogue.forms.roll, []
    for number in numbers:
        shown, by = card(snapshot, roll[number], language), (found or {}).get(number, "")
        rows.append((shown, "" if by in (shown.name, shown.label, shown.id) else by))
    return rows


def _posts(snapshot: Snapshot, asked: Wanted, labels: Labels) -> list[tuple[str, str, int]]:
    """The posts of the country that is asked for, else the offices of all: name, id or word, number of holders."""
    counts: dict[str, int] = {}
    for post in snapshot.resolver.catalogue.posts:
        if not asked.country:
            if post.office:
                counts[post.office] = counts.get(post.office, 0) + len(snapshot.holders.get(post.id, ()))
        elif post.country == asked.country:
            counts[post.id] = len(snapshot.holders.get(post.id, ()))
    if asked.post:
        counts.setdefault(asked.post, 0)
    return sorted(((_named(snapshot, word, labels), word, count) for word, count in counts.items()), key=_by_label)


def _named(snapshot: Snapshot, word: str, labels: Labels) -> str:
    known = snapshot.gazetteer.redirect(word)
    return link(snapshot, word, labels.language).text if known else labels.word("office", word)


def _by_label(row: tuple[str, str, int]) -> tuple[str, str]:
    return row[0].casefold(), row[1]
