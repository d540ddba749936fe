"""Kanji names in romaji, kana, Cyrillic and hangul."""

from __future__ import annotations

import pytest

from exonym.resolver.readings.japanese import kana, romaji
from exonym.resolver.readings.japanese import kanji as japanese
from exonym.resolver.tables import rows
from exonym.resolver.text.han import fold
from exonym.resolver.text.scripts import Script

from .walk import cost_of


def cost(written: str, latin: str) -> float | None:
    return cost_of(japanese.lattice(tuple(written.split()), kana.latin()), romaji.key(latin))


@pytest.mark.parametrize(
    ("kanji", "latin"),
    [
        ("小泉進次郎", "Koizumi Shinjirō"),
        ("小泉进次郎", "Koizumi Shinjirou"),
        ("小泉 進次郎", "Koizumi Shinjiroh"),
        ("仙谷由人", "Sengoku Yoshito"),
        ("小野寺五典", "Onodera Itsunori"),
        ("笹川阳平", "Sasakawa Yōhei"),
        ("小渊优子", "Obuchi Yuko"),
        ("滨田靖一", "Hamada Yasukazu"),
        ("濱田靖一", "Hamada Yasukazu"),
        ("浜田靖一", "Hamada Yasukazu"),
        ("佐々木太郎", "Sasaki Tarō"),
        ("佐佐木太郎", "Sasaki Tarō"),
        ("井上信治", "Inoue Shinji"),
        ("大野恵", "Ōno Megumi"),
        ("大野恵", "Ohno Kei"),
        ("田中みどり", "Tanaka Midori"),
        ("戸ヶ崎健", "Togasaki Takeshi"),
        ("山崎幸二", "Yamazaki Kōji"),
        ("山崎幸二", "Yamasaki Kōji"),
        ("本間順一", "Homma Jun'ichi"),
        ("五百旗頭真", "Iokibe Makoto"),
        ("一平", "Ippei"),
    ],
)
def test_readings_are_among_the_paths(kanji: str, latin: str) -> None:
    assert cost(kanji, latin) is not None


@pytest.mark.parametrize(
    ("kanji", "latin"),
    [
        ("小泉進次郎", "Koizumi Shintarō"),
        ("小泉進次郎", "Koizumi Shin"),
        ("小泉進次郎", "Koizumi Junichirō"),
        ("山崎幸二", "Kano Kōji"),
        ("仙谷由人", "Sengoku Tadashi"),
        ("佐々木太郎", "Suzuki Tarō"),
        ("安倍晋三", "Aso Shinzō"),
        ("田中みどり", "Tanaka Midorio"),
        ("吴春历", "Ngo Xuan Lich"),
    ],
)
def test_other_names_are_not(kanji: str, latin: str) -> None:
    assert cost(kanji, latin) is None


def test_the_usual_reading_is_cheaper() -> None:
    for kanji, usual, rare in [
        ("愛", "Ai", "Megumi"),
        ("伊藤", "Itō", "Ifuji"),
        ("真人", "Masato", "Mahito"),
    ]:
        first, second = cost(kanji, usual), cost(kanji, rare)
        assert first is not None
        assert second is None or first < second


def test_han_variants_read_alike() -> None:
    traditional, japanese_form, simplified = (japanese.readings(text) for text in ("廣澤", "広沢", "广泽"))
    assert traditional == japanese_form == simplified
    assert traditional[0][0] == "ひろさわ"


def test_pieces_are_folded_sorted_and_readable() -> None:
    pieces = [piece for piece, _ in rows("japanese_names.tsv")]
    assert pieces == sorted(pieces)
    assert len(set(pieces)) == len(pieces)
    assert [piece for piece in pieces if fold(piece) != piece] == []
    assert all(japanese.readings(piece) for piece in pieces[::97])


@pytest.mark.parametrize(
    ("code", "words", "spelling"),
    [
        ("kanji-reading", ("安倍", "晋三"), "AbeShinzo"),
        ("kanji-kana", ("安倍", "晋三"), "あべしんぞう"),
        ("kanji-polivanov", ("安倍", "晋三"), "АбэСиндзо"),
        ("kanji-polivanov", ("安倍", "晋三"), "АбеШиндзо"),
        ("kanji-hangul", ("安倍", "晋三"), "아베신조"),
        ("kanji-hangul", ("小泉", "進次郎"), "고이즈미신지로"),
    ],
)
def test_bridges(code: str, words: tuple[str, ...], spelling: str) -> None:
    (bridge,) = (bridge for bridge in japanese.BRIDGES if bridge.code == code and bridge.source is Script.HAN)
    lattice = bridge.lattice(words)
    assert lattice is not None
    assert lattice.breaks == {2}
    assert cost_of(lattice, bridge.fold(spelling)) is not None


def test_names_that_are_mostly_kana_are_read_with_their_kanji() -> None:
    (bridge,) = (
        bridge for bridge in japanese.BRIDGES if bridge.code == "kanji-reading" and bridge.source is Script.KATAKANA
    )
    assert cost_of(bridge.lattice(("青木まゆみ",)), "aokimayumi") is not None
    assert cost_of(bridge.lattice(("青木まゆみ",)), "aokimayuko") is None
    assert bridge.lattice(("あおき",)) is None
    assert kana.lattice(("青木まゆみ",), kana.latin()) is None


def test_given_names_of_one_kanji_are_in_the_names_table() -> None:
    given = list(rows("japanese_given.tsv"))
    assert len({kanji for kanji, _ in given}) == len(given)
    for kanji, found in given:
        assert set(found.split("/")) <= {reading for reading, _ in japanese.readings(kanji)}


def test_sounds_that_meet_are_written_once() -> None:
    # glued, Sato Uichi has one o where Sato ends and Uichi begins
    assert cost("佐藤宇一", "satouichi") is not None
    assert cost_of(japanese.lattice(("佐藤", "宇一"), kana.latin()), "satouichi") is not None


def test_unknown_characters_leave_a_gap() -> None:
    assert japanese.lattice(("𪚥",), kana.latin()) is None or japanese.readings("𪚥")
    assert japanese.lattice((), kana.latin()) is None
    assert japanese.readings("Abe") == ()
