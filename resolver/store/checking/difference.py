"""What an edit of the gazetteer does: entities that changed, and mentions that are answered otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from ...model import NO_HINTS, Decision, Entity, EntityId, Gazetteer, Hints
from ...resolve import Resolver


class Asked(Struct, frozen=True):
    """A mention with what was known of it, and where it was written down."""

    mention: str
    hints: Hints = NO_HINTS
    place: str = ""


class Moved(Struct, frozen=True):
    """A mention whose status or id changed."""

    asked: Asked
    before: Decision
    after: Decision


class Edit(Struct, frozen=True):
    """An entity that one version has and the other has not, or has otherwise; `fields` are those that differ."""

    id: EntityId
    what: str  # "added", "removed", "merged" or "changed"
    fields: tuple[str, ...] = ()


def edits(before: Gazetteer, after: Gazetteer) -> list[Edit]:
    """The entities that differ, by id."""
    found = []
    for entity_id in sorted({*before.entities, *after.entities}):
        old, new = before.entities.get(entity_id), after.entities.get(entity_id)
        if old != new:
            found.append(_edit(entity_id, old, new))
    return found


def _edit(entity_id: EntityId, old: Entity | None, new: Entity | None) -> Edit:
    if old is None or new is None:
        return Edit(entity_id, "added" if old is None else "removed")
    changed = tuple(name for name in Entity.__struct_fields__ if getattr(old, name) != getattr(new, name))
    merged = new.merged_into and not old.merged_into
    return Edit(entity_id, "merged" if merged else "changed", changed)


def moved(before: Gazetteer, after: Gazetteer, asked: Iterable[Asked]) -> Iterator[Moved]:
    """The mentions whose answer is another one, in their order; an old id that redirects to the new is the same."""
    old, new = Resolver(before), Resolver(after)
    for each in asked:
        first, second = old.resolve(each.mention, each.hints), new.resolve(each.mention, each.hints)
        if _answer(first, after) != _answer(second, after):
            yield Moved(each, first, second)


def _answer(decision: Decision, gazetteer: Gazetteer) -> tuple[str, frozenset[str]]:
    """Status, id and, without an id, the candidates as a set: their order says less than their choice."""
    ids = [decision.id] if decision.id else [each.id for each in decision.candidates]
    living = [(gazetteer.redirect(each), each) for each in ids]
    return decision.status.value, frozenset(entity.id if entity else each for entity, each in living)
