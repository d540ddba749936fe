"""Kana names in Latin, Cyrillic and hangul."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from exonym.resolver.readings.japanese import kana, morae, romaji
from exonym.resolver.readings.japanese.writing import Writing
from exonym.resolver.tables import rows
from exonym.resolver.text.scripts import Script

from .walk import cost_of

NAMES = [
    ("しんじろう", "Shinjirō", "Синдзиро", "신지로"),
    ("ヨシト", "Yoshito", "Ёсито", "요시토"),
    ("じゅんいち", "Jun'ichi", "Дзюнъити", "준이치"),
    ("いっぺい", "Ippei", "Иппэй", "잇페이"),
    ("しんぺい", "Shinpei", "Симпэй", "신페이"),
    ("まっちゃ", "Matcha", "Маття", "맛차"),
    ("いのうえ", "Inoue", "Иноуэ", "이노우에"),
    ("おおうち", "Ōuchi", "Оути", "오우치"),
    ("ゆうこ", "Yūko", "Юко", "유코"),
    ("たなか", "Tanaka", "Танака", "다나카"),
    ("つつみ", "Tsutsumi", "Цуцуми", "쓰쓰미"),
    ("きょうこ", "Kyōko", "Кёко", "교코"),
    ("にいがた", "Niigata", "Ниигата", "니가타"),
    ("チェ", "Che", "Тэ", "체"),
]


@pytest.mark.parametrize(("name", "latin", "cyrillic", "hangul"), NAMES, ids=str)
def test_regular_spellings(name: str, latin: str, cyrillic: str, hangul: str) -> None:
    for writing, expected in ((kana.latin(), latin), (kana.cyrillic(), cyrillic), (kana.hangul(), hangul)):
        assert writing.options(name, True)[0].shown == expected
        assert cost_of(kana.lattice((name,), writing), writing.fold(expected)) is not None


@pytest.mark.parametrize("spelling", ["Oishi", "Ōishi", "Ohishi", "Ooishi"])
def test_oh_spellings_before_a_vowel(spelling: str) -> None:
    assert cost_of(kana.lattice(("おおいし",), kana.latin()), romaji.key(spelling)) is not None


@pytest.mark.parametrize("spelling", ["Синдзиро", "Шинджиро", "Синзиро", "Синдзиро\u0304", "Шиндзиро"])
def test_newspaper_cyrillic(spelling: str) -> None:
    assert cost_of(kana.lattice(("しんじろう",), kana.cyrillic()), kana.fold_cyrillic(spelling)) is not None


def test_habits_cost_more_than_the_standard() -> None:
    lattice = kana.lattice(("つつみ",), kana.hangul())
    regular, habit = (cost_of(lattice, kana.fold_hangul(text)) for text in ("쓰쓰미", "츠츠미"))
    assert regular is not None
    assert habit is not None
    assert regular < habit


def test_words_are_breaks_and_glued_names_can_be_cut() -> None:
    spaced = kana.lattice(("こいずみ", "しんじろう"), kana.latin())
    glued = kana.lattice(("こいずみしんじろう",), kana.latin())
    assert spaced is not None
    assert glued is not None
    assert spaced.breaks == {4}
    assert glued.breaks == frozenset()
    for lattice in (spaced, glued):
        assert cost_of(lattice, "koizumishinjiro") == 0.0
    # さとう + うた and さと + ううた are written alike when nothing separates them
    assert cost_of(kana.lattice(("さとううた",), kana.latin()), "satouta") is not None


def test_hiragana_and_katakana_are_one_class() -> None:
    assert kana.lattice(("ヨシト",), kana.latin()) == kana.lattice(("よしと",), kana.latin())
    assert kana.fold("よしと") == kana.fold("ヨシト") == "ヨシト"


@pytest.mark.parametrize(
    ("name", "other"),
    [("しんじろう", "Shintarō"), ("まさあき", "Masaki"), ("こうじ", "Koichi"), ("たなか", "Danaka")],
)
def test_other_names_have_no_path(name: str, other: str) -> None:
    assert cost_of(kana.lattice((name,), kana.latin()), romaji.key(other)) is None


def test_what_is_no_kana_has_no_reading() -> None:
    assert kana.lattice(("Abe",), kana.latin()) is None
    assert kana.lattice((), kana.latin()) is None


def test_every_mora_is_its_own_spelling() -> None:
    for mora, latin, *_ in rows("japanese_kana.tsv"):
        assert kana.morae(mora) == (mora,)
        assert romaji.key(latin)


PIECES = [
    "かとう",
    "こおり",
    "おおうち",
    "しんいち",
    "じゅん",
    "いっぺい",
    "ゆうき",
    "ういち",
    "おの",
    "あっ",
    "はーと",
]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3))
def test_the_whole_reading_is_a_path_of_its_lattice(names: list[str]) -> None:
    text = "".join(names)
    for writing in (kana.latin(), kana.cyrillic(), kana.hangul()):
        regular = writing.options(text, True)[0].text
        assert cost_of(kana.lattice((text,), writing), regular) is not None


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяё", max_size=14))
def test_folding_cyrillic_is_idempotent(text: str) -> None:
    once = kana.fold_cyrillic(text)
    assert kana.fold_cyrillic(once) == once


@pytest.mark.parametrize(
    ("latin", "cyrillic", "hangul"),
    [
        ("Shinichi", "Синъити", "신이치"),
        ("Koizumi", "Коидзуми", "고이즈미"),
        ("Shinzō", "Синдзо", "신조"),
        ("Miyaichi", "Мияити", "미야이치"),
    ],
)
def test_romaji_in_other_scripts(latin: str, cyrillic: str, hangul: str) -> None:
    assert cost_of(morae.lattice((latin,), kana.cyrillic()), kana.fold_cyrillic(cyrillic)) is not None
    assert cost_of(morae.lattice((latin,), kana.hangul()), kana.fold_hangul(hangul)) is not None


@pytest.mark.parametrize("name", ["Smith", "Xuân", "Lịch", ""])
def test_names_that_are_no_romaji_are_not_read(name: str) -> None:
    assert morae.lattice((name,), kana.cyrillic()) is None


def test_bridges_are_japanese() -> None:
    assert {bridge.source for bridge in kana.BRIDGES} == {Script.KATAKANA}
    for bridge in (*kana.BRIDGES, *morae.BRIDGES):
        name = ("Kato",) if bridge.source is Script.LATIN else ("かとう",)
        assert bridge.lattice(name) is not None
        assert bridge.countries == {"jp"}


@pytest.mark.parametrize("writing", [kana.latin(), kana.cyrillic(), kana.hangul()], ids=lambda each: each.script.name)
def test_sounds_that_are_known_to_stand_apart_spell_what_all_runs_do(writing: Writing) -> None:
    random = Random(8)  # noqa: S311
    marks, vowels = "ー" * 12 + "っ" * 6, "おうえいあ" * 4
    signs = [*map(chr, range(0x3041, 0x3097)), *map(chr, range(0x30A1, 0x30FB)), *marks, *vowels, "゛", "x"]
    for _ in range(1500):
        words = ("".join(random.choices(signs, k=random.randint(1, 9))), "".join(random.choices(signs, k=3)))
        assert kana.lattice(words, writing) == kana.lattice(words, replace(writing, apart=None)), words
