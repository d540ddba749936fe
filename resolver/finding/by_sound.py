"""Names that only their sound connects: what the learned phonetics find, as assessments with their evidence.

The words of a name are judged one by one, and the worst decides; a word left over, another order, another patronymic
contradict. Where both sides are in the owner's own script nothing is heard: a name is spelt so, or it is another.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache, partial
from itertools import chain, islice

from msgspec import Struct
from msgspec.structs import replace

from ..decision import context
from ..decision.context import Situation
from ..decision.decide import Assessment, least_of_score, logit, outweighs
from ..mentions.name import Hypothesis, Spelling
from ..model import NO_HINTS, Evidence
from ..names.forms import KnownForm, audible
from ..phonetics.renderings import Found, most_likely, probability, rank
from ..phonetics.score import Alignment, Pairing, SoundComparer
from ..phonetics.spelt import spelt
from ..policy import Policy, SoundWeights
from ..readings.routes import bridges
from ..search.catalogue import Catalogue
from ..text.scripts import BY_CHARACTER
from .by_spoken_name import by_spoken_name
from .denial import Denial, Denied
from .hearing import Judgement, heard_evidence, judged, may_be_heard

_LIMIT = 10
_LAID_OUT = 4  # entities whose other forms are heard too
_ROUNDED = 1e-5  # of a closeness: more than what rounding takes away in the search
_KEPT = 256  # spellings of which it is kept who was heard


class SoundFinder(Struct, eq=False, dict=True):
    """Finds people, and organisations, whose names only sound like a mention. Owns a cache of whom it heard."""

    catalogue: Catalogue
    comparer: SoundComparer
    policy: Policy

    def assess(self, hypothesis: Hypothesis, situation: Situation, denied: Denied) -> Iterator[Assessment]:
        """Those whose names a spelling may be a rendering of, best first; `denied` are people that contradict."""
        for spelling in self._spoken(hypothesis):
            yield from self._people(spelling, situation, denied)
            if not hypothesis.titles:
                yield from self._organisation(spelling, situation)

    def may_reach(self, least: float, hypothesis: Hypothesis, situation: Situation) -> bool:
        """Whether anybody of whom a spelling may be a rendering may have a score of `least` or more.

        Most who are no more than alike are told so before any two names are laid side by side.
        """
        for spelling in self._spoken(hypothesis):
            if self._may_person_reach(least, spelling, situation):
                return True
            if not hypothesis.titles and self._may_be_spoken(spelling):
                return True
        return False

    def _spoken(self, hypothesis: Hypothesis) -> list[Spelling]:
        return [each for each in hypothesis.spellings if len(each.text) <= self.policy.longest_name]

    def _organisation(self, spelling: Spelling, situation: Situation) -> Iterator[Assessment]:
        return by_spoken_name(spelling, self.catalogue, self.comparer, self.policy, situation)

    def _people(self, spelling: Spelling, situation: Situation, denied: Denied) -> Iterator[Assessment]:
        """The best has the probability that was learned for it; others are as many nats behind as they rank lower."""
        found, policy = self._heard(spelling), self.policy
        if not found:
            return
        certain = probability([each for _, each in found])
        openness, prior = self._world
        best = logit(certain) + prior
        for place, (form, each) in enumerate(found):
            judgement = judged(spelling, form, each.alignment, least_closeness(spelling, form, policy.sound))
            weight = best - (found[0][1].rank - each.rank) - (policy.margin if place else 0.0)
            if judgement is Judgement.WHOLE:
                weight += policy.sound.every_word * openness
            elif judgement is Judgement.MORE:
                weight += policy.sound.more_words * openness
            heard = _Heard(spelling, form, each.alignment, judgement, weight, situation, policy)
            if judgement is Judgement.OTHER:
                denied.append(Denial(form.entity, heard.resembles, heard.assessed))
            else:
                yield heard.assessed()

    def _may_person_reach(self, least: float, spelling: Spelling, situation: Situation) -> bool:
        policy, name = self.policy, spelt(spelling.text)
        count, numbered = len(name.words), bool(name.numerals or name.maybe)
        most = most_likely(count, numbered=numbered)
        openness, prior = self._world
        needed = policy.nil - prior + least_of_score(least)
        needed -= context.most_of_titles(situation, policy.context)
        # who leaves words of the mention out matches fewer, or is not the best
        most_of_less = max(most_likely(count - 1, numbered=numbered), most - policy.margin)
        if most_of_less + policy.sound.more_words * openness >= needed:
            return True
        if most + policy.sound.every_word * openness < needed:
            return False
        return self._may_be_heard(spelling, most >= needed)

    @cached_property
    def _world(self) -> tuple[float, float]:
        """How open the world is, and what speaks for strangers in that of the fit."""
        return self.policy.openness, self.policy.fitted_nil

    @cached_property
    def _may_be_spoken(self) -> Callable[[Spelling], bool]:
        """Whether an organisation is called so, kept like `_heard`."""
        situation = Situation(NO_HINTS, (), self.catalogue.gazetteer.entities)
        asked = partial(_is_spoken_name, self.catalogue, self.comparer, self.policy, situation)
        return lru_cache(maxsize=_KEPT)(asked)

    @cached_property
    def _may_be_heard(self) -> Callable[[Spelling, bool], bool]:
        """`_may_be_rendered`, kept like `_heard`."""
        return lru_cache(maxsize=_KEPT)(partial(_may_be_rendered, self.catalogue, self.comparer))

    @cached_property
    def _heard(self) -> Callable[[Spelling], list[tuple[KnownForm, Found]]]:
        """`_by_entity`, kept for a while: a text says a name with a title and without, and beside another spelling."""
        return lru_cache(maxsize=_KEPT)(partial(_by_entity, self.catalogue, self.comparer))  # a cycle outlives its use


class _Heard(Struct, frozen=True):
    """A form that a spelling may be a rendering of, with what the sound of the two says."""

    spelling: Spelling
    form: KnownForm
    alignment: Alignment
    judgement: Judgement
    weight: float
    situation: Situation
    policy: Policy

    def resembles(self) -> bool:
        """Whether more speaks for the entity than against it."""
        weights = [match.weight for match in self.alignment.matches]
        weights.append(self.weight - math.fsum(weights))
        weights += [each.weight for each in (*self._titled, *self._document)]
        return outweighs(sum([weight > 0 for weight in weights]), len(weights))

    def assessed(self) -> Assessment:
        """The entity with all that speaks for and against it."""
        form, judgement = self.form, self.judgement
        said = (*_evidence(self.alignment, self.weight, judgement), *self._titled)
        alike = judgement in (Judgement.UNLIKE, Judgement.MORE) and _is_heard_alike(self.spelling, form)
        identifies, is_part = judgement is Judgement.WHOLE or alike, judgement is Judgement.PART
        return Assessment(form.entity, form.form.text, said, identifies, document=self._document, bare=is_part)

    @property
    def _titled(self) -> tuple[Evidence, ...]:
        return context.of_titles(self.form.entity, self.situation, self.policy.context)

    @property
    def _document(self) -> tuple[Evidence, ...]:
        return context.of_document(self.form.entity, self.situation, self.policy.context)


def _by_entity(catalogue: Catalogue, comparer: SoundComparer, spelling: Spelling) -> list[tuple[KnownForm, Found]]:
    """The best form of each entity that may be heard, best first. Must not be changed."""
    best: dict[str, tuple[KnownForm, Found]] = {}
    forms = catalogue.forms
    entities: dict[str, tuple[list[KnownForm], Found]] = {}
    for each in catalogue.phonetics.find(spelling.text, _LIMIT, comparer):
        form, own = forms.beside(each.form)
        owner = form.entity.id
        heard = audible(own, spelling.script)
        entities.setdefault(owner, (heard, each))
        if form in heard:
            known = best.get(owner)
            if known is None or each.rank > known[1].rank:
                best[owner] = form, each
    for owner, (heard, each) in islice(entities.items(), _LAID_OUT):
        for form in heard:
            known = best.get(owner)
            if known is not None and form is known[0]:
                continue
            alignment = comparer.compare(spelling.text, form.spelling.text)
            other = replace(each, alignment=alignment, rank=rank(alignment, 0.0, comparer.weights))
            if known is None or other.rank > known[1].rank:
                best[owner] = form, other
    return sorted(best.values(), key=lambda pair: (-pair[1].rank, pair[0].entity.id))


def _is_spoken_name(
    catalogue: Catalogue, comparer: SoundComparer, policy: Policy, situation: Situation, spelling: Spelling
) -> bool:
    return any(each.identifies for each in by_spoken_name(spelling, catalogue, comparer, policy, situation))


def _may_be_rendered(catalogue: Catalogue, comparer: SoundComparer, spelling: Spelling, unlike: bool) -> bool:
    """Whether the spelling is close to a form that `_by_entity` may lay it beside; `unlike`: or a name that is not."""
    forms, name = catalogue.forms, spelt(spelling.text)
    entities, paired = dict[str, list[KnownForm]](), dict[str, Pairing]()
    for number, pairing in catalogue.phonetics.near(name, _LIMIT, comparer.weights):
        form, own = forms.beside(number)
        if form.entity.id not in entities:
            entities[form.entity.id] = audible(own, spelling.script)
        if pairing is not None:
            paired[form.spelling.text] = pairing
    for form in chain.from_iterable(entities.values()):
        if _is_heard(comparer, spelling, form, paired.get(form.spelling.text), unlike):
            return True
    return False


def _is_heard(
    comparer: SoundComparer, spelling: Spelling, form: KnownForm, pairing: Pairing | None, unlike: bool
) -> bool:
    """The same of one form, of which may be known which words match: hardly any has to be laid beside the name."""
    least = least_closeness(spelling, form, comparer.weights) - _ROUNDED
    unlike = unlike and _is_heard_alike(spelling, form)
    if least > 1 and not unlike:
        return False
    name, text = spelt(spelling.text), form.spelling.text
    known = pairing or comparer.pairing(name, spelt(text))
    if known and not may_be_heard(spelling, form, known, 0.0 if unlike else least):
        return False
    judgement = judged(spelling, form, comparer.align(name, spelt(text)), least)
    return judgement is Judgement.WHOLE or (unlike and judgement is Judgement.UNLIKE)


def _is_heard_alike(spelling: Spelling, form: KnownForm) -> bool:
    """Whether it says something that every word of a spelling has a counterpart, though not each is close."""
    in_characters = spelling.script is form.spelling.script and spelling.script in BY_CHARACTER
    return not (form.lang or in_characters)


def least_closeness(spelling: Spelling, form: KnownForm, weights: SoundWeights) -> float:
    """How closely each word must sound; more than any can where nothing is to be heard between the two."""
    one, other = spelling.script, form.spelling.script
    if one is other and form.native:
        return math.inf
    if form.lang:
        return math.inf if bridges(one, other) or bridges(other, one) else weights.syllable
    if len(form.spelling.words) < 2 and not form.part:
        return weights.single
    return weights.same_script if one is other else weights.closeness


def _evidence(alignment: Alignment, weight: float, judgement: Judgement) -> tuple[Evidence, ...]:
    """Each pair of words that sound alike, and what brings their sum to the learned probability."""
    matches = heard_evidence(alignment)
    rest = weight - math.fsum([each.weight for each in matches])
    left = ", ".join((*alignment.left_one, *alignment.left_other))
    text = f"left over: {left}" if left else "every word has its counterpart"
    if judgement is not Judgement.OTHER:
        return (*matches, Evidence("sound-certainty", rest, text))
    text = "the words stand in another order, or a numeral or a father's name differs"
    if alignment.left_one and alignment.left_other:
        text = f"{', '.join(alignment.left_one)} is not {', '.join(alignment.left_other)}"
    elif alignment.left_one:
        text = f"{', '.join(alignment.left_one)} is not part of the name"
    return (*matches, Evidence("sound-certainty", rest, text, veto=True))
