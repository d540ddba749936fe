"""Is this spelling one of the paths through that lattice of readings? The one search that every route shares.

The lattice's units are walked in the name's order and with its halves exchanged; each edge consumes its letters from
the target, spaces ignored. What cannot be consumed is stepped over and reported: a unit that the target contradicts,
a unit that it leaves out, a word that it adds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from .order import rotations
from .readings.lattice import Edge, Lattice
from .scripts import BY_CHARACTER, Script

CONTRADICTS, OMITS, ADDS = 6.0, 4.0, 5.0
"""What the search pays for stepping over: these only choose between paths; evidence weighs them anew."""

_WIDE = 0x2E80  # Han, kana, hangul: characters from here on are written without spaces
_CHUNK = 7  # letters that a contradicted unit may stand for in a target without spaces
_HOPELESS = 26.0  # a path that stepped over four times or more tells nothing
_MOST_EDGES = 4000  # a lattice beyond this is cut: bounded time for any input


@dataclass(frozen=True, slots=True)
class Target:
    """The side whose spelling is asked about: words as written, their letters folded and glued."""

    words: tuple[str, ...]
    text: str
    ends: tuple[int, ...]  # where each word ends in `text`
    gaps: frozenset[int] = frozenset()  # those of the ends at which white space, and no hyphen, parts the words

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
        return ("" if all(len(word) == 1 and ord(word) >= _WIDE for word in shown) else " ").join(shown)


def target(words: Sequence[str], folded: Sequence[str], spaces: frozenset[int] = frozenset()) -> Target:
    """A target from its words and their folded letters (same length; words that fold to nothing are dropped).

    `spaces` are the places among the words (0 < place < len(words)) before which there is white space.
    """
    stops = [0, *accumulate(map(len, folded))]
    kept = [number for number, letters in enumerate(folded) if letters]
    return Target(
        words=tuple(words[number] for number in kept),
        text="".join(folded),
        ends=tuple(stops[number + 1] for number in kept),
        gaps=frozenset(stops[place] for place in spaces) - {0, stops[-1]},
    )


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


_Move = tuple[str, int, int, int, Edge | None]
"""A step without its beginning in the target: relation, first unit, end unit, end in the target, edge."""
_Mark = tuple[float, int, int, _Move | None]
"""The cheapest way to a place: its cost, the row and the position that it came from, and the move made there."""


@dataclass(frozen=True, slots=True)
class _Walk:
    """One walk: edges by their first unit, the number of units, where the name is cut, and what is allowed."""

    starting: dict[int, list[Edge]]
    count: int
    cut: int
    goal: Target
    bounds: frozenset[int] | None  # where edges may begin and end in the target; None: anywhere
    gaps: frozenset[int]  # what edges may not span

    def agrees(self, edge: Edge, at: int) -> bool:
        """Whether the target has the edge's letters there, in one word."""
        if not self.goal.text.startswith(edge.text, at):
            return False
        return not self.gaps or " " in edge.shown or self.gaps.isdisjoint(range(at + 1, at + len(edge.text)))

    def parts(self, done: int, at: int) -> bool:
        """Whether the name may have come so far: where its halves change places, white space parts those it has."""
        gaps = self.goal.gaps
        return not self.cut or not gaps or done != self.count - self.cut or at in gaps


def best_path(lattice: Lattice, goal: Target, script: Script, *, lenient: bool, own: bool = False) -> Path | None:
    """The cheapest path, of all rotations; None when there is none.

    Strict (`lenient=False`): the whole target by the whole name. Lenient: units and words may be stepped over, and
    at least one edge must agree; in the name's `own` script, edges agree only to whole words of a target that has
    several. In another script what a character stands for is not parted by white space (刘 is no half of Bang | u).
    """
    if not lattice.units or not goal.text:
        return None
    starting: dict[int, list[Edge]] = {}
    for edge in lattice.edges[:_MOST_EDGES]:
        if edge.text and edge.text in goal.text:
            starting.setdefault(edge.start, []).append(edge)
    bounds = frozenset((0, *goal.ends)) if lenient and own and len(goal.ends) > 1 else None
    gaps = goal.gaps if script in BY_CHARACTER and not own else frozenset[int]()
    best: Path | None = None
    for cut in rotations(len(lattice.units), lattice.breaks, script):
        walk = _Walk(starting, len(lattice.units), cut, goal, bounds, gaps)
        path = _path(_lenient(walk) if lenient else _strict(walk), walk)
        if path is not None and (best is None or path.cost < best.cost - 1e-9):
            best = path
    return best


