"""Writing decisions to the end of their file: whole lines, on the disk before anybody is told, one writer at a time."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

from ...errors import InputError, Place
from ...hints import FIELDS
from ...model import Hints
from .appending import append_whole
from .decisions import COLUMNS, UNDO, Decisions, Made, parse_decisions, read_rows, standing, without_torn

_HEADER = 1 << 16  # bytes, in which the first line ends


def append_decisions(path: str, made: Iterable[Made], gazetteer: str, day: str) -> int:
    """Add decisions to the end of a file, made if need be; what holds already as they want it is not repeated.

    Returns how many were added. Raises InputError.
    """
    with opened(path) as log:
        new = _missing(list(made), parse_decisions(log.data(), path))
        log.append(new, gazetteer, day)
    return len(new)


def _missing(made: Sequence[Made], known: Decisions) -> list[Made]:
    """Those that must be added, in their order, for all to hold as if they had been made one after the other."""
    wanted = standing(replace(each, line=at) for at, each in enumerate(made))
    held = dict(known.made)
    now = Decisions(held, known.rows | {each.row for each in made if each.row})
    last = max((each.line for each in held.values()), default=0)
    missing: list[Made] = []
    for each in made:
        asked = each.mention, each.hints, each.row
        if each.decision != UNDO and held.get(each.covered) == each and now.find(*asked) == wanted.find(*asked):
            continue
        missing.append(each)
        held[each.covered] = replace(each, line=last + len(missing))
    return missing


class Log:
    """An open file of decisions, which nobody else writes meanwhile."""

    def __init__(self, stream: IO[bytes], path: str) -> None:
        self._stream = stream
        self._path = path
        self._is_whole = False

    def data(self, start: int = 0) -> bytes:
        """What is in the file from a byte on, where a line begins.

        A last line that was not written to its end is cut off, and kept beside it in a file whose name ends in `.torn`.
        """
        self._repair(start)
        self._stream.seek(start)
        return self._stream.read()

    def append(self, made: Sequence[Made], gazetteer: str, at: str, before: Sequence[str] = ()) -> None:
        """Add lines; they are on the disk when this returns. `before` is what held, for each. Raises InputError."""
        self._repair(0)
        self._stream.seek(0)
        first = self._stream.read(_HEADER).decode("utf-8-sig", "ignore")
        header = next(read_rows(first, self._path), (1, []))[1]
        place = Place(self._path, 1)
        rows = [
            _row(each, header or COLUMNS, (gazetteer, at, held), place)
            for each, held in zip(made, before or [""] * len(made), strict=True)
        ]
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(rows if header else [COLUMNS, *rows])
        gap = "" if not first or self._ends_a_line() else "\n"
        if rows:
            append_whole(self._stream, (gap + text.getvalue()).encode("utf-8", "replace"), sync=True)

    def _ends_a_line(self) -> bool:
        self._stream.seek(-1, os.SEEK_END)
        return self._stream.read() == b"\n"

    def _repair(self, start: int) -> None:
        if self._is_whole:
            return
        self._stream.seek(0)
        header = self._stream.readline() if start else b""
        self._stream.seek(start)
        data = header + self._stream.read()
        torn = data[len(without_torn(data)) :]
        if torn:
            with Path(f"{self._path}.torn").open("ab") as kept:
                kept.write(torn + b"\n")
            self._stream.truncate(self._stream.tell() - len(torn))
        self._is_whole = True


@contextmanager
def opened(path: str) -> Iterator[Log]:
    """The file of decisions, made if need be, for one writer at a time; others wait. Raises InputError."""
    try:
        with Path(path).open("a+b", buffering=0) as stream, _alone(stream):
            yield Log(stream, path)
    except OSError as error:
        raise InputError(f"cannot write the decisions: {error.strerror}.", place=Place(path)) from error


@contextmanager
def _alone(stream: IO[bytes]) -> Iterator[None]:
    """One writer at a time, where the system has file locks."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    fcntl.flock(stream, fcntl.LOCK_EX)
    yield


def _row(made: Made, header: Sequence[str], told: tuple[str, str, str], place: Place) -> list[str]:
    """The cells of a decision under a file's own header, which must have a column for all that it depends on.

    `told` are the version of the gazetteer, the time and what held before.
    """
    scope = "" if made.scope == "context" else made.scope
    depends = {**written_hints(made.hints), "scope": scope, "row": str(made.row or "")}
    missing = next((name for name, value in depends.items() if value and name not in header), "")
    if missing:
        what = f"the decision about {made.mention} depends on its {missing}, and the file has no such column."
        raise InputError(what, place=place, remedy=f"Add {missing} to the first line of the file.")
    told_by = dict(zip(("gazetteer", "decided", "before"), told, strict=True))
    cells = {"mention": made.mention, "decision": made.decision, "note": made.note, "reviewer": made.reviewer,
             **told_by, **depends}  # fmt: skip
    return [cells.get(name, "") for name in header]


def written_hints(hints: Hints) -> dict[str, str]:
    """Hints as a file has them, by the names of their fields; empty where nothing is said."""
    values = ((name, getattr(hints, name)) for name in FIELDS)
    return {name: " ".join(value) if isinstance(value, tuple) else value for name, value in values}
