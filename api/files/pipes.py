"""Two pipes between the event loop, where a body arrives and a reply leaves, and the thread that reads and writes.

The way in holds a few chunks and makes the client wait. The way out never waits for the client, since many send all
before they read anything: what they have not fetched yet is kept in a temporary file.
"""

from __future__ import annotations

import asyncio
import io
import queue
import threading
from collections.abc import AsyncIterator
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_CHUNKS = 16
_IN_MEMORY = 1 << 22
_PART = 1 << 18


class Inlet(io.RawIOBase):
    """A file for a thread to read, of bytes that the event loop puts in."""

    def __init__(self) -> None:
        super().__init__()
        self._loop = asyncio.get_running_loop()
        self._room = asyncio.Semaphore(_CHUNKS)
        self._chunks: queue.SimpleQueue[bytes | Exception] = queue.SimpleQueue()
        self._held = memoryview(b"")
        self._over = False

    async def put(self, chunk: bytes) -> None:
        """Add bytes; waits while there are enough to read."""
        if chunk:
            await self._room.acquire()
            self._chunks.put(chunk)

    def end(self, error: Exception | None = None) -> None:
        """No more bytes will come; whoever reads on meets the error, if there is one."""
        self._chunks.put(error or b"")

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Some bytes, as soon as there are any; called in the thread. Raises what `end` was given."""
        if not self._held and not self._over:
            chunk = self._chunks.get()
            self._over = isinstance(chunk, Exception) or not chunk
            if isinstance(chunk, Exception):
                raise chunk
            self._held = memoryview(chunk)
            if chunk:
                self._loop.call_soon_threadsafe(self._room.release)
        target = memoryview(buffer).cast("B")
        size = min(len(target), len(self._held))
        target[:size] = self._held[:size]
        self._held = self._held[size:]
        return size


class Outlet:
    """Bytes that a thread writes, for the event loop to send. To be closed by the event loop."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._changed = asyncio.Event()
        self._lock = threading.Lock()
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 (closed by `close`)
        self._read = self._written = 0
        self._over = False

    def write(self, data: bytes | memoryview) -> None:
        """Add bytes; called in the thread. Never waits."""
        with self._lock:
            self._file.seek(self._written)
            self._file.write(data)
            self._written += len(data)
        self._loop.call_soon_threadsafe(self._changed.set)

    def end(self) -> None:
        """No more bytes will come; called in the event loop."""
        self._over = True
        self._changed.set()

    async def parts(self) -> AsyncIterator[bytes]:
        """The bytes in their order, until the end."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            over = self._over
            while part := self._next():
                yield part
            if over:
                return

    def _next(self) -> bytes:
        with self._lock:
            self._file.seek(self._read)
            part = self._file.read(_PART)
            self._read += len(part)
            if self._read == self._written:  # all is fetched: the file begins anew
                self._read = self._written = 0
                self._file.seek(0)
                self._file.truncate()
            return part

    def close(self) -> None:
        """Forget everything."""
        with self._lock:
            self._file.close()
