"""The answers of a run, kept beside its output as they come, so that a run that was killed can be taken up again.

Answers depend on the mention, its hints and the rules, not on the row; a run that is taken up reads its rows again and
finds the answers here, so its output has the same bytes, wherever the first one was killed and whatever the options.
Each line is one record; the last may be torn, which is seen and cut off. What is here is data, never code.
"""

from __future__ import annotations

import glob
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from ...errors import InputError, Place
from ...model import Status
from ..reading.rows import Cells, decoded, encoded
from ..shape import Answer
from .appending import append_whole

_MARK = b'{"exonym-answers": '


class Journal:
    """Answers by cells, read from a file and appended to it; without a file, it keeps nothing.

    `stale` says that the file had answers which do not hold under the rules.
    """

    def __init__(
        self, stream: IO[bytes] | None = None, known: dict[Cells, Answer] | None = None, *, stale: bool = False
    ) -> None:
        self._stream = stream
        self._known = known or {}
        self.stale = stale

    def __len__(self) -> int:
        return len(self._known)

    def take(self, cells: Cells) -> Answer | None:
        """The answer that was kept, which is then forgotten: it is asked for once."""
        return self._known.pop(cells, None) if self._known else None

    def keep(self, answers: Iterable[tuple[Cells, Answer]]) -> None:
        """Append answers; they have reached the operating system when this returns. Raises InputError."""
        if self._stream is not None:
            _append(self._stream, b"".join([line(cells, answer) for cells, answer in answers]))


def journal_path(target: str) -> Path:
    """Where the journal of an output is."""
    path = Path(target)
    return path.with_name(f".{path.name}.answers")


@contextmanager
def open_journal(target: str, rules: str, resume: bool) -> Iterator[Journal]:
    """The journal of a run to `target`, under `rules`, which say all that answers depend on.

    It is begun anew unless `resume`, or when the rules were others. It disappears when the block ends well. Outputs
    that are not ordinary files have none. Raises InputError.
    """
    if target in {"", "-"} or (Path(target).exists() and not Path(target).is_file()):
        yield Journal()
        return
    path = journal_path(target)
    first = head(rules)
    try:
        stream = path.open("a+b")
    except OSError as error:
        raise InputError(f"cannot write there: {error.strerror}.", place=Place(target)) from error
    with stream:
        _lock(stream, target)
        _refuse_other(stream)
        known, size = read(stream, first) if resume else ({}, 0)
        stale = resume and not size and stream.seek(0, os.SEEK_END) > 0
        stream.truncate(size)
        if not size:
            _append(stream, first)
        yield Journal(stream, known, stale=stale)
        path.unlink(missing_ok=True)


def _refuse_other(stream: IO[bytes]) -> None:
    """What is no journal is somebody's file, and stays. Raises InputError."""
    stream.seek(0)
    begins = stream.read(len(_MARK))
    if not _MARK.startswith(begins):  # nothing, or what a run wrote that was killed, is a beginning of it
        message = "it is in the way: answers are kept under this name, and it holds something else."
        raise InputError(message, remedy="Move it, or write to another place.", place=Place(str(stream.name)))


def _append(stream: IO[bytes], data: bytes) -> None:
    try:
        append_whole(stream, data)
    except OSError as error:
        remedy = "Free space and run it again; reconcile --resume goes on from there."
        message = f"the answers so far cannot be kept: {error.strerror}."
        raise InputError(message, remedy=remedy, place=Place(str(stream.name))) from error


def _lock(stream: IO[bytes], target: str) -> None:
    """One run at a time writes a file. A lock of records: copies of the process do not keep it when it is killed."""
    if os.name != "posix":
        return
    import fcntl

    try:
        fcntl.lockf(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise InputError("another run is writing it.", place=Place(target)) from error
    path = Path(target)
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.part"):  # of runs that were killed
        left.unlink(missing_ok=True)


def head(rules: str) -> bytes:
    """The first line of a file of answers, which are good under the same rules only."""
    return json.dumps({"exonym-answers": 3, "rules": sha256(rules.encode()).hexdigest()}).encode() + b"\n"


def read(stream: IO[bytes], wanted: bytes) -> tuple[dict[Cells, Answer], int]:
    """(the answers of a file that has the wanted head, how many of its bytes are good)."""
    known: dict[Cells, Answer] = {}
    stream.seek(0)
    if stream.readline() != wanted:
        return {}, 0
    size = len(wanted)
    for each in stream:
        kept = record(each)
        if kept is None:
            break
        known[kept[0]] = kept[1]
        size += len(each)
    return known, size


def line(cells: Cells, answer: Answer) -> bytes:
    """An answer as a line of such a file."""
    judged = answer.decided, answer.chosen
    kept = [decoded(cells), answer.status, answer.brief, answer.lines, *judged, answer.line_statuses]
    return json.dumps(kept).encode() + b"\n"


def record(text: bytes) -> tuple[Cells, Answer] | None:
    """The cells and the answer of such a line; None where it is none or not whole."""
    if not text.endswith(b"\n"):
        return None
    try:
        cells, status, brief, lines, decided, chosen, each = json.loads(text)
        statuses = tuple(map(Status, each))
        answer = Answer(Status(status), tuple(brief), tuple(map(tuple, lines)), decided, chosen, line_statuses=statuses)
        return encoded(cells), answer
    except (ValueError, TypeError):
        return None
