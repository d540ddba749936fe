"""A decision as the look-up page shows it: candidates with waterfall and names, and where the next one loses."""

from __future__ import annotations

from msgspec import Struct

from ...resolver.model import Candidate, Decision, Part, Status
from ..routes.explain import compared
from ..snapshot import Snapshot
from .cards import lang_of
from .losing import Comparison, compare
from .name_rows import NameRow, name_rows
from .question import Question
from .waterfall import Waterfall, waterfall

_IN_FULL = 5  # candidates of a list that are shown with their reasons


class Shown(Struct, frozen=True):
    """A candidate. `language` is its name's; `falls` is None where nothing was weighed or is shown."""

    candidate: Candidate
    description: str
    language: str
    falls: Waterfall | None
    rows: tuple[NameRow, ...]


class ShownPart(Struct, frozen=True):
    """One of several names."""

    part: Part
    listed: tuple[Shown, ...]


class Answer(Struct, frozen=True):
    """Everything that the page says to a question.

    `runner_up` compares the second candidate of a match with the first; `against` is what the asker wanted explained,
    `is_entity` whether that is an entity or a text, and `beside` compares it with the first candidate.
    """

    decision: Decision
    listed: tuple[Shown, ...]
    parts: tuple[ShownPart, ...] = ()
    runner_up: Comparison | None = None
    against: Shown | None = None
    is_entity: bool = False
    beside: Comparison | None = None


def answer(snapshot: Snapshot, question: Question) -> Answer:
    """The answer to a question without errors."""
    decision = snapshot.resolver.resolve(question.text, question.hints)
    first, *others = decision.candidates or (None,)
    is_match = decision.status is Status.MATCH
    parts = tuple(ShownPart(part, _listed(snapshot, part.decision)) for part in decision.parts)
    against, is_entity = _against(snapshot, question)
    is_other = first is not None and against is not None and is_entity and against.candidate.id != first.id
    return Answer(
        decision,
        () if parts else _listed(snapshot, decision),
        parts,
        compare(first, others[0]) if is_match and first and others else None,
        against,
        is_entity,
        compare(first, against.candidate) if is_other and first and against else None,
    )


def _listed(snapshot: Snapshot, decision: Decision) -> tuple[Shown, ...]:
    return tuple(
        shown(snapshot, decision.mention, each, in_full=at < _IN_FULL) for at, each in enumerate(decision.candidates)
    )


def shown(snapshot: Snapshot, mention: str, candidate: Candidate, *, in_full: bool = True) -> Shown:
    """A candidate for a mention, with its reasons and names where it is shown `in_full`."""
    entity = snapshot.gazetteer.redirect(candidate.id)
    labels = snapshot.names.labels.get(candidate.id, {})
    return Shown(
        candidate,
        snapshot.describe(candidate.id),
        lang_of(entity) if entity else "",
        waterfall(candidate) if in_full else None,
        name_rows(mention, candidate, entity, labels) if in_full else (),
    )


def _against(snapshot: Snapshot, question: Question) -> tuple[Shown | None, bool]:
    """What the mention is held against, and whether that is an entity."""
    wanted, mention, hints = question.against, question.text, question.hints
    if not wanted:
        return None, False
    entity = snapshot.gazetteer.redirect(wanted)
    if entity is not None:
        return shown(snapshot, mention, snapshot.resolver.explain(mention, entity.id, hints)), True
    found = compared(mention, wanted, hints, snapshot.resolver.policy)
    turned = found.matched_name == mention  # it was read as a name of the other text, which fits better
    return shown(snapshot, wanted if turned else mention, found), False
