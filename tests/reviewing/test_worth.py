"""The order of a queue, and the agreement of reviewers."""

from __future__ import annotations

import pytest

from exonym.resolver.model import Status
from exonym.resolver.reviewing.agreement import agreement
from exonym.resolver.reviewing.worth import Found, worth


def test_the_most_doubtful_come_first_and_frequent_ones_before_rare_ones() -> None:
    ordered = [
        (Found(Status.AMBIGUOUS, 51.0, 2.0), 9),
        (Found(Status.AMBIGUOUS, 51.0, 2.0), 3),
        (Found(Status.SEVERAL, 90.0, 30.0), 3),
        (Found(Status.AMBIGUOUS, 80.0, 60.0), 3),
        (Found(Status.AMBIGUOUS, 25.0), 1),
        (Found(Status.NONE, 45.0, 10.0), 2),
        (Found(Status.NONE, 45.0), 1),
        (Found(Status.NONE, 20.0), 1),
        (Found(Status.MATCH, 99.0, 90.0), 7),
        (Found(Status.MATCH, 91.0, 1.0), 1),
        (Found(Status.NONE), 4),
        (Found(Status.ERROR), 50),
    ]
    keys = [worth(found, count) for found, count in ordered]
    assert keys == sorted(keys, reverse=True)
    assert len(set(keys)) == len(keys)


def test_agreement_is_told_beyond_chance() -> None:
    one = dict(enumerate(["a", "a", "none", "none", "a", "b", "b", "new", "none", "unsure"]))
    other = dict(enumerate(["a", "a", "none", "none", "b", "b", "b", "new", "none"]))
    found = agreement(one, other)
    assert (found.both, found.same, found.differ) == (9, 8, (4,))
    assert found.percent == pytest.approx(800 / 9)
    chance = (3 * 2 + 3 * 3 + 2 * 3 + 1) / 81
    assert found.kappa == pytest.approx((8 / 9 - chance) / (1 - chance))


def test_agreement_of_chance_is_zero_and_of_one_category_is_not_defined() -> None:
    assert agreement({1: "a", 2: "a", 3: "b", 4: "b"}, {1: "a", 2: "b", 3: "a", 4: "b"}).kappa == pytest.approx(0)
    assert agreement({1: "a", 2: "a"}, {1: "a", 2: "a"}).kappa is None
    assert agreement({1: "a"}, {2: "a"}).percent is None
