"""Answers in the form of the protocol: candidates with their evidence as numbers, by falling score."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ...resolver.decision.rules import rules
from ...resolver.model import Candidate, Entity, Kind, Status
from ..snapshot import Snapshot
from ..wire import well_formed
from .properties import agrees
from .question import Question
from .types import type_of

Wire = dict[str, Any]
_AGAINST = 0.5  # what a score is multiplied by for a property that differs
_LOOKED_AT = 100  # candidates, before types and properties filter them


class Found(Struct, frozen=True):
    """A candidate on its way to the wire.

    `agreement` has 1 or 0 for each property that was compared. `several`: it is meant by one of several names.
    """

    candidate: Candidate
    match: bool
    agreement: tuple[tuple[str, float], ...] = ()
    several: bool = False


def candidates(snapshot: Snapshot, question: Question, longest: int) -> list[Found]:
    """The candidates of a question, best first; none when it has nothing to look for or is longer than any name."""
    found = [*_by_id(snapshot, question)]
    if question.mention and len(question.mention) <= longest and question.kinds != frozenset():
        known = {each.candidate.id for each in found}
        found += [each for each in _by_name(snapshot, question) if each.candidate.id not in known]
    kept = []
    for each in found:
        entity = snapshot.gazetteer.entities[each.candidate.id]
        if question.kinds is None or entity.kind in question.kinds:
            compared = _compared(snapshot, question, each, entity)
            kept += [compared] if compared else []
    kept.sort(key=lambda each: (-round(each.candidate.score, 1), not each.match))
    first, rest = kept[:1], kept[1 : question.limit]
    return first + [replace(each, match=False) for each in rest]


def _by_id(snapshot: Snapshot, question: Question) -> list[Found]:
    """Entities that are asked for by id. An id is not a name, so it never makes a match."""
    ids = question.ids or (question.mention,)
    entities = {entity.id: entity for each in ids if (entity := snapshot.gazetteer.redirect(each)) is not None}
    return [
        Found(Candidate(each.id, each.name, each.kind, 100.0, each.name, "asked for by its id"), False)
        for each in entities.values()
    ]


def _by_name(snapshot: Snapshot, question: Question) -> list[Found]:
    hints = question.hints
    if question.kinds is not None and len(question.kinds) == 1 and not hints.kind:
        hints = replace(hints, kind=next(iter(question.kinds)).value)
    decision = snapshot.resolver.resolve(question.mention, hints, limit=_LOOKED_AT)
    matched = decision.id if decision.status is Status.MATCH else ""
    several = decision.status is Status.SEVERAL
    return [Found(each, each.id == matched, several=several) for each in decision.candidates]


def _compared(snapshot: Snapshot, question: Question, found: Found, entity: Entity) -> Found | None:
    """With the conditions weighed; None when one that is required fails."""
    score, match, agreement = found.candidate.score, found.match, dict[str, float]()
    for condition in question.conditions:
        agreed = agrees(snapshot, entity, condition.property_id, condition.values)
        if condition.negated:
            if agreed:
                return None
            continue
        if condition.required and not agreed:
            return None
        if agreed is None:
            continue
        agreement[condition.property_id] = float(agreed)
        if not agreed:
            score, match = score * _AGAINST, False
    return replace(
        found, candidate=replace(found.candidate, score=score), match=match, agreement=tuple(agreement.items())
    )


def to_wire(snapshot: Snapshot, found: Found, language: str, *, named_features: bool = False) -> Wire:
    """A candidate as version 0.2 has it; with `named_features` as the 1.0 draft has it."""
    candidate = found.candidate
    entity = snapshot.gazetteer.entities[candidate.id]
    name = snapshot.names.label(entity, language)
    described = snapshot.describe(entity.id)
    matched = candidate.matched_name
    return {
        "id": candidate.id,
        "name": well_formed(name),
        "score": round(candidate.score, 1),
        "match": found.match,
        "type": [type_of(Kind(candidate.kind))],
        "features": _features(found, named_features),
        "description": well_formed(described if matched in ("", name) else f"{matched} · {described}"),
        "matched_name": well_formed(matched),
        "why": well_formed(candidate.why),
    }


def _features(found: Found, named: bool) -> list[Wire]:
    """The weight of each rule of evidence in nats, the same rule's summed; 1 or 0 for properties compared."""
    weights: dict[str, float] = {}
    for evidence in found.candidate.evidence:
        weights[evidence.rule] = weights.get(evidence.rule, 0.0) + evidence.weight
    weights |= {f"property-{pid}": value for pid, value in found.agreement}
    return [
        {"id": rule, **({"name": _title(rule)} if named else {}), "value": round(weight, 2)}
        for rule, weight in weights.items()
    ]


def _title(code: str) -> str:
    """A few words for a rule's code."""
    rule = rules().get(code)
    return rule.title if rule else code.replace("-", " ").capitalize()
