"""What is known besides the name: a document chooses and contradicts, a title speaks for its holder."""

from __future__ import annotations

import math

import pytest

from exonym.resolver.decision.context import Situation, fits, of_document, of_language, of_titles
from exonym.resolver.model import Entity, Form, Hints, Kind, Term, Title
from exonym.resolver.policy import ContextWeights

WEIGHTS = ContextWeights()
POST = Entity(
    "aq-keeper", Kind.POST, "Minister of Ice", (Form("Minister of Ice"),), country="aq", office="minister-of-ice"
)
JANE = Entity(
    "aq-doe", Kind.PERSON, "Jane Doe", (Form("Jane Doe"),), country="aq", died="2012",
    posts=(Term("aq-keeper", "2001", "2005"),),
)  # fmt: skip


def situation(*titles: Title, **hints: object) -> Situation:
    return Situation(Hints(**hints), titles, {POST.id: POST})  # type: ignore[arg-type]


def rules(found: tuple) -> dict[str, bool]:
    return {each.rule: each.veto for each in found}


def test_a_kind_or_country_that_is_asked_for_supports_or_vetoes():
    assert rules(of_document(JANE, situation(kind="person", country="aq"), WEIGHTS)) == {
        "kind": False,
        "country": False,
    }
    assert rules(of_document(JANE, situation(kind="organisation", country="vn"), WEIGHTS)) == {
        "kind": True,
        "country": True,
    }


def test_a_country_of_the_document_supports_and_never_rules_out():
    assert rules(of_document(JANE, situation(context_countries=("vn", "aq")), WEIGHTS)) == {"context-country": False}
    assert of_document(JANE, situation(context_countries=("vn",)), WEIGHTS) == ()


def test_what_a_document_supports_is_capped_together():
    asked = situation(kind="person", country="aq", date="2003")
    low = ContextWeights(cap=1.0)
    assert math.isclose(sum(each.weight for each in of_document(JANE, asked, low)), low.cap)


def test_an_office_speaks_most_for_who_held_it_on_the_date():
    title = Title("office", "minister-of-ice", "Minister of Ice")
    assert "office-held" in rules(of_titles(JANE, situation(title, date="2003"), WEIGHTS))
    assert "office-once" in rules(of_titles(JANE, situation(title), WEIGHTS))
    assert "office-other" in rules(of_titles(JANE, situation(Title("office", "monarch", "Queen")), WEIGHTS))


def test_the_dead_hold_no_office():
    title = Title("office", "minister-of-ice", "Minister of Ice")
    assert "died" in rules(of_document(JANE, situation(title, date="2013"), WEIGHTS))
    assert "died" not in rules(of_document(JANE, situation(title, date="2011"), WEIGHTS))


def test_a_title_of_another_country_speaks_against():
    (found,) = of_titles(JANE, situation(Title("country", "vn", "Vietnam", "vn")), WEIGHTS)
    assert (found.rule, found.weight) == ("title-country", WEIGHTS.title_elsewhere)


def test_the_language_of_a_mention_points_to_the_country_that_writes_so():
    vietnamese = Entity("vn-x", Kind.ORGANISATION, "X", (Form("X"),), country="vn")
    assert [each.rule for each in of_language(vietnamese, "vi", WEIGHTS)] == ["language"]
    assert of_language(JANE, "vi", WEIGHTS) == []


@pytest.mark.parametrize(
    ("title", "answer"),
    [
        (Title("office", "minister-of-ice", "Minister of Ice"), True),
        (Title("office", "minister-of-ice", "Minister of Ice of Vietnam", "vn"), False),
        (Title("office", "minister", "Minister"), True),  # a class of offices
        (Title("office", "monarch", "Queen"), False),
    ],
)
def test_a_title_names_posts_of_its_office_and_country(title: Title, answer: bool):
    assert fits(title, POST) is answer
    assert not fits(title, None)
