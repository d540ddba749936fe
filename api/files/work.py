"""The work on one table: in a thread, from a body that is arriving to a reply that is leaving."""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import suppress
from typing import IO, cast

from msgspec import Struct
from starlette.types import Receive

from ...resolver.bulk.answering.decisions import Decisions, parse_decisions
from ...resolver.bulk.job import Job
from ...resolver.bulk.options import Result
from ...resolver.bulk.reading.byte_source import decompressed
from ...resolver.bulk.stream import reconcile_rows
from ...resolver.errors import ExonymError
from ...resolver.memory.together import Mentioned
from ...resolver.model import NO_HINTS, Decision, Exonym, Gazetteer, Hints
from ...resolver.resolve import Resolver
from ..answer_log import Ledger
from ..refusals import GoneError
from .pipes import Inlet, Outlet
from .upload import Part, too_large


class Watched:
    """A resolver for a thread of a service: it stops when nobody waits any more, and lets others have their turn.

    `by_document`: decisions over mentions by themselves are not the last word.
    """

    def __init__(self, resolver: Resolver, ledger: Ledger, *, by_document: bool = False) -> None:
        self._by_document = by_document
        self._resolver = resolver
        self._ledger = ledger
        self._loop = asyncio.get_running_loop()
        self.stopped = False

    @property
    def gazetteer(self) -> Gazetteer:
        """What it knows."""
        return self._resolver.gazetteer

    def resolve(self, mention: str, hints: Hints = NO_HINTS, *, limit: int | None = None) -> Decision:
        """The resolver's answer. Raises GoneError once it is stopped."""
        if self.stopped:
            raise GoneError("the client went away.")
        decision = self._resolver.resolve(mention, hints, limit=limit)
        if not self._by_document:
            self._note(mention, hints, decision)
        time.sleep(0)  # the event loop waits for the interpreter's lock
        return decision

    def together(self, mentioned: Sequence[Mentioned], *, limit: int | None = None) -> list[Decision]:
        """The resolver's answers to the mentions of one document. Raises GoneError once it is stopped."""
        if self.stopped:
            raise GoneError("the client went away.")
        decisions = self._resolver.together(mentioned, limit=limit)
        for each, decision in zip(mentioned, decisions, strict=True):
            self._note(each.mention, each.hints, decision)
        return decisions

    def _note(self, mention: str, hints: Hints, decision: Decision) -> None:
        status, version = decision.status, self.gazetteer.version
        self._loop.call_soon_threadsafe(self._ledger.answered, mention, hints, status, version)

    def names(self, entity_id: str) -> tuple[Exonym, ...]:
        """The derived names of an entity. Raises UnknownEntityError."""
        return self._resolver.names(entity_id)


class _Limited(io.RawIOBase):
    """A file that is refused when it turns out to be longer than `limit` bytes, as an archive may."""

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        super().__init__()
        self._stream = stream
        self._limit = limit
        self._size = 0

    def read(self, size: int = -1) -> bytes:
        """Some bytes. Raises TooLargeError."""
        data = self._stream.read(size)
        self._size += len(data)
        if self._size > self._limit:
            raise too_large(self._limit)
        return data


class Work(Struct, frozen=True):
    """A job, what answers it, the bytes that it may have after unpacking, what comes back, and what people decided."""

    job: Job
    resolver: Watched
    limit: int
    result: Result = "rows"
    decisions: Part | None = None

    async def parts(self, chunks: AsyncIterator[bytes], receive: Receive) -> AsyncGenerator[bytes]:
        """The reply to a body, in parts, as soon as there are any. Raises what is wrong with the body or the job.

        `receive` tells when the client goes away. To be closed: then everything stops.
        """
        inlet, outlet = Inlet(), Outlet()
        feeding = asyncio.create_task(self._feed(chunks, inlet, receive))
        working = asyncio.create_task(asyncio.to_thread(self._run, inlet, outlet))
        working.add_done_callback(lambda _: outlet.end())
        try:
            async for part in outlet.parts():
                yield part
            await working
        finally:
            self.resolver.stopped = True
            feeding.cancel()
            inlet.end(GoneError("the client went away."))
            with suppress(ExonymError, asyncio.CancelledError):
                await working
            outlet.close()

    def _run(self, inlet: Inlet, outlet: Outlet) -> None:
        suffix = "." + self.job.source.lower().rpartition(".")[2]
        made = parse_decisions(self.decisions.data, self.decisions.name) if self.decisions else Decisions()
        stream = decompressed(cast("IO[bytes]", io.BufferedReader(inlet, 1 << 16)), suffix)
        limited = cast("IO[bytes]", _Limited(stream, self.limit))
        for part in reconcile_rows(self.job, self.resolver, limited, self.result, made):
            outlet.write(part)

    async def _feed(self, chunks: AsyncIterator[bytes], inlet: Inlet, receive: Receive) -> None:
        try:
            async for chunk in chunks:
                await inlet.put(chunk)
        except ExonymError as error:
            inlet.end(error)
            return
        inlet.end()
        while (await receive())["type"] != "http.disconnect":
            pass
        self.resolver.stopped = True
