"""One function over many things in several processes, with the results in the order of the things."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from msgspec import Struct

from ...spread import Spread
from ...workers import Workers

Item = TypeVar("Item")
Result = TypeVar("Result")
_BATCH = 64
_FIRST = 256
_MANY = 1000
"""Items for which copying the process is worth it."""


class _Applied(Struct, Generic[Item, Result], frozen=True):
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

    def spread(function: Callable[[Item], Result], items: Sequence[Item], /) -> Iterator[Result]:
        total = len(items)
        applied = _Applied(function, items)
        workers: Workers[int, Any] = Workers(applied, count, _BATCH)
        results: dict[int, Result] = {}
        given = 0
        try:
            for batch in _batches(applied, workers, total):
                results.update(batch)
                for number, result in batch:
                    taken(items[number], result)
                told(given + len(results), total)
                while workers.count > 1 and given in results:  # they are taken while others are made
                    yield results.pop(given)
                    given += 1
        finally:
            workers.close()
        yield from (results.pop(number) for number in range(given, total))  # memory is given back meanwhile

    return spread


def _batches(applied: _Applied[Any, Any], workers: Workers[int, Any], total: int) -> Iterator[list[tuple[int, Any]]]:
    """The results in batches. A few from all over come first: they load the tables that the copies then share."""
    first = range(0, total, -(-total // _FIRST) or 1) if workers.count > 1 and total >= _MANY else range(0)
    if first:
        yield [(number, applied.ask(number)) for number in first]
        workers.start()
    yield from workers.ask([number for number in range(total) if number not in first])
