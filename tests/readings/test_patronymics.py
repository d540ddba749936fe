"""Patronymics, end to end: they may be left out or shortened, and a different one is never a match."""

from __future__ import annotations

import pytest

from exonym.resolver.model import Entity, Form, Gazetteer, Kind, Status
from exonym.resolver.policy import AMONG_KNOWN
from exonym.resolver.resolve import Resolver


def _resolver(*names: str) -> Resolver:
    entities = {name: Entity(id=name, kind=Kind.PERSON, name=name, forms=(Form(name, "", "name"),)) for name in names}
    return Resolver(Gazetteer(entities), AMONG_KNOWN)


WITH = "Юрий Михайлович Лужков"
WITHOUT = "Yury Luzhkov"


@pytest.mark.parametrize(
    "mention",
    [
        WITH,
        "Лужков Юрий Михайлович",
        "Юрию Михайловичу Лужкову",
        "Jurij Michajlovič Lužkov",
        "Юрий Лужков",
        "Ю. М. Лужков",
    ],
)
@pytest.mark.parametrize("name", [WITH, WITHOUT, "Юрий Лужков"])
def test_a_patronymic_may_be_left_out_or_shortened(mention: str, name: str) -> None:
    decision = _resolver(name, "Сергей Михайлович Собянин").resolve(mention)
    assert decision.status is not Status.NONE
    assert decision.candidates[0].id == name


@pytest.mark.parametrize(
    "mention", ["Юрий Петрович Лужков", "Jurij Petrovič Lužkov", "Юрию Петровичу Лужкову", "П. М. Лужков"]
)
def test_another_patronymic_or_initial_is_no_match(mention: str) -> None:
    assert _resolver(WITH, "Сергей Михайлович Собянин").resolve(mention).status is not Status.MATCH


@pytest.mark.parametrize("mention", ["Юрий Михайлович", "Yuri Mikhailovich", "Jurij Michajlovič", "Γιούρι Μιχαήλοβιτς"])
def test_given_name_and_patronymic_alone_are_how_many_are_addressed(mention: str) -> None:
    entity = Entity(
        id="x", kind=Kind.PERSON, name=WITH, forms=(Form(WITH, "", "name"), Form("Юрий Лужков", "", "name"))
    )
    resolver = Resolver(Gazetteer({"x": entity}), AMONG_KNOWN)
    alone, whole = (resolver.resolve(each) for each in (mention, f"{mention} {WITHOUT.split()[1]}"))
    assert alone.status is not Status.MATCH
    assert all(each.score <= 25 for each in alone.candidates)
    assert whole.candidates[0].score > 75


def test_namesakes_with_other_patronymics_are_told_apart() -> None:
    resolver = _resolver(WITH, "Юрий Петрович Лужков")
    assert resolver.resolve(WITH).id == WITH
    assert resolver.resolve("Юрий Лужков").status is not Status.MATCH


@pytest.mark.parametrize("name", [WITHOUT, "Юрий Лужков"])
@pytest.mark.parametrize("mention", [WITH, "Лужков Юрий Михайлович"])
def test_a_form_that_leaves_it_out_is_a_match_and_says_so(mention: str, name: str) -> None:
    decision = _resolver(name, "Сергей Собянин").resolve(mention)
    assert decision.id == name
    assert any(each.rule == "patronymic" for each in decision.candidates[0].evidence)
