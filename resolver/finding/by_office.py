"""By an office: who held the post that a title names, alone (the Prime Minister of Japan) or with a part of the name.

A name of office says by its meaning who is meant; the part beside it must be the one by which people of that country
are addressed, and all holders of the office at that date are asked, not those whose names happen to be near.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache, partial
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct

from ..dates import ended_before, held
from ..decision import context
from ..decision.context import Situation
from ..decision.decide import Assessment
from ..holding import is_unkept, reservation, seats
from ..mentions.name import Hypothesis, Spelling
from ..model import Entity, Evidence, Hints, Kind, Term, Title
from ..names.compare import Comparer
from ..names.forms import audible
from ..names.reading import is_usual
from ..phonetics.score import SoundComparer
from ..policy import Policy
from ..readings.routes import all_bridges
from ..search.catalogue import Catalogue
from ..text.scripts import BY_CHARACTER
from ..vocabulary.countries import home, whole
from ..vocabulary.given_names import is_given_name
from .hearing import Judgement, heard_evidence, judged
from .parts import FoundPart, PartFinder

_KEPT = 32  # titles whose holders are kept
_PARTS = 2_048  # spellings beside them
_LONGEST_PART = 3
"""Words of a part of a name that stands beside an office."""
_NO_PARTS: Mapping[str, FoundPart] = MappingProxyType({})
_OF_MANY = frozenset(
    {
        "ambassador", "consul-general", "defence-attache", "member-of-parliament", "mayor", "provincial-governor",
        "provincial-party-secretary", "special-adviser", "special-envoy", "spokesperson",
    }
)  # fmt: skip
"""Offices that so many hold that a part of a name beside them tells nobody, if it is not known where or when."""
_HEARD = 7  # letters of a part that may be heard, where any office of that name is asked
_SINO_VIETNAMESE = "sino-vietnamese"
_SHORTEST_WHOLE = 2
"""Characters of a name that is heard as one word: one more than these."""


class Holding(Struct, frozen=True):
    """A person's term in a post that a title may name.

    `then` says whether it was held on the document's date, `doubt` in words why that is not certain.
    """

    person: Entity
    post: Entity
    term: Term
    title: Title
    then: bool | None
    doubt: str = ""


class _Held(NamedTuple):
    """The terms in some posts, and the ids of those who served them."""

    holdings: tuple[Holding, ...]
    people: tuple[str, ...]


class OfficeFinder(Struct, eq=False, dict=True):
    """Finds the holders of offices."""

    catalogue: Catalogue
    comparer: Comparer
    sounds: SoundComparer
    policy: Policy

    @cached_property
    def _parts(self) -> Callable[[tuple[str, ...], Spelling], Mapping[str, FoundPart]]:
        """Of some people the part of the name that a spelling is; kept, since titles are cut in several ways."""
        finder = PartFinder(self.catalogue, self.comparer, self.sounds, self.policy)
        return lru_cache(maxsize=_PARTS)(finder.find)

    @cached_property
    def _of_a_class(self) -> dict[str, tuple[Entity, ...]]:
        """The posts of each class of offices, by the title that names the class."""
        posts = self.catalogue.posts
        return {
            key: tuple([post for post in posts if post.office.startswith(offices)])
            for key, offices in context.GENERIC.items()
        }

    def assess(self, hypothesis: Hypothesis, situation: Situation) -> Iterator[Assessment]:
        """An assessment for each holder of the last office among the titles, whom the rest of the mention may name.

        On a date, only those who held it then, or may have, as far as dates are known; without a date, all of them.
        """
        # the role asked for counts as if it stood in the mention, where there is a name for it to stand beside
        titles = situation.titles if hypothesis.spellings else hypothesis.titles
        offices = [title for title in titles if title.kind == "office"]
        spelling = hypothesis.spellings[0] if len(hypothesis.spellings) == 1 else None
        if not offices or (hypothesis.spellings and spelling is None) or context.names_a_wife(titles):
            return
        title = offices[-1]
        holdings, people = self._holdings(title, situation.hints, context.is_past(situation.titles))
        if spelling is None:
            contested = {each.post.id for each in holdings if each.doubt}
            for holding in holdings:
                yield self._alone(holding, situation, contested=holding.post.id in contested)
            return
        short = len(spelling.words) <= _LONGEST_PART
        parts = self._parts(people, spelling) if short else _NO_PARTS
        for holding in holdings:
            found = parts.get(holding.person.id) or self._named(holding, spelling, situation)
            if found:
                yield self._with_part(holding, found, situation, hypothesis)

    @cached_property
    def _holdings(self) -> Callable[[Title, Hints, bool], _Held]:
        """`_held_by`, kept for a while: a document speaks of an office again and again."""
        return lru_cache(maxsize=_KEPT)(partial(_held_by, self.catalogue, self._of_a_class))

    def _alone(self, holding: Holding, situation: Situation, *, contested: bool) -> Assessment:
        weights, date = self.policy.context, situation.hints.date
        title, post, term = holding.title, holding.post, holding.term
        text = f"{post.name}, {'acting, ' if term.acting else ''}{term.start or '?'} to {term.end or 'now'}"
        if holding.then and not holding.doubt:
            said = [Evidence("office-holder", weights.office_holder, f"{title.text} on {date}: {text}")]
        else:
            doubt = f"; {holding.doubt}" if holding.doubt else ""
            said = [Evidence("office-holder", weights.office_sometime, f"{title.text}: {text}{doubt}")]
        if any(form.text == title.text for form in post.forms):
            said.append(
                Evidence("office-written", weights.office_written, f"{title.text}: so written in the gazetteer")
            )
        now = not context.is_past(situation.titles) and not context.is_to_come(situation.titles)
        told_apart = seats(post) == 1 and not contested and now
        return Assessment(
            holding.person, title.text, tuple(said), bool(holding.then) and told_apart, by_meaning=True,
            document=self._document(holding.person, situation),
        )  # fmt: skip

    def _with_part(
        self, holding: Holding, found: FoundPart, situation: Situation, hypothesis: Hypothesis
    ) -> Assessment:
        form, evidence = found
        said = (*evidence, *context.of_titles(holding.person, situation, self.policy.context))
        of_a_class = holding.title.key in context.GENERIC
        undated = not situation.hints.date and (not of_a_class or bool(holding.title.country))
        # there are some twenty ministers, of whom few are known: a common name may be another one's
        weights, rarest = self.policy.context, self._rarest(evidence)
        common = of_a_class and rarest < weights.part_beside_class
        if not _is_narrowed(holding, situation, hypothesis.languages):
            common = common or rarest < weights.part_beside_any or holding.title.key in _OF_MANY
            common = common or _is_far_fetched(holding.person, found, hypothesis.spellings[0], situation.language)
        doubtful = common or _may_be_a_name(holding.title, situation)
        return Assessment(
            holding.person, form.form.text, said,
            identifies=not doubtful and (holding.then is True or (holding.then is None and undated)),
            whole=False, by_meaning=True,
            document=self._document(holding.person, situation),
        )  # fmt: skip

    def _rarest(self, evidence: tuple[Evidence, ...]) -> float:
        return sum(each.weight for each in evidence if each.rule not in ("name-language", "inverted"))

    def _document(self, person: Entity, situation: Situation) -> tuple[Evidence, ...]:
        weights = self.policy.context
        known = context.of_document(person, situation, weights)
        return (*known, *context.of_language(person, situation.language, weights))

    def _named(self, holding: Holding, spelling: Spelling, situation: Situation) -> FoundPart | None:
        """The form of the holder's name that the spelling is as a whole, and the evidence; None where it is none."""
        hints = situation.hints
        somewhere = holding.title.country or hints.country or hints.context_countries
        return self._heard(holding.person, spelling) if holding.then and somewhere else None

    def _heard(self, person: Entity, spelling: Spelling) -> FoundPart | None:
        """The whole name as another language renders it: the office leaves few to choose from, so less must agree."""
        weights = self.policy.sound
        for form in audible(self.catalogue.forms.of(person), spelling.script):
            in_characters = form.spelling.script in BY_CHARACTER and len(form.spelling.text) > _SHORTEST_WHOLE
            single = len(form.spelling.words) < 2 and not in_characters
            if single or (form.native and form.spelling.script is spelling.script):
                continue
            alignment = self.sounds.compare(spelling.text, form.spelling.text)
            heard = [match.closeness for match in alignment.matches]
            if judged(spelling, form, alignment, weights.beside_office) is Judgement.WHOLE and (
                sum(heard) / len(heard) >= weights.beside_office_mean
            ):
                return form, heard_evidence(alignment)
        return None


