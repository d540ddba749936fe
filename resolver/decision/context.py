"""What is known besides the name: kind, country, the document's countries and date, titles, the role asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..dates import held
from ..model import Entity, EntityId, Evidence, Hints, Kind, Term, Title
from ..policy import ContextWeights
from ..vocabulary import countries
from .decide import Assessment

GENERIC = {"minister": "minister-of-", "deputy-minister": "deputy-minister-of-"}
"""Titles that name a class of offices: `Bộ trưởng`, `minister`."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything about the asking that is not the name.

    `posts` are the gazetteer's posts by id; `language` is the mention's, as asked or as its letters give it away.
    """

    hints: Hints
    titles: tuple[Title, ...]
    posts: Mapping[EntityId, Entity]
    language: str = ""


def evidence(entity: Entity, situation: Situation, weights: ContextWeights) -> tuple[Evidence, ...]:
    """The context's evidence for an entity; what speaks for it is capped together at `weights.cap`."""
    found = [
        *_kind(entity, situation.hints, weights),
        *_country(entity, situation.hints, weights),
        *_titles(entity, situation, weights),
    ]
    total = sum(each.weight for each in found if each.weight > 0)
    if total <= weights.cap:
        return tuple(found)
    scale = weights.cap / total
    return tuple(
        Evidence(each.rule, each.weight * scale if each.weight > 0 else each.weight, each.text, each.veto, each.data)
        for each in found
    )


def _kind(entity: Entity, hints: Hints, weights: ContextWeights) -> list[Evidence]:
    if not hints.kind:
        return []
    wanted = Kind.PERSON if hints.kind == Kind.POST else hints.kind
    if entity.kind == wanted:
        return [Evidence("kind", weights.kind, f"of kind {entity.kind}, as asked")]
    return [Evidence("kind", 0.0, f"is of kind {entity.kind}, but {wanted} was asked for", veto=True)]


def _country(entity: Entity, hints: Hints, weights: ContextWeights) -> list[Evidence]:
    own = {entity.country, *entity.parties} - {""}
    if not own:
        return []
    shown = ", ".join(sorted(country.upper() for country in own))
    if hints.country:
        if hints.country in own:
            return [Evidence("country", weights.country, f"country {shown}, as asked")]
        return [Evidence("country", 0.0, f"country {shown}, but {hints.country.upper()} was asked for", veto=True)]
    if own <= set(hints.context_countries):
        return [Evidence("context-country", weights.context_country, f"the document speaks of {shown}")]
    return []


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
    """What a mention's content says of an entity, with what is known besides, as an assessment."""
    known = (*evidence(entity, situation, weights), *of_language(entity, situation.language, weights))
    return Assessment(entity, entity.name, (*found, *known), identifies)


def _titles(entity: Entity, situation: Situation, weights: ContextWeights) -> list[Evidence]:
    found: list[Evidence] = []
    offices = [title for title in situation.titles if title.kind == "office"]
    for title in offices:
        found.append(_office(entity, title, situation, weights))
    others = {title.country for title in situation.titles if title.country} - {"", entity.country}
    if others and entity.country and not any(each.weight > 0 for each in found):
        shown = ", ".join(sorted(country.upper() for country in others))
        if entity.country not in {title.country for title in situation.titles}:
            found.append(
                Evidence(
                    "title-country",
                    weights.title_elsewhere,
                    f"the title is of {shown}, the person of {entity.country.upper()}",
                )
            )
    elif any(title.country == entity.country for title in situation.titles if title.country):
        found.append(Evidence("title-country", weights.title_country, f"the title is of {entity.country.upper()}"))
    if not offices and situation.hints.date:
        current = [term for term in entity.posts if held(term, situation.hints.date)]
        if current:
            name = _post_name(current[0], situation.posts)
            found.append(Evidence("in-office", weights.in_office, f"was {name} on {situation.hints.date}"))
    found.extend(
        Evidence("rank", weights.rank_near, f"{title.text}: a military rank")
        for title in situation.titles
        if title.kind == "rank" and _military(entity, situation.posts)
    )
    return found


def _office(entity: Entity, title: Title, situation: Situation, weights: ContextWeights) -> Evidence:
    terms = [term for term in entity.posts if fits(title, situation.posts.get(term.post))]
    date = situation.hints.date
    answers = [(held(term, date), term) for term in terms]
    for answer, term in answers:
        if answer:
            name = _post_name(term, situation.posts)
            return Evidence("office-held", weights.office_held, f"{title.text}: was {name} on {date}")
    if answers:
        text = f"{title.text}: is known as {_post_name(answers[0][1], situation.posts)}"
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
    return post.name if post else term.post


def _military(entity: Entity, posts: Mapping[EntityId, Entity]) -> bool:
    words = ("defence", "chief-of", "military", "commander")
    return any(word in posts[term.post].office for term in entity.posts if term.post in posts for word in words)


def supports_part_of_a_name(found: Sequence[Evidence]) -> bool:
    """Whether the context makes a part of a name enough: the office named, or in office in the document's country."""
    rules = {each.rule for each in found if each.weight > 0}
    return bool(rules & {"office-held", "office-once"}) or {"in-office", "context-country"} <= rules or {
        "in-office", "country",
    } <= rules  # fmt: skip
