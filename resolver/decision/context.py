"""What is known besides the name: kind, country, the document's countries and date, titles, the role asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from ..dates import ended_before
from ..holding import holds, reservation
from ..model import Entity, EntityId, Evidence, Hints, Kind, Term, Title
from ..policy import ContextWeights
from ..text.units import split
from ..vocabulary import countries
from ..vocabulary.countries import GROUPS
from ..vocabulary.offices import lexicon
from .decide import Assessment

_KEPT = 256  # words for who serves somebody
_PAST = frozenset({"former", "late"})
GENERIC = {"minister": "minister-of-", "deputy-minister": "deputy-minister-of-"}
"""Titles that name a class of offices: `Bộ trưởng`, `minister`."""
_WIFE = "wife"
_REPORTER = "journalist"
_CALLINGS = frozenset({"professor", "doctor"})
"""Titles of many who hold no office, some of whom share a common name with somebody who does."""
_HEADS = frozenset({"president", "prime-minister", "chancellor", "monarch", "general-secretary"})
_SERVANTS = frozenset({"spokesperson", "special-adviser", "special-envoy", "private-secretary"})
"""Offices whose holders have others to serve them, and what these are called: プーチン大統領報道官 is not Putin."""


def _no_successor(_: EntityId) -> Entity | None:
    return None


class Situation(Struct, frozen=True):
    """Everything about the asking that is not the name.

    `posts` are the gazetteer's posts by id; `language` is the mention's, as asked or as its letters give it away;
    `successor` gives the agreement that replaced the one of an id, if one did.
    """

    hints: Hints
    titles: tuple[Title, ...]
    posts: Mapping[EntityId, Entity]
    language: str = ""
    successor: Callable[[EntityId], Entity | None] = _no_successor


def of_document(entity: Entity, situation: Situation, weights: ContextWeights) -> tuple[Evidence, ...]:
    """What the document and the asker know of an entity whatever it is called: kind, country, who was in office.

    It holds for strangers in the same document too, so that it may choose and contradict, but never vouch. What speaks
    for the entity is capped together at `weights.cap`.
    """
    hints = situation.hints
    if not (hints.kind or hints.country or hints.context_countries or hints.date):
        return ()
    found = [
        *_kind(entity, situation.hints, weights),
        *_country(entity, situation.hints, weights),
        *_in_office(entity, situation, weights),
        *_after_death(entity, situation, weights),
        *_superseded(entity, situation, weights),
    ]
    if not found:
        return ()
    total = sum(each.weight for each in found if each.weight > 0)
    scale = min(1.0, weights.cap / total) if total else 1.0
    return tuple(replace(each, weight=each.weight * scale) if each.weight > 0 else each for each in found)


def _kind(entity: Entity, hints: Hints, weights: ContextWeights) -> list[Evidence]:
    if not hints.kind:
        return []
    wanted = Kind.PERSON if hints.kind == Kind.POST else hints.kind
    if entity.kind == wanted:
        return [Evidence("kind", weights.kind, f"of kind {entity.kind}, as asked")]
    return [Evidence("kind", 0.0, f"is of kind {entity.kind}, but {wanted} was asked for", veto=True)]


def _country(entity: Entity, hints: Hints, weights: ContextWeights) -> list[Evidence]:
    if not (hints.country or hints.context_countries):
        return []
    own = {entity.country, *entity.parties} - {""}
    if not own or not (hints.country or own.issubset(hints.context_countries)):
        return []
    shown = ", ".join(sorted(country.upper() for country in own))
    if hints.country:
        if hints.country in own:
            return [Evidence("country", weights.country, f"country {shown}, as asked")]
        return [Evidence("country", 0.0, f"country {shown}, but {hints.country.upper()} was asked for", veto=True)]
    return [Evidence("context-country", weights.context_country, f"the document speaks of {shown}")]


def of_language(entity: Entity, language: str, weights: ContextWeights) -> list[Evidence]:
    """That a mention is written in the language of the entity's country; nothing where that is not known."""
    home = countries.home(language) & {entity.country, *entity.parties}
    if not home:
        return []
    shown = ", ".join(sorted(country.upper() for country in home))
    return [Evidence("language", weights.language, f"written in the language of {shown}")]


def assessed(
    entity: Entity, found: Sequence[Evidence], situation: Situation, weights: ContextWeights, *, identifies: bool = True
) -> Assessment:
    """What a mention's content says of an entity, with what is known besides, as an assessment.

    What an organisation or an agreement leaves unsaid, its country or its parties, the document may supply.
    """
    known = (*of_document(entity, situation, weights), *of_language(entity, situation.language, weights))
    return Assessment(entity, entity.name, (*found, *known), identifies)


