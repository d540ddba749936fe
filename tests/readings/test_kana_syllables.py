"""Chinese, Korean and Vietnamese names in katakana, and names half in kana."""

from __future__ import annotations

from random import Random

import pytest

from exonym.resolver.readings import half_kana
from exonym.resolver.readings.chinese import mandarin_kana
from exonym.resolver.readings.japanese import kana, kana_syllables
from exonym.resolver.readings.japanese import kanji as kanji_route
from exonym.resolver.readings.korean import katakana
from exonym.resolver.readings.lattice import Lattice
from exonym.resolver.readings.routes import all_bridges
from exonym.resolver.text.scripts import Script

from .walk import cost_of

MANDARIN = [
    ("李克強", "Li Keqiang", "リー・クーチアン"),
    ("毛沢東", "Mao Zedong", "マオ・ツォートン"),
    ("周恩来", "Zhou Enlai", "チョウ・エンライ"),
    ("鄧小平", "Deng Xiaoping", "トン・シアオピン"),
    ("蔣介石", "Jiang Jieshi", "チアン・チエシー"),
    ("習近平", "Xi Jinping", "シー・チンピン"),
    ("姚明", "Yao Ming", "ヤオ・ミン"),
    ("章子怡", "Zhang Ziyi", "チャン・ツィイー"),
]
KOREAN = [
    ("김대중", "金大中", "Kim Dae-jung", "キム・デジュン"),
    ("송강호", "宋康昊", "Song Kang-ho", "ソン・ガンホ"),
    ("배용준", "裴勇浚", "Bae Yong-joon", "ペ・ヨンジュン"),
    ("최지우", "崔智友", "Choi Ji-woo", "チェ・ジウ"),
    ("박근혜", "朴槿惠", "Park Geun-hye", "パク・クネ"),
    ("김연아", "金姸兒", "Kim Yuna", "キム・ヨナ"),
    ("반기문", "潘基文", "Ban Ki-moon", "パン・ギムン"),
]


def _words(name: str) -> tuple[str, ...]:
    return tuple(name.replace("・", " ").replace("-", " ").split())


def _reaches(lattice: Lattice | None, text: str) -> bool:
    return cost_of(lattice, text) is not None


@pytest.mark.parametrize(("han", "pinyin", "written"), MANDARIN)
def test_mandarin_is_written_in_kana(han: str, pinyin: str, written: str) -> None:
    text = mandarin_kana.fold(written)
    assert _reaches(mandarin_kana.of_han((han,)), text)
    assert _reaches(mandarin_kana.of_pinyin(_words(pinyin)), text)
    assert _reaches(mandarin_kana.to_latin(_words(written)), mandarin_kana.letters(pinyin))


@pytest.mark.parametrize(("hangul", "hanja", "romanised", "written"), KOREAN)
def test_korean_is_written_in_kana(hangul: str, hanja: str, romanised: str, written: str) -> None:
    text = katakana.fold(written)
    assert _reaches(katakana.of_hangul((hangul,)), text)
    assert _reaches(katakana.of_hanja((hanja,)), text)
    if hangul != "김연아":  # Yuna is no spelling of 연아
        assert _reaches(katakana.of_latin(_words(romanised)), text)


@pytest.mark.parametrize(
    ("written", "romanised"),
    [("キム・デジュン", "Kim Dae-jung"), ("ソン・ガンホ", "Song Kang-ho"), ("ハン・イェスル", "Han Ye-seul")],
)
def test_kana_of_korean_are_romanised(written: str, romanised: str) -> None:
    assert _reaches(katakana.to_latin(_words(written)), katakana.letters(romanised))


@pytest.mark.parametrize(
    ("hangul", "written"),
    [
        ("김대중", "キム・ジョンイル"),
        ("김정은", "キム・ジョンイル"),
        ("이병헌", "イ・ビョンフォン"),
        ("박지성", "パク・チソル"),
    ],
)
def test_another_korean_name_is_not_reached(hangul: str, written: str) -> None:
    assert not _reaches(katakana.of_hangul((hangul,)), katakana.fold(written))


@pytest.mark.parametrize(
    ("han", "written"), [("李克強", "リー・ポン"), ("習近平", "シー・チュンピン"), ("毛沢東", "マオ・ツォー")]
)
def test_another_chinese_name_is_not_reached(han: str, written: str) -> None:
    assert not _reaches(mandarin_kana.of_han((han,)), mandarin_kana.fold(written))


