"""Whether a mention names several: only so many of its pieces are looked up as it takes to know."""

import pytest

from exonym.resolver.decision.several import divide
from exonym.resolver.mentions.name import Name, parse
from exonym.resolver.mentions.several import divisions
from exonym.resolver.model import Decision, Entity, Form, Gazetteer, Kind, Status
from exonym.resolver.policy import DEFAULT_POLICY
from exonym.resolver.resolve import Resolver


def looked_up(text: str, status: Status = Status.NONE) -> list[str]:
    """The pieces of a text that are looked up, where each of them means as much."""
    asked: list[str] = []

    def ask(name: str, _country: str) -> Decision:
        asked.append(name)
        return Decision(name, status, "", id=name)

    for division in divisions(text):
        divide(division, ask, lambda: ask(text, ""), DEFAULT_POLICY)
    return asked


def test_no_more_is_looked_up_where_one_of_two_between_a_comma_is_unknown():
    assert looked_up("Johnson, Mary Ann") == ["Johnson"]


def test_both_are_looked_up_where_the_first_is_known():
    assert looked_up("Johnson, Mary Ann", Status.MATCH)[:2] == ["Johnson", "Mary Ann"]


def test_a_piece_that_is_no_name_ends_it():
    assert looked_up("כריס ובר") == ["כריס"]


def test_the_parts_of_what_is_written_so_are_not_looked_up(monkeypatch: pytest.MonkeyPatch):
    parsed: list[str] = []

    def counted(text: str) -> Name:
        parsed.append(text)
        return parse(text)

    monkeypatch.setattr("exonym.resolver.resolve.parse", counted)
    name = "Mercer, Adeyemi and Lindqvist"
    gazetteer = Gazetteer({"x": Entity("x", Kind.ORGANISATION, name, (Form(name),))})
    assert Resolver(gazetteer).resolve(name).id == "x"
    assert parsed == [name]
