"""The best path of a target by a lattice: as a whole, else with steps over what does not agree.

Where a C compiler was at hand at installation, `alignment.c` searches for it; else `alignment` does, with the same
result.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from typing import Any

from msgspec import Struct

from ..native.library import library
from ..readings.lattice import Lattice
from ..text.scripts import BY_CHARACTER, Script
from .alignment import Path, Step, Target, fit
from .reading import whole
from .rotations import rotations

_AGREES = "agrees"
_RELATIONS = (_AGREES, "omits", "contradicts", "adds")  # as alignment.c numbers them
_MOST_STEPS = 100  # of a path; longer ones are left to Python
_KEPT = 1 << 8  # rotations
_NEVER = 1 << 30  # more units than any lattice has


class Found(Struct, eq=False, dict=True):
    """A path that was found: its steps as `alignment.c` numbers them, the last one first, or as Python made them.

    Most paths contradict, and nobody asks for their steps.
    """

    lattice: Lattice
    numbers: list[int]
    cut: int
    cost: float
    known: Path | None = None

    @cached_property
    def path(self) -> Path:
        """The path with its steps."""
        return self.known or Path(tuple(_steps(whole(self.lattice), self.numbers)), self.cut, self.cost)

    @property
    def count(self) -> int:
        """How many steps it has."""
        return len(self.known.steps) if self.known else len(self.numbers) // 6

    @property
    def agreeing(self) -> int:
        """How many steps agree."""
        if self.known:
            return sum(step.edge is not None for step in self.known.steps)
        return self.numbers[::6].count(0)

    @property
    def is_whole(self) -> bool:
        """Whether every unit and every letter agrees."""
        return self.agreeing == self.count

    def steps(self) -> list[tuple[str, int, int, int]]:
        """Of each step its relation, its first unit, and from and to which letter it goes; in no order."""
        if self.known:
            return [(step.relation, step.start, step.at, step.until) for step in self.known.steps]
        numbers = self.numbers
        relations = map(_RELATIONS.__getitem__, numbers[::6])
        return list(zip(relations, numbers[1::6], numbers[3::6], numbers[4::6], strict=True))

    def apart(self) -> list[tuple[str, int, int, int]]:
        """The same of each step that agrees with nothing."""
        return [step for step in self.steps() if step[0] != _AGREES]


def best_path(lattice: Lattice, goal: Target, script: Script, *, own: bool, least: int | None) -> Path | None:
    """The cheapest path of the whole target by the whole name; None when there is none.

    Then, where edges from `least` units or more occur in the target, the cheapest that may step over units and words.
    """
    found = search(lattice, goal, script, own=own, least=least)
    return None if found is None else found.path


def search(lattice: Lattice, goal: Target, script: Script, *, own: bool, least: int | None) -> Found | None:
    """The same path, before its steps are looked at."""
    compiled, flat, units = _compiled(), lattice.flat, len(lattice.units)
    if compiled is None or flat is None or not 0 < units <= _MOST_STEPS:
        return _by_python(lattice, goal, script, own, least)
    steps, cut, cost = _Steps(), ctypes.c_int32(), ctypes.c_double()
    cuts = _packed_cuts(units, lattice.breaks, script)
    parted = script in BY_CHARACTER and not own
    count = compiled(
        flat, len(flat), lattice.count, units, goal.flat, len(goal.flat) // 4,
        cuts, len(cuts), own, parted, _NEVER if least is None else least, steps, _MOST_STEPS, cut, cost,
    )  # fmt: skip
    if count == -1:
        raise MemoryError
    if count < 0:
        return _by_python(lattice, goal, script, own, least)
    return Found(lattice, steps[: count * 6], cut.value, cost.value) if count else None


@lru_cache(maxsize=_KEPT)
def _packed_cuts(count: int, breaks: frozenset[int], script: Script) -> bytes:
    """The rotations; kept, since a lattice is laid beside many targets."""
    return bytes(rotations(count, breaks, script))


def _steps(lattice: Lattice, numbers: list[int]) -> Iterator[Step]:
    """The steps of a path whose last step comes first."""
    for at in range(len(numbers) - 6, -1, -6):
        relation, start, end, begin, until, edge = numbers[at : at + 6]
        yield Step(_RELATIONS[relation], start, end, begin, until, None if edge < 0 else lattice.edge(edge))


def _by_python(lattice: Lattice, goal: Target, script: Script, own: bool, least: int | None) -> Found | None:
    found = fit(lattice, goal, script, own=own)
    if found is None:
        return None
    path = found.whole()
    if path is None and least is not None and len(found.units) >= least:
        path = found.partial()
    return None if path is None else Found(lattice, [], path.cut, path.cost, path)


_Steps = ctypes.c_int32 * (2 * 6 * _MOST_STEPS)


@cache
def _compiled() -> Any:
    """The search of `alignment.c`, if it was compiled; else None."""
    found = library()
    if found is None:
        return None
    function, whole, number, text = found.exonym_align, ctypes.c_int64, ctypes.c_int32, ctypes.c_char_p
    function.argtypes = [
        text, whole, whole, whole, text, whole, text, whole, number, number, whole, _Steps, whole,
        ctypes.POINTER(number), ctypes.POINTER(ctypes.c_double),
    ]  # fmt: skip
    function.restype = whole
    return function
