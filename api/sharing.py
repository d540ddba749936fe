"""Processes beside a worker that take a share of its batches, so that a batch is answered on all processors.

A helper opens the compiled gazetteer that its worker serves (see `helper_process`) and is asked through pipes. It is
started when the first large batch comes and ends with its worker. Where one is not there yet, or was lost, the worker
answers by itself: helpers cost nobody an answer.
"""

from __future__ import annotations

import asyncio
import json
import struct
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from msgspec.structs import astuple

from ..resolver.model import Hints
from .compile import module

LENGTH = struct.Struct("<I")
"""How many bytes of JSON follow: the lines of both directions are longer than a stream's buffer."""
Question = tuple[str, Hints, int]
"""Mention, hints, and how many candidates to list."""
Reply = tuple[str, bytes]
"""The status of a decision, and the decision as JSON."""


class Helper:
    """One process. Asked by one batch at a time."""

    def __init__(self, known_share: float) -> None:
        self._command = [*module("exonym.api.helper_process"), str(known_share)]
        self._process: asyncio.subprocess.Process | None = None
        self._starting: asyncio.Task[None] | None = None
        self._place: Path | None = None
        self.is_busy = False

    def is_ready(self, place: Path) -> bool:
        """Whether it has this gazetteer open and nothing to do; where it has not, it begins to open it."""
        if self.is_busy or (self._starting is not None and not self._starting.done()):
            return False
        if self._process is None or self._place != place:
            self._starting = asyncio.create_task(self._open(place))
            return False
        return True

    async def ask(self, place: Path, questions: Sequence[Question]) -> list[Reply]:
        """The replies in order. Raises OSError or EOFError when the process was lost; it is started anew then."""
        if self._process is None or self._process.stdin is None or self._process.stdout is None:
            raise EOFError
        asked = [(mention, astuple(hints), limit) for mention, hints, limit in questions]
        body = json.dumps([str(place), asked]).encode()
        answered = False
        try:
            self._process.stdin.write(LENGTH.pack(len(body)) + body)
            await self._process.stdin.drain()
            replies = await self._received(self._process.stdout)
            answered = True
        finally:
            if not answered:  # what it still writes would be taken for the next replies
                self.end()
        return replies

    async def _received(self, stream: asyncio.StreamReader) -> list[Reply]:
        head = json.loads(await stream.readexactly(*LENGTH.unpack(await stream.readexactly(LENGTH.size))))
        bodies = await stream.readexactly(sum(size for _, size in head))
        ends = 0
        return [(status, bodies[ends : (ends := ends + size)]) for status, size in head]

    async def _open(self, place: Path) -> None:
        """Starts the process where there is none, and has it open a gazetteer."""
        with suppress(OSError, EOFError):
            if self._process is None:
                pipe = asyncio.subprocess.PIPE
                self._process = await asyncio.create_subprocess_exec(*self._command, stdin=pipe, stdout=pipe)
            await self.ask(place, ())
            self._place = place

    def end(self) -> None:
        """Ends the process."""
        if self._process is not None:
            with suppress(OSError):
                self._process.kill()
        self._process = self._place = None

    async def close(self) -> None:
        """Ends the process and waits until it is gone."""
        process = self._process
        if self._starting is not None:
            self._starting.cancel()
            with suppress(asyncio.CancelledError):
                await self._starting
        self.end()
        if process is not None:
            await process.wait()
