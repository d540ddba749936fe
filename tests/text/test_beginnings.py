"""The table of beginnings denies no word that a phrase begins with, and most others."""

from __future__ import annotations

from pathlib import Path

import pytest

from exonym.resolver.text import phrases as phrases_module
from exonym.resolver.text.beginnings import MOST
from exonym.resolver.text.phrase_file import PhraseFile, write
from exonym.resolver.text.phrase_roots import Sown
from exonym.resolver.text.phrases import Phrases
from exonym.resolver.text.units import split

WORDS = [
    ("en", "Minister of ~", "minister"), ("en", "~ Minister", "minister"), ("sv", "*avtal", "agreement"),
    ("sv", "havsrätt*", "sea"), ("de", "~ Ministerin", "minister"), ("he", "נשיא", "president"),
    ("ar", "وزير", "minister"), ("ja", "外相", "foreign"),
]  # fmt: skip
SLOTS = [("en", "Defence", "defence"), ("de", "Verteidigung", "defence")]
TEXTS = [
    "Minister of Defence", "the Defence Minister", "Verteidigung Ministerin", "Handelsavtal", "havsrättskonvention",
    "לנשיא", "ووزير", "岸田外相", "nothing known", "", "\ud800", "X Minister of Defence Y Defence Minister",
]  # fmt: skip


@pytest.fixture
def kept(tmp_path: Path) -> PhraseFile:
    write(tmp_path / "phrases.bin", "d", {"slots": Sown.of(SLOTS), "words": Sown.of(WORDS)})
    opened = PhraseFile.open(tmp_path / "phrases.bin", "d")
    assert opened is not None
    return opened


def from_file(kept: PhraseFile) -> Phrases[str]:
    slots, words = kept.vocabulary("slots", str), kept.vocabulary("words", str)
    assert slots is not None
    assert words is not None
    return Phrases(words, Phrases(slots), lambda value, slot: f"{value} of {slot}")


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_denied_beforehand_is_found_nowhere(kept: PhraseFile, text: str) -> None:
    in_memory = Phrases(WORDS, Phrases(SLOTS), lambda value, slot: f"{value} of {slot}")
    quick, units = from_file(kept), split(text)
    assert [quick.longest(units, at) for at in range(len(units))] == [
        in_memory.longest(units, at) for at in range(len(units))
    ]
    assert [*quick.scan(units)] == [*in_memory.scan(units)]
    for end in range(1, len(units) + 1):
        assert quick.ending(units, end) == in_memory.ending(units, end)
    assert quick.may_be_in(units) or not [*in_memory.scan(units)]


def test_a_text_without_beginnings_is_let_go_without_a_walk(kept: PhraseFile, monkeypatch: pytest.MonkeyPatch) -> None:
    known = from_file(kept)
    monkeypatch.setattr(phrases_module.Phrases, "_longest", lambda *_: pytest.fail("walked"))
    units = split("Ἀλέξιος Τσίπρας")
    assert not known.may_be_in(units)
    assert [*known.scan(units)] == []
    assert known.longest(units, 1) is None
    assert known.ending(units, 2) is None


def test_more_vocabularies_than_the_table_can_tell_apart_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="make the table of beginnings wider"):
        write(tmp_path / "phrases.bin", "d", {str(number): Sown.of(SLOTS) for number in range(MOST + 1)})
