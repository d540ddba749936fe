"""The whole pipeline in a screenful: a mention in, a decision with its evidence out.

parse → keys → candidates → compare → context → decide. Each step is a pure function of its arguments; a `Resolver`
only holds the catalogue and the caches.
"""

from __future__ import annotations

from collections.abc import Iterator

from . import agreements, context, organisations
from .catalogue import Catalogue, build
from .compare import Alignment, Comparer, best_alignment
from .context import Situation
from .decide import Assessment, decide
from .errors import UnknownEntityError
from .exonyms import exonyms
from .keys import keys
from .model import NO_HINTS, Candidate, Decision, Entity, Evidence, Exonym, Gazetteer, Hints, Kind, Status, Title
from .name import Hypothesis, Name, parse
from .offices import holders
from .policy import DEFAULT_POLICY, Policy
from .titles import peel


class Resolver:
    """Maps mentions to the entities of one gazetteer. Safe to share between threads; never changes."""

    def __init__(self, gazetteer: Gazetteer, policy: Policy = DEFAULT_POLICY) -> None:
        self.gazetteer = gazetteer
        self.policy = policy
        self._catalogue: Catalogue = build(gazetteer)
        self._comparer = Comparer(policy.name)

    def resolve(self, mention: str, hints: Hints = NO_HINTS, *, limit: int = 10) -> Decision:
        """The decision for a mention, with at most `limit` candidates. Never raises, whatever the string."""
        name = parse(mention)
        if name.problem:
            return Decision(mention, Status.NONE, name.problem)
        best: dict[str, Assessment] = {}
        for assessment in self._assess(name, hints):
            known = best.get(assessment.entity.id)
            if known is None or _rank(assessment) > _rank(known):
                best[assessment.entity.id] = assessment
        return decide(mention, tuple(best.values()), self.policy, limit)

    def explain(self, mention: str, entity_id: str, hints: Hints = NO_HINTS) -> Candidate:
        """What speaks for and against one entity, even one that `resolve` would not list.

        Raises UnknownEntityError.
        """
        entity = self._entity(entity_id)
        name = parse(mention)
        found = [each for each in self._assess(name, hints, only=entity)] if not name.problem else []
        if not found:
            why = name.problem or "nothing agrees"
            return Candidate(entity.id, entity.name, entity.kind, 0.0, "", why)
        decision = decide(mention, [max(found, key=_rank)], _SHOW_ALL(self.policy), 1)
        return decision.candidates[0]

    def normalize(self, mention: str) -> Name:
        """How a mention is read, before any gazetteer is asked."""
        return parse(mention)

    def names(self, entity_id: str) -> tuple[Exonym, ...]:
        """The written and derived names of an entity, by language. Raises UnknownEntityError."""
        return exonyms(self._entity(entity_id))

    def _entity(self, entity_id: str) -> Entity:
        entity = self.gazetteer.redirect(entity_id)
        if entity is None:
            raise UnknownEntityError(f"no entity has the id {entity_id!r}.", remedy="Look it up with `exonym resolve`.")
        return entity

    def _assess(self, name: Name, hints: Hints, only: Entity | None = None) -> Iterator[Assessment]:
        role = _role_titles(hints.role)
        for hypothesis in name.hypotheses:
            situation = Situation(hints, (*hypothesis.titles, *role), self.gazetteer.entities)
            for entity in (only,) if only else self._candidates(hypothesis):
                yield from self._by_name(entity, hypothesis, situation)
            if not hypothesis.spellings:
                yield from holders(hypothesis.titles, situation, self._catalogue)
        yield from self._by_function(name, hints, only)
        yield from self._by_content(name, hints, only)

    def _candidates(self, hypothesis: Hypothesis) -> list[Entity]:
        wanted = {key for spelling in hypothesis.spellings for key in keys(spelling)}
        found = self._catalogue.index.near(wanted, self.policy.candidates) if wanted else []
        return list({(form := self._catalogue.forms[number]).entity.id: form.entity for number, _ in found}.values())

    def _by_name(self, entity: Entity, hypothesis: Hypothesis, situation: Situation) -> Iterator[Assessment]:
        if hypothesis.titles and entity.kind is not Kind.PERSON:
            return
        found = [self._best(entity, spelling) for spelling in hypothesis.spellings]
        best = best_alignment([each for each in found if each is not None])
        if best is None:
            return
        evidence = [*best.evidence, *context.evidence(entity, situation, self.policy.context)]
        evidence += self._contradicting_glosses(entity, hypothesis, found)
        identifies = best.whole or (
            not best.veto and entity.kind is Kind.PERSON and context.supports_part_of_a_name(evidence)
        )
        yield Assessment(entity, best.form.form.text, tuple(evidence), identifies, best.exact)

    def _best(self, entity: Entity, spelling) -> Alignment | None:  # type: ignore[no-untyped-def]
        forms = self._catalogue.by_entity.get(entity.id, ())
        found = [alignment for form in forms if (alignment := self._comparer.compare(spelling, form)) is not None]
        return best_alignment(found)

    def _contradicting_glosses(
        self, entity: Entity, hypothesis: Hypothesis, found: list[Alignment | None]
    ) -> Iterator[Evidence]:
        """A name written twice must be the same name twice: 西川公也 (Tanaka Taro) is nobody we know."""
        if entity.kind is not Kind.PERSON or len(found) < 2:
            return
        forms = self._catalogue.by_entity.get(entity.id, ())
        for spelling, alignment in zip(hypothesis.spellings, found, strict=True):
            silent = alignment is None and any(self._comparer.comparable(spelling, form) for form in forms)
            if silent or (alignment is not None and alignment.veto):
                text = f"{spelling.text}, written beside it, is another name"
                yield Evidence("gloss", self.policy.name.contradiction, text, veto=True)

    def _by_function(self, name: Name, hints: Hints, only: Entity | None) -> Iterator[Assessment]:
        for spelling in _unpeeled(name).spellings:
            read = organisations.parse(spelling.text)
            if read is None:
                continue
            for entity in (only,) if only else self._catalogue.organisations:
                found = organisations.compare(read, entity) if entity.kind is Kind.ORGANISATION else ()
                if found:
                    yield self._assessed(entity, found, hints)

    def _by_content(self, name: Name, hints: Hints, only: Entity | None) -> Iterator[Assessment]:
        for spelling in _unpeeled(name).spellings:
            read = agreements.parse(spelling.text)
            if read is None:
                continue
            for entity in (only,) if only else self._catalogue.agreements:
                found = agreements.compare(read, entity, hints) if entity.kind is Kind.AGREEMENT else ()
                if found:
                    yield self._assessed(entity, found, hints)

    def _assessed(self, entity: Entity, found: tuple[Evidence, ...], hints: Hints) -> Assessment:
        situation = Situation(hints, (), self.gazetteer.entities)
        evidence = (*found, *context.evidence(entity, situation, self.policy.context))
        return Assessment(entity, entity.name, evidence, identifies=True)


def _rank(assessment: Assessment) -> tuple[bool, bool, float]:
    return (not assessment.veto, assessment.exact, assessment.weight)


def _unpeeled(name: Name) -> Hypothesis:
    return next((each for each in name.hypotheses if not each.titles), name.hypotheses[0])


def _role_titles(role: str) -> tuple[Title, ...]:
    return max((peeled.titles for peeled in peel(role)), key=len, default=()) if role else ()


def _SHOW_ALL(policy: Policy) -> Policy:  # noqa: N802
    from dataclasses import replace

    return replace(policy, min_score=-1.0)
