"""Whether a mention names several: only so many of its pieces are looked up as it takes to know."""

from collections.abc import Collection
from functools import partial
from random import Random

import pytest

from exonym.resolver.decision.several import _are_names, _best, _Named, _names_one, divide
from exonym.resolver.finding.by_name import NameFinder
from exonym.resolver.mentions.name import Hypothesis, Name, parse
from exonym.resolver.mentions.piece import Piece
from exonym.resolver.mentions.several import divisions
from exonym.resolver.model import Candidate, Decision, Entity, Form, Gazetteer, Kind, Status
from exonym.resolver.policy import DEFAULT_POLICY
from exonym.resolver.resolve import Resolver

RANDOM = Random(0)  # noqa: S311 (examples)


def looked_up(
    text: str, status: Status = Status.NONE, unknown: Collection[str] = (), whole: Status = Status.NONE
) -> list[str]:
    """The pieces of a text that are looked up, where each of them means as much and some are told to be unknown."""
    asked: list[str] = []
    told = Decision(text, whole, "", (Candidate("whole", "", Kind.PERSON, 90.0, "", ""),), id="whole")

    def ask(name: str, _country: str) -> Decision:
        asked.append(name)
        return Decision(name, status, "", id=name)

    for division in divisions(text):
        divide(division, ask, lambda: told, DEFAULT_POLICY, lambda name, _country: name in unknown)
    return asked


def test_no_more_is_looked_up_where_one_of_two_between_a_comma_is_unknown():
    assert looked_up("Johnson, Mary Ann") == ["Johnson"]


def test_both_are_looked_up_where_the_first_is_known():
    assert looked_up("Johnson, Mary Ann", Status.MATCH)[:2] == ["Johnson", "Mary Ann"]


def test_what_must_be_known_is_not_looked_up_where_it_is_told_to_be_unknown():
    assert looked_up("Johnson, Mary Ann", unknown=["Johnson"]) == []
    assert looked_up("Johnson, Mary Ann", Status.MATCH, unknown=["Mary Ann"]) == []
    assert looked_up("Johnson and Mary Ann", unknown=["Johnson"])[0] == "Johnson"
    assert looked_up("Johnson, Mary Ann, Peter Lee", Status.MATCH, unknown=["Johnson"])[0] == "Johnson"
    assert looked_up("Johnson, Mary Ann, Peter Lee", Status.MATCH, unknown=["Johnson", "Peter Lee"]) == []


def test_all_are_to_match_where_the_whole_does():
    assert looked_up("Johnson, Mary Ann, Peter Lee", Status.MATCH, whole=Status.MATCH)[-1] == "Peter Lee"
    assert looked_up("Johnson, Mary Ann, Peter Lee", Status.AMBIGUOUS, whole=Status.MATCH) == ["Johnson"]
    assert looked_up("Johnson, Mary Ann, Peter Lee", Status.MATCH, ["Mary Ann"], Status.MATCH) == []
    assert "Peter Lee" in looked_up("Johnson and Peter Lee", Status.MATCH, ["Johnson"], Status.MATCH)


class Told(dict[str, Decision]):
    """What names mean, at random."""

    def __call__(self, name: str, _country: str = "") -> Decision:
        kind, score = RANDOM.choice([Kind.PERSON, Kind.PERSON, Kind.AGREEMENT]), RANDOM.choice([20.0, 90.0])
        one = Candidate(RANDOM.choice("xyz"), "", kind, score, RANDOM.choice([name, "another", "another"]), "")
        status = RANDOM.choice([Status.MATCH, Status.MATCH, Status.AMBIGUOUS, Status.NONE])
        return self.setdefault(name, Decision(name, status, "", (one,), id=one.id))

    def is_unknown(self, name: str, _country: str) -> bool:
        piece = Piece(0, 0, (name,))
        return not _Named(piece, self(name), DEFAULT_POLICY.known_score).is_known


@pytest.mark.parametrize(
    "text", ["Johnson, Mary Ann", "Johnson, Mary Ann, Peter Lee", "Johnson and Mary Ann", "President Johnson, Mary Ann"]
)
def test_what_is_not_looked_up_changes_no_division(text: str):
    divided = 0
    for _ in range(500):
        ask = Told()
        whole = ask("the whole")
        for division in divisions(text):
            named = tuple(_Named(each, _best(each, ask), DEFAULT_POLICY.known_score) for each in division.pieces)
            several = _are_names(named, division.joined) and not _names_one(named, division.joined, whole)
            found = divide(division, ask, partial(ask, "the whole"), DEFAULT_POLICY, ask.is_unknown)
            assert found == (named if several or division.certain else ()), ask
            divided += bool(found)
    assert divided > 20


def test_a_piece_that_is_no_name_ends_it():
    assert looked_up("כריס ובר") == ["כריס"]


def test_the_parts_of_what_is_written_so_are_not_looked_up(monkeypatch: pytest.MonkeyPatch):
    parsed: list[str] = []

    def counted(text: str) -> Name:
        parsed.append(text)
        return parse(text)

    monkeypatch.setattr("exonym.resolver.mentions.posts.parse", counted)
    name = "Mercer, Adeyemi and Lindqvist"
    gazetteer = Gazetteer({"x": Entity("x", Kind.ORGANISATION, name, (Form(name),))})
    assert Resolver(gazetteer).resolve(name).id == "x"
    assert parsed == [name]


@pytest.mark.parametrize(
    "mention",
    [
        "伊丽莎白·巴雷特",
        "吴春历·阮富仲",
        "吴春历·巴雷特",
        "历吴春·阮富仲",
        "吴春历、阮富仲",
        "巴雷特·春历吴",
        "万斯·阮富仲",
    ],
)
@pytest.mark.parametrize(
    "known",
    [
        ("Ngô Xuân Lịch", "Nguyễn Phú Trọng"),
        ("吴春历", "阮富仲"),
        ("ゴ・スアン・リック", "Nguyễn Phú Trọng"),
        ("J・D・バンス", "ประยุทธ์ จันทร์โอชา"),
    ],
)
def test_names_that_are_told_to_be_unknown_change_no_answer(
    monkeypatch: pytest.MonkeyPatch, mention: str, known: tuple[str, ...]
):
    people = (Entity(name, Kind.PERSON, name, (Form(name),)) for name in (*known, "Elizabeth Barrett Browning"))
    resolver = Resolver(Gazetteer({each.id: each for each in people}))
    found = resolver.resolve(mention)
    monkeypatch.setattr(Resolver, "_is_below", lambda *_, **__: False)
    assert found == resolver.resolve(mention)


def test_a_part_in_han_characters_that_no_route_reads_as_a_name_is_not_compared_in_part(
    monkeypatch: pytest.MonkeyPatch,
):
    compared: list[str] = []
    candidates = NameFinder.candidates

    def counted(self: NameFinder, hypothesis: Hypothesis, *, lenient: bool, derives: bool) -> list[Entity]:
        compared.extend(spelling.text for spelling in hypothesis.spellings if lenient)
        return candidates(self, hypothesis, lenient=lenient, derives=derives)

    monkeypatch.setattr(NameFinder, "candidates", counted)
    name = "Elizabeth Barrett Browning"
    Resolver(Gazetteer({"x": Entity("x", Kind.PERSON, name, (Form(name),))})).resolve("伊丽莎白·巴雷特·勃朗宁")
    assert "伊丽莎白" not in compared
