"""Phrases are found whatever their script, the same by whichever thread asks first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exonym.resolver.tables import rows
from exonym.resolver.text.phrases import Phrases
from exonym.resolver.text.units import letter, split

ENTRIES = [
    ("en", "ministry of defence", "defence"),
    ("en", "ministry of foreign affairs", "foreign"),
    ("en", "ministry", "ministry"),
    ("en", "ministry", "office"),
    ("de", "verteidigungs*", "defence"),
    ("de", "*konvention", "treaty"),
    ("vi", "bộ quốc phòng", "defence"),
    ("ru", "министерство", "ministry"),
    ("zh", "国防部", "defence"),
    ("en", "---", "nothing"),
]


def _read(phrases: Phrases[str], text: str) -> list[tuple[str, ...]]:
    return [found.values for found in phrases.scan(split(text))]


@pytest.mark.parametrize(
    ("text", "senses"),
    [
        ("the Ministry of Foreign Affairs", [("foreign",)]),
        ("Ministry of Sound", [("ministry", "office")]),  # both senses, as they were written
        ("Verteidigungsministerium", [("defence",)]),
        ("Seerechtskonvention", [("treaty",)]),
        ("Bo Quoc phong", [("defence",)]),
        ("министерству", [("ministry",)]),
        ("越南国防部", [("defence",)]),
        ("国 防部", []),  # torn
        ("---", []),
    ],
)
def test_longest_phrases_are_found_with_all_senses(text: str, senses: list[tuple[str, ...]]) -> None:
    assert _read(Phrases(ENTRIES), text) == senses


@pytest.mark.parametrize(
    ("lang", "word"),
    [
        ("sv", "Östersjön"),
        ("da", "Ærø"),
        ("vi", "đảng"),
        ("ru", "Ёлка"),
        ("el", "ἄρχων"),
        ("ko", "헌법"),
        ("zh", "國"),
        ("en", "5th"),
        ("ar", "أمير"),
    ],
)
def test_a_first_letter_is_found_however_it_is_folded(lang: str, word: str) -> None:
    for written in (word, word.upper(), word.lower(), word.replace("國", "国")):
        assert _read(Phrases([(lang, word, "known")]), written) == [("known",)]


def test_threads_that_ask_at_once_find_the_same() -> None:
    many = [("en", f"ministry of branch{number}", str(number)) for number in range(3000)]
    phrases, start = Phrases(many), Barrier(8)

    def ask(_: int) -> list[tuple[str, ...]]:
        start.wait()
        return _read(phrases, "ministry of branch2999")

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == [[("2999",)]] * 8


def test_whatever_is_folded_as_a_han_character_has_one_first_letter() -> None:
    assert len({letter(char) for row in rows("han_fold.tsv") for cell in row for char in cell}) == 1
    assert letter("一") not in {letter(char) for char in "あア한กDдΔا"}


SLOTTED = [
    ("en", "ministry of ~", "ministry"),
    ("en", "~ ministry", "ministry"),
    ("en", "~", "bare"),
    ("en", "ministry", "office"),
    ("sv", "~minist", "minister"),
    ("de", "verteidigungs*", "defence"),
    ("de", "verteidigung und rat", "council"),
    ("de", "*konvention", "treaty"),
    ("ar", "وزير", "minister"),
    ("ar", "وزير ~", "minister"),
    ("vi", "bộ ~", "ministry"),
    ("vi", "bộ", "set"),
    ("zh", "国防部", "defence"),
    ("zh", "国", "country"),
]
SLOTS = [("en", "defence", "d"), ("en", "foreign affairs", "f"), ("vi", "quốc phòng", "d"), ("ar", "الدفاع", "d")]
WORDS = [
    "ministry", "Ministry", "of", "defence", "foreign", "affairs", "minist", "Verteidigungsrat", "Verteidigung", "und",
    "Rat", "Seerechtskonvention", "وزير", "ووزير", "الدفاع", "Bộ", "bo", "Quốc", "phòng", "国", "防", "部", "国防部",
    "x",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6))
def test_a_word_that_nothing_follows_is_found_as_in_a_walk(words: list[str]) -> None:
    phrases = Phrases(SLOTTED, Phrases(SLOTS), "{}-{}".format)
    units = split(" ".join(words))
    for _ in range(2):  # the second time by what is kept of each word
        found = [phrases._longest(units, at) for at in range(len(units))]
        walked = [phrases._walked(units, at, phrases._word(unit)) for at, unit in enumerate(units)]
        assert found == walked
