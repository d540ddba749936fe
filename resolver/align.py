"""Is this spelling one of the paths through that lattice of readings? The one search that every route shares.

The lattice's units are walked in the name's order and with its halves exchanged; each edge consumes its letters from
the target, spaces ignored. What cannot be consumed is stepped over and reported: a unit that the target contradicts,
a unit that it leaves out, a word that it adds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .order import rotations
from .readings.lattice import Edge, Lattice
from .scripts import Script

CONTRADICTS, OMITS, ADDS = 6.0, 4.0, 5.0
"""What the search pays for stepping over: these only choose between paths; evidence weighs them anew."""

_CHUNK = 7  # letters that a contradicted unit may stand for in a target without spaces
_MOST_EDGES = 4000  # a lattice beyond this is cut: bounded time for any input


@dataclass(frozen=True, slots=True)
class Target:
    """The side whose spelling is asked about: words as written, their letters folded and glued."""

    words: tuple[str, ...]
    text: str
    ends: tuple[int, ...]  # where each word ends in `text`

    def slice(self, start: int, end: int) -> str:
        """What was written where the folded letters `start` to `end` stand; whole words where they are whole."""
        shown: list[str] = []
        begin = 0
        for word, stop in zip(self.words, self.ends, strict=True):
            low, high = max(start, begin), min(end, stop)
            if low < high:
                whole = low == begin and high == stop
                exact = len(word) == stop - begin
                shown.append(word if whole else word[low - begin : high - begin] if exact else self.text[low:high])
            begin = stop
        return " ".join(shown)


def target(words: Sequence[str], folded: Sequence[str]) -> Target:
    """A target from its words and their folded letters (same length; words that fold to nothing are dropped)."""
    kept = [(word, letters) for word, letters in zip(words, folded, strict=True) if letters]
    ends: list[int] = []
    for _, letters in kept:
        ends.append((ends[-1] if ends else 0) + len(letters))
    return Target(tuple(word for word, _ in kept), "".join(letters for _, letters in kept), tuple(ends))


@dataclass(frozen=True, slots=True)
class Step:
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


@dataclass(frozen=True, slots=True)
class Path:
    """The best way through: steps in the target's order, where the name was cut (0: as written), and its cost."""

    steps: tuple[Step, ...]
    cut: int
    cost: float

    @property
    def whole(self) -> bool:
        """Whether every unit and every letter agrees."""
        return all(step.relation == "agrees" for step in self.steps)


class _Mark(NamedTuple):
    cost: float
    came_from: tuple[int, int] | None
    step: Step | None


def best_path(
    lattice: Lattice, goal: Target, script: Script, *, lenient: bool, whole_words: bool = False
) -> Path | None:
    """The cheapest path, of all rotations; None when there is none.

    Strict (`lenient=False`): the whole target by the whole name. Lenient: units and words may be stepped over, and
    at least one edge must agree; with `whole_words`, edges agree only to whole words of a target that has several.
    """
    if not lattice.units or not goal.text:
        return None
    starting: dict[int, list[Edge]] = {}
    for edge in lattice.edges[:_MOST_EDGES]:
        if edge.text:
            starting.setdefault(edge.start, []).append(edge)
    bounds = frozenset((0, *goal.ends)) if lenient and whole_words and len(goal.ends) > 1 else None
    best: Path | None = None
    for cut in rotations(len(lattice.units), lattice.breaks, script):
        path = _walk(_Walk(starting, len(lattice.units), cut, goal, lenient, bounds))
        if path is not None and (best is None or path.cost < best.cost - 1e-9):
            best = path
    return best


@dataclass(frozen=True, slots=True)
class _Walk:
    """One walk: edges by their first unit, the number of units, where the name is cut, and what is allowed."""

    starting: dict[int, list[Edge]]
    count: int
    cut: int
    goal: Target
    lenient: bool
    bounds: frozenset[int] | None  # where edges may begin and end in the target; None: anywhere


def _walk(walk: _Walk) -> Path | None:
    count, goal = walk.count, walk.goal
    table: list[dict[int, _Mark]] = [{} for _ in range(count + 1)]
    table[0][0] = _Mark(0.0, None, None)
    for done in range(count + 1):
        for at in _positions(table[done], walk.lenient):
            cost = table[done][at].cost
            for step, price in _moves(walk, done, at):
                width = step.end - step.start
                row = table[done + width]
                known = row.get(step.until)
                if known is None or cost + price < known.cost - 1e-9:
                    row[step.until] = _Mark(cost + price, (done, at), step)
    last = table[count].get(len(goal.text))
    if last is None:
        return None
    steps = tuple(_trace(table, count, len(goal.text)))
    if not any(step.relation == "agrees" for step in steps):
        return None
    return Path(steps, walk.cut, last.cost + (0.1 if walk.cut else 0.0))


def _positions(row: dict[int, _Mark], lenient: bool) -> Iterator[int]:
    """Positions of a row in rising order; in the lenient walk "adds" steps extend the row while it is read."""
    if not lenient:
        yield from sorted(row)
        return
    seen: set[int] = set()
    while waiting := [position for position in row if position not in seen]:
        position = min(waiting)
        seen.add(position)
        yield position


def _moves(walk: _Walk, done: int, at: int) -> Iterator[tuple[Step, float]]:
    count, goal, bounds = walk.count, walk.goal, walk.bounds
    unit = (walk.cut + done) % count if done < count else count
    if done < count and (bounds is None or at in bounds):
        for edge in walk.starting.get(unit, ()):
            if done + edge.end - edge.start <= count and goal.text.startswith(edge.text, at):
                until = at + len(edge.text)
                if bounds is None or until in bounds:
                    yield Step("agrees", edge.start, edge.end, at, until, edge), edge.cost
    if not walk.lenient:
        return
    ends = _word_ends(goal, at)
    if done < count:
        yield Step("omits", unit, unit + 1, at, at), OMITS
        for until in ends:
            yield Step("contradicts", unit, unit + 1, at, until), CONTRADICTS
    for until in ends:
        yield Step("adds", unit, unit, at, until), ADDS


def _word_ends(goal: Target, at: int) -> tuple[int, ...]:
    """Where a stretch that agrees with nothing may end: its word's end, or anywhere near when nothing is spaced."""
    if len(goal.ends) == 1 and at < len(goal.text):
        return tuple(range(at + 1, min(at + _CHUNK, len(goal.text)) + 1))
    return tuple(end for end in goal.ends if end > at)[:1]


def _trace(table: list[dict[int, _Mark]], count: int, at: int) -> list[Step]:
    steps: list[Step] = []
    where: tuple[int, int] | None = (count, at)
    while where is not None:
        mark = table[where[0]][where[1]]
        if mark.step is not None:
            steps.append(mark.step)
        where = mark.came_from
    return steps[::-1]