def _is_narrowed(holding: Holding, situation: Situation, languages: frozenset[str]) -> bool:
    """Whether it is known whose office, or when: else very many have held it, of whom few are known.

    The language of the title tells it, too: 王外长 is China's, whose language has no other foreign minister.
    """
    hints = situation.hints
    said = holding.title.country or hints.country or hints.context_countries or hints.date
    return bool(said) or any(holding.person.country in home(each) for each in (situation.language, *languages))


def _is_far_fetched(person: Entity, found: FoundPart, spelling: Spelling, language: str) -> bool:
    """Whether a part only sounds like the person's, and is short or a country, or is read as names of other countries
    are, or in Vietnamese alone: Paris for פרס, России for Rossi, Thai for 蔡.
    """
    form, evidence = found
    rules = {each.rule for each in evidence}
    is_short = len("".join(form.spelling.words)) < _HEARD
    if "sound" in rules and (is_short or whole(spelling.text)):
        return True
    if _SINO_VIETNAMESE in rules and language != "vi":
        return True
    return not all(is_usual(bridge, person.country) for bridge in all_bridges() if bridge.code in rules)


def _may_be_a_name(title: Title, situation: Situation) -> bool:
    """Whether the only title may be a given name: Regina Ibrahim, Cesar Charles."""
    return len(situation.titles) == 1 and not situation.hints.language and is_given_name(title.text)


