"""Is this spelling one of the paths through that lattice of readings? The one search that every route shares.

The lattice's units are walked in the name's order and with its halves exchanged; each edge consumes its letters from
the target, spaces ignored. What cannot be consumed is stepped over and reported: a unit that the target contradicts,
a unit that it leaves out, a word that it adds.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct

from ..readings.lattice import CODE_POINTS, Edge, Lattice
from ..text.scripts import BY_CHARACTER, Script
from .rotations import rotations

CONTRADICTS, OMITS, ADDS = 6.0, 4.0, 5.0
"""What the search pays for stepping over: these only choose between paths; evidence weighs them anew."""

_WIDE = 0x2E80  # Han, kana, hangul: characters from here on are written without spaces
_CHUNK = 7  # letters that a contradicted unit may stand for in a target without spaces
_HOPELESS = 26.0  # a path that stepped over four times or more tells nothing
_TURNED = 0.1  # what it costs that the halves of a name are exchanged: of equal paths the one as written is taken
_EQUAL = 1e-9
_NO_GAPS = frozenset[int]()
_NOTHING: Mapping[int, list[Edge]] = MappingProxyType({})


class Target(Struct, frozen=True):
    """The side whose spelling is asked about: words as written, their letters folded and glued.

    `flat` is the same as `alignment.c` takes it: 32-bit integers. How many letters, words and gaps; the ends, the gaps,
    and the code points of the letters.
    """

    words: tuple[str, ...]
    text: str
    ends: tuple[int, ...]  # where each word ends in `text`
    gaps: frozenset[int] = frozenset()  # those of the ends at which white space, and no hyphen, parts the words
    flat: bytes = b""

    def slice(self, start: int, end: int) -> str:
        """What was written where the folded letters `start` to `end` stand; whole words where they are whole."""
        at = bisect_right(self.ends, start)
        begin = self.ends[at - 1] if at else 0
        if begin == start and self.ends[at : at + 1] == (end,):
            return self.words[at]  # one word, as most often
        shown: list[str] = []
        for word, stop in zip(self.words[at:], self.ends[at:], strict=True):
            if begin >= end:
                break
            low, high = max(start, begin), min(end, stop)
            whole = low == begin and high == stop
            exact = len(word) == stop - begin
            shown.append(word if whole else word[low - begin : high - begin] if exact else self.text[low:high])
            begin = stop
        return ("" if all(len(word) == 1 and ord(word) >= _WIDE for word in shown) else " ").join(shown)


def target(words: Sequence[str], folded: Sequence[str], spaces: frozenset[int] = frozenset()) -> Target:
    """A target from its words and their folded letters (same length; words that fold to nothing are dropped).

    `spaces` are the places among the words (0 < place < len(words)) before which there is white space.
    """
    stops = [0, *accumulate(map(len, folded))]
    text = "".join(folded)
    if all(folded):
        shown, ends = tuple(words), tuple(stops[1:])
    else:
        kept = [number for number, letters in enumerate(folded) if letters]
        shown, ends = tuple([words[number] for number in kept]), tuple([stops[number + 1] for number in kept])
    gaps = frozenset([stops[place] for place in spaces]).difference((0, stops[-1])) if spaces else _NO_GAPS
    numbers = array("i", (len(text), len(ends), len(gaps), *ends, *gaps))
    flat = numbers.tobytes() + text.encode(CODE_POINTS, "surrogatepass")
    return Target(shown, text, ends, gaps, flat)


class Step(NamedTuple):
    """One unit or run of units against a stretch of the target.

    `relation` is "agrees", "contradicts", "omits" (the target leaves the unit out) or "adds" (no unit for it);
    `start` and `end` are unit positions in the lattice, `at` and `until` letters of the target.
    """

    relation: str
    start: int
    end: int
    at: int
    until: int
    edge: Edge | None = None


class Path(Struct, frozen=True):
    """The best way through: steps in the target's order, where the name was cut (0: as written), and its cost."""

    steps: tuple[Step, ...]
    cut: int
    cost: float

    @property
    def whole(self) -> bool:
        """Whether every unit and every letter agrees."""
        return all(step.relation == "agrees" for step in self.steps)


_Mark = tuple[float, int, int, "Edge | str"]
"""The cheapest way to a place: its cost, the row and the position that it came from, and the edge or what else was
done there: "omits", "contradicts" or "adds"."""
_Table = list[dict[int, _Mark]]
"""For each number of units done: position in the target → the cheapest way there."""
_START: _Mark = (0.0, 0, 0, "")