def most(hints: Hints, language: str, weights: ContextWeights) -> Callable[[Entity], float]:
    """What gives the most nats that a document may add to what a content says of an organisation or an agreement."""
    always = sum(max(0.0, each) for each in (weights.died, weights.superseded))
    always += max(0.0, weights.kind) if hints.kind else 0.0
    always += max(0.0, weights.country) if hints.country else 0.0
    in_office, at_home = max(0.0, weights.in_office), max(0.0, weights.language)
    in_context = 0.0 if hints.country else max(0.0, weights.context_country)
    spoken_of, home = frozenset({*hints.context_countries, ""}), countries.home(language)

    def of(entity: Entity) -> float:
        country, parties = entity.country, entity.parties
        found = always + in_office if entity.posts else always
        if country in spoken_of and (country or any(parties)) and spoken_of.issuperset(parties):
            found += in_context
        if country in home or (parties and not home.isdisjoint(parties)):
            found += at_home
        return found

    return of


def of_titles(entity: Entity, situation: Situation, weights: ContextWeights) -> tuple[Evidence, ...]:
    """What the titles beside a name say of a person: the mention's own words, and the role asked for."""
    if not situation.titles:
        return ()
    offices = [title for title in situation.titles if title.kind == "office"]
    found = [_office(entity, title, situation, weights) for title in offices]
    named = {title.country for title in situation.titles if title.country}
    if entity.country and entity.country in named:
        text = f"the title is of {entity.country.upper()}"
        found.append(Evidence("title-country", weights.title_country, text))
    elif entity.country and named - GROUPS and not any(each.weight > 0 for each in found):
        shown = ", ".join(sorted(country.upper() for country in named))
        text = f"the title is of {shown}, the person of {entity.country.upper()}"
        found.append(Evidence("title-country", weights.title_elsewhere, text))
    found += [
        Evidence("rank", weights.rank_near, f"{title.text}: a military rank")
        for title in situation.titles
        if title.kind == "rank" and _military(entity, situation.posts)
    ]
    found += [
        Evidence("description", weights.description, f"({title.text}): nothing says that this is the person's calling")
        for title in situation.titles
        if title.kind == "description" or title.key == _REPORTER
    ]
    found += [
        Evidence("calling", weights.calling, f"{title.text}: many of other callings share a name with somebody known")
        for title in situation.titles
        if title.key in _CALLINGS
    ]
    found += [*_of_a_wife(situation.titles), *_of_a_servant(entity, offices, situation.posts)]
    return tuple(found)


def _of_a_wife(titles: Sequence[Title]) -> Iterator[Evidence]:
    """That the mention means the wife of whom it names: 習近平夫人, phu nhân Thủ tướng Phạm Minh Chính."""
    for title in titles:
        if title.key == _WIFE:
            yield Evidence("wife-of", 0.0, f"{title.text}: the wife of whoever is named", veto=True)


def _of_a_servant(entity: Entity, offices: Sequence[Title], posts: Mapping[EntityId, Entity]) -> Iterator[Evidence]:
    """That the mention means who serves the holder of an office: 大統領報道官 behind the name of the president."""
    servant = next((title for title in offices if title.key in _SERVANTS), None)
    if servant is None or _has_been(entity, servant, posts):
        return
    heads = [*(title for title in offices if title.key in _HEADS), *_heads_in(servant.text)]
    if head := next((title for title in heads if _has_been(entity, title, posts)), None):
        text = f"{servant.text}: who serves the {head.text}, an office that this person is known to have held"
        yield Evidence("serves", 0.0, text, veto=True)


@lru_cache(maxsize=_KEPT)
def _heads_in(servant: str) -> tuple[Title, ...]:
    """Whom a servant is called after: 大統領 in 大統領特使. Kept, since it is asked for each of many candidates."""
    units = split(servant)
    heads: list[Title] = []
    for end in range(1, len(units)):
        found = lexicon().longest(units[:end], 0)
        if found and found.end == end:
            keys = {sense.key for sense in found.values if sense.kind == "office"} & _HEADS
            heads += [Title("office", key, servant[: units[end - 1].end]) for key in sorted(keys)]
    return tuple(heads)


def _has_been(entity: Entity, title: Title, posts: Mapping[EntityId, Entity]) -> bool:
    return any(fits(title, posts.get(term.post)) for term in entity.posts)


