"""What several processes make of many things is what one makes of them, in the same order."""

from __future__ import annotations

import os

import pytest

from exonym.resolver.bulk.answering.spread import over_processes


@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 999, 1000, 2500])
@pytest.mark.parametrize("processes", [1, 2])
def test_results_stand_in_the_order_of_the_items(count: int, processes: int) -> None:
    told: list[tuple[int, int]] = []
    spread = over_processes(processes, lambda done, of: told.append((done, of)))
    items = [f"item {number}" for number in range(count)]
    assert list(spread(str.upper, items)) == [item.upper() for item in items]
    assert told[-1:] == ([(count, count)] if count else [])
    assert told == sorted(told)


def test_results_are_given_while_others_are_made() -> None:
    told: list[int] = []
    each = iter(over_processes(2, lambda done, of: told.append(done))(str.upper, ["item"] * 20_000))
    assert next(each) == "ITEM"
    assert told[-1] < 1000
    assert list(each) == ["ITEM"] * 19_999


def test_many_items_are_done_in_other_processes_too() -> None:
    spread = over_processes(2)
    assert len(set(spread(lambda _: os.getpid(), range(5000)))) > 1
    assert set(spread(lambda _: os.getpid(), range(50))) == {os.getpid()}
