"""What a request may weigh: a body over the limit is refused before it is in memory, a slow one is not waited for."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..problems import fault


class BodyLimit:
    """ASGI middleware: 413 for bodies over `limit` bytes, announced or streamed; 408 after `timeout` seconds; 415 for
    packed ones.

    The paths in `streamed` read their bodies as they arrive and have limits of their own.
    """

    def __init__(self, app: ASGIApp, limit: int, timeout: float, streamed: frozenset[str] = frozenset()) -> None:
        self._app = app
        self._streamed = streamed
        self._limit = limit
        self._timeout = timeout

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on with its body whole, or answers it with a problem."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD") or scope["path"] in self._streamed:
            await self._app(scope, receive, send)
            return
        if packed := _packed(scope):
            detail, remedy = f"a body in Content-Encoding {packed!r} is not read here.", "Send it as it is, not packed."
            await fault(scope["path"], 415, "media-type", detail, remedy)(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self._timeout):
                body = await self._body(receive)
        except TimeoutError:
            response = fault(scope["path"], 408, "slow", "the body did not arrive in time.", "Send it again.")
            await response(scope, receive, send)
            return
        except ClientDisconnect:
            return
        if body is None:
            detail = f"the body is over {self._limit} bytes."
            response = fault(scope["path"], 413, "too-large", detail, "Send smaller batches.", {"Connection": "close"})
            await response(scope, receive, send)
            return
        sent = False

        async def replay() -> Message:
            nonlocal sent
            if sent:
                return await receive()
            sent = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, replay, send)

    async def _body(self, receive: Receive) -> bytes | None:
        chunks: list[bytes] = []
        size = 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ClientDisconnect
            chunk = message.get("body", b"")
            size += len(chunk)
            if size > self._limit:
                return None
            chunks.append(chunk)
            if not message.get("more_body", False):
                return b"".join(chunks)


def _packed(scope: Scope) -> str:
    """The encoding in which a body is packed; empty where it is not."""
    given = next((value for name, value in scope["headers"] if name == b"content-encoding"), b"").decode("latin-1")
    return "" if given.strip().lower() in ("", "identity") else given
