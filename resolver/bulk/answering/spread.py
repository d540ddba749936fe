"""One function over many things in several processes, with the results in the order of the things."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ...spread import Spread
from ...workers import Workers

Item = TypeVar("Item")
Result = TypeVar("Result")
_BATCH = 64


@dataclass(frozen=True, slots=True)
class _Applied(Generic[Item, Result]):
    """What a copied process needs not be sent: it asks for an item by its number."""

    function: Callable[[Item], Result]
    items: Sequence[Item]

    def ask(self, number: int) -> Result:
        """The result for the item of a number."""
        return self.function(self.items[number])


def over_processes(
    count: int,
    told: Callable[[int, int], object] = lambda done, of: None,
    taken: Callable[[Any, Any], object] = lambda item, result: None,
) -> Spread:
    """Spreads over so many copies of this process, which must have no other threads; few items are done here.

    `told` hears after each batch how many items are done, and of how many; `taken` each item with its result, as they
    come. The function of each item must not raise.
    """

    def spread(function: Callable[[Item], Result], items: Sequence[Item], /) -> Iterable[Result]:
        total = len(items)
        step = -(-total // _BATCH) or 1
        # each batch has items from all over: the first, done here, load the tables that the copies then share
        numbers = [number for start in range(step) for number in range(start, total, step)]
        workers: Workers[int, Any] = Workers(_Applied(function, items), count, _BATCH)
        results: dict[int, Result] = {}
        try:
            for batch in workers.ask(numbers):
                results.update(batch)
                for number, result in batch:
                    taken(items[number], result)
                told(len(results), total)
        finally:
            workers.close()
        return (results.pop(number) for number in range(total))  # memory is given back while they are taken

    return spread
