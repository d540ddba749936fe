"""Candidates with their evidence in, one of three answers out, by the rule that `policy` publishes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import force_setattr

from ..model import Candidate, Decision, Entity, Evidence, Kind, Reckoning, Status
from ..names.weighing import WRITTEN_FORM
from ..policy import Policy

_WHY_LENGTH = 6  # reasons that fit one line
_ROUNDED = 0.06  # of a score: more than what its rounding adds


class Assessment(Struct, frozen=True):
    """Everything that speaks for and against one entity.

    `said` is the evidence of the mention itself: its name, its titles, the role asked for. `document` is what holds
    for every stranger in the same document as well: it chooses among entities and contradicts, and never vouches.
    `identifies`: what is said is enough to name one entity, were it the only one of that name. `exact`: a written
    form of the gazetteer, letter by letter. `own` sums what is said, in nats, the only part that speaks against a
    stranger; `weight` all evidence, by which entities are chosen; `veto`: some of it contradicts.
    """

    entity: Entity
    matched_name: str
    said: tuple[Evidence, ...]
    identifies: bool
    exact: bool = False
    whole: bool = True  # False: a part of a name that only the office beside it makes enough
    document: tuple[Evidence, ...] = ()
    by_meaning: bool = False  # an office or a function is named, which strangers do not share as they share names
    bare: bool = False  # all of the mention agrees, but it is only a part of the name: its bearers are shown
    own: float = 0.0  # these three follow from the evidence, whatever is given
    weight: float = 0.0
    veto: bool = False

    def __post_init__(self) -> None:
        weights, veto = [], False
        for each in self.said:
            weights.append(each.weight)
            veto = veto or each.veto
        own = weight = math.fsum(weights)
        if self.document:
            weight += math.fsum([each.weight for each in self.document])
            veto = veto or True in [each.veto for each in self.document]
        force_setattr(self, "own", own)
        force_setattr(self, "weight", weight)
        force_setattr(self, "veto", veto)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All reasons, those of the mention first."""
        return (*self.said, *self.document)


def logit(share: float) -> float:
    """The nats that make a probability of so much, 0–1: what turns a score into evidence again."""
    bounded = min(max(share, 1e-9), 1 - 1e-9)
    return math.log(bounded / (1 - bounded))


def probability(nats: float) -> float:
    """What a sum of nats amounts to, 0–100."""
    return 100.0 / (1.0 + math.exp(min(700.0, -nats)))


def score(assessment: Assessment, policy: Policy) -> float:
    """The probability, 0–100 with one decimal, that this entity and no stranger is meant, by what the mention says.

    Full for a written form of an organisation or agreement; the names of people are shared by strangers.
    """
    return _reckoned(assessment, policy).points


class _Reached(Struct, frozen=True):
    """The score, what speaks against whoever is named, in nats, and what bound the score, if anything did."""

    points: float
    against: float
    bound: str


_Viable = Sequence[tuple[Assessment, _Reached]]


def _reckoned(assessment: Assessment, policy: Policy) -> _Reached:
    of_name = assessment.entity.kind is Kind.PERSON and not (assessment.by_meaning or assessment.bare)
    against = policy.nil if of_name else policy.fitted_nil
    reached = probability(assessment.own - against)
    bound, value = _bound(assessment, policy)
    is_bound = bound == WRITTEN_FORM or (bound != "" and reached > value)
    return _Reached(round(value if is_bound else reached, 1), against, bound if is_bound else "")


def _bound(assessment: Assessment, policy: Policy) -> tuple[str, float]:
    """What keeps a probability from rising, with the most that it may be; a written form in full is certain."""
    if assessment.veto:
        return "contradiction", policy.veto_cap
    if assessment.exact and assessment.entity.kind is not Kind.PERSON:
        return WRITTEN_FORM, 100.0
    if not assessment.identifies:
        return "part", policy.unidentified_cap
    return ("", 100.0) if assessment.whole else ("office", policy.partial_cap)


def least(policy: Policy) -> float:
    """The nats below which nothing that is said by a meaning is listed."""
    return policy.fitted_nil + least_of_score(policy.min_score)


def least_of_score(points: float) -> float:
    """The nats below which no score of so many points is reached, however it is rounded."""
    share = (points - _ROUNDED) / 100
    return logit(share) if share > 0 else -math.inf


def is_match(assessment: Assessment, policy: Policy) -> bool:
    """Whether an entity would be a match, were there no other."""
    return _is_enough(assessment, score(assessment, policy), policy)


def _is_enough(assessment: Assessment, points: float, policy: Policy) -> bool:
    return assessment.identifies and not assessment.veto and points >= policy.match_score


