"""What is kept makes room for itself among its own, and removes nothing that it did not write."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from exonym.resolver.model import Entity, Form, Gazetteer, Kind
from exonym.resolver.resolve import Resolver
from exonym.resolver.search.catalogue import Catalogue
from exonym.resolver.store.caching import compiled
from exonym.resolver.store.caching.snapshots import keep_newest

LICH = Entity("vn-a", Kind.PERSON, "Ngô Xuân Lịch", (Form("Ngô Xuân Lịch", "vi", "name"),), "vn")


@pytest.fixture
def catalogue() -> Catalogue:
    return Resolver(Gazetteer({LICH.id: LICH}, "v1")).catalogue


def kept(directory: Path, number: int) -> Path:
    """A compiled gazetteer that is older the smaller its number."""
    place = directory / f"{number:032x}-{number:012x}.compiled"
    place.mkdir()
    (place / "version.npy").write_bytes(b"")
    (place / f"{number:016x}.answers").write_bytes(b"")
    os.utime(place, (number, number))
    return place


def test_a_place_of_any_name_leaves_what_lies_beside_it(catalogue: Catalogue, tmp_path: Path) -> None:
    mine = [tmp_path / name for name in ("notes", "data", "letter.txt", "a", "b", "c", "d", "e.compiled", "f.compiled")]
    for path in mine:
        path.write_text("mine")
    folder = tmp_path / "folder.compiled"
    folder.mkdir()
    for name in ("x", "y.compiled"):
        compiled.write(catalogue, tmp_path / name)
    assert {path.read_text() for path in mine} == {"mine"}
    assert folder.is_dir()


def test_the_newest_stay_and_what_has_another_name_or_holds_something_else(tmp_path: Path) -> None:
    first, with_notes, *others = [kept(tmp_path, number) for number in range(1, 6)]
    (with_notes / "notes.txt").write_text("mine")
    os.utime(with_notes, (2, 2))
    mine = tmp_path / "mine.compiled"
    mine.mkdir()
    keep_newest(others[-1], 2)
    assert [path.exists() for path in (first, with_notes, *others)] == [False, True, False, True, True]
    assert sorted(path.name for path in with_notes.iterdir())[-1] == "version.npy"
    assert mine.is_dir()


@pytest.mark.parametrize("name", ["own", "0" * 32 + "-" + "0" * 12 + ".compiled"])
def test_a_directory_that_holds_something_else_is_not_replaced(catalogue: Catalogue, tmp_path: Path, name: str) -> None:
    place = tmp_path / name
    compiled.write(catalogue, place)
    compiled.write(catalogue, place)
    (place / "letter.txt").write_text("mine")
    with pytest.raises(FileExistsError, match="something else"):
        compiled.write(catalogue, place)
    assert (place / "letter.txt").read_text() == "mine"
    assert compiled.read(place) is not None
    assert list(tmp_path.iterdir()) == [place]


def test_arrays_of_others_are_not_replaced(catalogue: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "vectors.npy").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        compiled.write(catalogue, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["vectors.npy"]
