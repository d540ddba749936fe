"""How a score came about, bar by bar: the prior, each piece of evidence, then what bounds their sum."""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct

from ...resolver.decision.decide import probability
from ...resolver.model import Candidate, Evidence

_LEAST_SPAN = 4.0  # nats that the scale shows at least, so that a small weight is no long bar


class Bar(Struct, frozen=True):
    """One step. `evidence` is None for the prior.

    `before` and `after` are running sums in nats, `probability` what the latter amounts to, 0–100; `left` and `width`
    are shares of the scale in thousandths.
    """

    evidence: Evidence | None
    weight: float
    before: float
    after: float
    probability: float
    left: int
    width: int


class Waterfall(Struct, frozen=True):
    """All steps from prior to posterior.

    `zero` is where even odds stand on the scale, in thousandths; `total` the sum in nats and `probability` what it
    amounts to, 0–100; `score` the same once `bound` (see `Reckoning`) has been minded. `choosing` is the evidence that
    ranks candidates and is in no sum.
    """

    bars: tuple[Bar, ...]
    zero: int
    total: float
    probability: float
    bound: str
    score: float
    choosing: tuple[Evidence, ...]


def waterfall(candidate: Candidate) -> Waterfall | None:
    """The steps of a candidate's score; None where nothing was weighed."""
    reckoning = candidate.reckoning
    if reckoning is None:
        return None
    said, choosing = candidate.evidence[: reckoning.said], candidate.evidence[reckoning.said :]
    sums = _running(reckoning.prior, said)
    low, span = _scale(sums)
    reasons: list[Evidence | None] = [None, *said]
    bars = [
        _bar(reason, before, after, low, span) for reason, (before, after) in zip(reasons, pairwise(sums), strict=True)
    ]
    total = sums[-1]
    return Waterfall(
        tuple(bars), _place(0.0, low, span), total, probability(total), reckoning.bound, candidate.score, choosing
    )


def _running(prior: float, said: tuple[Evidence, ...]) -> list[float]:
    sums = [0.0, prior]
    for each in said:
        sums.append(sums[-1] + each.weight)
    return sums


def _scale(sums: list[float]) -> tuple[float, float]:
    """The lowest sum, and the nats from there to the highest."""
    low, high = min(sums), max(sums)
    return low, max(high - low, _LEAST_SPAN)


def _place(nats: float, low: float, span: float) -> int:
    return round(1000 * (nats - low) / span)


def _bar(reason: Evidence | None, before: float, after: float, low: float, span: float) -> Bar:
    start, end = sorted((_place(before, low, span), _place(after, low, span)))
    return Bar(reason, after - before, before, after, probability(after), start, max(end - start, 3))
