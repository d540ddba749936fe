"""What a document remembers: who was named in full, so that a later short form is decided, and by which mention.

It belongs to one document and is made of all its full names at once, so that it does not depend on their order: a
short form may lean on a full one behind it. It serves running text and rows of a table alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from ..decision import context
from ..decision.context import Situation
from ..decision.decide import Assessment, candidate, decide, logit
from ..mentions.name import Hypothesis, Spelling, language_of, parse, spell
from ..model import Candidate, Decision, Entity, Evidence, Form, Hints, Kind, Status, Title
from ..names.cases import nominatives
from ..names.forms import KnownForm, known_forms
from ..names.parts import ways_to_address
from ..policy import Policy
from ..search.catalogue import Catalogue
from ..text.scripts import BY_CHARACTER, Script
from ..text.units import split
from ..vocabulary.customs import addressed_by, family_first
from .acronyms import defined_in

_LONGEST = 4  # words of a short form
_SHORTEST = {Script.HAN: 2, Script.HANGUL: 2, Script.KATAKANA: 2, Script.THAI: 4}
"""Characters of a short form that may stand without a title."""
_LETTERS = 3  # … in other scripts
_FAMILY = 2  # characters that a family name may have, and a whole name
MOST_NAMES = 20_000
"""Full names that are remembered: memory is bounded for any text."""


class Naming(Struct, frozen=True):
    """A place where a document names somebody in full.

    `text` is the name without its titles, `mention` all of it; `order` is where it stands, `where` the same in words
    and `place` for programs; `entity` is None for somebody whom the gazetteer does not have, unless one of `may_be`.
    """

    text: str
    mention: str
    order: int
    where: str
    entity: Entity | None = None
    score: float = 0.0
    place: Mapping[str, Any] = field(default_factory=dict)
    may_be: frozenset[str] = frozenset()


class Memory:
    """The full names of one document, and the acronyms that it defines."""

    def __init__(
        self, namings: Iterable[Naming], acronyms: Mapping[str, Naming], catalogue: Catalogue, policy: Policy
    ) -> None:
        self._catalogue = catalogue
        self._policy = policy
        self._acronyms = acronyms
        self._short: dict[str, dict[str, list[Naming]]] = {}
        self._full: dict[str, set[str]] = {}
        called: dict[tuple[str, str], set[str]] = {}  # by id and name: a document names somebody so again and again
        strangers: list[Naming] = []
        for naming in sorted(namings, key=lambda each: (each.order, each.mention))[:MOST_NAMES]:
            if naming.entity is None:
                strangers.append(naming)
            elif naming.entity.kind is Kind.PERSON:
                self._full.setdefault(key_of(naming.text), set()).add(naming.entity.id)
                named = naming.entity.id, naming.text
                if named not in called:
                    called[named] = _short_keys(naming, _forms(naming.entity, self._catalogue))
                for key in called[named]:
                    self._short.setdefault(key, {}).setdefault(naming.entity.id, []).append(naming)
        known = frozenset(self._short)
        for naming in strangers:
            if key_of(naming.text) in known:
                continue  # it is what somebody is called by whom the document names in full: Gahr Støre
            for key in _keys_of_a_stranger(naming.text):
                self._short.setdefault(key, {}).setdefault("?" + key_of(naming.text), []).append(naming)

    def __bool__(self) -> bool:
        return bool(self._short or self._acronyms)

    @property
    def keys(self) -> Mapping[str, object]:
        """The short forms, as `key_of` makes them."""
        return self._short

    @property
    def acronyms(self) -> Mapping[str, Naming]:
        """The acronyms that the document defines."""
        return self._acronyms

    def recall(self, mention: str, alone: Decision, hints: Hints, order: int) -> Decision:
        """The decision over a mention in its document; `alone` is the one over the mention by itself.

        They are the same unless the mention is a short form of somebody whom the document names in full, or an acronym
        that it defines; and where the hints rule out whom the document names.
        """
        if (defined := self._acronym_of(mention, alone)) is not None:
            return self._defined(mention, alone, defined, hints)
        meant = self._meant(mention, alone, hints, order)
        if meant is None:
            return alone
        assessed, stranger = meant
        if assessed and all(each.veto for each in assessed):
            return alone
        decision = decide(mention, assessed, self._policy)
        if stranger is not None and decision.status is Status.NONE:
            return self._of_strangers(mention, alone, stranger)
        return decision

    def _acronym_of(self, mention: str, alone: Decision) -> Naming | None:
        """What an acronym stands for, also where it is all that a name of nobody known has in common with another."""
        if not self._acronyms:
            return None
        if (known := self._acronyms.get(mention.strip())) is not None:
            return known
        own = defined_in(mention) if alone.candidates else None
        naming = self._acronyms.get(own[1]) if own else None
        return naming if naming and naming.entity is None and naming.mention == mention.strip() else None

    def explain(self, mention: str, alone: Decision, hints: Hints, order: int, otherwise: Candidate) -> Candidate:
        """What speaks for and against an entity as `recall` weighs it; `otherwise` is what does by itself."""
        decision = self.recall(mention, alone, hints, order)
        listed = next((each for each in decision.candidates if each.id == otherwise.id), None)
        if decision is not alone and listed is not None:
            return listed
        assessed, stranger = self._meant(mention, alone, hints, order) or ((), None)
        weighed = next((each for each in assessed if each.entity.id == otherwise.id), None)
        if decision is not alone and weighed is not None:
            return candidate(weighed, self._policy)
        if stranger is None or weighed is not None:
            why = otherwise.why if decision is alone else f"in this document: {decision.why}; else: {otherwise.why}"
            return replace(otherwise, why=why)
        said = self._stranger_said(stranger)
        score = min(otherwise.score, self._policy.unidentified_cap)
        return replace(
            otherwise, score=score, why=f"{said.text}; {otherwise.why}", evidence=(*otherwise.evidence, said)
        )

    def _meant(
        self, mention: str, alone: Decision, hints: Hints, order: int
    ) -> tuple[Sequence[Assessment], Naming | None] | None:
        """Whom the document calls so, and a stranger whom it calls so too; None where it calls nobody so."""
        if alone.status is Status.MATCH and self._catalogue.gazetteer.entities[alone.id].kind is not Kind.PERSON:
            return None
        for hypothesis in parse(mention).hypotheses:
            if len(hypothesis.spellings) != 1 or not hypothesis.spellings[0].words:
                continue
            key = key_of(hypothesis.spellings[0].text)
            if alone.status is Status.MATCH and alone.id in self._full.get(key, ()):
                return None
            bearers = self._bearers(hypothesis.spellings[0], hypothesis.titles, hints.language[:2])
            if bearers and not _is_own(mention, bearers):
                return self._of_bearers(mention, alone, hypothesis, bearers, hints, order)
        return None

    def _bearers(self, spelling: Spelling, titles: tuple[Title, ...], language: str) -> dict[str, list[Naming]]:
        """Whom the document calls so in full, by id; nobody where the short form is too short to stand alone."""
        if len(spelling.words) > _LONGEST:
            return {}
        keys = (key_of(spelling.text), stem_of(spelling.text), *_in_the_nominative(spelling, language))
        found = next((self._short[key] for key in keys if key in self._short), {})
        personal = any(title.kind != "country" for title in titles)
        return {
            each: namings for each, namings in found.items() if personal or stands_alone(spelling, namings[0].entity)
        }

    def _of_bearers(
        self, mention: str, alone: Decision, hypothesis: Hypothesis, bearers: Mapping[str, list[Naming]], hints: Hints,
        order: int,
    ) -> tuple[Sequence[Assessment], Naming | None]:  # fmt: skip
        situation = self._situation(mention, hypothesis.titles, hints)
        assessed = [
            self._short_for(namings[0].entity, _nearest(namings, order), situation, only=len(bearers) == 1)
            for namings in bearers.values()
            if namings[0].entity is not None
        ]
        strangers = [_nearest(namings, order) for namings in bearers.values() if namings[0].entity is None]
        if alone.status is Status.MATCH and alone.id not in bearers:
            assessed.append(self._by_itself(alone))
        if strangers:
            assessed = [self._beside(each, strangers) for each in assessed]
        return assessed, strangers[0] if strangers else None

    def _situation(self, mention: str, titles: tuple[Title, ...], hints: Hints) -> Situation:
        role = parse(hints.role).hypotheses[:1] if hints.role else ()
        said = (*titles, *(title for each in role for title in each.titles))
        language = hints.language[:2] or language_of(mention)
        return Situation(hints, said, self._catalogue.gazetteer.entities, language)

    def _short_for(self, entity: Entity, naming: Naming, situation: Situation, *, only: bool) -> Assessment:
        """The short form as somebody's; of two who are named in full, nothing besides what is said speaks for one."""
        weights = self._policy.context
        known = context.of_document(entity, situation, weights)
        least = max(0.0, min(naming.score, self._policy.partial_cap) / 100)
        weight = min(weights.in_document, self._policy.fitted_nil + logit(least))
        text = f"short for “{naming.mention}”, {naming.where}"
        said = Evidence("in-document", weight, text, data={"mention": naming.mention, **naming.place})
        return Assessment(
            entity, naming.text, (said, *context.of_titles(entity, situation, weights)), identifies=True, whole=False,
            by_meaning=True, document=tuple(each for each in known if only or each.veto or each.weight < 0),
        )  # fmt: skip

    def _by_itself(self, alone: Decision) -> Assessment:
        """Somebody whom a title and a part of a name say, and whom the document does not name in full."""
        entity = self._catalogue.gazetteer.entities[alone.id]
        evidence = alone.candidates[0].evidence if alone.candidates else ()
        return Assessment(entity, alone.matched_name, evidence, identifies=True, whole=False, by_meaning=True)

    def _beside(self, assessment: Assessment, strangers: Sequence[Naming]) -> Assessment:
        others = [each for each in strangers if assessment.entity.id not in each.may_be]
        if not others:
            return assessment
        said = self._stranger_said(others[0])
        rules = {each.rule for each in assessment.said}
        told_apart = "in-document" in rules and bool(rules & {"office-held", "office-once"})
        return replace(assessment, said=(*assessment.said, said), identifies=told_apart)

    def _stranger_said(self, stranger: Naming) -> Evidence:
        text = f"“{stranger.mention}”, {stranger.where}, may be meant, who is not known here"
        return Evidence("stranger-in-document", self._policy.context.stranger_in_document, text, data=stranger.place)

    @staticmethod
    def _of_strangers(mention: str, alone: Decision, stranger: Naming) -> Decision:
        if alone.status is Status.NONE or any(each.id in stranger.may_be for each in alone.candidates):
            return alone
        why = f"short for “{stranger.mention}”, {stranger.where}, whom the gazetteer does not have"
        return Decision(mention, Status.NONE, why)

    def _defined(self, mention: str, alone: Decision, naming: Naming, hints: Hints) -> Decision:
        where = f"defined behind “{naming.mention}”, {naming.where}"
        if naming.entity is None:
            return Decision(mention, Status.NONE, f"{where}, which the gazetteer does not have")
        weight = self._policy.fitted_nil + logit(min(naming.score, 99.9) / 100)
        said = Evidence("acronym", weight, where, data={"mention": naming.mention, **naming.place})
        situation = Situation(hints, (), self._catalogue.gazetteer.entities)
        document = context.of_document(naming.entity, situation, self._policy.context)
        assessed = Assessment(naming.entity, naming.text, (said,), True, by_meaning=True, document=document)
        if any(each.veto for each in document):
            return alone
        shown = candidate(assessed, self._policy)
        return Decision(mention, Status.MATCH, shown.why, (shown,), shown.id, shown.name, naming.text, shown.score)


