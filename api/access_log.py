"""A line for each request, gathered for a moment and written together: writing each by itself would cost more than
answering it.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

_GATHERED = 200  # lines
_DELAY = 0.2  # seconds


class AccessLog:
    """JSON lines. With `mentions` also path and query, where mentions are; else only the route's template."""

    def __init__(self, write: Callable[[str], object], *, mentions: bool) -> None:
        self.mentions = mentions
        self._write = write
        self._lines: list[str] = []
        self._names: dict[str, str] = {}
        self._second, self._stamp = 0, ""

    def note(self, request: Mapping[str, object], status: int, seconds: float) -> None:
        """Notes a request. `request` has id, method, route and client; with mentions also path and query."""
        fields = ", ".join([f'"{key}": {self._quoted(str(value))}' for key, value in request.items()])
        self._lines.append(
            f'{{"at": "{self._now()}", "level": "info", "event": "request", {fields}, "status": {status}, '
            f'"ms": {seconds * 1000:.2f}}}\n'
        )
        if len(self._lines) == 1:
            asyncio.get_running_loop().call_later(_DELAY, self.flush)
        elif len(self._lines) >= _GATHERED:
            self.flush()

    def flush(self) -> None:
        """Writes what was gathered."""
        lines, self._lines = self._lines, []
        if lines:
            self._write("".join(lines))

    def _quoted(self, text: str) -> str:
        """The text as JSON; routes, methods and clients come again and again, so theirs are kept."""
        found = self._names.get(text)
        if found is None:
            found = json.dumps(text)
            if len(self._names) < 1000 and len(text) < 40:
                self._names[text] = found
        return found

    def _now(self) -> str:
        now = time.time()
        if int(now) != self._second:
            self._second = int(now)
            self._stamp = datetime.fromtimestamp(self._second, UTC).isoformat()[:19]
        return f"{self._stamp}.{int(now * 1000) % 1000:03d}+00:00"
