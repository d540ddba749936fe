"""By a person's name, or the written name of anything else: keys bring candidates, alignment judges them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache, partial
from itertools import chain

from msgspec import Struct

from .. import agreements
from ..dates import held
from ..decision import context
from ..decision.context import Situation
from ..decision.decide import Assessment, outweighs
from ..holding import seats
from ..mentions.name import Hypothesis, Name, Spelling
from ..model import Entity, Evidence, Kind, Title
from ..names.compare import Comparer, Contradicted, best_alignment, weighed
from ..names.forms import KnownForm
from ..names.official import compare_cores
from ..names.patronymic import may_be_one
from ..names.weighing import Alignment
from ..phonetics.score import SoundComparer
from ..policy import Policy
from ..search.catalogue import Catalogue
from ..search.keys import Derived, derived, written
from ..text.folding import fold
from ..text.scripts import Script
from .beside import is_a_word, is_beside, is_of_another, is_party
from .denial import Denial, Denied
from .hearing import is_close
from .loosely import LooseNames, compared, entities_of

_KEPT = 4_000  # spellings whose forms are kept
_AGREEING = 1_024  # spellings of which it is kept how they agree with an entity


_Alignments = list[Alignment | Contradicted]


class NameFinder(Struct, eq=False, dict=True):
    """Finds entities by their written forms and by what routes derive from these. Owns a cache of what it found."""

    catalogue: Catalogue
    comparer: Comparer
    sounds: SoundComparer
    policy: Policy

    def candidates(self, hypothesis: Hypothesis, *, lenient: bool, derives: bool) -> list[Entity]:
        """The entities that a key finds exactly; or, leniently, those whose keys share most with one.

        What a route `derives` counts only where no likelier reading of the mention is written in the gazetteer.
        """
        if lenient:
            return self._loosely.candidates(hypothesis.spellings)
        asked = self._loosely.asked(hypothesis.spellings)
        numbers = sorted({number for spelling in asked for number in self._exactly(spelling, derives).forms})
        return entities_of(numbers, self.catalogue)

    def may_agree(self, name: Name) -> bool:
        """Whether anybody may agree with all of a name, leniently compared, whom no key finds exactly: quick, and never
        too strict.
        """
        return any(
            _may_bear(entity, hypothesis.titles)
            for hypothesis in name.hypotheses
            for entity in self._agreeing(hypothesis.spellings)
        )

    @cached_property
    def _agreeing(self) -> Callable[[tuple[Spelling, ...]], list[Entity]]:
        """`LooseNames.agreeing`, kept for a while, like `_exactly`."""
        return lru_cache(maxsize=_AGREEING)(self._loosely.agreeing)

    @cached_property
    def _loosely(self) -> LooseNames:
        return LooseNames(self.catalogue, self.comparer, self.policy, self._exactly)

    def assess(
        self,
        entity: Entity,
        hypothesis: Hypothesis,
        situation: Situation,
        *,
        lenient: bool,
        denied: Denied | None = None,
    ) -> Assessment | None:
        """What the hypothesis says of one entity; None when no unit of any form agrees.

        None also when all that agrees in part contradicts elsewhere, where `denied` keeps that for those who ask.
        """
        if not _may_bear(entity, hypothesis.titles):
            return None
        found = [self._alignments(entity, spelling, lenient) for spelling in hypothesis.spellings]
        if denied is None or any(isinstance(each, Alignment) and not each.veto for each in chain.from_iterable(found)):
            return self._assessed(entity, hypothesis, situation, found)
        if any(found):
            resembles = partial(self._may_resemble, entity, situation, found)
            denied.append(Denial(entity, resembles, partial(self._assessed, entity, hypothesis, situation, found)))
        return None

    def _may_resemble(self, entity: Entity, situation: Situation, alignments: Sequence[_Alignments]) -> bool:
        """Whether more may speak for an entity than against it, before that is weighed, which is dear."""
        if entity.kind is not Kind.PERSON:
            return True
        weights = self.policy.context
        said = (*context.of_titles(entity, situation, weights), *context.of_document(entity, situation, weights))
        agreeing = sum(each.weight > 0 for each in said)
        for each in chain.from_iterable(alignments):
            own, count = each.reasons
            if outweighs(own + agreeing, count + len(said)):
                return True
        return False

    def _assessed(
        self, entity: Entity, hypothesis: Hypothesis, situation: Situation, alignments: list[_Alignments]
    ) -> Assessment | None:
        found = [best_alignment(weighed(each)) for each in alignments]
        best = best_alignment([each for each in found if each is not None])
        if best is None:
            return None
        said = [*best.evidence, *self._contradicting_glosses(entity, hypothesis, found)]
        exact = best.exact
        if entity.kind is Kind.PERSON:
            said += self._other_middle(entity, hypothesis.spellings[found.index(best)], best)
            said += context.of_titles(entity, situation, self.policy.context)
            said += self._office_of_another(entity, situation)
        if entity.kind is Kind.AGREEMENT:
            texts, matched = [spelling.text for spelling in hypothesis.spellings], best.form.form.text
            known, weights = self.catalogue.descriptions.agreement(entity), self.policy.agreement
            against = list(agreements.beside_its_name(texts, matched, known, situation.hints, weights))
            said += against
            exact = exact and not against
        aside = entity.kind is not Kind.PERSON and self._is_aside(entity, hypothesis, found, best.form)
        return Assessment(
            entity, best.form.form.text, tuple(said), best.whole and not aside, exact and not aside,
            document=context.of_document(entity, situation, self.policy.context),
            bare=entity.kind is Kind.PERSON and not best.whole and not best.adds,
        )  # fmt: skip

    def _is_aside(self, entity: Entity, hypothesis: Hypothesis, found: list[Alignment | None], form: KnownForm) -> bool:
        """Whether what is called as an organisation or agreement need not be it: a word, or what stands in brackets."""
        main = found[0]
        if main is not None and not main.veto:
            return is_a_word(hypothesis.spellings[0], form.spelling)
        if entity.kind is Kind.ORGANISATION and is_beside(hypothesis):
            return True
        return is_of_another(hypothesis, self.catalogue.forms.of(entity))

    @cached_property
    def _exactly(self) -> Callable[[Spelling, bool], Derived]:
        """`_filed_as`, kept for a while: texts and tables say a name again and again, with one title and another."""
        return lru_cache(maxsize=_KEPT)(partial(_filed_as, self.catalogue))  # not bound to self: a cycle outlives it

    def _alignments(self, entity: Entity, spelling: Spelling, lenient: bool) -> _Alignments:
        """How a spelling agrees with each form of an entity, by each route; in part only where that is asked for."""
        if lenient:  # of very many entities, and once a mention
            return _aligned(self.catalogue, self.comparer, self.policy, entity, spelling, lenient=True)
        return self._agreements(entity, spelling)

    @cached_property
    def _agreements(self) -> Callable[[Entity, Spelling], _Alignments]:
        """`_aligned` as a whole, kept for a while, like `_exactly`."""
        aligned = partial(_aligned, self.catalogue, self.comparer, self.policy, lenient=False)
        return lru_cache(maxsize=_AGREEING)(aligned)

    def _other_middle(self, entity: Entity, spelling: Spelling, best: Alignment) -> Iterator[Evidence]:
        """A middle or father's name that is known, and differs: Путин Владимир Иванович is not Владимирович."""
        if not best.whole or not (best.adds or best.patronymic):
            return
        core = [fold(word, best.form.spelling.script) for word in best.form.spelling.words]
        extra = [word for word in spelling.words if fold(word, spelling.script) not in core]
        if not extra:
            return
        weight = self.policy.name.contradiction
        for form in self.catalogue.forms.of(entity):
            middle = [word for word in form.spelling.words if fold(word, form.spelling.script) not in core]
            same_script = form.spelling.script is spelling.script and len(middle) < len(form.spelling.words) - 1
            other = same_script and middle and not any(may_be_one(word, known) for word in extra for known in middle)
            if other or self.sounds.compare(spelling.text, form.spelling.text).numerals <= -1:
                text = f"{', '.join(extra)} is not {', '.join(middle)}, as in {form.form.text}"
                yield Evidence("contradiction", weight, text, veto=True)
                return

    def _office_of_another(self, entity: Entity, situation: Situation) -> Iterator[Evidence]:
        """That somebody else held the office of the mention on the document's date, where one person holds it."""
        date = situation.hints.date
        if not date or context.is_past(situation.titles):
            return
        for title in (each for each in situation.titles if each.kind == "office" and each.key not in context.GENERIC):
            country = title.country or entity.country
            for post in self.catalogue.posts_of_office(title.key):
                if post.country != country or not context.fits(title, post) or seats(post) != 1:
                    continue
                known = self.catalogue.holders.get(post.id, ())
                if any(person is entity for person, _ in known):
                    return
                then = [person for person, term in known if term.end and held(term, date)]
                if then and post.seats < 2:
                    text = f"{title.text}: that was {then[0].name} on {date}"
                    yield Evidence("office-of-another", self.policy.context.office_of_another, text)
                    return

    def _contradicting_glosses(
        self, entity: Entity, hypothesis: Hypothesis, found: list[Alignment | None]
    ) -> Iterator[Evidence]:
        """A name written twice must be the same name twice: 西川公也 (Tanaka Taro) is nobody we know.

        Capitals behind a person's name are a party, as small letters are, and the name of an organisation is one that
        the person belongs to: Olaf Scholz (SPD), 岸田文雄（自民党）.
        """
        if entity.kind is not Kind.PERSON or len(found) < 2:
            return
        forms, main = self.catalogue.forms.of(entity), hypothesis.spellings[0]
        for spelling, alignment in zip(hypothesis.spellings, found, strict=True):
            if spelling is not main and alignment is None and self._is_organisation(spelling, main):
                continue
            silent = alignment is None and any(form.lang and self.comparer.comparable(spelling, form) for form in forms)
            if (silent or (alignment is not None and alignment.veto)) and not self._sounds_like(spelling, entity):
                text = f"{spelling.text}, written beside it, is another name"
                yield Evidence("gloss", self.policy.name.contradiction, text, veto=True)

    def _is_organisation(self, spelling: Spelling, main: Spelling) -> bool:
        """Whether what stands beside a name is in capitals, or written in the gazetteer of organisations alone."""
        if is_party(spelling, main):
            return True
        forms = [self.catalogue.forms[number] for number in self._exactly(spelling, False).forms]
        return bool(forms) and all(form.entity.kind is Kind.ORGANISATION for form in forms)

    def _sounds_like(self, spelling: Spelling, entity: Entity) -> bool:
        least = self.policy.sound.skeleton_closeness
        heard = (self.sounds.compare(spelling.text, form.spelling.text) for form in self.catalogue.forms.of(entity))
        return any(is_close(each, least) and len(each.matches) > 1 for each in heard)


