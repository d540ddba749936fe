"""Names are cut into words and units as they are heard."""

import pytest

from exonym.resolver.phonetics.segments import units, words
from exonym.resolver.text.scripts import Script


@pytest.mark.parametrize(
    ("text", "script", "cut"),
    [
        ("マイケル", Script.KATAKANA, "マ イ ケ ル"),
        ("ジョンソン", Script.KATAKANA, "ジョ ン ソ ン"),
        ("Ђоковић", Script.CYRILLIC, "ђ о к о в и ћ"),
        ("ז'ורז'", Script.HEBREW, "ז' ו ר ז'"),
        ("मैरी", Script.DEVANAGARI, "म ै र ी"),
        ("เดวิด", Script.THAI, "ด เ ว ิ ด"),
        ("จอห์น", Script.THAI, "จ อ ห์ น"),
        ("Γιώργος", Script.GREEK, "γ ι ω ρ γ ο σ"),
        ("Šusters", Script.LATIN, "š u s t e r s"),
    ],
)
def test_units_are_what_is_heard(text, script, cut):
    assert " ".join(units(text, script)) == cut


def test_traditional_and_simplified_han_have_the_same_units():
    assert units("愛德華", Script.HAN) == units("爱德华", Script.HAN)


def test_a_silent_initial_of_hangul_is_left_out():
    assert len(units("에드", Script.HANGUL)) == 3


def test_signs_between_words_are_left_out():
    assert [word.text for word in words("让-巴蒂斯特·热鲁兹")] == ["让", "巴蒂斯特", "热鲁兹"]
    assert [word.text for word in words("ボーマルシェ＝ド・カロン")] == ["ボーマルシェ", "ド", "カロン"]


def test_the_article_goes_with_its_noun():
    assert [word.text for word in words("Bashar al-Assad")] == ["Bashar", "alAssad"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Charles XII of Sweden", [12]),
        ("VI. Karl", [6]),
        ("亨利二世", [2]),
        ("オットー1世", [1]),
        ("Фридрих 3", [3]),
        ("XI JINPING", []),
        ("I. Newton", []),
        ("Malcolm Lowry", []),
    ],
)
def test_numerals_are_numbers_and_initials_are_not(text, numbers):
    assert [word.number for word in words(text) if word.number] == numbers


def test_nothing_to_hear_is_no_word():
    assert words("· - ?!") == ()