@pytest.mark.parametrize("name", ["ロバート・レッドフォード", "マリア・シャラポワ", "マティア", "グラント"])
def test_names_of_other_languages_have_no_syllables(name: str) -> None:
    assert mandarin_kana.to_latin(_words(name)) is None
    assert katakana.to_latin(_words(name)) is None


def test_codes_are_spelt_in_kana() -> None:
    codes = ("shuan", "kuon", "tu", "fan", "hun", "chwe", "kwon", "tsa", "di", "jyo")
    assert [kana_syllables.written(code) for code in codes] == [
        "シュアン", "クオン", "トゥ", "ファン", "フン", "チェ", "クオン", "ツァ", "ディ", "ジョ",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("han", "written", "target"),
    [
        ("阮富仲", "グエン・フー・チョン", Script.KATAKANA),
        ("武元甲", "ヴォー・グエン・ザップ", Script.KATAKANA),
        ("吴春历", "Нго Суан Лить", Script.CYRILLIC),
        ("阮富仲", "응우옌푸쫑", Script.HANGUL),
    ],
)
def test_vietnamese_names_in_han_are_written_abroad(han: str, written: str, target: Script) -> None:
    bridge = next(each for each in all_bridges() if each.code.startswith("sino-vietnamese-") and each.target is target)
    assert _reaches(bridge.lattice((han,)), bridge.fold(written))
    assert not _reaches(bridge.lattice(("范雄",)), bridge.fold(written))


@pytest.mark.parametrize(
    ("han", "half"),
    [
        ("西野加奈", "西野カナ"),
        ("青木鈴", "青木りん"),
        ("鄧小平", "トウ小平"),
        ("李海瓚", "李海チャン"),
        ("鄧小平", "鄧小平"),
    ],
)
def test_characters_may_be_in_kana(han: str, half: str) -> None:
    assert _reaches(half_kana.to_han((han,)), half_kana.fold(half))


def test_kana_of_another_reading_are_another_name() -> None:
    assert not _reaches(half_kana.to_han(("西野加奈",)), half_kana.fold("西野ミカ"))
    assert half_kana.to_han(("西野カナ",)) is None


@pytest.mark.parametrize(
    ("half", "romanised"), [("陳レイ", "Chen Li"), ("トウ小平", "Deng Xiaoping"), ("葉名チン", "Ye Mingchen")]
)
def test_kana_stand_for_a_chinese_character(half: str, romanised: str) -> None:
    assert _reaches(half_kana.in_mandarin((half,)), half_kana.letters(romanised))
    assert not _reaches(half_kana.in_mandarin((half,)), half_kana.letters("Wang Wei"))


def test_kana_stand_for_a_korean_character() -> None:
    assert _reaches(half_kana.in_korean(("李海チャン",)), "leehaechan")
    assert _reaches(half_kana.in_korean(("金ユ信",)), "kimyushin")
    assert not _reaches(half_kana.in_korean(("李海チャン",)), "leehaeseong")


@pytest.mark.parametrize(
    ("kanji", "romanised"),
    [
        ("綏靖天皇", "Suizei Emperor"),
        ("持統天皇", "Jitō Empress"),
        ("聖德太子", "Shōtoku Prince"),
        ("安康天皇", "Ankō Tennō"),
    ],
)
def test_emperors_are_named_with_their_title(kanji: str, romanised: str) -> None:
    lattice = kanji_route.lattice((kanji,), kana.latin())
    assert _reaches(lattice, kana.latin().fold(romanised))


def test_what_occurs_in_a_text_is_the_same_where_only_that_is_asked_for():
    chance, left_out = Random(4), 0  # noqa: S311 - the same every time
    pieces = sorted(katakana.BY_LATIN.table.pieces)
    for _ in range(200):
        words = tuple(
            "".join(chance.choices(pieces, k=count)) for count in (chance.randint(1, 2), chance.randint(1, 3))
        )
        every = katakana.of_latin(words)
        if every is None:
            assert katakana.of_latin_within(words, "アイウ") is None
            continue
        text = "".join(edge.text for edge in chance.choices(every.edges, k=4))
        found = katakana.of_latin_within(words, text)
        assert found is not None
        assert [edge for edge in found.edges if edge.text in text] == [
            edge for edge in every.edges if edge.text in text
        ]
        left_out += len(every.edges) - len(found.edges)
    assert left_out
