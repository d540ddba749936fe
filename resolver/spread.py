"""Work that a caller may have a way to do in several processes: one function over many things, and one thing beside
another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Spread(Protocol):
    """The results of a function for each item, in the order of the items, as `map` gives them.

    The function has no effect but its result, since it may run in another process.
    """

    def __call__(self, function: Callable[[Item], Result], items: Sequence[Item], /) -> Iterable[Result]:
        """The result for each item."""


def in_turn(function: Callable[[Item], Result], items: Sequence[Item], /) -> Iterable[Result]:
    """One item after the other, here."""
    return map(function, items)


class Beside(Protocol):
    """Begins work, and returns what waits for its result; the work has no effect but that."""

    def __call__(self, work: Callable[[], Result], /) -> Callable[[], Result]:
        """What waits for the result. To be called once."""


def when_asked(work: Callable[[], Result], /) -> Callable[[], Result]:
    """Begins when the result is asked for."""
    return work
