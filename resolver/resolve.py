"""The whole pipeline in a screenful: a mention in, a decision with its evidence out.

parse → keys → candidates → compare → context → decide. Each step is a pure function of its arguments; a `Resolver`
only holds the catalogue and the caches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain, repeat

from msgspec import Struct
from msgspec.structs import replace

from .decision.context import Situation
from .decision.decide import Assessment, candidate, decide, is_match, score
from .decision.several import decision_over, divide, is_written
from .errors import UnknownEntityError
from .finding.by_content import ContentFinder
from .finding.by_function import FunctionFinder
from .finding.by_name import NameFinder
from .finding.by_office import OfficeFinder
from .finding.by_sound import SoundFinder
from .finding.denial import Denied
from .finding.reach import Reach
from .memory.together import Mentioned, Remembered, explained, memory_of, recalled, together
from .mentions.name import Hypothesis, Name, language_of
from .mentions.posts import MentionReader
from .mentions.several import divisions
from .mentions.titles import titles_of
from .model import NO_HINTS, Candidate, Decision, Entity, Evidence, Exonym, Gazetteer, Hints, Kind, Status
from .names.compare import Comparer
from .names.exonyms import exonyms
from .phonetics.score import SoundComparer
from .policy import DEFAULT_POLICY, Policy
from .search.catalogue import Catalogue, build
from .search.nominatives import with_nominatives
from .text.aligned import align_mention
from .text.cleaning import MAX_LENGTH
from .vocabulary import legal_forms

_PARTS = 256  # names of a mention that are kept while it is divided
_BELOW = "nobody reaches the score that was asked for"


class Resolver:
    """Maps mentions to the entities of one gazetteer. Safe to share between threads; `exonym.load` makes one."""

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
        comparer = Comparer(policy.names)
        self._sounds = SoundComparer(policy.sound)
        self._names = NameFinder(self._catalogue, comparer, self._sounds, policy)
        self._heard = SoundFinder(self._catalogue, self._sounds, policy)
        self._offices = OfficeFinder(self._catalogue, comparer, self._sounds, policy)
        self._functions = FunctionFinder(self._catalogue, policy)
        self._contents = ContentFinder(self._catalogue, policy)
        known = self._catalogue  # not self: a cycle outlives its use
        self._mentions = MentionReader(lambda: known.written_posts)

    @property
    def catalogue(self) -> Catalogue:
        """The indexes of the gazetteer. `Resolver(gazetteer, catalogue=catalogue)` takes them over at no cost."""
        return self._catalogue

    def resolve(
        self,
        mention: str,
        hints: Hints = NO_HINTS,
        *,
        limit: int | None = None,
        strict: bool = False,
        least: float = 0.0,
    ) -> Decision:
        """The decision for a mention, with at most `limit` candidates. Never raises, whatever the string.

        Without a limit ten are listed, and up to thirty when as many fit equally well. Where many places of a text are
        asked about, of which few name anybody, `strict` leaves out who only sounds alike or agrees in part, and tells
        less of why nobody is meant. A score that is the `least` of interest, 0–100, lets the answer be none at once
        where the mention as a whole does not reach it; what its parts name is not asked then.
        """
        reach = Reach.LISTED if strict else Reach.TOLD
        whole = self._whole(mention, hints, limit, reach, least)
        if least and whole().score < least:
            return whole()
        return self._divided(mention, hints, limit, reach, whole) or whole()

    def resolve_many(
        self,
        mentions: Iterable[str],
        hints: Hints | Iterable[Hints] = NO_HINTS,
        *,
        limit: int | None = None,
        jobs: int = 1,
    ) -> Iterator[Decision]:
        """The decisions that `resolve` gives over mentions that have nothing to do with each other, in their order.

        `hints` are those of all, or of each mention. `jobs` processes answer where a thousand distinct mentions or more
        are asked about, 0 for all processors; they read some thousand mentions ahead. More than one copies this process
        (`fork`), which is safe only where it runs no other threads of its own. Raises ValueError where there are not as
        many hints as mentions.
        """
        from .workers import in_order, processors  # imports multiprocessing, which a single mention never needs

        given = zip(mentions, repeat(hints)) if isinstance(hints, Hints) else zip(mentions, hints, strict=True)
        return in_order(_Asker(self, limit), given, jobs or processors())

    def resolve_document(
        self, mentions: Sequence[str], hints: Hints | Sequence[Hints] = NO_HINTS, *, limit: int | None = None
    ) -> list[Decision]:
        """The decisions over the mentions of one document, decided together, in the document's order.

        Whom one of them names in full, another may name in short: the family name alone, an acronym that is defined.
        `hints` are those of the document, or of each mention.
        """
        return self.together(self._mentioned(mentions, hints, limit), limit=limit)

    def together(self, mentioned: Sequence[Mentioned], *, limit: int | None = None) -> list[Decision]:
        """The decisions over the mentions of one document that were decided by themselves."""
        return together(mentioned, self.resolve, self._catalogue, self.policy, limit)

    def explain(
        self, mention: str, entity_id: str, hints: Hints = NO_HINTS, *, remembered: Remembered | None = None
    ) -> Candidate:
        """What speaks for and against one entity, even one that `resolve` would not list.

        `remembered` is the document that the mention is of, and where in it. Raises UnknownEntityError when the
        gazetteer has no such id.
        """
        otherwise = self._explain(mention, self._entity(entity_id), hints)
        if remembered is None:
            return otherwise
        asked = Mentioned(mention, hints, self.resolve(mention, hints), remembered.place)
        return explained(asked, remembered.memory, otherwise)

    def resolve_remembered(
        self, mention: str, remembered: Remembered, hints: Hints = NO_HINTS, *, limit: int | None = None
    ) -> Decision:
        """The decision for a mention of a document, with at most `limit` candidates."""
        asked = Mentioned(mention, hints, self.resolve(mention, hints, limit=limit), remembered.place)
        return recalled(asked, remembered.memory, limit)

    def remember(self, mentions: Sequence[str], hints: Hints | Sequence[Hints] = NO_HINTS) -> Remembered:
        """A document by the mentions that it has besides one that is to be resolved or explained, which is the last."""
        asked = self._mentioned(mentions, hints, None)
        return Remembered(memory_of(asked, self.resolve, self._catalogue, self.policy), len(asked) + 1)

    def _explain(self, mention: str, entity: Entity, hints: Hints) -> Candidate:
        divided = self._divided(mention, hints, None, Reach.TOLD, self._whole(mention, hints, None, Reach.TOLD))
        for part in divided.parts if divided else ():
            if any(each.id == entity.id for each in part.decision.candidates):
                return next(each for each in part.decision.candidates if each.id == entity.id)
        begun = self._begun(self._read(mention, hints), hints, Reach.ALL)
        name = begun.name
        if name.problem:
            return Candidate(entity.id, entity.name, entity.kind, 0.0, "", name.problem)
        found = [each for each in self._found(begun).everybody(entity) if each.entity.id == entity.id]
        if not found:  # it did not come into question: what would have been said of it alone?
            alone = self._assess(name, hints, lenient=True, only=entity)
            found = list(self._without_people(tuple(alone), name))
        if not found:
            return Candidate(entity.id, entity.name, entity.kind, 0.0, "", "nothing agrees")
        return candidate(max(found, key=self._rank), self.policy)

    def normalize(self, mention: str) -> Name:
        """How a mention is read: by the tables, and by the forms of the gazetteer's posts."""
        return self._mentions.read(mention)

    def reaches(self, mention: str) -> bool:
        """Whether a name is filed as the mention is written, or as a route reads it: a quick question before `resolve`.

        What is reached may still be another; what is only heard, or named by an office or a content, is not reached.
        """
        hypotheses = self.normalize(mention).hypotheses
        return any(self._names.candidates(each, lenient=False, derives=True) for each in hypotheses)

    def names(self, entity_id: str) -> tuple[Exonym, ...]:
        """The written and derived names of an entity, by language. Raises UnknownEntityError."""
        return exonyms(self._entity(entity_id))

    def _mentioned(self, mentions: Sequence[str], hints: Hints | Sequence[Hints], limit: int | None) -> list[Mentioned]:
        given = [hints] * len(mentions) if isinstance(hints, Hints) else hints
        return [
            Mentioned(mention, own, self.resolve(mention, own, limit=limit), number)
            for number, (mention, own) in enumerate(zip(mentions, given, strict=True), 1)
        ]

    def _decided(self, begun: _Begun, limit: int | None, least: float = 0.0) -> Decision:
        """The decision over a mention that names one entity."""
        name = begun.name
        if name.problem:
            return Decision(name.raw, Status.NONE, name.problem)
        if self._is_below(least, begun):
            return Decision(name.raw, Status.NONE, _BELOW)
        found = self._found(begun)
        if least and not any(not each.veto and score(each, self.policy) >= least for each in found.likely):
            return Decision(name.raw, Status.NONE, _BELOW)
        return decide(name.raw, found.likely, self.policy, limit, found.everybody)

    def _whole(
        self, mention: str, hints: Hints, limit: int | None, reach: Reach, least: float = 0.0
    ) -> Callable[[], Decision]:
        """The decision over a mention as one name, made when it is first asked for."""
        return cache(lambda: self._decided(self._begun(self._read(mention, hints), hints, reach), limit, least))

    def _divided(
        self, mention: str, hints: Hints, limit: int | None, reach: Reach, whole: Callable[[], Decision]
    ) -> Decision | None:
        """The decision over a mention that may name several, each a mention of its own; None for any other."""
        text = align_mention(mention, kept="\n") if len(mention) <= MAX_LENGTH else None
        ways = iter(divisions(text.text, hints.context_countries) if text else ())
        first = next(ways, None)
        if text is None or first is None:
            return None
        kept = lru_cache(maxsize=_PARTS)

        def asked(country: str) -> Hints:
            return replace(hints, country=country) if country else hints

        @kept
        def read(name: str, country: str) -> Name:
            return self._read(name, asked(country))

        @kept
        def begin(name: str, country: str) -> _Begun:
            return self._begun(read(name, country), asked(country), reach)

        @kept
        def ask(name: str, country: str) -> Decision:
            return whole() if name == mention and not country else self._decided(begin(name, country), limit)

        def is_unknown(name: str, country: str) -> bool:
            return self._is_below(self.policy.known_score, begin(name, country))

        for division in chain((first,), ways):
            if not division.certain and is_written(whole()):
                continue
            if named := divide(division, ask, whole, self.policy, is_unknown):
                decision = decision_over(mention, named, text.given)
                return replace(decision, candidates=decision.candidates[:limit])
        return whole()

    def _read(self, mention: str, hints: Hints) -> Name:
        return with_nominatives(self.normalize(mention), hints.language[:2], self._catalogue)

    def _begun(self, name: Name, hints: Hints, reach: Reach) -> _Begun:
        """Who agrees with a mention as a whole: all who are asked for, where there is any, or no name to look for."""
        if name.problem:
            return _Begun(name, hints, (), is_all=True)
        found = self._best_of_each(self._assess(name, hints, lenient=False, reach=reach))
        is_all = any(each.identifies and not each.veto for each in found) or reach is Reach.LISTED or name.is_office
        return _Begun(name, hints, found, is_all)

    def _is_below(self, least: float, begun: _Begun) -> bool:
        """Whether certainly nobody reaches a score that a part of a name cannot; what is dear to know is asked last."""
        if self.policy.unidentified_cap >= least:
            return False
        if any((each.identifies or each.exact) and not each.veto for each in begun.found):
            return False
        if begun.is_all:
            return True
        if any(self._heard.may_reach(least, *each) for each in self._situations(begun.name, begun.hints)):
            heard = self._by_sound(begun.name, begun.hints, [])
            if any(each.identifies and not each.veto for each in heard):
                return False
        return not self._names.may_agree(begun.name)

    def _found(self, begun: _Begun) -> _Found:
        """Every entity that comes into question, with what speaks for and against it."""
        name, hints, found, denied = begun.name, begun.hints, begun.found, Denied()
        # No name agrees as a whole. One may sound alike; else its bearers are shown if it is a part of one.
        if not begun.is_all:
            found = self._best_of_each((*found, *self._by_sound(name, hints, denied)))
        if not (begun.is_all or any(is_match(each, self.policy) for each in found)):
            found = self._best_of_each((*found, *self._assess(name, hints, lenient=True, denied=denied)))

        def everybody(only: Entity | None = None) -> tuple[Assessment, ...]:
            asked = {only.id} if only else {each.entity.id for each in found}
            asked.update(each.entity.id for each in denied if not only and each.resembles())
            against = (assessment for each in denied if each.entity.id in asked and (assessment := each.assessed()))
            return self._without_people(self._best_of_each((*found, *against)), name)

        return _Found(self._without_people(found, name), everybody)

    def _best_of_each(self, found: Iterable[Assessment]) -> tuple[Assessment, ...]:
        """The strongest assessment of each entity: routes are correlated, so the best counts and not their sum."""
        best: dict[str, Assessment] = {}
        for assessment in found:
            known = best.get(assessment.entity.id)
            if known is None or self._rank(assessment) > self._rank(known):
                best[assessment.entity.id] = assessment
        return tuple(best.values())

    def _rank(self, assessment: Assessment) -> tuple[bool, bool, float, float]:
        return (not assessment.veto, assessment.exact, score(assessment, self.policy), assessment.weight)

    def _without_people(self, found: tuple[Assessment, ...], name: Name) -> tuple[Assessment, ...]:
        """Where the mention has a company's legal form, that contradicts everybody who is a person."""
        if not any(each.entity.kind is Kind.PERSON for each in found):
            return found
        form = legal_forms.found_in(name.text)
        if not form:
            return found
        said = Evidence("legal-form", self.policy.name.contradiction, f"{form} is said of companies", veto=True)
        return tuple(
            replace(each, said=(*each.said, said)) if each.entity.kind is Kind.PERSON else each for each in found
        )

    def _entity(self, entity_id: str) -> Entity:
        entity = self.gazetteer.redirect(entity_id)
        if entity is None:
            raise UnknownEntityError(f"no entity has the id {entity_id!r}.", remedy="Look it up with `exonym resolve`.")
        return entity

    def _assess(
        self,
        name: Name,
        hints: Hints,
        *,
        lenient: bool,
        only: Entity | None = None,
        denied: Denied | None = None,
        reach: Reach = Reach.TOLD,
    ) -> Iterator[Assessment]:
        language = hints.language[:2] or language_of(name.text)
        asked = Situation(hints, (), self.gazetteer.entities, language, self._catalogue.successor)
        role = titles_of(hints.role)
        is_written = is_somebody = False
        for hypothesis in name.hypotheses:
            language = asked.language or hypothesis.language
            titles = (*hypothesis.titles, *role)
            situation = Situation(hints, titles, self.gazetteer.entities, language, self._catalogue.successor)
            derives = not (is_written or name.is_office)
            for entity in (only,) if only else self._names.candidates(hypothesis, lenient=lenient, derives=derives):
                found = self._names.assess(entity, hypothesis, situation, lenient=lenient, denied=denied)
                if found is None:
                    continue
                if found.exact and not found.veto:
                    is_written, is_somebody = True, is_somebody or entity.kind is Kind.PERSON
                yield found
            if only or not lenient:
                yield from (each for each in self._offices.assess(hypothesis, situation) if only in (None, each.entity))
        if (only or not (lenient or is_somebody)) and not name.is_bare:
            yield from self._functions.assess(name.unpeeled, asked, reach, only)
            yield from self._contents.assess(name.unpeeled, asked, reach, only)

    def _by_sound(self, name: Name, hints: Hints, denied: Denied) -> Iterator[Assessment]:
        for hypothesis, situation in self._situations(name, hints):
            yield from self._heard.assess(hypothesis, situation, denied)

    def _situations(self, name: Name, hints: Hints) -> Iterator[tuple[Hypothesis, Situation]]:
        role = titles_of(hints.role)
        for each in name.hypotheses:
            yield each, Situation(hints, (*each.titles, *role), self.gazetteer.entities)


class _Begun(Struct, frozen=True):
    """A mention that is looked up, with who agrees with it as a whole.

    `is_all` says that nobody else is asked for.
    """

    name: Name
    hints: Hints
    found: tuple[Assessment, ...]
    is_all: bool


class _Found(Struct, frozen=True):
    """Who may be meant; `everybody` are these and those whose names contradict, of whom only the refused are told.

    Those are one who is asked about, or all who resemble the mention.
    """

    likely: tuple[Assessment, ...]
    everybody: Callable[..., tuple[Assessment, ...]]


class _Asker(Struct, frozen=True):
    """A resolver as processes ask it: about a mention with its hints."""

    resolver: Resolver
    limit: int | None

    def ask(self, asked: tuple[str, Hints]) -> Decision:
        """The decision over it."""
        return self.resolver.resolve(*asked, limit=self.limit)
