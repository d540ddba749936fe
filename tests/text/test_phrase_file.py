"""Vocabularies in a file are those of the tables, and a file that is not to be believed is left alone."""

from pathlib import Path

import pytest

from exonym.resolver.text.phrase_file import PhraseFile, write
from exonym.resolver.text.phrase_roots import Sown
from exonym.resolver.text.phrases import Phrases
from exonym.resolver.text.units import split
from exonym.resolver.vocabulary import compiling, offices, stored

WORDS = [
    ("en", "Minister of ~", "minister"), ("sv", "*avtal", "agreement"), ("sv", "havsrätt*", "sea"),
    ("vi", "Bộ trưởng", "minister"), ("ja", "外相", "foreign"), ("en", "Defence", "defence"), ("en", "...", "nothing"),
]  # fmt: skip
TEXTS = ["Minister of Defence", "Handelsavtal", "havsrättskonvention", "bộ trưởng", "岸田外相", "nothing known"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "phrases.bin"
    write(path, "digest", {"words": Sown.of(WORDS), "empty": Sown.of([])})
    return path


def found(phrases: Phrases[str], text: str) -> list[tuple[tuple[str, ...], int, int]]:
    return [tuple(hit) for hit in phrases.scan(split(text))]


@pytest.mark.parametrize("text", TEXTS)
def test_a_vocabulary_from_a_file_finds_what_one_in_memory_does(file: Path, text: str) -> None:
    slots = Phrases([("en", "Defence", "defence")])
    kept = PhraseFile.open(file, "digest")
    sown = kept.vocabulary("words", str) if kept else None
    assert sown is not None
    assert found(Phrases(sown, slots), text) == found(Phrases(WORDS, slots), text)
    assert bool(found(Phrases(sown, slots), text)) == (text != "nothing known")


def test_an_empty_vocabulary_finds_nothing_and_an_unknown_one_is_none(file: Path) -> None:
    kept = PhraseFile.open(file, "digest")
    assert kept is not None
    assert found(Phrases(kept.vocabulary("empty", str) or ()), "Minister of Defence") == []
    assert kept.vocabulary("unknown", str) is None


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: b"", lambda data: b"{}\n" + data, lambda data: b"[" + data]
)
def test_a_damaged_file_is_left_alone(file: Path, damage) -> None:
    file.write_bytes(damage(file.read_bytes()))
    assert PhraseFile.open(file, "digest") is None


def test_a_file_of_other_sources_is_left_alone(file: Path, tmp_path: Path) -> None:
    assert PhraseFile.open(file, "another") is None
    assert PhraseFile.open(tmp_path / "none", "digest") is None


def test_the_shipped_vocabularies_are_those_of_the_tables(tmp_path: Path) -> None:
    """Every vocabulary, each phrase with what it stands for."""
    path = tmp_path / "phrases.bin"
    sown = {name: Sown.of(entries()) for name, entries in compiling.VOCABULARIES.items()}
    write(path, stored.digest(), sown)
    kept = PhraseFile.open(path, stored.digest())
    assert kept is not None
    back = kept.vocabulary("offices", offices.Sense._make)
    assert back is not None
    assert dict(back.plain) == dict(sown["offices"].plain)
    assert dict(back.germanic) == dict(sown["offices"].germanic)
    assert len(back.plain) > 1000


def test_most_words_that_begin_no_phrase_are_told_apart_without_a_search(tmp_path: Path, monkeypatch) -> None:
    known = {f"word{at}" for at in range(500)}
    write(tmp_path / "phrases.bin", "d", {"words": Sown.of(("en", word, word) for word in sorted(known))})
    opened = PhraseFile.open(tmp_path / "phrases.bin", "d")
    assert opened is not None
    sown = opened.vocabulary("words", str)
    assert sown is not None
    part = max((sown.plain, sown.germanic), key=len)
    assert all(word in part for word in part)
    searched: list[str] = []
    monkeypatch.setattr(type(part), "_key", lambda _, number: searched.append(number) or b"")
    for at in range(1000):
        assert f"other{at}" not in part
    assert len(searched) < 1000 * 10 / 4
