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
from exonym.resolver.model import Decision, Evidence, Kind, Status

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


def test_findings_and_errors_say_how_to_mend() -> None:
    finding = Finding(Place("people/vn.yaml", 3, 1), "E101", "no name", "write one")
    assert finding_to_wire(finding)["line"] == 3
    assert error_to_wire(HintError("bad", remedy="Write it well.")) == {
        "error": {"code": "hint", "message": "bad", "remedy": "Write it well."}
    }