def _filed_as(catalogue: Catalogue, spelling: Spelling, derives: bool) -> Derived:
    """Forms written as the mention; only where there are none, forms that a route derives."""
    found = written(spelling, catalogue.index)
    if not derives or any(catalogue.forms[number].spelling.script is spelling.script for number in found):
        return Derived(found, is_all=False)
    scripts = catalogue.unread if spelling.script is Script.HAN else catalogue.scripts
    forms, is_all = derived(spelling, catalogue.index, scripts)
    return Derived((*found, *forms), is_all)


def _aligned(
    catalogue: Catalogue, comparer: Comparer, policy: Policy, entity: Entity, spelling: Spelling, *, lenient: bool
) -> _Alignments:
    """How a spelling agrees with each form of an entity. Must not be changed."""
    forms, is_person = catalogue.forms.of(entity), entity.kind is Kind.PERSON
    if lenient:
        forms = compared(forms, entity, spelling)
    found: _Alignments = []
    for form in sorted(forms, key=partial(_distance, spelling)):
        alignments = comparer.alignments(spelling, form, lenient=lenient)
        if alignments:
            best = best_alignment([each for each in alignments if isinstance(each, Alignment) and not each.veto])
            if best is not None and best.exact:
                return [best]  # written so: no route can say more
            found += alignments
        if not is_person:
            official = compare_cores(spelling, form, comparer, policy.name)
            found += [official] if official is not None else []
    return found


def _distance(spelling: Spelling, form: KnownForm) -> int:
    """How soon a spelling is worth comparing with a form: 0 for the same text, 2 for another script."""
    other = form.spelling
    return 0 if other.text == spelling.text else 1 if other.script is spelling.script else 2


def _may_bear(entity: Entity, titles: tuple[Title, ...]) -> bool:
    """Whether an entity can have these titles: people any, others no more than their own country (日本順天堂大学)."""
    if entity.kind is Kind.PERSON:
        return True
    return all(title.kind == "country" and title.country == entity.country for title in titles)
