"""Words of Arabic and Hebrew are known with and without what is written together with them."""

import pytest

from exonym.resolver.text.phrases import Phrases
from exonym.resolver.text.proclitics import arabic_key, without_proclitic
from exonym.resolver.text.units import split


@pytest.mark.parametrize(
    "word", ["دفاع", "الدفاع", "والدفاع", "للدفاع", "بالدفاع", "فالدفاع", "وللدفاع", "الدِّفاع", "الدفـاع"]
)
def test_an_article_and_what_stands_before_it_are_left_out(word):
    assert arabic_key(word) == "دفاع"


@pytest.mark.parametrize("word", ["صيني", "الصيني", "صينية", "الصينية", "والصينية"])
def test_adjectives_of_names_agree_in_gender(word):
    assert arabic_key(word) == "صيني"


@pytest.mark.parametrize(
    ("word", "key"), [("آل", "ال"), ("إلى", "الي"), ("وزير", "وزير"), ("لبنان", "لبنان"), ("ـ", "ـ")]
)
def test_letters_of_the_word_itself_stay(word, key):
    assert arabic_key(word) == key


@pytest.mark.parametrize(("key", "rest"), [("لوزير", "وزير"), ("הנשיא", "נשיא"), ("שר", "שר"), ("رئيس", "رئيس")])
def test_one_letter_may_be_a_word_of_its_own(key, rest):
    assert without_proclitic(key) == rest


@pytest.mark.parametrize("text", ["وزير الدفاع", "ووزير الدفاع", "لوزير دفاع", "وزير دفاع"])
def test_a_phrase_is_found_with_what_is_joined_to_it(text):
    known = Phrases([("ar", "وزير الدفاع", "minister")])
    found = known.longest(split(text), 0)
    assert found is not None
    assert found.values == ("minister",)


def test_a_word_that_is_known_whole_keeps_its_first_letter():
    known = Phrases([("ar", "لبنان", "lb"), ("ar", "بنان", "other")])
    found = known.longest(split("لبنان"), 0)
    assert found is not None
    assert found.values == ("lb",)


@pytest.mark.parametrize(
    ("text", "words"), [("प्रधानमंत्री मोदी", 2), ("ראש הממשלה", 2), ("וַיֹּאמֶר", 1), ("นายก", 4), ("ນາຍ", 3)]
)
def test_vowel_signs_stand_inside_words_of_spaced_scripts(text, words):
    assert len(split(text)) == words
