"""A name may be written with its own father's name or without it, and not with another one."""

from __future__ import annotations

import pytest

from exonym.resolver.mentions.name import spell
from exonym.resolver.names.patronymic import may_be_one, without_patronymic


def test_a_patronymic_is_left_out_wherever_it_stands():
    for mention in ("Владимир Владимирович Путин", "Путин Владимир Владимирович"):
        shorter = without_patronymic(spell(mention))
        assert shorter is not None
        assert set(shorter[0].words) == {"Владимир", "Путин"}
        assert shorter[1] == "Владимирович"


def test_a_name_without_one_loses_nothing():
    assert without_patronymic(spell("Владимир Путин")) is None
    assert without_patronymic(spell("Vladimir Vladimirovich Putin")) is None  # letters of other scripts are heard


@pytest.mark.parametrize(
    ("word", "known", "answer"),
    [
        ("Walker", "Walker", True),
        ("W", "Walker", True),
        ("Herbert", "Walker", False),
        ("Владимировича", "Владимирович", True),  # a case of it
        ("Иванович", "Владимирович", False),
    ],
)
def test_a_middle_name_is_the_same_or_its_initial_or_a_case_of_it(word: str, known: str, answer: bool):
    assert may_be_one(word, known) is answer
