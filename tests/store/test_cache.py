"""The compiled gazetteer is the same gazetteer, and never an old one."""

import os
from pathlib import Path

import pytest

from exonym.resolver.errors import GazetteerError
from exonym.resolver.model import Gazetteer
from exonym.resolver.store.caching import snapshots
from exonym.resolver.store.reading.load import load


def write(directory: Path, text: str) -> Path:
    file = directory / "people" / "a.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return directory


def test_the_shipped_gazetteer_comes_back_equal(gazetteer: Gazetteer) -> None:
    assert snapshots.decode(snapshots.encode(gazetteer)) == gazetteer


def test_a_hit_does_not_read_yaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    layer, kept = write(tmp_path / "g", "a:\n  name: A\n"), tmp_path / "cache"
    first = snapshots.load([layer], kept)

    def refuse(_: object) -> None:
        pytest.fail("the files were read again")

    monkeypatch.setattr("exonym.resolver.store.reading.load.load", refuse)
    assert snapshots.load([layer], kept) == first


@pytest.mark.parametrize("change", ["a:\n  name: B\n", "a:\n  name: A\n# remark\n"])
def test_a_changed_file_is_read_anew(tmp_path: Path, change: str) -> None:
    layer, kept = write(tmp_path / "g", "a:\n  name: A\n"), tmp_path / "cache"
    snapshots.load([layer], kept)
    write(layer, change)
    assert snapshots.load([layer], kept) == load([layer])


def test_a_renamed_folder_is_another_content(tmp_path: Path) -> None:
    layer = write(tmp_path / "g", "a:\n  name: A\n")
    before = snapshots.content_hash([layer])
    (layer / "people").rename(layer / "posts")
    assert snapshots.content_hash([layer]) != before


def test_the_order_of_layers_counts(tmp_path: Path) -> None:
    left, right = write(tmp_path / "1", "a:\n  name: A\n"), write(tmp_path / "2", "a:\n  name: B\n")
    assert snapshots.content_hash([left, right]) != snapshots.content_hash([right, left])


@pytest.mark.parametrize("damage", [b"", b"nothing", b"x\x9c\x03\x00\x00\x00\x00\x01", b'{"format": 1}'])
def test_a_damaged_file_is_replaced(tmp_path: Path, damage: bytes) -> None:
    layer, kept = write(tmp_path / "g", "a:\n  name: A\n"), tmp_path / "cache"
    expected = snapshots.load([layer], kept)
    [file] = kept.iterdir()
    file.write_bytes(damage)
    assert snapshots.load([layer], kept) == expected
    assert snapshots.decode(file.read_bytes()) == expected


def test_errors_are_not_kept(tmp_path: Path) -> None:
    layer, kept = write(tmp_path / "g", "a:\n  nam: A\n"), tmp_path / "cache"
    for _ in range(2):
        with pytest.raises(GazetteerError):
            snapshots.load([layer], kept)
    assert not kept.exists()


def test_a_directory_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    layer = write(tmp_path / "g", "a:\n  name: A\n")
    (tmp_path / "file").write_text("")
    assert snapshots.load([layer], tmp_path / "file") == load([layer])


def test_a_directory_keeps_only_the_newest(tmp_path: Path) -> None:
    layer, kept = tmp_path / "g", tmp_path / "cache"
    for number in range(20):
        snapshots.load([write(layer, f"a:\n  name: A{number}\n")], kept)
        for place in kept.glob("*.gazetteer"):  # file systems tell times apart by some milliseconds only
            os.utime(place, ns=(place.stat().st_mtime_ns - 10**9,) * 2)
    assert len(list(kept.glob("*.gazetteer"))) == 12
    (kept / "notes.txt").write_text("not ours", encoding="utf-8")
    snapshots.load([write(layer, "a:\n  name: B\n")], kept)
    assert (kept / "notes.txt").exists()
    assert snapshots.load([layer], kept).entities["a"].name == "B"
