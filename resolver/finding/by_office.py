"""An office and a date are a name too: who held the post that a title alone names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..dates import held
from ..decision import context
from ..decision.context import Situation
from ..decision.decide import Assessment
from ..model import Entity, Evidence, Kind, Term, Title
from ..policy import ContextWeights
from ..search.catalogue import Catalogue


def by_office(
    titles: Sequence[Title], situation: Situation, catalogue: Catalogue, weights: ContextWeights
) -> Iterator[Assessment]:
    """An assessment for each known holder of the office that the last title names.

    On a date, only those who held it then, or may have, as far as dates are known; without a date, all of them.
    """
    offices = [title for title in titles if title.kind == "office"]
    if not offices:
        return
    title = offices[-1]
    hints = situation.hints
    if title.key in context.GENERIC and not (title.country or hints.country or hints.context_countries):
        return  # "the minister", of whatever, wherever: names nobody
    for post in catalogue.posts:
        if context.fits(title, post) and _in_country(title, post, situation):
            for person, term in catalogue.holders.get(post.id, ()):
                for assessment in _assessment(person, post, term, title, situation, weights):
                    own = context.of_language(person, situation.language, weights)
                    yield replace(assessment, evidence=(*assessment.evidence, *own))


def _in_country(title: Title, post: Entity, situation: Situation) -> bool:
    """Whose office: the title's country, else the one asked for, else those the document speaks of, else any."""
    if title.country or not post.country:
        return True
    hints = situation.hints
    if hints.country:
        return post.country == hints.country
    return not hints.context_countries or post.country in hints.context_countries


def _assessment(
    person: Entity, post: Entity, term: Term, title: Title, situation: Situation, weights: ContextWeights
) -> Iterator[Assessment]:
    date = situation.hints.date
    then = held(term, date)
    if then is False or person.kind is not Kind.PERSON:
        return
    span = f"{term.start or '?'} to {term.end or 'now'}"
    if then:
        found = Evidence("office-holder", weights.office_holder, f"{title.text} on {date}: {post.name}, {span}")
    else:
        found = Evidence("office-holder", weights.office_sometime, f"{title.text}: {post.name}, {span}")
    evidence = [found]
    if any(form.text == title.text for form in post.forms):
        evidence += [Evidence("office-written", weights.office_written, f"{title.text}: so written in the gazetteer")]
    hinted = Situation(situation.hints, (), situation.posts)
    rest = [each for each in context.evidence(person, hinted, weights) if each.rule != "in-office"]
    yield Assessment(person, title.text, (*evidence, *rest), identifies=bool(then))
