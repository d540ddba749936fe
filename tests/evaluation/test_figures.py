"""Figures against hand counts: shares, thresholds, groups, calibration."""

import pytest

from exonym.resolver.evaluation.calibration import expected_error, reliability
from exonym.resolver.evaluation.figures import by_group, figures, sweep
from exonym.resolver.evaluation.outcomes import Outcome
from exonym.resolver.evaluation.report import report
from exonym.resolver.model import Status

OUTCOMES = [
    Outcome("right", "a", Status.MATCH, "a", 99.0, "a", 99.0, {"script": "Latn"}),
    Outcome("wrong", "a", Status.MATCH, "b", 95.0, "b", 95.0, {"script": "Hani"}),
    Outcome("low", "c", Status.AMBIGUOUS, "c", 70.0, "c", 70.0, {"script": "Latn"}),
    Outcome("tied", "d", Status.AMBIGUOUS, "d", 99.0, groups={"script": "Latn"}),
    Outcome("nobody", "", Status.NONE, groups={"script": "Hani"}),
    Outcome("invented", "", Status.AMBIGUOUS, "e", 60.0, "e", 60.0, {"script": "Hani"}),
]


def test_shares_are_those_of_a_hand_count():
    found = figures(OUTCOMES, 90)
    assert (found.answered, found.right, found.answerable, found.nobody, found.refused) == (2, 1, 4, 2, 2)
    assert found.precision == 0.5
    assert found.recall == 0.25
    assert found.f1 == pytest.approx(1 / 3)
    assert (found.nil_recall, found.recall_at_1) == (1.0, 0.75)


def test_a_lower_threshold_answers_more_and_never_what_is_tied():
    found = figures(OUTCOMES, 50)
    assert (found.answered, found.right, found.refused) == (4, 2, 1)
    answered = [each.answered for each in sweep(OUTCOMES)]
    assert answered == sorted(answered, reverse=True)


def test_a_share_of_nothing_is_no_number():
    found = figures([], 90)
    assert (found.precision, found.recall, found.f1, found.nil_recall, found.recall_at_1) == (None,) * 5
    assert figures(OUTCOMES[4:5], 90).precision is None


def test_groups_come_by_size_and_add_up():
    found = by_group(OUTCOMES, "script", 90)
    assert list(found) == ["Hani", "Latn"]
    assert sum(each.mentions for each in found.values()) == len(OUTCOMES)
    assert found["Hani"].precision == 0.0


def answers(*scored: tuple[float, bool]) -> list[Outcome]:
    return [
        Outcome(str(at), "a", Status.MATCH, "a" if right else "b", score) for at, (score, right) in enumerate(scored)
    ]


def test_scores_that_mean_it_have_no_error():
    fair = answers(*[(80.0, True)] * 80, *[(80.0, False)] * 20)
    assert expected_error(reliability(fair)) == pytest.approx(0)


def test_scores_that_boast_have_their_gap_as_error():
    found = reliability(answers(*[(90.0, True)] * 50, *[(90.0, False)] * 50))
    assert len(found) == 15
    assert sum(each.answers for each in found) == 100
    assert max(each.answers for each in found) - min(each.answers for each in found) <= 1
    assert expected_error(found) == pytest.approx(0.4)


def test_the_order_of_outcomes_does_not_matter():
    mixed = answers(*[(float(score), score % 3 == 0) for score in range(40, 100) for _ in range(3)])
    shuffled = mixed[::2] + mixed[1::2][::-1]
    assert reliability(shuffled) == reliability(mixed)


def test_few_answers_make_few_bins_and_none_no_error():
    assert len(reliability(answers((90.0, True), (80.0, False)))) == 2
    assert expected_error(reliability([OUTCOMES[4]])) is None
    with pytest.raises(ValueError, match="at least one"):
        reliability(OUTCOMES, 0)


def test_the_report_advises_a_threshold():
    found = report(OUTCOMES, 90, ("script",))
    assert found.precise(0.98) is not None
    assert found.precise(0.98).threshold == 96
    assert found.best.f1 == max(each.f1 for each in found.sweep)


def test_false_matches_are_told_for_ten_thousand_strangers():
    assert figures(OUTCOMES, 50).false_per_10_000 == 5_000
    assert figures(OUTCOMES, 90).false_per_10_000 == 0
    assert figures(OUTCOMES[:4], 50).false_per_10_000 is None


def test_further_strangers_count_among_the_false_matches_and_nowhere_else():
    further = [OUTCOMES[5], OUTCOMES[5], OUTCOMES[4], OUTCOMES[4]]
    alone, beside = figures(OUTCOMES, 50), figures(OUTCOMES, 50, further)
    assert (beside.strangers, beside.false_matches) == (6, 3)
    assert (alone.strangers, alone.false_matches) == (2, 1)
    assert (alone.precision, alone.recall, alone.nobody) == (beside.precision, beside.recall, beside.nobody)
    assert report(OUTCOMES, 90, (), further).shipped.strangers == 6
