"""What became of the mentions: counted always; kept only where the operator asks for it, for `exonym unresolved`."""

from __future__ import annotations

import asyncio
import json
import os
from datetime import UTC, datetime
from pathlib import Path

from resolver.model import NO_HINTS, Hints, Status

from .metrics import Metrics
from .wire import well_formed

_REMEMBERED = 20_000  # mentions that are not written twice by one process
_DELAY = 1.0  # seconds that they wait to be written


class Ledger:
    """Counts every answer. With a file it appends each mention without a match to it, once, as a JSON line."""

    def __init__(self, metrics: Metrics, file: Path | None = None) -> None:
        self._metrics = metrics
        self._file = file
        self._seen: dict[tuple[str, Hints], None] = {}
        self._lines: list[str] = []

    def answered(self, mention: str, hints: Hints, status: Status, gazetteer: str) -> None:
        """Notes an answer. Called from the event loop."""
        self._metrics.answer(status.value)
        if self._file is None or status is Status.MATCH or not mention.strip() or (mention, hints) in self._seen:
            return
        if len(self._seen) >= _REMEMBERED:
            del self._seen[next(iter(self._seen))]
        self._seen[mention, hints] = None
        given = {field: getattr(hints, field) for field in Hints.__slots__ if getattr(hints, field)}
        line = {"mention": well_formed(mention), "status": status.value, "hints": {} if hints is NO_HINTS else given}
        line |= {"at": datetime.now(UTC).isoformat(timespec="seconds"), "gazetteer": gazetteer}
        self._lines.append(json.dumps(line, ensure_ascii=False) + "\n")
        if len(self._lines) == 1:
            asyncio.get_running_loop().call_later(_DELAY, self.flush)

    def failed(self) -> None:
        """Notes a query that could not be answered."""
        self._metrics.answer("error")

    def flush(self) -> None:
        """Writes what is waiting: in one piece, so that the lines of several processes stay whole."""
        lines, self._lines = self._lines, []
        if lines and self._file is not None:
            file = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                os.write(file, "".join(lines).encode())
            finally:
                os.close(file)