class Fit(Struct, frozen=True):
    """Where the edges of a lattice occur in a target: all that is asked of either to find a path.

    `starting` has the edges by their first unit, each with its places in the target, in one word; `units` are the
    first units of all edges whose letters occur. `own`: both are in the name's own script.
    """

    count: int
    cuts: tuple[int, ...]
    goal: Target
    starting: Mapping[int, list[tuple[Edge, list[int]]]]
    units: frozenset[int]
    own: bool

    def whole(self) -> Path | None:
        """The cheapest path, of all rotations, of the whole target by the whole name; None when there is none."""
        spans = [(edge.start, edge.end) for edges in self.starting.values() for edge, _ in edges]
        if len({unit for span in spans for unit in range(*span)}) < self.count:
            return None
        best: Path | None = None
        for cut in self.cuts:
            bound = best.cost - _TURNED if best else math.inf
            best = _path(_strict(self, cut), self, cut, bound) or best
        return best

    def partial(self) -> Path | None:
        """The cheapest path, of all rotations, that may step over units and words; None when none agrees at all.

        In the name's own script, edges agree only to whole words of a target that has several.
        """
        walk = _lenient_walk(self)
        if walk is None:
            return None
        best: Path | None = None
        for cut in self.cuts:
            bound = _bound(walk, cut, best)
            best = _path(_lenient(walk, cut, bound), self, cut, bound) or best
        return best

    def parts(self, done: int, cut: int) -> frozenset[int]:
        """Where alone the name may have come so far: where its halves change places, at white space if there is any."""
        return self.goal.gaps if cut and done == self.count - cut else frozenset()


def fit(lattice: Lattice, goal: Target, script: Script, *, own: bool = False) -> Fit | None:
    """How a lattice of a name in a script fits a target; None when no letter of it can.

    In another script than its `own`, white space does not part what a character stands for (刘 is no half of Bang | u).
    """
    if not lattice.units or not goal.text:
        return None
    gaps = goal.gaps if script in BY_CHARACTER and not own else frozenset[int]()
    starting: dict[int, list[tuple[Edge, list[int]]]] = {}
    units: set[int] = set()
    for edge in lattice.occurring(goal.text):
        units.add(edge.start)
        places = _places(edge, goal.text, gaps)
        if places:
            starting.setdefault(edge.start, []).append((edge, places))
    if not units:
        return None
    count = len(lattice.units)
    return Fit(count, rotations(count, lattice.breaks, script), goal, starting, frozenset(units), own)


def _places(edge: Edge, text: str, gaps: frozenset[int]) -> list[int]:
    """Where the target has the edge's letters, in one word."""
    places: list[int] = []
    at = text.find(edge.text)
    while at >= 0:
        if not gaps or " " in edge.shown or gaps.isdisjoint(range(at + 1, at + len(edge.text))):
            places.append(at)
        at = text.find(edge.text, at + 1)
    return places


def _strict(fit: Fit, cut: int) -> _Table:
    """The table of a walk in which every unit agrees; only what can be reached is filled in."""
    count = fit.count
    table: _Table = [{} for _ in range(count + 1)]
    table[0][0] = _START
    for done in range(count):
        row = table[done]
        edges = fit.starting.get((cut + done) % count, ()) if row else ()
        only = fit.parts(done, cut)
        for edge, places in edges:
            ahead = done + edge.end - edge.start
            if ahead > count:
                continue
            for at, mark in row.items():
                if at in places and (not only or at in only):
                    _offer(table[ahead], (at + len(edge.text),), (mark[0] + edge.cost, done, at, edge))
    return table


class _Walk(Struct, frozen=True):
    """What the walks of all rotations share that may step over a unit, a word, or one against the other.

    `edges` are those that may be used, by unit and place. `stops` are the places where a step may begin or end, each
    with the places where a stretch that agrees with nothing may end, and with the number of stretches that are left
    from there on, since no edge has their letters. `strange` are the units that no edge covers. `prices` says what it
    costs to step over so many units and stretches: no path is cheaper than that. `least` is what a path with an edge
    costs at least, `most` what one without costs; none costs as much as `hopeless`.
    """

    fit: Fit
    edges: Mapping[int, Mapping[int, list[Edge]]]
    stops: list[tuple[int, tuple[int, ...], int]]
    strange: frozenset[int]
    prices: list[list[float]]
    least: float
    most: float
    hopeless: float


def _lenient_walk(fit: Fit) -> _Walk | None:
    """The walk; None when no edge can be used, since it begins inside a word whose beginning nothing agrees to."""
    goal = fit.goal
    spaced = len(goal.ends) > 1
    stops = {0, *goal.ends} if spaced else set(range(len(goal.text) + 1))
    if not (spaced and fit.own):
        stops |= _reached(fit, stops)
    usable: dict[int, dict[int, list[Edge]]] = {}
    covered: set[int] = set()
    read: set[int] = set()
    cheapest, dearest = math.inf, CONTRADICTS
    for unit, edges in fit.starting.items():
        for edge, places in edges:
            for at in places:
                if at in stops and at + len(edge.text) in stops:
                    usable.setdefault(unit, {}).setdefault(at, []).append(edge)
                    covered.update(range(edge.start, edge.end))
                    read.update(range(at, at + len(edge.text)))
                    cheapest, dearest = min(cheapest, edge.cost), max(dearest, edge.cost)
    if not usable:
        return None
    ends = [_word_ends(goal, at) for at in range(len(goal.text) + 1)]
    left = _stretches(ends, read)
    strange = frozenset(range(fit.count)) - covered
    prices = [[_stepping(units, words) for words in range(left[0] + 1)] for units in range(len(strange) + 1)]
    stretches = [(at, ends[at], left[at]) for at in sorted(stops)]
    most = _stepping(fit.count, _stretches(ends, set())[0])
    hopeless = _HOPELESS + dearest + 2 * _EQUAL
    return _Walk(fit, usable, stretches, strange, prices, prices[-1][-1] + cheapest, most, hopeless)