def _strict(walk: _Walk) -> list[dict[int, _Mark]]:
    """The table of a walk in which every unit agrees; only what can be reached is filled in."""
    count, cut = walk.count, walk.cut
    table: list[dict[int, _Mark]] = [{} for _ in range(count + 1)]
    table[0][0] = (0.0, 0, 0, None)
    for done in range(count):
        row = table[done]
        edges = walk.starting.get((cut + done) % count) if row else None
        for edge in edges or ():
            ahead = done + edge.end - edge.start
            if ahead > count:
                continue
            for at, mark in row.items():
                if walk.agrees(edge, at) and walk.parts(done, at):
                    _reach(
                        table[ahead],
                        mark,
                        done,
                        at,
                        ("agrees", edge.start, edge.end, at + len(edge.text), edge),
                        edge.cost,
                    )
    return table


def _lenient(walk: _Walk) -> list[dict[int, _Mark]]:
    """The table of a walk that may also step over a unit, a word, or one against the other."""
    count, goal, bounds = walk.count, walk.goal, walk.bounds
    table: list[dict[int, _Mark]] = [{} for _ in range(count + 1)]
    table[0][0] = (0.0, 0, 0, None)
    word_ends = [_word_ends(goal, at) for at in range(len(goal.text) + 1)]
    for done in range(count + 1):
        row = table[done]
        unit = (walk.cut + done) % count if done < count else count
        edges = walk.starting.get(unit, ()) if done < count else ()
        for at in range(len(goal.text) + 1):
            mark = row.get(at)
            if mark is None or mark[0] > _HOPELESS or not walk.parts(done, at):
                continue
            if bounds is None or at in bounds:
                for edge in edges:
                    until = at + len(edge.text)
                    ahead = done + edge.end - edge.start
                    if ahead <= count and walk.agrees(edge, at) and (bounds is None or until in bounds):
                        _reach(table[ahead], mark, done, at, ("agrees", edge.start, edge.end, until, edge), edge.cost)
            ends = word_ends[at]
            if done < count:
                _reach(table[done + 1], mark, done, at, ("omits", unit, unit + 1, at, None), OMITS)
                for until in ends:
                    _reach(table[done + 1], mark, done, at, ("contradicts", unit, unit + 1, until, None), CONTRADICTS)
            for until in ends:
                _reach(row, mark, done, at, ("adds", unit, unit, until, None), ADDS)
    return table


def _reach(row: dict[int, _Mark], mark: _Mark, done: int, at: int, move: _Move, price: float) -> None:
    cost = mark[0] + price
    known = row.get(move[3])
    if known is None or cost < known[0] - 1e-9:
        row[move[3]] = (cost, done, at, move)


def _word_ends(goal: Target, at: int) -> tuple[int, ...]:
    """Where a stretch that agrees with nothing may end: its word's end, or anywhere near when nothing is spaced."""
    if len(goal.ends) == 1 and at < len(goal.text):
        return tuple(range(at + 1, min(at + _CHUNK, len(goal.text)) + 1))
    return tuple(end for end in goal.ends if end > at)[:1]


def _path(table: list[dict[int, _Mark]], walk: _Walk) -> Path | None:
    done, at = walk.count, len(walk.goal.text)
    if at not in table[done]:
        return None
    cost = table[done][at][0]
    steps: list[Step] = []
    while (mark := table[done][at])[3] is not None:
        _, done, at, move = mark
        assert move is not None  # noqa: S101 (the loop's condition, which the type checker does not follow)
        relation, start, end, until, edge = move
        steps.append(Step(relation, start, end, at, until, edge))
    if not any(step.relation == "agrees" for step in steps):
        return None
    return Path(tuple(reversed(steps)), walk.cut, cost + (0.1 if walk.cut else 0.0))
