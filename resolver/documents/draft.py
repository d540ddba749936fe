"""What is known of a document while it is being read."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from ..memory.memory import Naming
from ..model import Decision


class Place(NamedTuple):
    """A decided part of a text; `start` and `end` in its code points. `short`: less than a full name was decided."""

    start: int
    end: int
    text: str
    decision: Decision
    short: bool = False


@dataclass(slots=True)
class Draft:
    """The matches of a document so far, what may be meant elsewhere, and who was named in full."""

    matches: list[Place] = field(default_factory=list)  # in the order of the text
    unsure: list[Place] = field(default_factory=list)
    namings: list[Naming] = field(default_factory=list)
    strangers: dict[str, Naming] = field(default_factory=dict)
    acronyms: dict[str, Naming] = field(default_factory=dict)

    def is_free(self, start: int, end: int) -> bool:
        """Whether no match has a character of these."""
        place = bisect_right(self.matches, start, key=_start)
        if place and self.matches[place - 1].end > start:
            return False
        return place == len(self.matches) or self.matches[place].start >= end

    def take(self, place: Place) -> None:
        """Keep a match."""
        self.matches.insert(bisect_right(self.matches, place.start, key=_start), place)

    def all_places(self) -> list[Place]:
        """The matches, and of what may be meant the longest that stands apart from them and from one another."""
        kept = Draft(matches=list(self.matches))
        for place in sorted(self.unsure, key=lambda each: (each.start - each.end, each.start)):
            if kept.is_free(place.start, place.end):
                kept.take(place)
        return kept.matches


def _start(place: Place) -> int:
    return place.start
