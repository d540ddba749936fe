"""Sound connects names across scripts; between two names in their owner's own script nothing is heard."""

from __future__ import annotations

import math

from exonym.resolver.decision.context import Situation
from exonym.resolver.decision.decide import is_match
from exonym.resolver.finding.by_sound import SoundFinder, least_closeness
from exonym.resolver.mentions.name import Hypothesis, spell
from exonym.resolver.model import NO_HINTS, Entity, Form, Gazetteer, Kind
from exonym.resolver.phonetics.score import SoundComparer
from exonym.resolver.policy import DEFAULT_POLICY
from exonym.resolver.search.catalogue import build

BIDEN = Entity("us-biden", Kind.PERSON, "Joe Biden", (Form("Joe Biden"),), country="us")
TRUMP = Entity("us-trump", Kind.PERSON, "Donald Trump", (Form("Donald Trump"),), country="us")
CATALOGUE = build(Gazetteer({each.id: each for each in (BIDEN, TRUMP)}))
NOTHING_ELSE = Situation(NO_HINTS, (), {})
SOUNDS = SoundComparer(DEFAULT_POLICY.sound)


def heard(mention: str) -> dict[str, bool]:
    found = SoundFinder(CATALOGUE, SOUNDS, DEFAULT_POLICY).assess(Hypothesis((spell(mention),)), NOTHING_ELSE, [])
    return {each.entity.id: is_match(each, DEFAULT_POLICY) for each in found}


def test_a_name_in_another_script_is_heard():
    assert heard("Джо Байден")["us-biden"]


def test_one_word_that_agrees_does_not_carry_another_that_does_not():
    assert not any(heard("Джо Трамп").values())
    assert not any(heard("Дональд Байден").values())


def test_a_part_of_a_name_identifies_nobody():
    assert not any(heard("Байден").values())


def test_in_the_owner_s_own_script_a_name_is_spelt_so_or_it_is_another():
    (form,) = CATALOGUE.forms.of(BIDEN)
    assert least_closeness(spell("Joe Bidden"), form, DEFAULT_POLICY.sound) == math.inf
    assert least_closeness(spell("Джо Байден"), form, DEFAULT_POLICY.sound) < 1
    assert not any(heard("Jo Byden").values())
