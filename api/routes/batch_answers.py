"""The answers to the queries of a batch, from this process and from its helpers, other requests in between."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from fastapi import Request
from msgspec import Struct, field

from ...resolver.errors import ExonymError
from ...resolver.model import Status
from ..batches import in_turn
from ..refusals import TimeUpError
from ..service import Service
from ..sharing import Helper
from ..snapshot import Snapshot
from .asking import Asked, answer, failed

_FEW = 16
"""Queries for which no helper is asked."""
_MOST, _LEAST = 16, 4
"""Queries that a helper gets at a time: a share of those that wait, so that all end together."""


def time_up() -> TimeUpError:
    """What is said of a query that the time of its batch did not suffice for."""
    return TimeUpError("the time was up.", remedy="Send it again in a smaller batch.")


class BatchAnswers(Struct):
    """Distinct queries that wait, and the answers that are there."""

    service: Service
    snapshot: Snapshot
    waiting: deque[Asked]
    found: dict[Asked, bytes] = field(default_factory=dict)

    async def all(self, request: Request) -> dict[Asked, bytes]:
        """The answers to all; raises GoneError once the client went away."""
        asked, ends = list(self.waiting), time.monotonic() + self.service.settings.timeout
        shares = self._shares(ends)
        try:
            while self.waiting or not all(share.done() for share in shares):
                async for one, in_time in in_turn(request, self._next(), ends - time.monotonic()):
                    self.found[one] = await self._own(one, in_time=in_time)
                if shares:  # a helper that was lost leaves its share; one that has no end loses it
                    _, late = await asyncio.wait(shares, timeout=max(0.0, ends - time.monotonic()))
                    for share in late:
                        share.cancel()
        finally:
            self.waiting.clear()  # of a batch that nobody waits for, helpers answer no more
        for lost in [each for each in asked if each not in self.found]:
            self.found[lost] = failed(self.service, time_up())
        return self.found

    def _shares(self, ends: float) -> list[asyncio.Task[None]]:
        """The work of the helpers that are free, if there is much to answer."""
        place = self.snapshot.place
        unknown = sum(self.snapshot.results.get(each) is None for each in self.waiting)
        if place is None or unknown < _FEW:
            return []
        free = [each for each in self.service.helpers if each.is_ready(place)]
        for helper in free:
            helper.is_busy = True
        return [asyncio.create_task(self._share(helper, place, ends)) for helper in free]

    def _next(self) -> Iterator[Asked]:
        while self.waiting:
            yield self.waiting.popleft()

    async def _own(self, asked: Asked, *, in_time: bool) -> bytes:
        try:
            if not in_time:
                raise time_up()
            return await answer(self.service, self.snapshot, asked)
        except ExonymError as error:
            return failed(self.service, error)

    async def _share(self, helper: Helper, place: Path, ends: float) -> None:
        """Has a helper answer from the end while the others answer from the beginning."""
        try:
            while len(self.waiting) > _LEAST and time.monotonic() < ends:
                count = min(_MOST, max(_LEAST, len(self.waiting) // 3))
                share = [self.waiting.pop() for _ in range(count)]
                try:
                    replies = await helper.ask(place, [(each.mention, each.hints, each.limit) for each in share])
                except (OSError, EOFError):
                    self.waiting.extend(share)
                    return
                for asked, (status, body) in zip(share, replies, strict=True):
                    self._keep(asked, Status(status), body)
        finally:
            helper.is_busy = False

    def _keep(self, asked: Asked, status: Status, body: bytes) -> None:
        self.service.ledger.answered(asked.mention, asked.hints, status, self.snapshot.gazetteer.version)
        self.snapshot.results.keep(asked, body)
        self.found[asked] = body
