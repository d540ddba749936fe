"""Batches: their queries are answered in turn, within a time, and other requests are answered in between."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from typing import TypeVar

from starlette.requests import Request

from .refusals import GoneError

_SLICE = 0.005  # seconds of a batch between two looks at other requests
Query = TypeVar("Query")


async def in_turn(request: Request, queries: Iterable[Query], timeout: float) -> AsyncIterator[tuple[Query, bool]]:
    """Each query in its order, with whether the batch still has time; `timeout` is in seconds.

    Raises GoneError once the client went away.
    """
    now = time.monotonic()
    ends, pause = now + timeout, now + _SLICE
    for query in queries:
        yield query, now < ends
        now = time.monotonic()
        if now > pause:
            if await request.is_disconnected():
                raise GoneError("the client went away.")
            await asyncio.sleep(0)
            pause = time.monotonic() + _SLICE
