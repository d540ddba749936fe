"""Whom the sound of a name contradicts cannot be listed, and is told of only where more speaks for him than against."""

from __future__ import annotations

import random

from exonym.resolver.decision.context import Situation
from exonym.resolver.decision.decide import decide, outweighs
from exonym.resolver.finding.by_sound import SoundFinder
from exonym.resolver.finding.denial import Denied
from exonym.resolver.mentions.name import Hypothesis, spell
from exonym.resolver.model import Entity, Form, Gazetteer, Hints, Kind, Title
from exonym.resolver.phonetics.score import SoundComparer
from exonym.resolver.policy import DEFAULT_POLICY
from exonym.resolver.search.catalogue import build

GIVEN = ["Donald", "Joseph", "Angela", "Giuseppe", "Дмитрий", "Владимир", "若瑟", "アンゲラ", "Louis", "Abdul"]
FAMILY = ["Trump", "Biden", "Merkel", "Conte", "Медведев", "Путин", "朗", "メルケル", "XIV", "Aziz"]
SITUATIONS = (
    Situation(Hints(), (), {}),
    Situation(Hints(country="us", context_countries=("de", "ru")), (), {}),
    Situation(Hints(), (Title("head-of-government", "office", "Chancellor", country="de"),), {}),
)
RANDOM = random.Random(41)  # noqa: S311 (not for secrets)


def _name() -> str:
    return " ".join(
        (RANDOM.choice(GIVEN), *RANDOM.sample([*GIVEN, *FAMILY], RANDOM.randint(0, 1)), RANDOM.choice(FAMILY))
    )


def _slip(name: str) -> str:
    at = RANDOM.randrange(len(name))
    return name[:at] + RANDOM.choice("aeoux ") + name[at + RANDOM.randint(0, 1) :]


def test_who_is_denied_is_never_listed_and_says_whether_more_speaks_for_him():
    names = list(dict.fromkeys(_name() for _ in range(60)))
    countries = ("us", "de", "ru", "")
    people = [
        Entity(f"x-{number}", Kind.PERSON, name, (Form(name),), country=countries[number % 4])
        for number, name in enumerate(names)
    ]
    catalogue, sounds = build(Gazetteer({each.id: each for each in people})), SoundComparer(DEFAULT_POLICY.sound)
    asked = told = 0
    for mention in (*names, *map(_slip, names), *(_name() for _ in range(200))):
        for situation in SITUATIONS:
            denied: Denied = []
            found = list(
                SoundFinder(catalogue, sounds, DEFAULT_POLICY).assess(Hypothesis((spell(mention),)), situation, denied)
            )
            assert not any("sound-certainty" in [each.rule for each in one.said if each.veto] for one in found)
            for each in denied:
                assessed = each.assessed()
                assert assessed is not None
                assert assessed.entity is each.entity
                assert assessed.veto
                assert not decide(mention, [assessed], DEFAULT_POLICY).candidates
                weights = [item.weight for item in assessed.evidence]
                assert each.resembles() == outweighs(sum(weight > 0 for weight in weights), len(weights))
                told += each.resembles()
            asked += len(denied)
    assert min(asked, told) > 500  # else nothing was tried
