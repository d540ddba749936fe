"""What goes over the wire: rounding, nulls, and texts that JSON can carry."""

from __future__ import annotations

import json

from exonym.api.wire import (
    decision_to_wire,
    entity_to_wire,
    error_to_wire,
    evidence_to_wire,
    finding_to_wire,
    plain,
    well_formed,
)
from exonym.resolver.errors import Finding, HintError, Place
from exonym.resolver.model import DatedName, Decision, Entity, Evidence, Kind, Period, Status

from .conftest import LICH


def test_lone_surrogates_become_replacement_characters_and_pairs_their_character() -> None:
    assert well_formed("a\udcffb") == "a\ufffdb"
    assert well_formed("\ud83d\ude00") == "😀"
    assert well_formed("吴春历\x00") == "吴春历\x00"
    wire = decision_to_wire(Decision("\udcff", Status.NONE, "'\udcff' has no letters"))
    json.dumps(wire, ensure_ascii=False).encode()


def test_evidence_data_is_plain_json() -> None:
    evidence = Evidence("r", 1.23456, "t", data={"kinds": (Kind.PERSON,), "n": 1, "none": None, "deep": {"x": {"y"}}})
    wire = evidence_to_wire(evidence)
    assert wire == {
        "rule": "r",
        "weight": 1.23,
        "text": "t",
        "data": {"kinds": ["person"], "n": 1, "none": None, "deep": {"x": ["y"]}},
    }
    assert "veto" in evidence_to_wire(Evidence("r", 0.0, "t", veto=True))
    assert plain(object).startswith("<class")


def test_an_entity_says_what_is_known_with_the_words_of_the_gazetteer() -> None:
    wire = entity_to_wire(LICH)
    assert wire["posts"] == [
        {"post": "vn-minister-of-national-defence", "from": "2016-04", "to": "2021-04", "source": "vna"}
    ]
    assert wire["names"] == [{"text": "Ngô Xuân Lịch", "lang": "vi", "role": "name"}]
    assert "died" not in wire


def test_an_organisation_says_what_it_was_called_and_who_came_after_it() -> None:
    names = (DatedName("Department of War", "1789", "1947-09-18"),)
    wire = entity_to_wire(Entity("us-war", Kind.ORGANISATION, "War", (), dated_names=names), ["us-army"])
    assert wire["dated_names"] == [{"name": "Department of War", "from": "1789", "to": "1947-09-18"}]
    assert wire["replaced_by"] == ["us-army"]
    assert "replaced_by" not in entity_to_wire(LICH)


def test_an_agreement_says_when_it_was_suspended_and_when_it_ended() -> None:
    pact = Entity("a", Kind.AGREEMENT, "Pact", (), adopted="1997", suspended=(Period("2024-06-04"),), ended="2026")
    wire = entity_to_wire(pact)
    assert wire["suspended"] == [{"from": "2024-06-04", "to": None}]
    assert (wire["adopted"], wire["ended"]) == ("1997", "2026")


def test_findings_and_errors_say_how_to_mend() -> None:
    finding = Finding(Place("people/vn.yaml", 3, 1), "E101", "no name", "write one")
    assert finding_to_wire(finding)["line"] == 3
    assert error_to_wire(HintError("bad", remedy="Write it well.")) == {
        "error": {"code": "hint", "message": "bad", "remedy": "Write it well."}
    }
