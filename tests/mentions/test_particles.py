"""Particles are no part of a title; of a name they may be."""

import pytest

from exonym.resolver.mentions.particles import without_particle


@pytest.mark.parametrize(
    ("text", "bare", "sure"),
    [
        ("조태열 장관은", "조태열 장관", True),
        ("王毅外相は", "王毅外相", True),
        ("小泉進次郎が", "小泉進次郎", False),
        ("문재인은", "문재인", False),
        ("トランプへの", "トランプ", False),
    ],
)
def test_a_particle_is_left_out(text: str, bare: str, sure: bool) -> None:
    assert without_particle(text) == (bare, sure)


@pytest.mark.parametrize("text", ["이재은", "さくら", "王毅", "Xi Jinping", "は", "高市さの"])
def test_what_is_no_particle_stays(text: str) -> None:
    assert without_particle(text) is None
