"""Posts by the forms that the gazetteer writes for them."""

from __future__ import annotations

import pytest

from exonym.resolver.model import Entity, Form, Gazetteer, Hints, Kind, Status, Term
from exonym.resolver.resolve import Resolver


def test_every_written_form_of_a_post_brings_its_holders(resolver: Resolver) -> None:
    entities = resolver.gazetteer.entities.values()
    posts = [entity for entity in entities if entity.kind is Kind.POST]
    assert len(posts) > 100
    for post in posts:
        people = {entity.id for entity in entities for term in entity.posts if term.post == post.id}
        for form in post.forms:
            found = {each.id for each in resolver.resolve(form.text, limit=100).candidates}
            assert people <= found, form.text


@pytest.mark.parametrize(
    ("mention", "date", "holder"),
    [
        ("POTUS", "2015-01-01", "us-obama-barack"),
        ("potus", "2015-01-01", ""),  # an acronym is one in capitals only
        ("POTUS Barack Obama", "", "us-obama-barack"),
        ("Suomen puolustusministeri", "2015-01-01", "fi-haglund-carl"),  # and not the ministry, a letter apart
        ("President of the Republic of China", "2015-01-01", "tw-ma-ying-jeou"),
        ("行政院院長林全", "", "tw-lin-chuan"),
        ("内閣総理大臣", "2015-01-01", "jp-abe-shinzo"),
        ("国务院总理", "2015-01-01", "cn-li-keqiang"),
    ],
)
def test_a_written_post_is_a_title(resolver: Resolver, mention: str, date: str, holder: str) -> None:
    decision = resolver.resolve(mention, Hints(date=date))
    assert decision.id == holder, decision.why


def test_a_form_that_other_countries_use_too_orders_and_does_not_decide(resolver: Resolver) -> None:
    decision = resolver.resolve("Minister of Foreign Affairs", Hints(date="2015-01-01"))
    assert decision.status is Status.AMBIGUOUS
    assert decision.candidates[0].id == "vn-pham-binh-minh"
    assert len({each.id[:2] for each in decision.candidates}) > 5


def test_what_explains_a_holder_is_what_resolves_to_it(resolver: Resolver) -> None:
    hints = Hints(date="2017-01-01", country="vn")
    decision = resolver.resolve("国防部长", hints)
    assert decision.id == "vn-ngo-xuan-lich"
    assert resolver.explain("国防部长", "vn-ngo-xuan-lich", hints) == decision.candidates[0]
    assert resolver.explain("国防部长", "vn-pham-binh-minh", hints).score == 0.0


def test_a_post_without_an_office_is_found_by_its_names() -> None:
    post = Entity("aq-keeper", Kind.POST, "Keeper of the Ice", (Form("Keeper of the Ice", "en"),), country="aq")
    person = Entity(
        "aq-doe-jane", Kind.PERSON, "Jane Doe", (Form("Jane Doe"),), country="aq", posts=(Term("aq-keeper", "2001"),)
    )
    small = Resolver(Gazetteer({each.id: each for each in (post, person)}))
    assert small.resolve("Keeper of the Ice", Hints(date="2005")).id == "aq-doe-jane"
    assert small.resolve("Doe, Keeper of the Ice", Hints(date="2005")).id == "aq-doe-jane"
    assert small.resolve("Keeper of the Ice", Hints(date="1999")).status is Status.NONE
