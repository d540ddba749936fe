"""What was last taken into service is noted whole, and what the note names stays."""

import os
from pathlib import Path

import pytest

from exonym.resolver.store.caching.last_good import Good, keep_good, last_good

LAYERS = [Path("gazetteer")]
FILES = frozenset({("people/vn.yaml", 1_700_000_000_000_000_001, 12), ("posts/\udcff.yaml", 2, 0)})


@pytest.fixture
def place(tmp_path: Path) -> Path:
    found = tmp_path / "0.compiled"
    found.mkdir()
    return found


def note_in(directory: Path) -> Path:
    (note,) = directory.glob("*.good")
    return note


def test_what_is_noted_is_read_again(place: Path) -> None:
    keep_good(LAYERS, place.parent, Good(place, FILES))
    assert last_good(LAYERS, place.parent) == Good(place, FILES)
    assert last_good([Path("other")], place.parent) is None
    assert not list(place.parent.glob("*.part"))


@pytest.mark.parametrize("text", ["", "0.compiled", "{}", '{"place": "", "files": []}', '{"place": "x", "files": [1]}'])
def test_a_damaged_note_is_none(place: Path, text: str) -> None:
    keep_good(LAYERS, place.parent, Good(place, FILES))
    note_in(place.parent).write_text(text, encoding="utf-8")
    assert last_good(LAYERS, place.parent) is None


def test_what_is_noted_is_among_the_newest_and_old_notes_go(place: Path) -> None:
    os.utime(place, (1, 1))
    for number in range(8):
        keep_good([Path(str(number))], place.parent, Good(place, FILES))
    assert place.stat().st_mtime > 1
    assert len(list(place.parent.glob("*.good"))) == 6


def test_what_is_gone_is_not_noted(tmp_path: Path) -> None:
    keep_good(LAYERS, tmp_path, Good(tmp_path / "gone", FILES))
    assert last_good(LAYERS, tmp_path) is None