def is_called(text: str, entity: Entity, catalogue: Catalogue) -> bool:
    """Whether somebody may be called so in short."""
    return key_of(text) in _short_keys(Naming("", "", 0, "", entity), _forms(entity, catalogue))


def _forms(entity: Entity, catalogue: Catalogue) -> tuple[KnownForm, ...]:
    return catalogue.forms.of(entity) or known_forms(entity)


def _in_the_nominative(spelling: Spelling, language: str) -> Iterator[str]:
    """The keys of a short form without the case endings of its language: Haaviston."""
    if language and spelling.script is Script.LATIN:
        yield from (key_of(" ".join(words)) for words in nominatives(spelling.words, frozenset({language})))


def key_of(text: str) -> str:
    """What two ways of writing a short form have in common: letters without case, marks and Cyrillic endings."""
    return "".join([unit.key for unit in split(text)])


def stem_of(text: str) -> str:
    """The same without the genitive of a Germanic language: Koizumis."""
    keys = [unit.key for unit in split(text)]
    return "".join([*keys[:-1], keys[-1].removesuffix("s")]) if keys else ""


def stands_alone(spelling: Spelling, entity: Entity | None) -> bool:
    """Whether a short form is enough without a title: no single syllable of a family name, no lone given name."""
    letters = sum(len(unit.key) for unit in split(spelling.text))
    if letters < _SHORTEST.get(spelling.script, _LETTERS):
        return False
    given = entity is not None and addressed_by(entity.country) == "given" and family_first(entity.country)
    return not (given and len(spelling.words) == 1)


