"""Reliability where another share of the mentions names somebody known."""

import pytest

from exonym.resolver.evaluation.calibration import reliability
from exonym.resolver.evaluation.mixes import mix, weighted
from exonym.resolver.evaluation.outcomes import Outcome
from exonym.resolver.model import Status

KNOWN = [Outcome(f"known {at}", "a", Status.MATCH, "a", 90.0, "a", 90.0) for at in range(80)]
STRANGERS = [Outcome(f"stranger {at}", "", Status.MATCH, "a", 90.0, "a", 90.0) for at in range(20)]


def test_weights_make_the_share_and_keep_the_whole():
    found = weighted(KNOWN + STRANGERS, 0.01)
    assert sum(each.weight for each in found) == pytest.approx(100)
    assert sum(each.weight for each in found if each.gold) == pytest.approx(1)


def test_what_is_true_of_a_score_depends_on_the_share():
    assert mix(KNOWN + STRANGERS, 0.8).error == pytest.approx(0.1)
    assert mix(KNOWN + STRANGERS, 0.9).error == pytest.approx(0)
    assert mix(KNOWN + STRANGERS, 0.01).error == pytest.approx(0.89)


def test_the_share_of_the_file_itself_changes_nothing():
    plain = reliability(KNOWN + STRANGERS)
    told = [(each.told, each.true) for each in mix(KNOWN + STRANGERS, 0.8).bins]
    assert told == [pytest.approx((each.told, each.true)) for each in plain]


def test_a_weight_of_two_counts_as_two_outcomes():
    once = [Outcome("x", "a", Status.MATCH, "a", 60.0), Outcome("y", "a", Status.MATCH, "b", 80.0, weight=2.0)]
    twice = [*once[:1], *[Outcome("y", "a", Status.MATCH, "b", 80.0)] * 2]
    (one,), (two,) = reliability(once, 1), reliability(twice, 1)
    assert (one.told, one.true, one.mass) == pytest.approx((two.told, two.true, two.mass))


@pytest.mark.parametrize("share", [0.0, 1.0, -1.0, 80.0])
def test_a_share_lies_between_nothing_and_all(share):
    with pytest.raises(ValueError, match="not between 0 and 1"):
        mix(KNOWN + STRANGERS, share)


def test_no_weight_makes_strangers_of_the_known():
    with pytest.raises(ValueError, match="and of strangers"):
        mix(KNOWN, 0.8)
