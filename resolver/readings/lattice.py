"""The form in which every route gives its readings: a lattice of options over the units of a name.

A route never transcribes a name into one string; it says, for each unit or run of units, every way that it may be
written in the target script, with what each way costs. `align` then asks whether a given spelling is one of the paths.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import repeat
from typing import NamedTuple

from ..text.scripts import Script

_FEW = 64  # edges that are looked for one by one, and not by what the text has
CODE_POINTS = f"utf-32-{sys.byteorder[0]}e"
_MOST_EDGES = 4000  # a lattice beyond this is cut: bounded time for any input


class Edge(NamedTuple):
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


_edge = partial(tuple.__new__, Edge)


def edges(start: int, end: int, texts: Iterable[str], shown: Iterable[str], costs: Iterable[float]) -> Iterator[Edge]:
    """The edges of the same units, one for each text: without a step of Python for each, since a name has hundreds."""
    return map(_edge, zip(repeat(start), repeat(end), texts, shown, costs, strict=False))


@dataclass
class Lattice:
    """All spellings of a name along one route.

    `units` are the source's units: Han characters, kana, hangul syllables or words. `breaks` are the unit positions
    (0 < position < len(units)) at which the source itself has a word boundary.
    """

    units: tuple[str, ...]
    edges: tuple[Edge, ...]
    breaks: frozenset[int] = frozenset()

    def occurring(self, text: str) -> list[Edge]:
        """The edges whose letters occur in a text, in their order."""
        if len(self.edges) <= _FEW:
            return [edge for edge in self.edges if edge.text and edge.text in text]
        by_text, lengths = self._by_text
        count = len(text)
        found = {text[at : at + size] for size in lengths for at in range(count - size + 1)}
        numbers = sorted(number for each in found & by_text.keys() for number in by_text[each])
        return [self.edges[number] for number in numbers]

    @cached_property
    def flat(self) -> bytes | None:
        """The edges as `lattice.c` takes them; None where there are none, or their letters cannot be told apart.

        The costs as doubles, the first units and the units behind the last (below 0 for an edge that is shown with a
        space) as 32-bit integers, and the code points of all texts with a 0 between two.
        """
        if not self.edges:
            return None
        starts, ends, texts, shown, costs = zip(*self.edges, strict=True)
        letters = "\0".join(texts)
        if letters.count("\0") != len(texts) - 1:
            return None
        if " " in "".join(shown):
            ends = tuple(-end if " " in each else end for end, each in zip(ends, shown, strict=True))
        units = array("i", starts + ends).tobytes()
        return array("d", costs).tobytes() + units + letters.encode(CODE_POINTS, "surrogatepass")

    @cached_property
    def _by_text(self) -> tuple[dict[str, list[int]], tuple[int, ...]]:
        """The numbers of the edges by their letters, and how many letters edges have."""
        found: dict[str, list[int]] = {}
        for number, edge in enumerate(self.edges[:_MOST_EDGES]):
            if edge.text:
                found.setdefault(edge.text, []).append(number)
        return found, tuple({len(text) for text in found})


@dataclass(frozen=True, slots=True, eq=False)
class Bridge:
    """A route from names in one script to their spellings in another.

    `code` is stable (`sino-vietnamese`); `title` is the same in words, as evidence prints it ("Sino-Vietnamese
    reading"). `lattice` takes the name's words as written, clean, and gives None when it cannot read any of them.
    `fold` brings text of the target side to the alphabet of `Edge.text`. `countries` are the owners for whom the
    route is the usual one (empty: any); for others it stays possible and costs `Policy.foreign_route`.

    A route that only `compares` has another that leads back and only `searches`. That one brings the candidates: so
    nothing is filed under what the first gives, and only mentions in its target script cost time.

    `admits` says whether a word may stand in a name that the route reads: a name with any other has no lattice
    (None: whatever the word). It only spares the trouble of asking.

    A route without `asserts` recognises a name and cannot say how it is written: behind what it reads stand several
    characters, or a name half in kana.
    """

    code: str
    title: str
    source: Script
    target: Script
    lattice: Callable[[tuple[str, ...]], Lattice | None]
    fold: Callable[[str], str]
    countries: frozenset[str] = frozenset()
    searches: bool = True
    compares: bool = True
    asserts: bool = True
    admits: Callable[[str], bool] | None = None