def is_full(text: str, matched: str = "") -> bool:
    """Whether a name without its titles is more than what one is called by: two words, or three characters.

    Less is where the name that it `matched` has no more: 王毅, 박진, Jokowi.
    """
    spelling = spell(text)
    if spelling.script not in BY_CHARACTER and spelling.script is not Script.KATAKANA:
        return len(spelling.words) > 1 or key_of(text) == key_of(matched)
    letters = sum(map(len, spelling.words))
    return letters > _FAMILY or (letters == _FAMILY and _characters(matched) == _FAMILY)


def _characters(name: str) -> int:
    """Characters of a name that is written in those, else its words."""
    spelling = spell(name)
    return sum(map(len, spelling.words)) if spelling.script in BY_CHARACTER else len(spelling.words)


def _short_keys(naming: Naming, forms: tuple[KnownForm, ...]) -> set[str]:
    """The keys of what somebody who is named in full may be called by, and of the full name itself."""
    found = {key_of(naming.text)}
    for form in (*_as_written(naming, forms), *forms):
        found.update(map(key_of, ways_to_address(form)))
        country = form.entity.country
        if addressed_by(country) != "family" and not family_first(country) and len(form.spelling.words) > 1:
            found.update(
                key_of(word) for word in (form.spelling.words[0], form.spelling.words[-1]) if len(word) > _LETTERS
            )
        if form.spelling.words:
            found.add(key_of(form.spelling.text))
    return found - {""}


