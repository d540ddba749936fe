"""Which entity came after which: an agreement or an organisation names its predecessor, the successors follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .model import Entity, EntityId


def replaced_by(entities: Iterable[Entity]) -> Mapping[EntityId, tuple[EntityId, ...]]:
    """By the id of a predecessor the ids of those that replaced it, the earliest first."""
    replacing = [each for each in entities if each.replaces]
    found: dict[EntityId, tuple[EntityId, ...]] = {}
    for each in sorted(replacing, key=lambda each: (each.signed or each.founded, each.id)):
        found[each.replaces] = (*found.get(each.replaces, ()), each.id)
    return found
