"""One function over many things: in turn, or in whatever way a caller has to do several at once."""

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
