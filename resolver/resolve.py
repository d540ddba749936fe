"""The whole pipeline in a screenful: a mention in, a decision with its evidence out.

parse → keys → candidates → compare → context → decide. Each step is a pure function of its arguments; a `Resolver`
only holds the catalogue and the caches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from . import agreements, context, legal_forms, organisations
from .catalogue import Catalogue, build
from .compare import Comparer, best_alignment
from .context import Situation
from .decide import Assessment, candidate, decide, is_match, score
from .errors import UnknownEntityError
from .exonyms import exonyms
from .holders import holders
from .keys import derived, keys, without_patronymic, written
from .model import NO_HINTS, Candidate, Decision, Entity, Evidence, Exonym, Gazetteer, Hints, Kind, Status, Title
from .name import Hypothesis, Name, Spelling, language_of, parse
from .policy import DEFAULT_POLICY, Policy
from .posts import with_posts
from .scripts import Script
from .sound import by_sound
from .titles import peel
from .weigh import Alignment


class Resolver:
    """Maps mentions to the entities of one gazetteer. Safe to share between threads; never changes."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        policy: Policy = DEFAULT_POLICY,
        *,
        catalogue: Catalogue | None = None,
    ) -> None:
        self.gazetteer = gazetteer
        self.policy = policy
        self._catalogue: Catalogue = catalogue or build(gazetteer)
        self._comparer = Comparer(policy.name)

    @property
    def catalogue(self) -> Catalogue:
        """All that was made of the gazetteer, to be kept: `Resolver(gazetteer, catalogue=catalogue)` makes nothing."""
        return self._catalogue

    def resolve(self, mention: str, hints: Hints = NO_HINTS, *, limit: int | None = None) -> Decision:
        """The decision for a mention, with at most `limit` candidates. Never raises, whatever the string.

        Without a limit ten are listed, and up to thirty when as many fit equally well.
        """
        name = self.normalize(mention)
        if name.problem:
            return Decision(mention, Status.NONE, name.problem)
        found = _best_of_each(self._assess(name, hints, lenient=False))
        known = any(each.identifies and not each.veto for each in found)
        if not known and not _is_office(name):
            # No name agrees as a whole. One may sound alike; else a part of one, with what is known, may still tell.
            found = _best_of_each((*found, *self._sounds(name, hints)))
            if not any(is_match(each, self.policy) for each in found):
                found = _best_of_each((*found, *self._assess(name, hints, lenient=True)))
        return decide(mention, self._without_people(found, name), self.policy, limit)

    def explain(self, mention: str, entity_id: str, hints: Hints = NO_HINTS) -> Candidate:
        """What speaks for and against one entity, even one that `resolve` would not list.

        Raises UnknownEntityError.
        """
        entity = self._entity(entity_id)
        name = self.normalize(mention)
        found = list(self._assess(name, hints, lenient=True, only=entity)) if not name.problem else []
        if not found:
            why = name.problem or "nothing agrees"
            return Candidate(entity.id, entity.name, entity.kind, 0.0, "", why)
        return candidate(max(self._without_people(tuple(found), name), key=_rank), self.policy)

    def normalize(self, mention: str) -> Name:
        """How a mention is read: by the tables, and by the forms of the gazetteer's posts."""
        return with_posts(parse(mention), self._catalogue.written_posts)

    def names(self, entity_id: str) -> tuple[Exonym, ...]:
        """The written and derived names of an entity, by language. Raises UnknownEntityError."""
        return exonyms(self._entity(entity_id))

    def _without_people(self, found: tuple[Assessment, ...], name: Name) -> tuple[Assessment, ...]:
        """Where the mention has a company's legal form, that contradicts everybody who is a person."""
        if not any(each.entity.kind is Kind.PERSON for each in found):
            return found
        form = legal_forms.found_in(name.text)
        if not form:
            return found
        said = Evidence("legal-form", self.policy.name.contradiction, f"{form} is said of companies", veto=True)
        return tuple(
            replace(each, evidence=(*each.evidence, said)) if each.entity.kind is Kind.PERSON else each
            for each in found
        )

    def _entity(self, entity_id: str) -> Entity:
        entity = self.gazetteer.redirect(entity_id)
        if entity is None:
            raise UnknownEntityError(f"no entity has the id {entity_id!r}.", remedy="Look it up with `exonym resolve`.")
        return entity

    def _assess(self, name: Name, hints: Hints, *, lenient: bool, only: Entity | None = None) -> Iterator[Assessment]:
        role = _role_titles(hints.role)
        is_written = is_somebody = False
        for hypothesis in name.hypotheses:
            situation = Situation(hints, (*hypothesis.titles, *role), self.gazetteer.entities)
            derives = not (is_written or _is_office(name))
            for entity in (only,) if only else self._candidates(hypothesis, lenient, derives):
                for found in self._by_name(entity, hypothesis, situation, lenient):
                    if found.exact and not found.veto:
                        is_written, is_somebody = True, is_somebody or entity.kind is Kind.PERSON
                    yield found
            if not hypothesis.spellings and (only or not lenient):
                language, weights = _language(name, hints), self.policy.context
                known = holders(hypothesis.titles, situation, self._catalogue, weights, language)
                yield from (each for each in known if only in (None, each.entity))
        if only or not (lenient or is_somebody):
            yield from self._by_function(name, hints, only)
            yield from self._by_content(name, hints, only)

    def _candidates(self, hypothesis: Hypothesis, lenient: bool, derives: bool) -> list[Entity]:
        """The entities that a key finds exactly; or, leniently, those whose keys share most with one.

        What a route `derives` counts only where no likelier reading of the mention is written in the gazetteer.
        """
        index = self._catalogue.index
        spellings = [each for each in hypothesis.spellings if len(each.text) <= self.policy.longest_name]
        spellings += [shorter[0] for each in spellings if (shorter := without_patronymic(each))]
        if lenient:
            wanted = {key for spelling in spellings for key in keys(spelling)}
            numbers = [number for number, _ in index.near(wanted, self.policy.candidates)] if wanted else []
        else:
            numbers = sorted({number for spelling in spellings for number in self._exactly(spelling, derives)})
        return list({(form := self._catalogue.forms[number]).entity.id: form.entity for number in numbers}.values())

    def _exactly(self, spelling: Spelling, derives: bool) -> tuple[int, ...]:
        """Forms written as the mention; only where there are none, forms that a route derives."""
        catalogue = self._catalogue
        found = written(spelling, catalogue.index)
        if not derives or any(catalogue.forms[number].spelling.script is spelling.script for number in found):
            return found
        scripts = catalogue.unread if spelling.script is Script.HAN else catalogue.scripts
        return (*found, *derived(spelling, catalogue.index, scripts))

    def _by_name(
        self, entity: Entity, hypothesis: Hypothesis, situation: Situation, lenient: bool
    ) -> Iterator[Assessment]:
        if not _may_bear(entity, hypothesis.titles):
            return
        found = [self._best(entity, spelling, lenient) for spelling in hypothesis.spellings]
        best = best_alignment([each for each in found if each is not None])
        if best is None:
            return
        evidence = [*best.evidence, *context.evidence(entity, situation, self.policy.context)]
        evidence += self._contradicting_glosses(entity, hypothesis, found)
        identifies = best.whole or (
            not best.veto and entity.kind is Kind.PERSON and context.supports_part_of_a_name(evidence)
        )
        yield Assessment(entity, best.form.form.text, tuple(evidence), identifies, best.exact, best.whole)

    def _sounds(self, name: Name, hints: Hints) -> Iterator[Assessment]:
        catalogue, role = self._catalogue, _role_titles(hints.role)
        for hypothesis in name.hypotheses:
            situation = Situation(hints, (*hypothesis.titles, *role), self.gazetteer.entities)
            for spelling in (each for each in hypothesis.spellings if len(each.text) <= self.policy.longest_name):
                for found in by_sound(spelling, catalogue.phonetics, catalogue.forms, self.policy):
                    known = context.evidence(found.entity, situation, self.policy.context)
                    yield replace(found, evidence=(*found.evidence, *known))

    def _best(self, entity: Entity, spelling: Spelling, lenient: bool) -> Alignment | None:
        forms = self._catalogue.forms.of(entity)
        found: list[Alignment] = []
        for form in sorted(forms, key=lambda form: _distance(form.spelling, spelling)):
            alignment = self._comparer.compare(spelling, form, lenient=lenient)
            if alignment is not None and alignment.exact and not alignment.veto:
                return alignment  # written so: no route can say more
            found += [alignment] if alignment is not None else []
        return best_alignment(found)

    def _contradicting_glosses(
        self, entity: Entity, hypothesis: Hypothesis, found: list[Alignment | None]
    ) -> Iterator[Evidence]:
        """A name written twice must be the same name twice: 西川公也 (Tanaka Taro) is nobody we know."""
        if entity.kind is not Kind.PERSON or len(found) < 2:
            return
        forms = self._catalogue.forms.of(entity)
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
            language = _language(name, hints)
            for entity in (only,) if only else self._catalogue.with_function(read.function):
                found = organisations.compare(read, entity) if entity.kind is Kind.ORGANISATION else ()
                if found:
                    yield self._assessed(entity, found, hints, language)

    def _by_content(self, name: Name, hints: Hints, only: Entity | None) -> Iterator[Assessment]:
        for spelling in _unpeeled(name).spellings:
            read = agreements.parse(spelling.text)
            if read is None:
                continue
            known = (only,) if only else self._catalogue.with_concepts(read.concepts)
            language = _language(name, hints)
            likely, unlikely = agreements.parted(read, known)
            found = self._contents(read, likely, hints, language)
            if not any(score(each, self.policy) >= self.policy.min_score for each in found):
                found += self._contents(read, unlikely, hints, language)  # none will be listed, one may be named
            yield from found

    def _contents(
        self, read: agreements.AgreementName, known: list[Entity], hints: Hints, language: str
    ) -> list[Assessment]:
        compared = (
            (entity, agreements.compare(read, entity, hints)) for entity in known if entity.kind is Kind.AGREEMENT
        )
        return [self._assessed(entity, evidence, hints, language) for entity, evidence in compared if evidence]

    def _assessed(self, entity: Entity, found: tuple[Evidence, ...], hints: Hints, language: str) -> Assessment:
        weights = self.policy.context
        situation = Situation(hints, (), self.gazetteer.entities)
        known = (*context.evidence(entity, situation, weights), *context.of_language(entity, language, weights))
        evidence = (*found, *known)
        return Assessment(entity, entity.name, evidence, identifies=True)


