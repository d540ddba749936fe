"""What a decision about a name is worth: where the resolver was torn between two, one word of a person settles most."""

from __future__ import annotations

from msgspec import Struct

from ..model import Decision, Status

_AMBIGUOUS, _NEAR_MISS, _MATCH, _UNKNOWN, _ERROR = 4, 3, 2, 1, 0


class Found(Struct, frozen=True):
    """What the resolver says of a name, in brief.

    `score` and what follows are those of the best candidate, or of none; `margin` is its lead over the next, in points.
    """

    status: Status
    score: float | None = None
    margin: float | None = None
    kind: str = ""
    id: str = ""
    label: str = ""
    why: str = ""


def brief(decision: Decision) -> Found:
    """A decision in brief."""
    best = decision.candidates[0] if decision.candidates else None
    if best is None:
        return Found(decision.status, why=decision.why)
    margin = best.score - decision.candidates[1].score if len(decision.candidates) > 1 else None
    return Found(decision.status, best.score, margin, best.kind.value, best.id, best.name, decision.why)


def worth(found: Found, count: int) -> tuple[int, float]:
    """The larger comes first: first the tier, then the weight, which grows with how often the name occurs.

    Ambiguous names come before near misses, these before matches, which a glance confirms, and last come names with no
    candidate. Among the ambiguous the smallest lead comes first, among near misses the highest score.
    """
    if found.status is Status.MATCH:
        return _MATCH, float(count)
    if found.status is Status.ERROR:
        return _ERROR, float(count)
    if found.score is None:
        return _UNKNOWN, float(count)
    if found.status is Status.NONE:
        return _NEAR_MISS, count * found.score / 100
    lead = found.score if found.margin is None else found.margin
    return _AMBIGUOUS, count * (1.0 - min(max(lead, 0.0), 99.0) / 100)
