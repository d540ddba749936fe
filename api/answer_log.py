"""What became of the mentions: counted always; kept only where the operator asks for it, for `exonym unresolved`."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from ..resolver.errors import InputError, Place
from ..resolver.model import Hints, Status
from .metrics import Metrics
from .unresolved_file import Unresolved, written

_log = logging.getLogger("exonym")
_REMEMBERED = 20_000  # mentions whose counts one process keeps; the oldest makes room
_APPEND = os.O_WRONLY | os.O_CREAT | os.O_APPEND
_MODE = 0o600  # what people asked is for the operator's eyes
_DELAY = 1.0  # seconds that they wait to be written

_Key = tuple[str, Hints]


class _Count(Struct):
    """How often a mention was asked, and how much of that is written."""

    status: Status
    gazetteer: str
    asked: int = 0
    kept: int = 0


def refuse_unwritable(file: Path) -> None:
    """Raises InputError where mentions can never be kept; a disk that is full now may have room later."""
    try:
        os.close(os.open(file, _APPEND, _MODE))
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            remedy = "Give a file in a directory that is there and can be written."
            message = f"unresolved mentions cannot be kept: {error.strerror}."
            raise InputError(message, remedy=remedy, place=Place(str(file))) from error


class Ledger:
    """Counts every answer. With a file it appends the mentions without a match to it, as JSON lines with counts.

    What cannot be written, on a full disk, waits counted until it can.

    A mention is written when its count has doubled, and at the end: a popular one costs a few lines, not a million.
    """

    def __init__(self, metrics: Metrics, file: Path | None = None) -> None:
        self._metrics = metrics
        self._file = file
        self._counts: dict[_Key, _Count] = {}
        self._due: dict[_Key, None] = {}
        self._waiting = False
        self._failing = False  # said once, and again only after it worked
        self._broken = False  # the file ends in half a line of ours

    @property
    def keeps(self) -> bool:
        """Whether mentions without a match are written down, each time one is asked."""
        return self._file is not None

    def answered(self, mention: str, hints: Hints, status: Status, gazetteer: str) -> None:
        """Notes an answer. Called from the event loop."""
        self._metrics.answer(status.value)
        if self._file is None or status is Status.MATCH or not mention.strip():
            return
        key = (mention, hints)
        if key not in self._counts:
            if len(self._counts) >= _REMEMBERED:
                self._forget(next(iter(self._counts)))
            self._counts[key] = _Count(status, gazetteer)
        self._counts[key].status, self._counts[key].gazetteer = status, gazetteer
        self.again(mention, hints)

    def again(self, mention: str, hints: Hints) -> None:
        """Notes an answer that was given from memory: it counts for a mention that had no match."""
        count = self._counts.get((mention, hints))
        if count is None:
            return
        count.asked += 1
        if count.asked >= 2 * count.kept:
            self._due[mention, hints] = None
            if not self._waiting:
                self._waiting = True
                asyncio.get_running_loop().call_later(_DELAY, self._write_due)

    def failed(self) -> None:
        """Notes a query that could not be answered."""
        self._metrics.answer("error")

    def flush(self) -> None:
        """Writes all that is not written yet: at the end."""
        self._write(list(self._counts))

    def _write_due(self) -> None:
        self._waiting = False
        due, self._due = list(self._due), {}
        self._write(due)

    def _forget(self, key: _Key) -> None:
        self._write([key])
        del self._counts[key]
        self._due.pop(key, None)

    def _write(self, keys: list[_Key]) -> None:
        """Appends in one piece, so that the lines of several processes stay whole."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        new = [key for key in keys if self._counts[key].asked > self._counts[key].kept]
        if not new or self._file is None:
            return
        try:
            done = self._append(self._file, [self._line(key, at) for key in new])
        except OSError as error:
            done, reason = 0, error.strerror
        else:
            reason = "No space left" if done < len(new) else ""
        for key in new[:done]:
            self._counts[key].kept = self._counts[key].asked
        if reason and not self._failing:
            _log.error("unresolved mentions cannot be written: %s", reason, extra={"file": str(self._file)})
        self._failing = bool(reason)

    def _append(self, path: Path, lines: list[str]) -> int:
        """How many of the lines came whole into the file; what follows a broken one begins a new line."""
        data = ("\n" if self._broken else "").encode() + "".join(lines).encode()
        file = os.open(path, _APPEND, _MODE)
        try:
            size = os.write(file, data)
        finally:
            os.close(file)
        ended = data[:size].count(b"\n") - self._broken
        self._broken = bool(size) and not data[:size].endswith(b"\n")
        return max(ended, 0)

    def _line(self, key: _Key, at: str) -> str:
        count, (mention, hints) = self._counts[key], key
        new = count.asked - count.kept
        return written(Unresolved(mention, hints, new, at, at), count.status, count.gazetteer)