def _best_of_each(found: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """The strongest assessment of each entity: routes are correlated, so the best counts and not their sum."""
    best: dict[str, Assessment] = {}
    for assessment in found:
        known = best.get(assessment.entity.id)
        if known is None or _rank(assessment) > _rank(known):
            best[assessment.entity.id] = assessment
    return tuple(best.values())


def _is_office(name: Name) -> bool:
    """Whether the mention is an office and nothing else, so that there is no name to look for."""
    return any(not each.spellings and any(title.kind == "office" for title in each.titles) for each in name.hypotheses)


def _distance(one: Spelling, other: Spelling) -> int:
    """How soon the one is worth comparing with the other: 0 for the same text, 2 for another script."""
    return 0 if one.text == other.text else 1 if one.script is other.script else 2


def _rank(assessment: Assessment) -> tuple[bool, bool, bool, float]:
    return (not assessment.veto, assessment.exact, assessment.identifies, assessment.weight)


def _language(name: Name, hints: Hints) -> str:
    """The mention's language, as asked or as its letters give it away; two letters or empty."""
    return hints.language[:2] or language_of(name.text)


def _may_bear(entity: Entity, titles: tuple[Title, ...]) -> bool:
    """Whether an entity can have these titles: people any, others no more than their own country (日本順天堂大学)."""
    if entity.kind is Kind.PERSON:
        return True
    return all(title.kind == "country" and title.country == entity.country for title in titles)


def _unpeeled(name: Name) -> Hypothesis:
    return next((each for each in name.hypotheses if not each.titles), name.hypotheses[0])


def _role_titles(role: str) -> tuple[Title, ...]:
    return max((peeled.titles for peeled in peel(role)), key=len, default=()) if role else ()
