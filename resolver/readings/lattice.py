"""The form in which every route gives its readings: a lattice of options over the units of a name.

A route never transcribes a name into one string; it says, for each unit or run of units, every way that it may be
written in the target script, with what each way costs. `align` then asks whether a given spelling is one of the paths.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from itertools import chain, repeat
from typing import NamedTuple

from msgspec import Struct

from ..text.scripts import Script
from .row import Row

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


class Stretch(Struct, frozen=True, eq=False):
    """The edges of the same units `start` to `end`, as a row of spellings gives them.

    `extra` is what each costs more than the row says. `show` makes what is shown of it: of the row's shown texts, else
    of its texts. It neither adds nor takes a space.
    """

    start: int
    end: int
    row: Row
    extra: float = 0.0
    show: Callable[[str], str] | None = None

    @classmethod
    def of(cls, edge: Edge) -> Stretch:
        """One edge alone."""
        return cls(edge.start, edge.end, Row((edge.text,), (edge.shown,), (edge.cost,)))

    def edge(self, number: int) -> Edge:
        """One of the edges."""
        texts, shown, costs = self.row.cells
        text = (shown or texts)[number]
        shown_text = self.show(text) if self.show else text
        return Edge(self.start, self.end, texts[number], shown_text, costs[number] + self.extra)

    def edges(self) -> Iterator[Edge]:
        """The edges one by one."""
        texts, shown, costs = self.row.cells
        shown = shown or texts
        if self.extra:
            costs = tuple([cost + self.extra for cost in costs])
        return edges(self.start, self.end, texts, map(self.show, shown) if self.show else shown, costs)


class Lattice:
    """All spellings of a name along one route.

    `units` are the source's units: Han characters, kana, hangul syllables or words. `breaks` are the unit positions
    (0 < position < len(units)) at which the source itself has a word boundary.

    A lattice of `rows` makes its edges when they are asked for: most lattices are searched as they lie, and left.
    """

    def __init__(
        self,
        units: tuple[str, ...],
        edges: tuple[Edge, ...] = (),
        breaks: frozenset[int] = frozenset(),
        *,
        rows: Iterable[Stretch] | None = None,
    ) -> None:
        self.units = units
        self.breaks = breaks
        self._edges = edges if rows is None else None
        self.rows = () if rows is None else tuple([each for each in rows if each.row.count])
        self.count = len(edges) if rows is None else sum([each.row.count for each in self.rows])

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The edges, in the order of the route."""
        if self._edges is None:
            self._edges = tuple(chain.from_iterable(each.edges() for each in self.rows))
        return self._edges

    def texts(self) -> Iterator[tuple[int, int, Sequence[str]]]:
        """The letters that units are written with: from which unit, to which."""
        if self._edges is None:
            return ((each.start, each.end, each.row.cells[0]) for each in self.rows)
        return ((edge.start, edge.end, (edge.text,)) for edge in self._edges)

    def edge(self, number: int) -> Edge:
        """One of the edges, counted from 0. Raises IndexError for a number that none has."""
        if self._edges is None and 0 <= number < self.count:
            for each in self.rows:
                if number < each.row.count:
                    return each.edge(number)
                number -= each.row.count
        return self.edges[number]

    def over(self, start: int, end: int) -> list[Edge]:
        """The edges of just these units."""
        if self._edges is None:
            rows = [each for each in self.rows if each.start == start and each.end == end]
            return [edge for each in rows for edge in each.edges()]
        return [edge for edge in self._edges if edge.start == start and edge.end == end]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lattice) and (self.units, self.edges, self.breaks) == (
            other.units,
            other.edges,
            other.breaks,
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Lattice(units={self.units!r}, edges={self.edges!r}, breaks={self.breaks!r})"

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
        if not self.count:
            return None
        costs, units, letters = _packed_rows(self.rows) if self.rows else self._packed_edges()
        if letters.count("\0") != self.count - 1:
            return None
        return costs + units + letters.encode(CODE_POINTS, "surrogatepass")

    def _packed_edges(self) -> tuple[bytes, bytes, str]:
        starts, ends, texts, shown, costs = zip(*self.edges, strict=True)
        if " " in "".join(shown):
            ends = _marked(ends, shown)
        return array("d", costs).tobytes(), array("i", starts + ends).tobytes(), "\0".join(texts)

    @cached_property
    def _by_text(self) -> tuple[dict[str, list[int]], tuple[int, ...]]:
        """The numbers of the edges by their letters, and how many letters edges have."""
        found: dict[str, list[int]] = {}
        for number, edge in enumerate(self.edges[:_MOST_EDGES]):
            if edge.text:
                found.setdefault(edge.text, []).append(number)
        return found, tuple({len(text) for text in found})


def laid_out(units: tuple[str, ...], breaks: frozenset[int], rows: Iterable[Stretch]) -> Lattice | None:
    """The lattice of rows; None where they have no spellings."""
    found = Lattice(units, breaks=breaks, rows=rows)
    return found if found.count else None


def _packed_rows(rows: tuple[Stretch, ...]) -> tuple[bytes, bytes, str]:
    starts: list[bytes] = []
    ends: list[bytes] = []
    costs: list[bytes] = []
    letters: list[str] = []
    for each in rows:
        end, row, extra = each.end, each.row, each.extra
        count = row.count
        starts.append(each.start.to_bytes(4, sys.byteorder) * count)
        ends.append(_marked_ends(end, row) if row.has_spaces else end.to_bytes(4, sys.byteorder) * count)
        costs.append(row.costs_with(extra) if extra else row.packed_costs)
        letters.append(row.letters)
    return b"".join(costs), b"".join(starts + ends), "\0".join(letters)


def _marked_ends(end: int, row: Row) -> bytes:
    texts, shown, _ = row.cells
    return array("i", _marked((end,) * row.count, shown or texts)).tobytes()


def _marked(ends: tuple[int, ...], shown: tuple[str, ...]) -> tuple[int, ...]:
    """The units behind edges, below 0 where a space is shown."""
    return tuple([-end if " " in each else end for end, each in zip(ends, shown, strict=True)])


class Bridge(Struct, frozen=True, eq=False):
    """A route from names in one script to their spellings in another.

    `code` is stable (`sino-vietnamese`); `title` is the same in words, as evidence prints it ("Sino-Vietnamese
    reading"). `lattice` takes the name's words as written, clean, and gives None when it cannot read any of them.
    `fold` brings text of the target side to the alphabet of `Edge.text`. `countries` are the owners for whom the
    route is the usual one (empty: any); for others it stays possible and costs `Policy.foreign_route`.

    A route that only `compares` has another that leads back and only `searches`. That one brings the candidates: so
    nothing is filed under what the first gives, and only mentions in its target script cost time.

    `admits` says whether a word may stand in a name that the route reads: a name with any other has no lattice
    (None: whatever the word). It only spares the trouble of asking.

    `links` gives what `lattice` does, as a chain of what it says of each word (see `readings.links`): quicker where
    many names share their words.

    `usual` gives a lattice that spells the name as `lattice` does as far as its usual spellings go, of which there are
    `readings.links.USUAL`, and shows nothing (None: the route has no sooner way to them).

    `within` gives the same lattice as `lattice` where it is asked only for what occurs in a text of the target side, as
    `fold` has it: edges that do not may be wanting (None: the route has no sooner way to know).

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
    links: Callable[[tuple[str, ...]], Sequence[bytes] | None] | None = None
    within: Callable[[tuple[str, ...], str], Lattice | None] | None = None
    usual: Callable[[tuple[str, ...]], Lattice | None] | None = None
