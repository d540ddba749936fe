"""Inverted lists agree with counting by hand, also beyond the places that half a number holds."""

from __future__ import annotations

import threading
import weakref

import numpy as np
import pytest

from exonym.resolver.index import postings as postings_module
from exonym.resolver.index.postings import Postings, cumulated, narrow

COUNTS = [1, 3, 40, 700, 6_000, 30_000]
"""How many places have each term; of 200,000 the last is kept as a bitmap."""


def random_lists(size: int) -> list[np.ndarray]:
    chance = np.random.default_rng(7)
    return [np.sort(chance.choice(size, min(count, size), replace=False)) for count in COUNTS]


def built(lists: list[np.ndarray], size: int, norms: np.ndarray | None = None) -> tuple[Postings, np.ndarray]:
    norms = np.linspace(1, 2, size, dtype=np.float32) if norms is None else norms.astype(np.float32)
    counts = np.array([len(each) for each in lists])
    return Postings.build(np.concatenate(lists).astype(np.int32), counts, norms), norms


@pytest.mark.parametrize("size", [900, 65_536, 65_537, 200_000, 500_000])
@pytest.mark.parametrize("chosen", [[0, 1, 2], [0, 3], [1, 4], [2, 5], [0, 1, 2, 3, 4, 5]], ids=str)
def test_the_nearest_are_those_of_a_count_by_hand(size: int, chosen: list[int]) -> None:
    lists = random_lists(size)
    made, norms = built(lists, size)
    postings = Postings.restore(made.arrays())
    terms = np.array(chosen)
    weights = np.array([8, 7, 6, 5, 3, 1], np.float32)[terms]
    shares = np.zeros(size)
    for term, weight in zip(chosen, weights.tolist(), strict=True):
        shares[lists[term]] += weight
    shares /= norms + weights.sum()
    places, found = postings.nearest(terms, weights, float(weights.sum()), 20)
    assert found == pytest.approx(shares[places], rel=1e-6)
    assert sorted(found)[-20:] == pytest.approx(np.sort(shares)[-20:], rel=1e-6)


def test_a_run_may_be_as_long_as_half_a_number_allows() -> None:
    """One term has every place of a run, another the last place of one and the first of the next."""
    size = 1 << 21
    every = np.arange(65_536, 131_072)
    made, _ = built([every, np.array([131_071, 131_072])], size)
    assert made.slots.tolist() == [-1, -1], "both are lists"
    assert made.spans.tolist() == [65_535, 0, 0]
    places, _ = made.nearest(np.array([0, 1]), np.array([1, 1], np.float32), 2.0, 1)
    assert places.tolist() == [131_071]
    places, _ = made.nearest(np.array([1]), np.array([1], np.float32), 2.0, 2)
    assert places.tolist() == [131_071, 131_072]


def test_numbers_take_no_more_room_than_they_need() -> None:
    assert [narrow(np.array([0, top])).dtype for top in (127, 128, 1 << 20, 1 << 40)] == [
        np.int8, np.int16, np.int32, np.int64,
    ]  # fmt: skip
    assert narrow(np.zeros(0, np.int64)).dtype == np.int8
    assert cumulated(np.array([100, 100], np.int8)).tolist() == [0, 100, 200]


@pytest.mark.parametrize("size", [900, 65_537, 200_000])
def test_the_compiled_search_gives_the_same_sums(size: int) -> None:
    """To the last bit, ties included, whether terms are counted or only asked for."""
    if postings_module._compiled() is None:
        pytest.skip("no C compiler was at hand when the package was installed")
    made, _ = built([*random_lists(size), *random_lists(size)], size)
    chance = np.random.default_rng(11)
    for _ in range(40):
        terms = chance.permutation(12)[: chance.integers(1, 13)]
        weights = chance.choice(np.array([0.5, 1, 1.1, 7.3], np.float32), len(terms))
        query = made._query(terms, weights, float(weights.sum()), int(chance.integers(1, 400)))
        assert query is not None
        places, shares = made._by_numpy(query)
        by_c = made._by_c(postings_module._compiled(), query)
        assert np.array_equal(places, by_c[0])
        assert np.array_equal(shares, by_c[1])


@pytest.mark.parametrize("norms", ["equal", "drawn", "far apart", "none"])
@pytest.mark.parametrize("size", [70, 4_097, 140_000])
def test_the_compiled_search_leaves_out_nobody_that_numpy_finds(size: int, norms: str) -> None:
    """Whatever norms are: they are told roughly first, and terms that cannot lead are not looked at."""
    if postings_module._compiled() is None:
        pytest.skip("no C compiler was at hand when the package was installed")
    chance = np.random.default_rng(size)
    drawn = {"equal": np.full(size, 3.7), "drawn": chance.lognormal(1, 1, size), "none": np.zeros(size)}
    known = drawn.get(norms, chance.choice([0.0, 0.1, 7, 1e6], size))
    counts = [max(1, int(size * chance.random() ** power)) for power in (1, 2, 3, 4, 6) for _ in range(8)]
    lists = [np.sort(chance.choice(size, count, replace=False)) for count in counts[1:]]
    lists.append(np.arange(size // 3, size // 3 + counts[0] // 2 + 1))  # a run of them
    made, _ = built(lists, size, known)
    for _ in range(20):
        terms = chance.permutation(len(lists))[: chance.integers(1, len(lists) + 1)]
        weights = (chance.random(len(terms)) * 9 + 0.01).astype(np.float32)
        query = made._query(terms, weights, float(weights.sum()), int(chance.integers(1, 400)))
        assert query is not None
        (places, shares), by_c = made._by_numpy(query), made._by_c(postings_module._compiled(), query)
        assert np.array_equal(places, by_c[0])
        assert np.array_equal(shares, by_c[1])


def test_a_weight_of_nothing_does_no_harm() -> None:
    """A damaged file may have one; every place would be seen again and again."""
    size = 6_000
    made, norms = built([np.arange(size)] * 3, size)
    places, shares = made.nearest(np.arange(3), np.zeros(3, np.float32), 1.0, 5)
    assert set(places.tolist()) <= set(range(size))
    assert not shares.any()
    assert len(norms) == size


@pytest.mark.parametrize("size", [900, 500_000])
def test_room_is_kept_from_search_to_search_and_given_back_when_its_thread_ends(size: int) -> None:
    """Each thread has its own; what one search leaves behind changes no other."""
    if postings_module._compiled() is None:
        pytest.skip("no C compiler was at hand when the package was installed")
    made, _ = built(random_lists(size), size)
    queries = [np.array(chosen) for chosen in ([0, 1, 2, 3, 4, 5], [0], [3, 4], [5], [0, 2])]
    expected = [made.nearest(terms, np.ones(len(terms), np.float32), 3.0, 20) for terms in queries]
    rooms: list[weakref.ref[object]] = []
    wrong: list[int] = []

    def search() -> None:
        first = postings_module._ROOMS.of_this_thread
        rooms.append(weakref.ref(first))
        for at, terms in list(enumerate(queries)) * 20:
            places, shares = made.nearest(terms, np.ones(len(terms), np.float32), 3.0, 20)
            if not (np.array_equal(places, expected[at][0]) and np.array_equal(shares, expected[at][1])):
                wrong.append(at)
        assert postings_module._ROOMS.of_this_thread is first

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(rooms) == 4
    assert not wrong
    assert all(room() is None for room in rooms)
