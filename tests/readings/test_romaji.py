"""One key for all conventions of romaji."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exonym.resolver.readings.japanese.romaji import key

SPELLINGS = [
    ("Shinjirō", "Shinjiro", "Shinjirou", "Shinjiroh", "Sinzirô", "SHINJIRO", "shin-jiro"),
    ("Ōta", "Ota", "Oota", "Ohta", "Ôta"),
    ("Ōno", "Ono", "Ohno", "Oono"),
    ("Jun'ichi", "Junichi", "Zyun'iti", "Jun-ichi", "Jyunichi"),
    ("Shimpei", "Shinpei", "Sinpei"),
    ("Hatchi", "Hacchi", "Hatti"),
    ("Yūki", "Yuki", "Yuuki", "Yuhki"),
    ("Honma", "Homma"),
    ("Fujio", "Huzio", "Hujio"),
    ("Tetsuya", "Tetuya"),
    ("Chūya", "Tyuya", "Chuuya"),
    ("Kazuo", "Kaduo", "Kadzuo"),
    ("Itō Akira", "Itoh Akira", "Itou Akira", "Ito Akira", "ItoAkira"),
    ("Inoue", "Inouye"),
    ("Niigata", "Nīgata"),
    ("Shinnosuke", "Shin'nosuke", "Shinosuke"),
    ("Ryōhei", "Ryohei", "Ryouhei"),
    ("Jō", "Jo\u0304", "Joh"),
]


@pytest.mark.parametrize("spellings", SPELLINGS, ids=lambda spellings: spellings[0])
def test_conventions_share_a_key(spellings: tuple[str, ...]) -> None:
    assert len({key(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Masaaki", "Masaki"),
        ("Kōji", "Kenji"),
        ("Sato", "Seto"),
        ("Kōhei", "Kōei"),
        ("Shin", "Sin'ya"),
        ("Chiba", "Shiba"),
        ("Hara", "Hata"),
        ("Takeo", "Takao"),
        ("Keiko", "Kiko"),
    ],
)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_known_keys() -> None:
    assert key("Koizumi Shinjirō") == "koizumishinjiro"
    assert key("Kyūichi") == "kyuichi"
    assert key("Onodera") == "onodera"


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzāōūâôû '-ABCHIMNOSTUZ", max_size=20))
def test_idempotent(text: str) -> None:
    once = key(text)
    assert key(once) == once
    assert once == "" or (once.isascii() and once.isalpha() and once.islower())


@given(st.text(max_size=12))
def test_any_text_gives_letters_only(text: str) -> None:
    assert set(key(text)) <= set("abcdefghijklmnopqrstuvwxyz")
