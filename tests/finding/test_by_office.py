"""An office names its holder alone where one holds it, and with the part of a name by which people are addressed."""

from __future__ import annotations

import pytest

from exonym.resolver.finding.by_office import seats
from exonym.resolver.model import Entity, Form, Gazetteer, Hints, Kind, Status, Term
from exonym.resolver.resolve import Resolver


def post(country: str, office: str = "minister-of-defence", **more: object) -> Entity:
    return Entity(f"{country}-{office}", Kind.POST, office, (), country=country, office=office, **more)  # type: ignore[arg-type]


def holder(name: str, held: Entity, start: str, end: str = "", *others: str) -> Entity:
    entity_id = name.casefold().replace(" ", "-")
    forms = tuple(map(Form, (name, *others)))
    return Entity(entity_id, Kind.PERSON, name, forms, country=held.country, posts=(Term(held.id, start, end),))


def ask(mention: str, *entities: Entity, **hints: str) -> tuple[Status, str]:
    decision = Resolver(Gazetteer({each.id: each for each in entities})).resolve(mention, Hints(**hints))
    return decision.status, decision.id


US, VN = post("us"), post("vn")
AUSTIN, ESPER = holder("Lloyd Austin", US, "2021", "2025"), holder("Mark Esper", US, "2019", "2020")
GIANG = holder("Phan Văn Giang", VN, "2021")


def test_an_office_alone_names_who_held_it_on_the_date():
    assert ask("US Secretary of Defense", US, AUSTIN, ESPER, date="2022") == (Status.MATCH, "lloyd-austin")
    assert ask("US Secretary of Defense", US, AUSTIN, ESPER)[0] is Status.AMBIGUOUS
    assert ask("US Secretary of Defense", US, AUSTIN, ESPER, date="2000")[0] is Status.NONE


def test_the_country_of_an_office_may_be_the_document_s():
    everybody = (US, VN, AUSTIN, GIANG)
    assert ask("Minister of Defence", *everybody, date="2022", country="vn") == (Status.MATCH, "phan-văn-giang")
    assert ask("Minister of Defence", *everybody, date="2022")[0] is Status.AMBIGUOUS


def test_beside_an_office_stands_the_part_by_which_people_of_the_country_are_addressed():
    everybody = (US, VN, AUSTIN, GIANG)
    assert ask("Secretary of Defense Austin", *everybody, date="2022") == (Status.MATCH, "lloyd-austin")
    assert ask("Secretary of Defense Lloyd", *everybody, date="2022")[0] is not Status.MATCH
    assert ask("Bộ trưởng Quốc phòng Giang", *everybody, date="2022") == (Status.MATCH, "phan-văn-giang")
    assert ask("Bộ trưởng Quốc phòng Phan", *everybody, date="2022")[0] is not Status.MATCH


def test_another_name_beside_an_office_names_nobody():
    assert ask("Secretary of Defense Hegseth", US, AUSTIN, date="2022")[0] is not Status.MATCH


def test_a_post_that_several_hold_names_nobody_alone():
    two = post("us", seats=2)
    assert ask("US Secretary of Defense", two, holder("Lloyd Austin", two, "2021"), date="2022")[0] is Status.AMBIGUOUS


def test_after_the_day_up_to_which_holders_were_kept_an_open_term_is_not_enough():
    kept = post("us", as_of="2023-06")
    austin = holder("Lloyd Austin", kept, "2021")
    assert ask("US Secretary of Defense", kept, austin, date="2023-05")[0] is Status.MATCH
    assert ask("US Secretary of Defense", kept, austin, date="2024")[0] is Status.AMBIGUOUS


@pytest.mark.parametrize(
    ("office", "known", "number"), [("monarch", 0, 1), ("deputy-minister", 0, 0), ("deputy-minister", 4, 4)]
)
def test_seats_are_one_unless_the_post_or_its_office_says_otherwise(office: str, known: int, number: int):
    assert seats(post("us", office, seats=known)) == number