def _as_written(naming: Naming, forms: tuple[KnownForm, ...]) -> Iterator[KnownForm]:
    """The name as the document writes it, as a form of its own: Koizumi Shinjiro, 小野寺(Onodera Itsunori)."""
    for hypothesis in parse(naming.text).hypotheses[:1]:
        for spelling in hypothesis.spellings:
            if forms:
                yield replace(forms[0], form=Form(spelling.text), spelling=spelling)


def _keys_of_a_stranger(text: str) -> set[str]:
    """The first and the last word, or the family name in characters, by which a stranger may be called."""
    spelling = spell(text)
    words = spelling.words
    if len(words) > 1:
        return {key_of(words[0]), key_of(words[-1]), key_of(" ".join(words[-2:])), key_of(text)} - {""}
    if spelling.script in BY_CHARACTER:
        return {key_of(text[:size]) for size in range(1, min(4, len(text)))} | {key_of(text)}
    return {key_of(text)} - {""}


def _is_own(mention: str, bearers: Mapping[str, list[Naming]]) -> bool:
    """Whether a mention is itself the only full name that it might be short for."""
    return all(naming.mention == mention.strip() for namings in bearers.values() for naming in namings)


def _nearest(namings: list[Naming], order: int) -> Naming:
    """The last full mention before a place, else the first behind it."""
    before = [each for each in namings if each.order <= order]
    return before[-1] if before else namings[0]
