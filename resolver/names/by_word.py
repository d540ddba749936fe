"""Paths by letters or morae, which are no names: the steps of one word are one, which agrees where all of them do."""

from __future__ import annotations

from bisect import bisect_right

from ..readings.lattice import Edge, Lattice
from .alignment import Path, Step, Target
from .best_path import Found


def joined(path: Path, lattice: Lattice, goal: Target) -> Path:
    """A path word by word."""
    bounds = _bounds(lattice, path.cut, _breaks(path, lattice, goal))
    grouped: dict[int, list[Step]] = {}
    steps: list[Step] = []
    for step in path.steps:
        if step.relation == "adds":
            steps.append(step)
        else:
            grouped.setdefault(bisect_right(bounds, step.start) - 1, []).append(step)
    for word, each in grouped.items():
        steps.append(_joined(each, bounds[word], bounds[word + 1]))
    return Path(tuple(sorted(steps, key=lambda step: step.at)), path.cut, path.cost)


def contradicts_a_word(found: Found) -> bool:
    """Whether a word contradicts in a path that is not whole, told before its steps are looked at: most are left so."""
    return any(end > begin and not agrees for agrees, begin, end in _words(found).values())


def count_words(found: Found) -> tuple[int, int]:
    """How many steps of a path that is not whole agree word by word, and how many it has so: told likewise."""
    words = _words(found)
    added = sum(relation == "adds" for relation, *_ in found.steps())
    return sum(agrees for agrees, _, _ in words.values()), len(words) + added


def _words(found: Found) -> dict[int, tuple[bool, int, int]]:
    """Of each word whether all its steps agree, and from and to which letter of the target they go."""
    bounds = _bounds(found.lattice, found.cut, found.lattice.breaks)
    extents: dict[int, tuple[bool, int, int]] = {}
    for relation, unit, at, until in found.steps():
        if relation != "adds":
            word = bisect_right(bounds, unit)
            agrees, begin, end = extents.get(word, (True, at, until))
            extents[word] = agrees and relation == "agrees", min(begin, at), max(end, until)
    return extents


def _bounds(lattice: Lattice, cut: int, breaks: frozenset[int]) -> list[int]:
    """Where the words of a lattice begin, and where the last one ends."""
    return sorted({0, cut, *breaks, len(lattice.units)})


def _breaks(path: Path, lattice: Lattice, goal: Target) -> frozenset[int]:
    """Where the lattice's words part: as it shows itself, or, written as one, as the words of the target do."""
    if lattice.breaks or not path.whole:
        return lattice.breaks
    return frozenset(step.end for step in path.steps if step.until in goal.ends)


def _joined(steps: list[Step], start: int, end: int) -> Step:
    at, until = min(step.at for step in steps), max(step.until for step in steps)
    edges = [step.edge for step in steps if step.edge is not None]
    if len(edges) == len(steps):
        text, shown = "".join(edge.text for edge in edges), "".join(edge.shown for edge in edges)
        return Step("agrees", start, end, at, until, Edge(start, end, text, shown, sum(edge.cost for edge in edges)))
    return Step("contradicts" if until > at else "omits", start, end, at, until)
