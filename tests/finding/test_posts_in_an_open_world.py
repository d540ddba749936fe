"""Posts of which not everything is known: several holders, an `as_of`, acting and suspended holders, gaps."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from exonym.resolver.model import Decision, Entity, Form, Gazetteer, Hints, Kind, Period, Status, Term
from exonym.resolver.resolve import Resolver


def _post(**facts: object) -> Entity:
    known = Entity("tt-premier", Kind.POST, "Premier", (), country="no", office="prime-minister")
    return replace(known, **facts)  # type: ignore[arg-type]


def _person(entity_id: str, name: str, *terms: Term) -> Entity:
    return Entity(entity_id, Kind.PERSON, name, (Form(name, "", "name"),), country="no", posts=terms)


def _ask(mention: str, date: str, post: Entity, *people: Entity) -> Decision:
    gazetteer = Gazetteer({each.id: each for each in sorted((post, *people), key=lambda each: each.id)})
    return Resolver(gazetteer).resolve(mention, Hints(date=date))


AASEN = _person("no-aasen", "Torvald Aasenbakk", Term("tt-premier", "2012-03-01", "2019-05-01"))
BERG = _person("no-berg", "Ragnfrid Bergslien", Term("tt-premier", "2019-05-01"))
ALONE = "Prime Minister of Norway"


def test_the_holder_at_that_date_is_the_answer() -> None:
    assert _ask(ALONE, "2015-06", _post(), AASEN, BERG).id == "no-aasen"
    assert _ask(ALONE, "2021-06", _post(), AASEN, BERG).id == "no-berg"


@pytest.mark.parametrize(("date", "found"), [("2021-06", "no-berg"), ("2024-11", "no-berg"), ("2025-02", "")])
def test_after_the_day_up_to_which_holders_were_kept_the_office_alone_is_open(date: str, found: str) -> None:
    decision = _ask(ALONE, date, _post(as_of="2024-11"), AASEN, BERG)
    assert decision.id == found
    if not found:
        assert decision.status is Status.AMBIGUOUS
        assert "holders are known up to 2024-11 only" in decision.why


def test_a_part_of_a_name_beside_the_office_is_open_then_too() -> None:
    mention = "Norwegian Prime Minister Bergslien"
    assert _ask(mention, "2023-02", _post(as_of="2024"), AASEN, BERG).id == "no-berg"
    decision = _ask(mention, "2025-02", _post(as_of="2024"), AASEN, BERG)
    assert decision.status is Status.AMBIGUOUS
    assert "holders are known up to 2024 only" in decision.why


def test_a_full_name_is_the_person_and_the_office_claims_no_more_than_is_known() -> None:
    decision = _ask("Norwegian Prime Minister Ragnfrid Bergslien", "2025-02", _post(as_of="2024"), AASEN, BERG)
    assert decision.id == "no-berg"
    rules = {each.rule: each.text for each in decision.candidates[0].evidence}
    assert "office-held" not in rules
    assert "is known as Premier; holders are known up to 2024 only" in rules["office-once"]


def test_a_term_that_has_ended_needs_no_later_look() -> None:
    assert _ask(ALONE, "2015-06", _post(as_of="2014"), AASEN).id == "no-aasen"


def test_a_gap_between_two_holders_names_neither() -> None:
    later = _person("no-berg", "Ragnfrid Bergslien", Term("tt-premier", "2020-01-01"))
    assert _ask(ALONE, "2019-08", _post(), AASEN, later).status is Status.NONE


@pytest.mark.parametrize(("office", "seats", "found"), [
    ("prime-minister", 0, "no-berg"),
    ("prime-minister", 2, ""),
    ("deputy-prime-minister", 0, ""),
    ("deputy-prime-minister", 3, ""),
    ("deputy-prime-minister", 1, "no-berg"),
])  # fmt: skip
def test_the_office_alone_names_somebody_only_where_one_holds_it(office: str, seats: int, found: str) -> None:
    mention = ALONE if office == "prime-minister" else f"Deputy {ALONE}"
    decision = _ask(mention, "2021-06", _post(office=office, seats=seats), AASEN, BERG)
    assert decision.id == found
    assert decision.candidates[0].id == "no-berg"


def test_an_acting_holder_is_one_and_is_said_to_be_acting() -> None:
    acting = _person("no-dahl", "Sigbjørn Dahlberget", Term("tt-premier", "2019-05-01", "2019-11-01", acting=True))
    decision = _ask(ALONE, "2019-08", _post(), AASEN, acting)
    assert decision.id == "no-dahl"
    assert "acting" in decision.why


SUSPENDED = Term("tt-premier", "2019-05-01", suspended=(Period("2022-07-01", "2022-09-01"),))


@pytest.mark.parametrize(("date", "status"), [("2022-06", Status.MATCH), ("2022-08", Status.AMBIGUOUS),
                                              ("2022-10", Status.MATCH)])  # fmt: skip
def test_while_the_holder_is_suspended_the_office_alone_is_open(date: str, status: Status) -> None:
    suspended = _person("no-berg", "Ragnfrid Bergslien", SUSPENDED)
    acting = _person("no-dahl", "Sigbjørn Dahlberget", Term("tt-premier", "2022-07-01", "2022-09-01", acting=True))
    decision = _ask(ALONE, date, _post(), suspended, acting)
    assert decision.status is status
    if status is Status.AMBIGUOUS:
        assert {each.id for each in decision.candidates} == {"no-berg", "no-dahl"}
        assert any("suspended from 2022-07-01 to 2022-09-01" in each.why for each in decision.candidates)


def test_a_suspended_holder_is_still_named_by_the_name() -> None:
    suspended = _person("no-berg", "Ragnfrid Bergslien", SUSPENDED)
    assert _ask("Norwegian Prime Minister Bergslien", "2022-08", _post(), suspended, AASEN).id == "no-berg"
