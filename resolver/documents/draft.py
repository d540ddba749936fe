"""What is known of a document, and of a stretch of it, while that is being read."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from msgspec import Struct, field

from ..memory.memory import MOST_NAMES, Naming
from ..model import Decision
from .passages import Passage

_MOST_STRANGERS = 20_000


class Place(NamedTuple):
    """A decided part of a text; `start` and `end` in its code points. `short`: less than a full name was decided."""

    start: int
    end: int
    text: str
    decision: Decision
    short: bool = False


class Named(Struct):
    """Who was named in full in a document so far, the strangers among them, and the acronyms that it defines."""

    namings: list[Naming] = field(default_factory=list)
    strangers: dict[str, Naming] = field(default_factory=dict)
    acronyms: dict[str, Naming] = field(default_factory=dict)

    def in_full(self) -> list[Naming]:
        """All full names, with those of strangers."""
        return [*self.namings, *self.strangers.values()]

    def for_the_next(self) -> Named:
        """What the next stretch has to know: the last mention of each name, so that it grows with their number only."""
        last = {(each.entity.id if each.entity else "", each.text): each for each in self.namings}
        return Named(list(last.values())[-MOST_NAMES:], dict(self.strangers), dict(self.acronyms))


class Draft(Struct):
    """The matches of a stretch so far, what may be meant elsewhere in it, and who was named in its document."""

    matches: list[Place] = field(default_factory=list)  # in the order of the text
    unsure: list[Place] = field(default_factory=list)
    named: Named = field(default_factory=Named)

    def is_free(self, start: int, end: int) -> bool:
        """Whether no match has a character of these."""
        place = bisect_left(self.matches, (start + 1,))
        if place and self.matches[place - 1].end > start:
            return False
        return place == len(self.matches) or self.matches[place].start >= end

    def take(self, place: Place) -> None:
        """Keep a match."""
        self.matches.insert(bisect_left(self.matches, (place.start + 1,)), place)

    def note_stranger(self, passage: Passage, first: int, last: int) -> None:
        """Remember a full name, of these units, that is nobody's whom the gazetteer has: none where a match stands."""
        begin, stop = passage.units[first].start, passage.units[last - 1].end
        start, end = passage.given(begin, stop)
        name, strangers = passage.text[begin:stop], self.named.strangers
        if name not in strangers and len(strangers) < _MOST_STRANGERS and self.is_free(start, end):
            place = {"start": start, "end": end}
            strangers[name] = Naming(name, name, start, f"named in full at {start:,}", place=place)

    def all_places(self) -> list[Place]:
        """The matches, and of what may be meant the longest that stands apart from them and from one another."""
        kept = Draft(matches=list(self.matches))
        for place in sorted(self.unsure, key=lambda each: (each.start - each.end, each.start)):
            if kept.is_free(place.start, place.end):
                kept.take(place)
        return kept.matches
