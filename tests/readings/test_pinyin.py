import pytest

from exonym.resolver.readings.chinese import pinyin
from exonym.resolver.readings.spelling import cyrillic_letters, hangul_syllables

from .test_mandarin import spellings


@pytest.mark.parametrize(
    ("word", "cut"),
    [
        ("Jinping", ("jin", "ping")),
        ("Xi'an", ("xi", "an")),
        ("Xian", ("xian",)),
        ("Jinan", ("ji", "nan")),
        ("Lǚ", ("lv",)),
        ("Zhuangzhuang", ("zhuang", "zhuang")),
        ("Zemin", ("ze", "min")),
        ("Obama", ()),
        ("Smith", ()),
        ("", ()),
    ],
)
def test_cut(word: str, cut: tuple[str, ...]) -> None:
    assert pinyin.syllables(word) == cut


@pytest.mark.parametrize(
    ("words", "spelt"),
    [
        (("Xi", "Jinping"), "Си Цзиньпин"),
        (("Jiang", "Zemin"), "Цзян Цзэминь"),
        (("Lü", "Bu"), "Люй Бу"),
        (("Lu", "Xiulian"), "Люй Сюлянь"),
        (("Ma", "Ying-jeou"), ""),
    ],
)
def test_cyrillic(words: tuple[str, ...], spelt: str) -> None:
    lattice = pinyin.cyrillic(words)
    if spelt:
        assert cyrillic_letters(spelt) in spellings(lattice)
    else:
        assert lattice is None


def test_hangul_and_a_name_that_it_is_not() -> None:
    found = spellings(pinyin.hangul(("Xi", "Jinping")))
    assert hangul_syllables("시진핑") in found
    assert hangul_syllables("시진핀") not in found


def test_words_are_kept_apart() -> None:
    lattice = pinyin.cyrillic(("Xi", "Jinping"))
    assert lattice is not None
    assert lattice.breaks == {1}
    assert pinyin.cyrillic(()) is None
    assert pinyin.cyrillic(("John", "Smith")) is None
