"""Writing decisions to the end of their file: whole lines, on the disk before anybody is told, one writer at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ...errors import InputError, Place
from ...hints import FIELDS
from ...model import Hints
from .appending import append_whole
from .decisions import COLUMNS, Made, parse_decisions, read_rows, without_torn

_HEADER = 1 << 16  # bytes, in which the first line ends


def append_decisions(path: str, made: Iterable[Made], gazetteer: str, day: str) -> int:
    """Add decisions to the end of a file, made if need be; those that it ends with already are not repeated.

    Returns how many were added. Raises InputError.
    """
    with opened(path) as log:
        known = parse_decisions(log.data(), path)
        new = [each for each in made if known.find(each.mention, each.hints, each.row) != each]
        log.append(new, gazetteer, day)
    return len(new)


class Log:
    """An open file of decisions, which nobody else writes meanwhile."""

    def __init__(self, stream: IO[bytes], path: str) -> None:
        self._stream = stream
        self._path = path
        self._is_whole = False

    def data(self, start: int = 0) -> bytes:
        """What is in the file from a byte on; a last line that was not written to its end is cut off.

        What is cut off is kept beside it, in a file whose name ends in `.torn`.
        """
        self._repair()
        self._stream.seek(start)
        return self._stream.read()

    def append(self, made: Sequence[Made], gazetteer: str, at: str, before: Sequence[str] = ()) -> None:
        """Add lines; they are on the disk when this returns. `before` is what held, for each. Raises InputError."""
        data = self.data()
        header = next(read_rows(data[:_HEADER].decode("utf-8-sig", "ignore"), self._path), (1, []))[1]
        place = Place(self._path, 1)
        rows = [
            _row(each, header or COLUMNS, (gazetteer, at, held), place)
            for each, held in zip(made, before or [""] * len(made), strict=True)
        ]
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(rows if header else [COLUMNS, *rows])
        gap = "\n" if data and not data.endswith(b"\n") else ""
        if rows:
            append_whole(self._stream, (gap + text.getvalue()).encode("utf-8", "replace"), sync=True)

    def _repair(self) -> None:
        if self._is_whole:
            return
        self._stream.seek(0)
        data = self._stream.read()
        whole = without_torn(data)
        if len(whole) < len(data):
            with Path(f"{self._path}.torn").open("ab") as kept:
                kept.write(data[len(whole) :] + b"\n")
            self._stream.truncate(len(whole))
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
