"""Candidates with their evidence in, one of three answers out."""

from __future__ import annotations

import pickle

import msgspec
import pytest

from exonym.resolver.decision.decide import Assessment, decide, is_match, score
from exonym.resolver.model import Entity, Evidence, Form, Kind, Status
from exonym.resolver.policy import DEFAULT_POLICY, Policy

ENOUGH = DEFAULT_POLICY.nil + 5.0
PERSON = Entity("a", Kind.PERSON, "a", (Form("a"),))


def assessed(name: str, said: float, *, veto: bool = False, **how: object) -> Assessment:
    kind = how.pop("kind", Kind.PERSON)
    entity = Entity(name, kind, name, (Form(name),))  # type: ignore[arg-type]
    reasons = (Evidence("word", said, f"{name} agrees"), Evidence("word", 0.0, "it is another", veto=veto))
    return Assessment(entity, name, reasons, **{"identifies": True, **how})  # type: ignore[arg-type]


def answer(*assessments: Assessment) -> tuple[Status, str]:
    decision = decide("x", assessments, DEFAULT_POLICY)
    return decision.status, decision.id


def test_enough_that_is_said_of_one_is_a_match():
    assert answer(assessed("a", ENOUGH)) == (Status.MATCH, "a")
    assert answer(assessed("a", DEFAULT_POLICY.nil)) == (Status.AMBIGUOUS, "")
    assert answer(assessed("a", 0.0)) == (Status.NONE, "")
    assert answer() == (Status.NONE, "")


def test_a_document_never_vouches():
    document = (Evidence("country", 50.0, "the document speaks of it"),)
    assert score(assessed("a", 8.0, document=document), DEFAULT_POLICY) == score(assessed("a", 8.0), DEFAULT_POLICY)
    assert answer(assessed("a", 8.0, document=document))[0] is not Status.MATCH


def test_a_document_chooses_between_two_of_one_name():
    document = (Evidence("country", DEFAULT_POLICY.margin, "the document speaks of it"),)
    assert answer(assessed("a", ENOUGH), assessed("b", ENOUGH)) == (Status.AMBIGUOUS, "")
    assert answer(assessed("a", ENOUGH), assessed("b", ENOUGH, document=document)) == (Status.MATCH, "b")


def test_a_lead_below_the_margin_decides_nothing():
    assert answer(assessed("a", ENOUGH), assessed("b", ENOUGH + DEFAULT_POLICY.margin - 0.1))[0] is Status.AMBIGUOUS


def test_a_veto_forbids_a_match_whatever_the_sum():
    vetoed = assessed("a", 100.0, veto=True)
    assert answer(vetoed) == (Status.NONE, "")
    assert score(vetoed, DEFAULT_POLICY) == DEFAULT_POLICY.veto_cap
    assert answer(vetoed, assessed("b", ENOUGH)) == (Status.MATCH, "b")


def test_a_part_of_a_name_has_at_most_its_cap_and_never_stands_above_a_whole_one():
    part = assessed("a", 100.0, identifies=False)
    assert score(part, DEFAULT_POLICY) == DEFAULT_POLICY.unidentified_cap
    assert not is_match(part, DEFAULT_POLICY)
    assert answer(part, assessed("b", ENOUGH)) == (Status.MATCH, "b")


def test_a_written_name_is_enough_for_all_but_people():
    written = assessed("a", 1.0, exact=True, kind=Kind.ORGANISATION)
    assert score(written, DEFAULT_POLICY) == 100.0
    assert score(assessed("a", 1.0, exact=True), DEFAULT_POLICY) < DEFAULT_POLICY.match_score


def test_the_prior_is_that_of_the_list_for_names_and_a_fixed_one_for_what_is_said_by_its_meaning():
    few, most = Policy(known_share=0.01), Policy(known_share=0.8)
    name, office = assessed("a", 9.0), assessed("a", 9.0, by_meaning=True)
    assert score(name, few) < score(name, most)
    assert score(office, few) == score(office, most)


@pytest.mark.parametrize("limit", [1, 3])
def test_a_limit_is_kept_and_ten_are_listed_without_one(limit: int):
    many = [assessed(f"e{number:02}", ENOUGH - 3 * number / 10) for number in range(15)]
    assert len(decide("x", many, DEFAULT_POLICY, limit).candidates) == limit
    assert len(decide("x", many, DEFAULT_POLICY).candidates) == DEFAULT_POLICY.listed


def test_as_many_more_are_listed_as_fit_equally_well():
    many = [assessed(f"e{number:02}", ENOUGH) for number in range(40)]
    assert len(decide("x", many, DEFAULT_POLICY).candidates) == DEFAULT_POLICY.listed_equals
    assert decide("x", many[:2], DEFAULT_POLICY).why.startswith("fits 2 entities")


def test_who_else_came_into_question_is_asked_only_where_nobody_can_be_listed():
    asked: list[bool] = []

    def everybody() -> list[Assessment]:
        asked.append(True)
        return [assessed("a", 8.0, veto=True, document=(Evidence("country", 1.0, "the document speaks of it"),))]

    assert decide("x", [assessed("b", ENOUGH)], DEFAULT_POLICY, None, everybody).id == "b"
    assert not asked
    assert decide("x", [], DEFAULT_POLICY, None, everybody).why.endswith("the nearest is a (a), but it is another")


def test_a_decision_is_data():
    reason = Evidence("word", ENOUGH, "a agrees", data={"mention": "a"})
    decision = decide("x", [assessed("a", 0.0), Assessment(PERSON, "a", (reason,), identifies=True)], DEFAULT_POLICY)
    assert pickle.loads(pickle.dumps(decision)) == decision  # noqa: S301 (our own)
    found = msgspec.json.decode(msgspec.json.encode(decision))
    assert found["status"] == "match"
    assert found["candidates"][0]["evidence"][0] == {
        "rule": "word", "weight": ENOUGH, "text": "a agrees", "veto": False, "data": {"mention": "a"},
    }  # fmt: skip
    assert msgspec.json.decode(msgspec.json.encode(Evidence("word", 0.0, "")))["data"] == {}
