"""Short forms of given names stand for the long ones, with less certainty than a spelling does."""

import pytest

from exonym.resolver.model import Entity, Form, Gazetteer, Kind, Status
from exonym.resolver.phonetics.equivalents import renderings
from exonym.resolver.policy import AMONG_KNOWN, DEFAULT_POLICY
from exonym.resolver.resolve import Resolver
from exonym.resolver.text.scripts import Script


def resolver_of(*names: str) -> Resolver:
    return Resolver(
        Gazetteer(
            {name: Entity(id=name, kind=Kind.PERSON, name=name, forms=(Form(name, "", "name"),)) for name in names}
        ),
        AMONG_KNOWN,
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bob Hartwell", "Robert Hartwell"), ("Misha Voronkov", "Mikhail Voronkov"), ("Pepe Arizmendi", "José Arizmendi")],
)
def test_a_nickname_leads_to_the_name_either_way(one, other):
    for mention, name in ((one, other), (other, one)):
        candidates = resolver_of(name, "Sarah Winterbottom").resolve(mention).candidates
        assert candidates[0].id == name


@pytest.mark.parametrize(
    ("mention", "name"), [("Bob Hartwell", "Richard Hartwell"), ("Bill Hartwell", "Philip Hartwell")]
)
def test_a_nickname_of_another_name_is_no_match(mention, name):
    assert resolver_of(name).resolve(mention).status is not Status.MATCH


def test_a_spelling_of_the_name_weighs_more_than_a_nickname():
    weights = renderings(Script.LATIN, "william", "william", DEFAULT_POLICY.sound)
    assert weights["wilhelm"] > weights["bill"] > 0


def test_a_written_nickname_is_preferred_to_the_name_it_stands_for():
    candidates = resolver_of("Robert Hartwell", "Bob Hartwell").resolve("Bob Hartwell").candidates
    assert candidates[0].id == "Bob Hartwell"
