"""The walk over the keys of an index in a text: compiled and in Python, it finds the same."""

from __future__ import annotations

from random import Random

import pytest

from exonym.resolver.documents import written
from exonym.resolver.documents.written import KeyWalk
from exonym.resolver.index.key_index import Index
from exonym.resolver.native.library import library
from exonym.resolver.text.units import split

KEYS = ["ngoxuanlich", "ngo", "ngoxuan", "吴春历", "吴春", "吴", "a", "ab", "abc", "asean", "ao", "안보", "ngothixuan"]
TEXTS = [
    "", "ngo", "Ngô Xuân Lịch", "Ngo Xuan Lich, ngo.", "吴春历大将", "吴春历", "吴 春历", "吴，春历",
    "a b c ab abc A.B.C.",
    "梁吴春历a吴春历", "한국 안보 회의", "'s", "吴" * 60, "a " * 80, "\u0301", "x吴春历ngo xuan lich吴",
]  # fmt: skip
ALPHABET = "吴春历梁三光东ab cngoxuanlich 안보·,.\u0301ủ"


@pytest.fixture
def walk() -> KeyWalk:
    return KeyWalk(Index.build(enumerate([[key] for key in KEYS])))


def made_up(count: int) -> list[str]:
    chance = Random(30)  # noqa: S311 - the same every time
    return ["".join(chance.choices(ALPHABET, k=chance.randint(1, 60))) for _ in range(count)]


def test_names_that_begin_alike_are_all_found(walk: KeyWalk) -> None:
    units = split("Ngô Xuân Lịch")
    found = [(start, end, KEYS[walk.forms(key)[0]]) for start, end, key in walk.written("Ngô Xuân Lịch", units)]
    assert found == [(0, 1, "ngo"), (0, 2, "ngoxuan"), (0, 3, "ngoxuanlich")]


def test_characters_are_found_by_a_reading_of_their_name(walk: KeyWalk) -> None:
    assert walk.read(split("大将吴春历")) == {(2, 4), (2, 5)}


def test_characters_that_are_parted_are_no_name(walk: KeyWalk) -> None:
    assert walk.read(split("吴，春历")) == set()


@pytest.mark.skipif(library() is None, reason="there was no C compiler at installation")
def test_compiled_walks_find_what_python_finds(walk: KeyWalk, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [*TEXTS, *made_up(300)]
    compiled = [(walk.written(text, split(text)), walk.read(split(text))) for text in texts]
    monkeypatch.setattr(written, "_compiled", lambda: None)
    assert compiled == [(walk.written(text, split(text)), walk.read(split(text))) for text in texts]
    assert sum(len(keyed) > 2 for keyed, _ in compiled) > 20
    assert sum(bool(read) for _, read in compiled) > 10


@pytest.mark.skipif(library() is None, reason="there was no C compiler at installation")
def test_more_finds_than_there_was_room_for_are_asked_for_again(walk: KeyWalk, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "吴春历" * 9
    units = split(text)
    expected = walk.written(text, units), walk.read(units)
    monkeypatch.setattr(written, "_USUAL", 0)
    assert (walk.written(text, units), walk.read(units)) == expected
    assert len(expected[0]) == 27


@pytest.mark.skipif(library() is None, reason="there was no C compiler at installation")
@pytest.mark.parametrize(
    "flat",
    [b"", b"\x01", b"\x01\x01", b"\x01\x01\x05abc", b"\x02\x01\x00\x01\x03ngo", b"\xff" * 9, b"\x00" * 4],
)
def test_readings_that_are_shorter_than_they_say_are_refused(walk: KeyWalk, flat: bytes) -> None:
    compiled = written._compiled()
    assert compiled is not None
    assert compiled.read(walk._index.as_c, flat, len(flat), bytes(3), 3, 4, None, 0) == -2
