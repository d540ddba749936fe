"""Phrases that stand for one word of a name: titles, bynames and ordinals, checked against what was learned."""

from __future__ import annotations

import re
from unicodedata import is_normalized

import pytest

from exonym.resolver.phonetics import segments
from exonym.resolver.phonetics.score import SoundComparer
from exonym.resolver.phonetics.segments import words
from exonym.resolver.phonetics.spelt import spelt
from exonym.resolver.policy import DEFAULT_POLICY
from exonym.resolver.tables import rows

compare = SoundComparer(DEFAULT_POLICY.sound).compare


def test_phrases_are_clean_distinct_and_stand_for_plain_words() -> None:
    known = [phrase.casefold() for _, phrase, _ in rows("phonetic/phrases.tsv")]
    assert len(known) == len(set(known)) > 200
    for _, phrase, english in rows("phonetic/phrases.tsv"):
        assert is_normalized("NFC", phrase), phrase
        assert phrase == phrase.strip() != "", phrase
        assert english.isascii(), phrase
        assert english.isdecimal() or english.replace(" ", "").isalpha(), phrase


def test_ordinals_agree_with_those_that_were_learned() -> None:
    learned: dict[str, set[str]] = {}
    for _, word, latin, *_ in rows("phonetic/words.tsv"):
        if latin.startswith("#"):
            learned.setdefault(word, set()).add(latin[1:])
    both = 0
    for _, phrase, number in rows("phonetic/phrases.tsv"):
        if number.isdecimal() and phrase in learned:
            both += 1
            assert number in learned[phrase], phrase
    assert both > 30, "most of the common ones were learned"


@pytest.mark.parametrize(
    ("name", "numeral"),
    [("البابا بيوس التاسع", 9), ("پل ششم", 6), ("תלמי התשיעי", 9), ("முதலாம் சுலைமான்", 1), ("চতুর্থ জর্জ", 4), ("पंचम", 5)],
)
def test_ordinals_are_numerals(name: str, numeral: int) -> None:
    assert spelt(name).numerals == {numeral}


@pytest.mark.parametrize(
    ("one", "other"),
    [("대 카토", "Cato the Elder"), ("Ерик Црвени", "Erik the Red"), ("البابا فرنسيس", "Pope Francis")],
)
def test_titles_are_translated(one: str, other: str) -> None:
    assert min(compare(one, other).coverage) > 0.85


@pytest.mark.parametrize("name", ["대한", "Великиев", "Ивановеликий", "पंचमी"])
def test_a_phrase_inside_a_word_is_none(name: str) -> None:
    assert [word.text for word in words(name)] == [name]


def test_letters_that_differ_in_more_than_case_are_others() -> None:
    assert [word.text for word in words("GİÁM MỤC")] == ["GİÁM", "MỤC"]
    assert [word.text for word in words("GIÁM MỤC")] == ["bishop"]
    assert [word.text for word in words("ΠΛΙΝΙΟΣ Ο ΝΕΌΤΕΡΟΣ")] == ["ΠΛΙΝΙΟΣ", "younger"]


@pytest.mark.parametrize("spelling", [str, str.upper, str.title, str.casefold])
def test_the_first_letters_of_a_word_hide_no_phrase(spelling):
    quick = segments._phrase()
    slow = re.compile(re.sub(r"\(\?=\[.*?\]\)", "", quick.pattern, count=1), re.IGNORECASE)
    assert len(slow.pattern) < len(quick.pattern)
    for phrase in segments._phrases():
        text = f"x ({spelling(phrase)})"
        assert quick.sub(segments._translated, text) == slow.sub(segments._translated, text)
