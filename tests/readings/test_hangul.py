import pytest

from exonym.resolver.readings.korean import hangul
from exonym.resolver.readings.spelling import cyrillic_letters, letters

from .test_mandarin import spellings


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("김정은", "Kim Jong Un"),
        ("김정은", "Gim Jeong-eun"),
        ("박근혜", "Park Geun-hye"),
        ("박근혜", "Pak Kŭnhye"),
        ("이명박", "Lee Myung-bak"),
        ("이명박", "Yi Myŏng-bak"),
        ("이승만", "Rhee Seungman"),
        ("노무현", "Roh Moo-hyun"),
        ("반기문", "Ban Ki-moon"),
        ("윤석열", "Yoon Suk-yeol"),
        ("윤석열", "Yoon Suk Yeol"),
        ("유승민", "Yoo Seong-min"),
        ("남궁민", "Namkoong Min"),
        ("선우은숙", "Sunwoo Eun-sook"),
        ("정몽준", "Chung Mong-joon"),
        ("강길부", "Kang Ghil-boo"),
        ("김복영", "Kim Bogyeong"),
        ("김전라", "Kim Jeolla"),
        ("최경환", "Choi Kyoung-hwan"),
        ("홍준표", "Joon-pyo Hong"),
        ("우원식", "Woo Won-shik"),
    ],
)
def test_spelling_is_a_path(name: str, spelt: str) -> None:
    assert letters(spelt) in spellings(hangul.latin((name,)))


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("김정은", "Kim Jong-il"),
        ("김정일", "Kim Jong-un"),
        ("박근혜", "Park Geun-hee"),
        ("김여정", "Kim Yo-han"),
        ("이재명", "Lee Jae-yong"),
        ("문재인", "Moon Jae"),
        ("강민수", "Kang Minsup"),
        ("강민수", "Kan Minsu"),
    ],
)
def test_another_name_is_no_path(name: str, spelt: str) -> None:
    assert letters(spelt) not in spellings(hangul.latin((name,)))


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("김정은", "Ким Чен Ын"),
        ("김일성", "Ким Ир Сен"),
        ("박근혜", "Пак Кын Хе"),
        ("반기문", "Пан Ги Мун"),
        ("문재인", "Мун Чжэ Ин"),
        ("이명박", "Ли Мён Бак"),
        ("노태우", "Ро Дэ У"),
        ("윤석열", "Юн Сок Ёль"),
        ("최룡해", "Цой Рён Хэ"),
    ],
)
def test_cyrillic(name: str, spelt: str) -> None:
    assert cyrillic_letters(spelt) in spellings(hangul.cyrillic((name,)))


def test_another_cyrillic_name_is_no_path() -> None:
    assert cyrillic_letters("Ким Чен Ир") not in spellings(hangul.cyrillic(("김정은",)))


def test_jamo() -> None:
    assert hangul.jamo("한") == ("ㅎ", "ㅏ", "ㄴ")
    assert hangul.jamo("가") == ("ㄱ", "ㅏ", "")
    assert hangul.jamo("힣") == ("ㅎ", "ㅣ", "ㅎ")


def test_coda_changes_only_before_what_changes_it() -> None:
    assert "sil" in hangul.options("신", "라")
    assert "sil" not in hangul.options("신", "가")
    assert "bog" in hangul.options("복", "영")


def test_family_habit_is_for_the_family_name_only() -> None:
    assert "rhie" in hangul.family_options("이")
    assert "rhie" not in hangul.options("이")


def test_edges_are_bounded_and_official_spelling_is_among_the_cheapest() -> None:
    for code in range(0xAC00, 0xD7A4, 7):
        found = hangul.options(chr(code))
        assert 0 < len(found) <= 40, chr(code)
        assert min(found.values()) <= 0.15, chr(code)


def test_likely_options_are_the_cheap_ones_of_all() -> None:
    for code in range(0xAC00, 0xD7A4, 7):
        syllable = chr(code)
        cheap = {text: cost for text, cost in hangul.options(syllable).items() if cost <= 1.2}
        assert hangul.likely_options(syllable, 1.2) == cheap, syllable


def test_shown_joins_the_given_name() -> None:
    lattice = hangul.latin(("김정은",))
    assert lattice is not None
    assert {edge.shown for edge in lattice.edges if edge.cost == 0} >= {"Kim", "Jeong", "-eun"}


def test_words_part_family_and_given_name() -> None:
    lattice = hangul.latin(("남궁", "민"))
    assert lattice is not None
    assert lattice.breaks == {2}
    assert hangul.latin(("Kim",)) is None
