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
        lattice = None if bridge.within else read(bridge, spelling.words)
        if bridge.within or lattice is not None:
            found.append(Reading(bridge, spelling.words, lattice))
    return tuple(found)


def packed_readings(spelling: Spelling, script: Script, country: str) -> tuple[Reading, ...]:
    """The same for those who keep many: their lattices are packed."""
    return tuple(_packed_reading(each) for each in usual_readings(spelling, script, country))


def _packed_reading(reading: Reading) -> Reading:
    if reading.kept is None:
        return reading
    again = partial(read, reading.bridge, reading.words)
    return Reading(reading.bridge, reading.words, packed(reading.kept, again))


def is_usual(bridge: Bridge, country: str) -> bool:
    """Whether a route is for names from a country, which may be unknown."""
    return not bridge.countries or not country or country in bridge.countries


def packed(lattice: Lattice, again: Callable[[], Lattice | None]) -> Lattice:
    """A lattice of which only that is kept which a search takes; it itself where no search takes it."""
    return lattice if lattice.flat is None else _Packed(lattice, again)


def whole(lattice: Lattice) -> Lattice:
    """A lattice with its edges, where it was packed."""
    return lattice.whole if isinstance(lattice, _Packed) else lattice


class _Packed(Lattice):
    """A lattice that is read again when its edges are asked for, which is seldom: most searches find no path."""

    def __init__(self, lattice: Lattice, again: Callable[[], Lattice | None]) -> None:
        super().__init__(lattice.units, breaks=lattice.breaks)
        self.count, self.flat = lattice.count, lattice.flat
        self._again = again

    @property
    def whole(self) -> Lattice:
        return self._again() or Lattice(self.units)

    @property
    def edges(self) -> tuple[Edge, ...]:
        return self.whole.edges

    def edge(self, number: int) -> Edge:
        return self.whole.edge(number)

    def over(self, start: int, end: int) -> list[Edge]:
        return self.whole.over(start, end)
