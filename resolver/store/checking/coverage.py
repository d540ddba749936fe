"""How far a gazetteer reaches: who held which post, in which languages things are named, how well it is known."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from msgspec import Struct, field

from ...model import Entity, EntityId, Gazetteer, Kind


class Post(Struct, frozen=True):
    """A post with its holders: `terms` in all, `undated` without a first day, and the years that nobody covers."""

    id: EntityId
    country: str
    office: str
    terms: int
    undated: int
    first: str
    last: str
    open: bool
    gaps: tuple[str, ...] = ()


class Coverage(Struct, frozen=True):
    """Counts, and the ids behind the ones that ask for work."""

    kinds: dict[str, int]
    countries: dict[str, dict[str, int]]
    languages: dict[str, int]
    posts: tuple[Post, ...]
    undated: tuple[EntityId, ...]
    knowledge_only: tuple[EntityId, ...]
    unsourced: tuple[EntityId, ...]
    merged: int = 0
    offices: dict[str, dict[str, int]] = field(default_factory=dict)


def coverage(gazetteer: Gazetteer) -> Coverage:
    """What a gazetteer covers; merged entities are counted and otherwise left out."""
    living = [entity for entity in gazetteer.entities.values() if not entity.merged_into]
    countries: dict[str, Counter[str]] = defaultdict(Counter)
    for entity in living:
        countries[entity.country or "-"][entity.kind.value] += 1
    posts = tuple(_posts(living))
    offices: dict[str, Counter[str]] = defaultdict(Counter)
    for post in posts:
        offices[post.office or "-"][post.country or "-"] += post.terms
    return Coverage(
        kinds=dict(Counter(entity.kind.value for entity in living)),
        countries={country: dict(counts) for country, counts in sorted(countries.items())},
        languages=dict(Counter(form.lang or "-" for entity in living for form in entity.forms).most_common()),
        posts=posts,
        undated=tuple(entity.id for entity in living if not _is_dated(entity)),
        knowledge_only=tuple(entity.id for entity in living if _sources(entity) == {"knowledge"}),
        unsourced=tuple(entity.id for entity in living if not _sources(entity)),
        merged=len(gazetteer.entities) - len(living),
        offices={office: dict(counts) for office, counts in sorted(offices.items())},
    )


def _sources(entity: Entity) -> set[str]:
    return {source for source in (*entity.sources, *(term.source for term in entity.posts)) if source}


def _is_dated(entity: Entity) -> bool:
    """Posts need no date of their own."""
    if entity.kind is Kind.PERSON:
        return bool(entity.born or entity.died or any(term.start or term.end for term in entity.posts))
    if entity.kind is Kind.AGREEMENT:
        return bool(entity.signed or entity.in_force)
    return entity.kind is Kind.POST or bool(entity.founded or entity.dissolved)


def _posts(living: Iterable[Entity]) -> Iterable[Post]:
    terms: dict[EntityId, list[tuple[str, str]]] = defaultdict(list)
    posts = []
    for entity in living:
        if entity.kind is Kind.POST:
            posts.append(entity)
        for term in entity.posts:
            terms[term.post].append((term.start, term.end))
    for post in posts:
        held = sorted(terms[post.id])
        dated = [(start, end) for start, end in held if start]
        yield Post(
            post.id, post.country, post.office, len(held), len(held) - len(dated),
            dated[0][0] if dated else "", max((end for _, end in dated), default=""),
            any(not end for _, end in dated), tuple(_gaps(dated)),
        )  # fmt: skip


def _gaps(held: list[tuple[str, str]]) -> Iterable[str]:
    """Times with a whole year between one holder and the next."""
    until = ""
    for start, end in held:
        if until and int(start[:4]) - int(until[:4]) > 1:
            yield f"{until}/{start}"
        until = "9999" if not end else max(until, end)
