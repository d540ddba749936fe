"""The parts of names that agree, in the letters in which they were written."""

from __future__ import annotations

import pytest

from exonym.api.web.marking import marked_mention, marked_name, pairs
from exonym.api.web.name_rows import name_rows, script_of
from exonym.resolver.model import Candidate, Entity, Evidence, Form, Kind


def evidence(mention: str, form: str, weight: float = 1.0, *, veto: bool = False) -> Evidence:
    return Evidence("r", weight, "", veto, {"mention": mention, "form": form})


def shown(segments: object) -> str:
    return "".join(f"[{each.text}]{each.pair.number}" if each.pair else each.text for each in segments)  # type: ignore[attr-defined]


def test_parts_are_numbered_and_stand_against_each_other() -> None:
    parts = pairs([evidence("吴", "Ngô"), evidence("春", "Xuân"), Evidence("country", 2.0, "vn")])
    assert shown(marked_mention("越南吴春历", parts)) == "越南[吴]1[春]2历"
    assert shown(marked_name("Ngô Xuân Lịch", parts)) == "[Ngô]1 [Xuân]2 Lịch"


@pytest.mark.parametrize(
    ("text", "part", "marked"),
    [
        ("NGO XUAN LICH", "Xuân", "NGO [XUAN]1 LICH"),
        ("Ｎｇｏ", "ngo", "[Ｎｇｏ]1"),
        ("Lân Lan", "Lan", "[Lân]1 Lan"),
        ("Vanga Van", "Van", "Vanga [Van]1"),
        ("Ngô\u0302", "ngo", "[Ngô\u0302]1"),
        ("吳春歷", "吴", "[吳]1春歷"),
        ("Straße", "strasse", "[Straße]1"),
        ("Ministry of Defence", "ministry of defence", "[Ministry of Defence]1"),
        ("Lịch", "Giang", "Lịch"),
        ("", "Giang", ""),
        ("\U0001f600 Lịch", "lich", "\U0001f600 [Lịch]1"),
    ],
)
def test_a_part_is_found_as_it_was_written(text: str, part: str, marked: str) -> None:
    assert shown(marked_mention(text, pairs([evidence(part, "x")]))) == marked


def test_nothing_is_lost_and_nothing_marked_twice() -> None:
    parts = pairs([evidence("An", "An"), evidence("An", "An"), evidence("Hoang An", "x")])
    segments = marked_mention("Hoang An An An", parts)
    assert "".join(each.text for each in segments) == "Hoang An An An"
    assert sorted(each.pair.number for each in segments if each.pair) == [1, 2, 3]


def test_what_contradicts_and_what_stands_alone_are_told_apart() -> None:
    parts = pairs([evidence("A", "A"), evidence("B", "C", -3.0, veto=True), evidence("D", "")])
    assert [each.how for each in parts] == ["agrees", "differs", "alone"]


def test_names_come_by_script_and_each_once() -> None:
    entity = Entity("a", Kind.PERSON, "Ngô", (Form("Ngô", "vi", "name"), Form("Ngo", "en")), "vn")
    labels = {"vi": "Ngô", "en": "Ngo", "ru": "Нго", "zh-Hans": "吴", "zh-Hant": "吳", "ja": "ゴ"}
    found = Candidate("a", "Ngô", Kind.PERSON, 0.0, "Ngô", "", (evidence("吴", "Ngô"),))
    rows = name_rows("吴", found, entity, labels)
    assert [(row.role, row.script) for row in rows] == [
        ("mention", "Hani"), ("matched", "Latn"), ("other", "Latn"), ("other", "Hani"), ("other", "Hani"),
        ("other", "Kana"), ("other", "Cyrl"),
    ]  # fmt: skip
    assert rows[1].languages == ("vi",)
    assert shown(rows[3].segments) == "[吴]1"


def test_few_names_of_a_script_are_shown() -> None:
    entity = Entity("a", Kind.PERSON, "A", tuple(Form(f"A{letter}") for letter in "bcdefg"))
    rows = name_rows("x", Candidate("a", "A", Kind.PERSON, 0.0, "", ""), entity, {})
    assert len(rows) == 4


@pytest.mark.parametrize(
    ("text", "script"), [("小泉しんじろう", "Kana"), ("小泉", "Hani"), ("Ngô 吴", "Latn"), ("", "Zyyy")]
)
def test_the_script_of_a_name(text: str, script: str) -> None:
    assert script_of(text) == script
