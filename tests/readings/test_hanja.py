import pytest

from exonym.resolver.readings.korean import hanja
from exonym.resolver.readings.spelling import cyrillic_letters, letters

from .test_mandarin import spellings


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("金正恩", "김정은"),
        ("朴槿惠", "박근혜"),
        ("李明博", "이명박"),
        ("李明博", "리명박"),
        ("盧武鉉", "노무현"),
        ("卢武铉", "로무현"),
        ("柳承旼", "유승민"),
        ("柳承旼", "류승민"),
        ("羅卿瑗", "나경원"),
        ("权宁世", "권영세"),
        ("南宮遠", "남궁원"),
    ],
)
def test_hangul_of_hanja_in_any_form(name: str, spelt: str) -> None:
    assert spelt in spellings(hanja.hangul((name,)))


@pytest.mark.parametrize(("name", "spelt"), [("金正恩", "김정일"), ("朴槿惠", "박근령"), ("李明博", "임명박")])
def test_another_name_is_no_path(name: str, spelt: str) -> None:
    assert spelt not in spellings(hanja.hangul((name,)))


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("金正恩", "Kim Jong Un"),
        ("朴槿惠", "Park Geun-hye"),
        ("盧武鉉", "Roh Moo-hyun"),
        ("文在寅", "Moon Jae-in"),
        ("潘基文", "Ki-moon Ban"),
    ],
)
def test_romanised_hanja(name: str, spelt: str) -> None:
    assert letters(spelt) in spellings(hanja.latin((name,)))


def test_cyrillic_of_hanja() -> None:
    assert cyrillic_letters("Пак Кын Хе") in spellings(hanja.cyrillic(("朴槿惠",)))
    assert cyrillic_letters("Пак Кын Хи") not in spellings(hanja.cyrillic(("朴槿惠",)))


@pytest.mark.parametrize(
    ("syllable", "changed"),
    [
        ("리", "이"),
        ("로", "노"),
        ("녀", "여"),
        ("라", "나"),
        ("류", "유"),
        ("렬", "열"),
        ("김", "김"),
        ("나", "나"),
        ("니", "이"),
    ],
)
def test_law_of_initials(syllable: str, changed: str) -> None:
    assert hanja.by_initial_law(syllable) == changed


def test_chinese_surname_is_no_korean_reading() -> None:
    assert "xijinping" not in spellings(hanja.latin(("习近平",)))