def _held_by(
    catalogue: Catalogue, classes: Mapping[str, tuple[Entity, ...]], title: Title, hints: Hints, past: bool
) -> _Held:
    """The terms in the posts that a title may name, of which it may speak: of a former holder, where it is `past`."""
    known = title.country or hints.country or hints.context_countries or hints.date
    if title.key in context.GENERIC and not known:
        return _Held((), ())  # "the minister", of whatever, wherever: names nobody
    found = []
    for post in classes.get(title.key) or catalogue.posts_of_office(title.key):
        if not (context.fits(title, post) and _in_country(title, post, hints)):
            continue
        for person, term in catalogue.holders.get(post.id, ()):
            then = _held(post, term, hints.date, past=past)
            if person.kind is Kind.PERSON and then is not False:
                doubt = "" if past else reservation(post, term, hints.date)
                found.append(Holding(person, post, term, title, then, doubt))
    return _Held(tuple(found), tuple(dict.fromkeys([each.person.id for each in found])))


def _held(post: Entity, term: Term, date: str, *, past: bool) -> bool | None:
    """Whether a term was held on a date: for a former holder, whether it had ended; None where it cannot be known."""
    if past:
        return (bool(term.end) and ended_before(term.end, date)) or None if date else None
    then = held(term, date)
    return None if then and is_unkept(post, term, date) else then


def _in_country(title: Title, post: Entity, hints: Hints) -> bool:
    """Whose office: the title's country, else the one asked for, else those the document speaks of, else any."""
    if title.country or not post.country:
        return True
    if hints.country:
        return post.country == hints.country
    return not hints.context_countries or post.country in hints.context_countries