def decide(
    mention: str,
    assessments: Sequence[Assessment],
    policy: Policy,
    limit: int | None = None,
    everybody: Callable[[], Sequence[Assessment]] | None = None,
) -> Decision:
    """The decision over all assessed entities; at most `limit` candidates are listed, best first.

    Without a limit the policy's usual number are, and as many more as the mention fits equally well. Where nobody can
    be listed, `everybody` says who else came into question, and what speaks against them.
    """
    ranked = _ranked(assessments, policy)
    reckoned = [(each, _reckoned(each, policy)) for each in ranked if not each.veto]
    viable = [(each, reached) for each, reached in reckoned if each.exact or reached.points >= policy.min_score]
    if not viable:
        return Decision(mention, Status.NONE, _why_none(_ranked(everybody(), policy) if everybody else ranked), ())
    candidates = tuple(_shown(each, reached) for each, reached in viable[: _listed(viable, policy, limit)])
    first, points = viable[0][0], viable[0][1].points
    if _is_enough(first, points, policy) and _leads(first, viable[1:], policy):
        top = candidates[0]
        why = top.why + _why_not_the_next(viable, policy)
        return Decision(mention, Status.MATCH, why, candidates, top.id, top.name, top.matched_name, top.score)
    return Decision(mention, Status.AMBIGUOUS, _why_ambiguous(viable, policy), candidates, score=points)


def _ranked(assessments: Sequence[Assessment], policy: Policy) -> list[Assessment]:
    """The assessments, the best first."""
    return sorted(assessments, key=lambda each: (each.veto, -_standing(each, policy), -each.weight, each.entity.id))


def _listed(viable: _Viable, policy: Policy, limit: int | None) -> int:
    if limit is not None or not viable:
        return limit or 0
    equal = sum(viable[0][0].weight - each.weight < policy.margin for each, _ in viable)
    return max(policy.listed, min(equal, policy.listed_equals))


def _leads(first: Assessment, others: _Viable, policy: Policy) -> bool:
    return all(_standing(first, policy) - _standing(other, policy) >= policy.margin for other, _ in others)


def _standing(assessment: Assessment, policy: Policy) -> float:
    """The weight with which an entity stands against others: a part of a name no higher than its score may be."""
    if assessment.identifies:
        return assessment.weight
    return min(assessment.weight, policy.nil + logit(policy.unidentified_cap / 100))


def candidate(assessment: Assessment, policy: Policy) -> Candidate:
    """An assessed entity as it is shown, with its score and its evidence in words."""
    return _shown(assessment, _reckoned(assessment, policy))


def _shown(assessment: Assessment, reached: _Reached) -> Candidate:
    entity, evidence = assessment.entity, assessment.evidence
    return Candidate(
        id=entity.id,
        name=entity.name,
        kind=entity.kind,
        score=reached.points,
        matched_name=assessment.matched_name,
        why=sentence(evidence),
        evidence=evidence,
        reckoning=Reckoning(-reached.against, len(assessment.said), reached.bound),
    )


def sentence(evidence: Sequence[Evidence]) -> str:
    """The evidence as one line: what matters most, in the order in which it was found."""
    if len(evidence) > _WHY_LENGTH:
        kept = sorted(evidence, key=lambda each: -abs(each.weight))[:_WHY_LENGTH]
        evidence = [each for each in evidence if each in kept]
    return "; ".join([each.text for each in evidence])


def _why_none(ranked: Sequence[Assessment]) -> str:
    alike = [each for each in ranked if _resembles(each)]
    for each in alike:
        against = next((item for item in each.evidence if item.veto), None)
        if against is not None:
            return f"no candidate fits; the nearest is {each.entity.name} ({each.entity.id}), but {against.text}"
    if alike:
        nearest = alike[0].entity
        return f"too little agrees; the nearest is {nearest.name} ({nearest.id})"
    return "nothing in the gazetteer resembles it"


def _resembles(assessment: Assessment) -> bool:
    """Whether more agrees than contradicts, so that naming the entity helps and does not puzzle."""
    return outweighs(sum(each.weight > 0 for each in assessment.evidence), len(assessment.evidence))


def outweighs(agreeing: int, reasons: int) -> bool:
    """Whether so many of the reasons that speak for somebody are more than those that do not."""
    return 2 * agreeing > reasons


def _why_not_the_next(viable: _Viable, policy: Policy) -> str:
    if len(viable) < 2:
        return ""
    first, other = viable[0][0], viable[1][0]
    lead = _standing(first, policy) - _standing(other, policy)
    return f". Next best: {other.entity.name}, {lead:.1f} nats behind"


def _why_ambiguous(viable: _Viable, policy: Policy) -> str:
    first = viable[0][0]
    close = [each for each, _ in viable if first.weight - each.weight < policy.margin]
    if len(close) > 1:
        names = ", ".join(each.entity.name for each in close[:4])
        more = f" and {len(close) - 4} more" if len(close) > 4 else ""
        return f"fits {len(close)} entities: {names}{more}. A country, date or role would decide"
    if not first.identifies:
        return f"only a part of a name or title: {sentence(first.evidence)}"
    return f"not certain enough: {sentence(first.evidence)}"
