"""Many mentions get, in their order, the answers that each gets by itself, from one process or several."""

from __future__ import annotations

import multiprocessing
from itertools import islice, repeat

import pytest

from exonym import Decision, Hints, Resolver
from exonym.resolver.model import NO_HINTS

MENTIONS = ["吴春历", "Ngo Xuan Lich", "国防部", "", "nobody at all", "吴春历"]
HINTS = [NO_HINTS, Hints(country="vn"), Hints(country="jp"), NO_HINTS, NO_HINTS, Hints(date="2018-04-10")]
several = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="processes cannot be copied")


def one_by_one(resolver: Resolver, hints: list[Hints], limit: int | None = None) -> list[Decision]:
    return [resolver.resolve(mention, own, limit=limit) for mention, own in zip(MENTIONS, hints, strict=True)]


def test_each_mention_is_answered_with_its_hints(resolver: Resolver) -> None:
    assert list(resolver.resolve_many(MENTIONS, HINTS)) == one_by_one(resolver, HINTS)
    assert list(resolver.resolve_many(MENTIONS, iter(HINTS), limit=1)) == one_by_one(resolver, HINTS, 1)


def test_hints_may_be_those_of_all(resolver: Resolver) -> None:
    hints = Hints(country="vn")
    assert list(resolver.resolve_many(iter(MENTIONS), hints)) == one_by_one(resolver, [hints] * len(MENTIONS))


def test_no_mention_gets_no_answer(resolver: Resolver) -> None:
    assert list(resolver.resolve_many([])) == list(resolver.resolve_many([], jobs=2)) == []


def test_one_process_answers_as_the_mentions_come(resolver: Resolver) -> None:
    assert len(list(islice(resolver.resolve_many(repeat("国防部")), 3))) == 3


@pytest.mark.parametrize("jobs", [1, 2])
def test_as_many_hints_as_mentions_are_needed(resolver: Resolver, jobs: int) -> None:
    with pytest.raises(ValueError, match="shorter"):
        list(resolver.resolve_many(MENTIONS, HINTS[:2], jobs=jobs))


@several
def test_several_processes_give_the_answers_of_one_and_end(resolver: Resolver) -> None:
    mentions = [*MENTIONS, *map(str, range(1200))]
    hints = [*HINTS, *(HINTS * 200)]
    found = resolver.resolve_many(mentions, hints, jobs=2)
    first = next(found)
    assert len(multiprocessing.active_children()) == 2
    assert [first, *found] == list(resolver.resolve_many(mentions, hints))
    assert not multiprocessing.active_children()


@several
def test_processes_end_when_nobody_wants_more_answers(resolver: Resolver) -> None:
    found = resolver.resolve_many(map(str, range(1200)), jobs=2)
    next(found)
    del found
    assert not multiprocessing.active_children()
