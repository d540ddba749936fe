"""Files that appear whole or not at all."""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from ...errors import InputError, Place

_REMEDY = "It is as it was. Free space, or give a place that can be written."


def is_installed(path: Path) -> bool:
    """Whether it belongs to an installed package, so that the next upgrade would replace what is written there."""
    return bool({"site-packages", "dist-packages"} & set(path.resolve().parts))


@contextmanager
def together(paths: Iterable[Path]) -> Iterator[dict[Path, Path]]:
    """Where to write each of these files; they take their places when all are whole, or none does.

    A file that is what it was is left alone, so that nothing seems changed that is not; one that is written anew keeps
    its mode, and a link to it. Directories that were made for nothing go again. Raises InputError where one cannot be
    written.
    """
    parts = {path: _part(path.resolve()) for path in paths}
    made: list[Path] = []
    try:
        for path in parts:
            made += make_directory(path.parent)
        yield parts
        for path, part in parts.items():
            if not (path.exists() and filecmp.cmp(path, part, shallow=False)):
                _replace(path.resolve(), part)
    except OSError as error:
        named = {str(part): path for path, part in parts.items()}
        place = Place(str(named.get(str(error.filename), error.filename or next(iter(parts), ""))))
        raise InputError(f"it cannot be written: {error.strerror}.", remedy=_REMEDY, place=place) from error
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink()
        remove_empty(made)


def _part(path: Path) -> Path:
    """Where a file is written first: no gazetteer reads a file of such a name."""
    return path.with_name(f".{path.name}.{os.getpid()}.part")


def _replace(path: Path, part: Path) -> None:
    if path.exists():
        shutil.copymode(path, part)
    part.replace(path)


def make_directory(path: Path) -> list[Path]:
    """Makes a directory; returns those that were not there before."""
    missing = [each for each in (path, *path.parents) if not each.exists()]
    path.mkdir(parents=True, exist_ok=True)
    return missing


def remove_empty(directories: Iterable[Path]) -> None:
    """Removes those directories that are empty, the innermost first."""
    for directory in sorted(set(directories), key=lambda path: -len(path.parts)):
        if directory.is_dir() and not any(directory.iterdir()):
            directory.rmdir()


def whole_file(path: Path, head: str, lines: Iterable[str]) -> int:
    """Writes a head and lines to a file that takes its place when it is whole; returns how many lines."""
    count = 0
    with together([path]) as parts, parts[path].open("w", encoding="utf-8", errors="replace", newline="") as out:
        out.write(head + "\n")
        for line in lines:
            out.write(line + "\n")
            count += 1
    return count


def write_texts(texts: Mapping[Path, str]) -> None:
    """Writes these files, all or none of them. Raises InputError."""
    with together(texts) as parts:
        for path, part in parts.items():
            part.write_text(texts[path], encoding="utf-8", newline="")
