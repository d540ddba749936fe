"""Whether scores mean what they say: of answers with a score of 80, 80 in 100 should be right."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct

from .outcomes import Outcome

BINS = 15


class Bin(Struct, frozen=True):
    """Answers of neighbouring scores: how many, from which score to which, and the shares told and true (0–1).

    `mass` is what the answers weigh together: their number, unless outcomes were weighted.
    """

    answers: int
    low: float
    high: float
    told: float
    true: float
    mass: float

    @property
    def gap(self) -> float:
        """How much more was told than is true; negative when less."""
        return self.told - self.true


def reliability(outcomes: Iterable[Outcome], bins: int = BINS) -> tuple[Bin, ...]:
    """The answered outcomes by ascending score, in at most `bins` bins of equal mass.

    Without weights the sizes of bins differ by one at most. Equal scores may fall into two bins: each answer then
    counts as right in the share in which all of that score are, so that the result does not depend on the order of
    the outcomes. Raises ValueError.
    """
    if bins < 1:
        raise ValueError("there must be at least one bin")
    answers = _spread([(each.score / 100, each.weight, each.right) for each in outcomes if each.top])
    total = math.fsum(answer.weight for answer in answers)
    found: list[list[_Answer]] = [[] for _ in range(bins)]
    before = 0.0
    for answer in answers:
        at = int(bins * (before + answer.weight / 2) / total)
        found[min(at, bins - 1)].append(answer)
        before += answer.weight
    return tuple(_bin(each) for each in found if each)


def expected_error(bins: Sequence[Bin]) -> float | None:
    """The expected calibration error: the mean gap of the bins, weighted by their mass; None without answers.

    Naeini, Cooper and Hauskrecht 2015, with bins of equal mass as Nguyen and O'Connor 2015 have them.
    """
    mass = math.fsum(each.mass for each in bins)
    return math.fsum(each.mass * abs(each.gap) for each in bins) / mass if mass else None


class _Answer(NamedTuple):
    score: float
    weight: float
    right: float


def _spread(answers: Iterable[tuple[float, float, bool]]) -> list[_Answer]:
    """By ascending score; among equal scores each counts as right in their common share."""
    equal: dict[float, list[tuple[float, bool]]] = {}
    for score, weight, is_right in answers:
        if weight > 0:
            equal.setdefault(score, []).append((weight, is_right))
    found: list[_Answer] = []
    for score, each in sorted(equal.items()):
        mass = math.fsum(weight for weight, _ in each)
        right = math.fsum(weight for weight, is_right in each if is_right) / mass
        found += (_Answer(score, weight, right) for weight, _ in sorted(each))
    return found


def _bin(answers: Sequence[_Answer]) -> Bin:
    mass = math.fsum(answer.weight for answer in answers)
    return Bin(
        answers=len(answers),
        low=100 * answers[0].score,
        high=100 * answers[-1].score,
        told=math.fsum(answer.weight * answer.score for answer in answers) / mass,
        true=math.fsum(answer.weight * answer.right for answer in answers) / mass,
        mass=mass,
    )
