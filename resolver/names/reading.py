"""A name as a route reads it, kept for those who search in it again and again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec import Struct

from ..mentions.name import Spelling
from ..readings.lattice import Bridge, Edge, Lattice
from ..readings.routes import bridges, read, read_within
from ..text.scripts import Script


class Reading(Struct, frozen=True, eq=False):
    """The words of a name along a route; `kept` is what the route reads, where it is known."""

    bridge: Bridge
    words: tuple[str, ...]
    kept: Lattice | None = None

    def beside(self, text: str) -> Lattice | None:
        """What the route reads, as far as it occurs in a text that it has folded; edges that do not may be wanting."""
        return read_within(self.bridge, self.words, text) if self.kept is None else self.kept


def usual_readings(spelling: Spelling, script: Script, country: str) -> tuple[Reading, ...]:
    """A name by each route that is usual in its owner's country and compares it with another script.

    None letter by letter (`cyrillic`): parts of words would agree everywhere.
    """
    found = []
    for bridge in bridges(spelling.script, script):
        if bridge.code == "cyrillic" or not is_usual(bridge, country):
            continue
        if bridge.within is not None:
            found.append(Reading(bridge, spelling.words))
        elif (lattice := read(bridge, spelling.words)) is not None:
            found.append(Reading(bridge, spelling.words, packed(lattice, partial(read, bridge, spelling.words))))
    return tuple(found)


def is_usual(bridge: Bridge, country: str) -> bool:
    """Whether a route is for names from a country, which may be unknown."""
    return not bridge.countries or not country or country in bridge.countries


def packed(lattice: Lattice, again: Callable[[], Lattice | None]) -> Lattice:
    """A lattice of which only that is kept which a search takes; it itself where no search takes it."""
    return lattice if lattice.flat is None else _Packed(lattice, again)


class _Packed(Lattice):
    """A lattice that is read again when its edges are asked for, which is seldom: most searches find no path."""

    def __init__(self, lattice: Lattice, again: Callable[[], Lattice | None]) -> None:
        super().__init__(lattice.units, breaks=lattice.breaks)
        self.count, self.flat = lattice.count, lattice.flat
        self._again = again

    @property
    def edges(self) -> tuple[Edge, ...]:
        return self._read.edges

    def edge(self, number: int) -> Edge:
        return self._read.edge(number)

    def over(self, start: int, end: int) -> list[Edge]:
        return self._read.over(start, end)

    @property
    def _read(self) -> Lattice:
        return self._again() or Lattice(self.units)
