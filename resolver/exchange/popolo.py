"""Popolo, as EveryPolitician publishes it: one JSON document of persons, organizations, posts and memberships.

A membership with a `post_id` is a term in that post. Contact details, images and everything else that the
gazetteer must not or cannot hold is not read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..model import Kind
from .formats import Item
from .json_arrays import members
from .record import Draft, Record, Tally, usable_id


@dataclass(frozen=True, slots=True)
class Popolo:
    """Reads such a document."""

    file: str

    def items(self, stream: Iterable[bytes]) -> Iterator[Item]:
        """A person, organization, post or membership each, in the document's order. Raises InputError."""
        for number, (array, member) in enumerate(members(stream, self.file, _arrays())):
            if isinstance(member, dict):
                yield Item(number, f"{array} {json.dumps(member, sort_keys=True)}".encode(), (array, member))

    def records(self, item: Item, tally: Tally) -> Iterator[Record]:
        """An entity, or the term that a membership is."""
        array, member = item.value
        if array == "persons":
            return _entity(member, Kind.PERSON, ("birth_date", "death_date"), tally)
        if array == "organizations":
            return _entity(member, Kind.ORGANISATION, ("founding_date", "dissolution_date"), tally)
        if array == "posts":
            return _entity({**member, "name": member.get("label") or member.get("role")}, Kind.POST, ("", ""), tally)
        return _membership(member, tally)


@cache
def _arrays() -> tuple[str, ...]:
    return ("persons", "organizations", "posts", "memberships")


def _objects(popolo: dict[str, Any], key: str) -> Iterator[dict[str, Any]]:
    each = popolo.get(key)
    return (one for one in each if isinstance(one, dict)) if isinstance(each, list) else iter(())


def _text(value: Any, key: str) -> str:
    found = value.get(key) if isinstance(value, dict) else None
    return str(found) if isinstance(found, str | int) else ""


def _entity(value: dict[str, Any], kind: Kind, dated: tuple[str, str], tally: Tally) -> Iterator[Record]:
    if not _text(value, "id"):
        tally.without("entities without an id")
        return
    draft = Draft(_text(value, "id"), kind, tally)
    draft.name(_text(value, "name"))
    for other in _objects(value, "other_names"):
        draft.name(_text(other, "name"), _text(other, "lang"))
    for link in [*_objects(value, "links"), *_objects(value, "sources")]:
        if _text(link, "url").startswith(("http://", "https://")) and " " not in _text(link, "url"):
            draft.source(_text(link, "url"))
    for identifier in _objects(value, "identifiers"):
        if _text(identifier, "scheme") == "wikidata":
            draft.source(f"https://www.wikidata.org/entity/{_text(identifier, 'identifier')}")
    keys = {Kind.PERSON: ("born", "died"), Kind.ORGANISATION: ("founded", "dissolved")}.get(kind, ())
    for key, theirs in zip(keys, dated, strict=False):
        draft.date(key, _text(value, theirs))
    if kind is Kind.POST and _text(value, "organization_id"):
        draft.text("organisation", usable_id(_text(value, "organization_id")))
    yield draft.record()


def _membership(value: dict[str, Any], tally: Tally) -> Iterator[Record]:
    if not _text(value, "post_id"):
        tally.without("memberships without a post")
        return
    draft = Draft(_text(value, "person_id"), Kind.PERSON, tally)
    draft.term(_text(value, "post_id"), _text(value, "start_date"), _text(value, "end_date"))
    if draft.source_id:
        yield draft.record()
