"""The form in which every route gives its readings: a lattice of options over the units of a name.

A route never transcribes a name into one string; it says, for each unit or run of units, every way that it may be
written in the target script, with what each way costs. `align` then asks whether a given spelling is one of the paths.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..scripts import Script


@dataclass(frozen=True, slots=True)
class Edge:
    """One way of writing the units `start` to `end` (exclusive).

    `text` is folded as the bridge folds its target (lower case, no spaces): what is compared. `shown` is the same
    as a reader would write it (Ngô, Shinjirō). `cost` is in nats: 0 for the standard spelling, more for habits and
    rarities, as -ln of its share among the ways this unit is written.
    """

    start: int
    end: int
    text: str
    shown: str
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Lattice:
    """All spellings of a name along one route.

    `units` are the source's units: Han characters, kana, hangul syllables or words. `breaks` are the unit positions
    (0 < position < len(units)) at which the source itself has a word boundary.
    """

    units: tuple[str, ...]
    edges: tuple[Edge, ...]
    breaks: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Bridge:
    """A route from names in one script to their spellings in another.

    `code` is stable (`sino-vietnamese`); `title` is the same in words, as evidence prints it ("Sino-Vietnamese
    reading"). `lattice` takes the name's words as written, clean, and gives None when it cannot read any of them.
    `fold` brings text of the target side to the alphabet of `Edge.text`. `countries` are the owners for whom the
    route is the usual one (empty: any); for others it stays possible and costs `Policy.foreign_route`.
    """

    code: str
    title: str
    source: Script
    target: Script
    lattice: Callable[[tuple[str, ...]], Lattice | None]
    fold: Callable[[str], str]
    countries: frozenset[str] = frozenset()