def _reached(fit: Fit, stops: set[int]) -> set[int]:
    """The places where an edge may end that begins at a stop, or where another such edge ends."""
    following: dict[int, set[int]] = {}
    for edges in fit.starting.values():
        for edge, places in edges:
            for at in places:
                following.setdefault(at, set()).add(at + len(edge.text))
    reached: set[int] = set()
    for at in sorted(following):
        if at in stops or at in reached:
            reached |= following[at]
    return reached


def _stretches(ends: list[tuple[int, ...]], read: set[int]) -> list[int]:
    """For each place how many stretches must be stepped over from there on, but for letters that can be read."""
    left = [0] * len(ends)
    for at in reversed(range(len(ends) - 1)):
        left[at] = left[at + 1] if at in read else 1 + left[ends[at][-1]]
    return left


def _stepping(units: int, words: int) -> float:
    """What it costs at least to step over so many units and words."""
    both = min(units, words)
    return both * CONTRADICTS + (units - both) * OMITS + (words - both) * ADDS


def _bound(walk: _Walk, cut: int, best: Path | None) -> float:
    """What a path of a rotation may cost at most to be better than one that is known: if nothing else, no agreement."""
    if best is not None:
        return best.cost - _TURNED
    if walk.most <= _HOPELESS and not (cut and walk.fit.goal.gaps):
        return walk.most + 2 * _EQUAL
    return walk.hopeless


def _lenient(walk: _Walk, cut: int, bound: float) -> _Table:
    """The table of a walk that may step over what does not agree, without the paths that cost more than the bound."""
    fit, count = walk.fit, walk.fit.count
    table: _Table = [{} for _ in range(count + 2)]
    strange = len(walk.strange)
    if walk.least > bound:
        return table
    table[0][0] = _START
    for done in range(count + 1):
        row, following = table[done], table[done + 1]
        unit = (cut + done) % count if done < count else count
        edges, prices, only = walk.edges.get(unit, _NOTHING), walk.prices[strange], fit.parts(done, cut)
        for at, ends, words in walk.stops if row else ():
            mark = row.get(at)
            if mark is None or (only and at not in only):
                continue
            cost = mark[0]
            if cost > _HOPELESS or cost + prices[words] > bound:
                continue
            for edge in edges.get(at, ()):
                ahead = done + edge.end - edge.start
                if ahead <= count:
                    _offer(table[ahead], (at + len(edge.text),), (cost + edge.cost, done, at, edge))
            if done < count:
                _offer(following, (at,), (cost + OMITS, done, at, "omits"))
                _offer(following, ends, (cost + CONTRADICTS, done, at, "contradicts"))
            _offer(row, ends, (cost + ADDS, done, at, "adds"))
        strange -= unit in walk.strange
    return table


def _offer(row: dict[int, _Mark], places: Sequence[int], mark: _Mark) -> None:
    """Keeps a way to places of a row where none is known that is as cheap."""
    cheap = mark[0] + _EQUAL
    for place in places:
        known = row.get(place)
        if known is None or known[0] > cheap:
            row[place] = mark


def _word_ends(goal: Target, at: int) -> tuple[int, ...]:
    """Where a stretch that agrees with nothing may end: its word's end, or anywhere near when nothing is spaced."""
    if len(goal.ends) == 1:
        return tuple(range(at + 1, min(at + _CHUNK, len(goal.text)) + 1))
    return goal.ends[(place := bisect_right(goal.ends, at)) : place + 1]


def _path(table: _Table, fit: Fit, cut: int, bound: float) -> Path | None:
    """The path that a table ends with; None if there is none below the bound, or nothing agrees."""
    count, until = fit.count, len(fit.goal.text)
    done = count
    mark = table[done].get(until)
    if mark is None or mark[0] >= bound - _EQUAL:
        return None
    cost = mark[0]
    steps: list[Step] = []
    while mark is not _START:
        _, before, at, move = mark
        unit = (cut + before) % count if before < count else count
        if isinstance(move, Edge):
            steps.append(Step("agrees", move.start, move.end, at, until, move))
        else:
            steps.append(Step(move, unit, unit + (move != "adds"), at, until))
        done, until = before, at
        mark = table[done][until]
    if not any(step.edge is not None for step in steps):
        return None
    return Path(tuple(reversed(steps)), cut, cost + (_TURNED if cut else 0.0))
