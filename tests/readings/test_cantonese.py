import pytest

from exonym.resolver.readings.chinese import cantonese
from exonym.resolver.readings.spelling import letters

from .test_mandarin import spellings


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("梁振英", "Leung Chun-ying"),
        ("林鄭月娥", "Lam Cheng Yuet-ngor"),
        ("李家超", "Lee Ka-chiu"),
        ("曾荫权", "Tsang Yam-kuen"),
        ("李柱铭", "Lee Chu-ming"),
        ("许仕仁", "Hui Si-yan"),
        ("陈方安生", "Chan Fong On-sang"),
        ("欧阳震华", "Au-yeung Chun-wah"),
        ("何厚铧", "Ho Hau Wah"),
        ("黄之锋", "Wong Chi-fung"),
        ("叶刘淑仪", "Ip Lau Suk-yee"),
    ],
)
def test_spelling_of_hong_kong_and_macau(name: str, spelt: str) -> None:
    found = spellings(cantonese.latin((name,)))
    assert letters(spelt) in found


@pytest.mark.parametrize(
    ("name", "spelt"), [("梁振英", "Leung Chun-yin"), ("李家超", "Lee Ka-shing"), ("黄之锋", "Wong Chi-fun")]
)
def test_another_name_is_no_path(name: str, spelt: str) -> None:
    assert letters(spelt) not in spellings(cantonese.latin((name,)))


def test_official_spelling_costs_least() -> None:
    found = spellings(cantonese.latin(("陈",)))
    assert min(found, key=lambda text: found[text]) == "chan"


def test_pinyin_is_not_cantonese() -> None:
    assert "xijinping" not in spellings(cantonese.latin(("习近平",)))
