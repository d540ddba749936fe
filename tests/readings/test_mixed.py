"""Names half in kana against the same names in characters."""

import pytest

from exonym.resolver.model import Entity, Form, Gazetteer, Kind, Status
from exonym.resolver.resolve import Resolver


def resolver_of(*names: str) -> Resolver:
    return Resolver(
        Gazetteer(
            {name: Entity(id=name, kind=Kind.PERSON, name=name, forms=(Form(name, "", "name"),)) for name in names}
        )
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [("宇多田ヒカル", "宇多田光"), ("松たか子", "松隆子"), ("高峰みどり", "高峰翠"), ("大川ミサヲ", "大川操")],
)
def test_kana_stand_for_characters_of_that_reading_either_way(one, other):
    for mention, name in ((one, other), (other, one)):
        decision = resolver_of(name).resolve(mention)
        assert decision.status is Status.MATCH, mention
        assert decision.candidates[0].id == name


@pytest.mark.parametrize(
    ("one", "other"), [("宇多田ヒカル", "宇多田順"), ("松たか子", "松隆夫"), ("高峰みどり", "高松翠"), ("みどり", "翠")]
)
def test_another_reading_or_another_character_is_another_name(one, other):
    for mention, name in ((one, other), (other, one)):
        assert resolver_of(name).resolve(mention).status is not Status.MATCH, mention


def test_the_kana_and_the_character_are_named():
    candidate = resolver_of("宇多田光").resolve("宇多田ヒカル").candidates[0]
    assert "ヒカル ~ 光" in " ".join(each.text for each in candidate.evidence)
