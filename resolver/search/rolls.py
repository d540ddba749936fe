"""The entities of a gazetteer by number, and those that are found otherwise than by a person's name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Protocol, overload

from .. import lazy_numpy as np
from ..index.postings import Array
from ..model import Entity, EntityId, Kind

_KINDS = tuple(Kind)


class Roll(Protocol):
    """All entities of a gazetteer, numbered in the order of their ids."""

    def __getitem__(self, number: int, /) -> Entity: ...

    def __len__(self) -> int: ...

    def number(self, entity_id: EntityId) -> int | None:
        """The number of an id; None when there is none."""


class Listed:
    """A roll in memory."""

    def __init__(self, entities: Mapping[EntityId, Entity]) -> None:
        self._ids = tuple(sorted(entities))
        self._entities = tuple(entities[entity_id] for entity_id in self._ids)

    def __getitem__(self, number: int, /) -> Entity:
        return self._entities[number]

    def __len__(self) -> int:
        return len(self._ids)

    def number(self, entity_id: EntityId) -> int | None:
        """The number of an id; None when there is none."""
        number = bisect_left(self._ids, entity_id)
        return number if number < len(self) and self._ids[number] == entity_id else None


class Apart(Sequence[Entity]):
    """The entities that are found otherwise than by a person's name: all but people who never held a post.

    Of a compiled gazetteer each is made when it is first asked for, and then kept: one question needs few of them.
    """

    def __init__(self, roll: Roll, numbers: Array, kinds: Array) -> None:
        self.numbers = numbers
        self.kinds = kinds
        self._roll = roll
        self._made: list[Entity | None] = [None] * len(numbers)

    @classmethod
    def of(cls, roll: Roll) -> Apart:
        """Those of a roll."""
        found = [(number, entity) for number in range(len(roll)) if _is_apart(entity := roll[number])]
        kinds = np.array([_KINDS.index(entity.kind) for _, entity in found], np.uint8)
        return cls(roll, np.array([number for number, _ in found], np.int64), kinds)

    def places(self, kind: Kind) -> list[int]:
        """Where those of one kind are, in order."""
        wanted = _KINDS.index(kind)
        return [place for place, number in enumerate(self.kinds.tobytes()) if number == wanted]

    def place(self, entity_id: EntityId) -> int | None:
        """Where an entity is; None for one that is not among them."""
        number = self._roll.number(entity_id)
        place = len(self) if number is None else bisect_left(self.numbers, number)
        return place if place < len(self) and self.numbers[place] == number else None

    def of_kind(self, kind: Kind) -> tuple[Entity, ...]:
        """Those of one kind, in order."""
        return tuple(self[place] for place in self.places(kind))

    def __len__(self) -> int:
        return len(self._made)

    @overload
    def __getitem__(self, place: int, /) -> Entity: ...
    @overload
    def __getitem__(self, place: slice, /) -> list[Entity]: ...
    def __getitem__(self, place: int | slice, /) -> Entity | list[Entity]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        made = self._made[place]
        if made is None:
            made = self._made[place] = self._roll[int(self.numbers[place])]
        return made


def _is_apart(entity: Entity) -> bool:
    return not entity.merged_into and (entity.kind is not Kind.PERSON or bool(entity.posts))
