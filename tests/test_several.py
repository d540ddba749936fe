"""Several names in one mention: each has a decision of its own, and one name that looks like several stays one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exonym.resolver.hints import parse_hints
from exonym.resolver.model import Decision, Hints, Kind, Status
from exonym.resolver.resolve import Resolver

PATH = Path(__file__).parent / "golden" / "several.tsv"
MARKS = {Status.AMBIGUOUS: "?", Status.NONE: "-"}
PEOPLE = ("Shinzo Abe", "Xi Jinping", "Onodera Itsunori", "Ngô Xuân Lịch", "Сергей Шойгу", "문재인", "岸田文雄")
BETWEEN = (", ", "; ", " and ", " và ", " und ", " et ", " y ", " и ", " & ", " / ", "、", "\n")


def golden() -> list[dict[str, str]]:
    lines = [line for line in PATH.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def ask(resolver: Resolver, row: dict[str, str]) -> Decision:
    hints = parse_hints({field: row[field] for field in ("context_countries", "date")})
    return resolver.resolve(row["mention"], hints)


def marks(decision: Decision) -> str:
    """The parts as the golden file writes them."""
    return " ".join(part.decision.id or MARKS[part.decision.status] for part in decision.parts)


def test_there_are_enough_of_both_in_many_languages():
    several = [row for row in golden() if row["status"] == "several"]
    assert len(several) >= 60
    assert len(golden()) - len(several) >= 30
    assert len({row["lang"] for row in several}) >= 15


@pytest.mark.parametrize("row", golden(), ids=lambda row: row["mention"])
def test_what_is_several_is_seen_and_what_is_one_stays_one(resolver: Resolver, row: dict[str, str]):
    decision = ask(resolver, row)
    assert (decision.status is Status.SEVERAL) == (row["status"] == "several")
    if row["status"] == "match":
        assert decision.id == row["ids"]
        return
    assert not decision.id
    assert decision.status is not Status.MATCH
    assert marks(decision) == row["ids"]


def test_the_ids_of_the_parts_are_candidates_in_the_order_of_the_mention(resolver: Resolver):
    for row in golden():
        decision = ask(resolver, row)
        listed = [candidate.id for candidate in decision.candidates]
        matched = [part.decision.id for part in decision.parts if part.decision.id]
        assert [each for each in listed if each in matched] == matched, row["mention"]


def test_each_part_is_decided_as_if_it_stood_alone(resolver: Resolver):
    for row in golden():
        for part in ask(resolver, row).parts:
            alone = ask(resolver, {**row, "mention": part.decision.mention})
            assert (part.decision.status, part.decision.id) == (alone.status, alone.id), part.decision.mention
            assert 0 <= part.start < part.end <= len(row["mention"])


@settings(max_examples=40)
@given(st.permutations(PEOPLE).flatmap(lambda each: st.tuples(st.just(each[:3]), st.sampled_from(BETWEEN))))
def test_known_people_beside_one_another_are_several(resolver: Resolver, found: tuple[list[str], str]):
    names, between = found
    mention = between.join(names)
    decision = resolver.resolve(mention)
    assert decision.status is Status.SEVERAL
    assert [mention[part.start : part.end] for part in decision.parts] == names
    assert [part.decision for part in decision.parts] == [resolver.resolve(name) for name in names]


@pytest.mark.parametrize("noise", ["\u200b", "\u00ad", "\u202e", "\ufeff"])
def test_places_are_those_of_the_mention_as_given(resolver: Resolver, noise: str):
    mention = f"  Shin{noise}zo  Abe and Xi Jin{noise}ping {noise}"
    decision = resolver.resolve(mention)
    assert [mention[part.start : part.end] for part in decision.parts] == [f"Shin{noise}zo  Abe", f"Xi Jin{noise}ping"]


def test_composed_and_decomposed_letters_are_one_answer(resolver: Resolver):
    import unicodedata

    mention = "Ngô Xuân Lịch và Nguyễn Phú Trọng"
    one, other = (resolver.resolve(unicodedata.normalize(form, mention)) for form in ("NFC", "NFD"))
    assert marks(one) == marks(other) == "vn-ngo-xuan-lich vn-nguyen-phu-trong"


def test_a_kind_that_contradicts_is_obeyed_in_each_part(resolver: Resolver):
    decision = resolver.resolve("Shinzo Abe and Xi Jinping", Hints(kind=Kind.ORGANISATION))
    assert decision.status is not Status.MATCH
    assert not decision.id


def test_at_most_so_many_candidates_are_listed_as_asked(resolver: Resolver):
    decision = resolver.resolve("Shinzo Abe, Xi Jinping and Joe Biden", limit=2)
    assert [each.id for each in decision.candidates] == ["jp-abe-shinzo", "cn-xi-jinping"]
    assert len(decision.parts) == 3


def test_what_is_explained_of_a_part_is_what_decided_it(resolver: Resolver):
    mention = "Shinzo Abe and Xi Jinping"
    second = resolver.resolve(mention).parts[1].decision
    assert resolver.explain(mention, "cn-xi-jinping") == second.candidates[0]


def test_a_hundred_commas_are_answered(resolver: Resolver):
    assert resolver.resolve(", ".join(["Shinzo Abe"] * 60)).status is not Status.MATCH
    assert resolver.resolve("," * 900).status is Status.NONE
    assert resolver.resolve("A," * 400).status is not Status.SEVERAL