def names_a_wife(titles: Sequence[Title]) -> bool:
    """Whether the titles mean the wife of whom they name: the First Lady holds no office."""
    return any(title.key == _WIFE for title in titles)


def most_of_titles(situation: Situation, weights: ContextWeights) -> float:
    """The most nats that `of_titles` may add to anybody's."""
    if not situation.titles:
        return 0.0
    office = max(0.0, weights.office_held, weights.office_once, weights.office_other)
    each = {"office": office, "rank": max(0.0, weights.rank_near), "description": max(0.0, weights.description)}
    named = any(title.country for title in situation.titles)
    beside = max(0.0, weights.title_country, weights.title_elsewhere) if named else 0.0
    return beside + sum(each.get(title.kind, 0.0) for title in situation.titles)


def _in_office(entity: Entity, situation: Situation, weights: ContextWeights) -> list[Evidence]:
    """That a person held a post on the document's date, where the mention names none."""
    date = situation.hints.date
    if not (date and entity.posts) or any(title.kind == "office" for title in situation.titles):
        return []
    posts = situation.posts
    current = next((term for term in entity.posts if holds(posts.get(term.post), term, date)), None)
    if current is None:
        return []
    return [Evidence("in-office", weights.in_office, f"was {_post_name(current, posts)} on {date}")]


def _after_death(entity: Entity, situation: Situation, weights: ContextWeights) -> list[Evidence]:
    """The dead hold no office: beside the title of one, a person of the same name who lives is likelier meant."""
    date = situation.hints.date
    if not (date and entity.died) or is_past(situation.titles):
        return []
    if not any(title.kind == "office" for title in situation.titles):
        return []
    if not ended_before(entity.died, date):
        return []
    return [Evidence("died", weights.died, f"died {entity.died}, before {date}, and an office is named")]


def _superseded(entity: Entity, situation: Situation, weights: ContextWeights) -> list[Evidence]:
    """Of two agreements of one name, the later is meant once it is signed: the Security Treaty of 1951, and of 1960."""
    date = situation.hints.date
    if entity.kind is not Kind.AGREEMENT or not date:
        return []
    newer = situation.successor(entity.id)
    if newer is None or not newer.signed or not ended_before(newer.signed, date):
        return []
    return [Evidence("superseded", weights.superseded, f"replaced in {newer.signed[:4]} by {newer.name}")]


def is_past(titles: Sequence[Title]) -> bool:
    """Whether the titles speak of somebody who no longer holds the office: former, late."""
    return any(title.kind == "honorific" and title.key in _PAST for title in titles)


def is_to_come(titles: Sequence[Title]) -> bool:
    """Whether the titles speak of somebody who does not hold the office yet: president-elect, designate."""
    return any(title.kind == "honorific" and title.key == "elect" for title in titles)


def _office(entity: Entity, title: Title, situation: Situation, weights: ContextWeights) -> Evidence:
    terms = [term for term in entity.posts if fits(title, situation.posts.get(term.post))]
    date = situation.hints.date
    answers = [(holds(situation.posts.get(term.post), term, date), term) for term in terms]
    for answer, term in answers:
        if answer:
            name = _post_name(term, situation.posts)
            return Evidence("office-held", weights.office_held, f"{title.text}: was {name} on {date}")
    if answers:
        term = answers[0][1]
        doubt = reservation(situation.posts.get(term.post), term, date)
        text = f"{title.text}: is known as {_post_name(term, situation.posts)}{doubt and '; '}{doubt}"
        return Evidence("office-once", weights.office_once, text)
    if entity.posts:
        return Evidence("office-other", weights.office_other, f"{title.text}: not known to have held this office")
    return Evidence("office-unknown", 0.0, f"{title.text}: no office of this person is known")


def fits(title: Title, post: Entity | None) -> bool:
    """Whether a title can name this post: the same office, or a class of offices, and no other country."""
    if post is None or (title.country and post.country and title.country != post.country):
        return False
    if title.key in GENERIC:
        return post.office.startswith(GENERIC[title.key])
    return bool(title.key) and title.key == (post.office or post.id)


def _post_name(term: Term, posts: Mapping[EntityId, Entity]) -> str:
    post = posts.get(term.post)
    return ("acting " if term.acting else "") + (post.name if post else term.post)


def _military(entity: Entity, posts: Mapping[EntityId, Entity]) -> bool:
    words = ("defence", "chief-of", "military", "commander")
    return any(word in posts[term.post].office for term in entity.posts if term.post in posts for word in words)
