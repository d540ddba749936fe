"""Whether scores mean what they say: of answers with a score of 80, 80 in 100 should be right."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .outcomes import Outcome

BINS = 15


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of neighbouring scores: how many, from which score to which, and the shares told and true (0–1)."""

    answers: int
    low: float
    high: float
    told: float
    true: float

    @property
    def gap(self) -> float:
        """How much more was told than is true; negative when less."""
        return self.told - self.true


def reliability(outcomes: Iterable[Outcome], bins: int = BINS) -> tuple[Bin, ...]:
    """The answered outcomes by ascending score, in `bins` bins of equal mass (sizes differ by one at most).

    Equal scores may fall into two bins: each then counts as right in the share in which all of that score are, so
    that the result does not depend on the order of the outcomes.
    """
    if bins < 1:
        raise ValueError("there must be at least one bin")
    answered = _spread([(each.score / 100, each.right) for each in outcomes if each.top])
    count = len(answered)
    cuts = [round(count * at / bins) for at in range(bins + 1)]
    return tuple(_bin(answered[low:high]) for low, high in itertools.pairwise(cuts) if high > low)


def expected_error(bins: Sequence[Bin]) -> float | None:
    """The expected calibration error: the mean gap of the bins, weighted by their answers; None without answers.

    Naeini, Cooper and Hauskrecht 2015, with bins of equal mass as Nguyen and O'Connor 2015 have them.
    """
    answers = sum(each.answers for each in bins)
    return math.fsum(each.answers * abs(each.gap) for each in bins) / answers if answers else None


def _spread(answers: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """By ascending score; among equal scores each counts as right in their common share."""
    right: dict[float, list[bool]] = {}
    for score, is_right in answers:
        right.setdefault(score, []).append(is_right)
    return [(score, sum(each) / len(each)) for score, each in sorted(right.items()) for _ in each]


def _bin(answers: Sequence[tuple[float, float]]) -> Bin:
    count = len(answers)
    return Bin(
        answers=count,
        low=100 * answers[0][0],
        high=100 * answers[-1][0],
        told=math.fsum(score for score, _ in answers) / count,
        true=math.fsum(right for _, right in answers) / count,
    )
