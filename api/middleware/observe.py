"""The outermost layer: a request id, headers that every reply has, one line of log, numbers for /metrics."""

from __future__ import annotations

import logging
import os
import re
import time
from itertools import count

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..faults import is_reconcile
from ..metrics import Metrics

_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_log = logging.getLogger("exonym.access")


class Observe:
    """ASGI middleware. The client's X-Request-ID is kept when it is a plain word, else one is given."""

    def __init__(self, app: ASGIApp, metrics: Metrics, cors_origins: tuple[str, ...]) -> None:
        self._app = app
        self._metrics = metrics
        self._origins = frozenset(origin.encode("latin-1", "replace") for origin in cors_origins)
        self._prefix = os.urandom(6).hex().encode()
        self._numbers = count(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on and takes note of its reply."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        request_id, origin, preflight = self._read(scope)
        scope["exonym.id"] = request_id.decode()
        extra = [(b"x-request-id", request_id), (b"x-content-type-options", b"nosniff")]
        extra += self._cors(scope["path"], origin)
        status = 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), *extra]
            await send(message)

        try:
            if preflight and scope["method"] == "OPTIONS":
                await _preflight(noting)
            else:
                await self._app(scope, receive, noting)
        finally:
            self._note(scope, request_id, status, time.perf_counter() - began)

    def _read(self, scope: Scope) -> tuple[bytes, bytes, bool]:
        request_id = origin = b""
        preflight = False
        for name, value in scope["headers"]:
            if name == b"x-request-id" and _ID.fullmatch(value):
                request_id = value
            elif name == b"origin":
                origin = value
            elif name == b"access-control-request-method":
                preflight = True
        return request_id or b"%s-%x" % (self._prefix, next(self._numbers)), origin, preflight

    def _cors(self, path: str, origin: bytes) -> list[tuple[bytes, bytes]]:
        """Who may read the reply in a browser: of the protocol all pages, of the rest those of the setting."""
        if is_reconcile(path) or b"*" in self._origins:
            allowed = b"*"
        elif origin and origin in self._origins:
            allowed = origin
        else:
            return [(b"vary", b"Origin")] if self._origins else []
        return [
            (b"access-control-allow-origin", allowed),
            (b"access-control-expose-headers", b"ETag, X-Request-ID, Retry-After"),
            *([] if allowed == b"*" else [(b"vary", b"Origin")]),
        ]

    def _note(self, scope: Scope, request_id: bytes, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", None) or scope.get("exonym.route") or "other"
        self._metrics.request(route, status, seconds)
        if _log.isEnabledFor(logging.INFO):
            fields = {
                "id": request_id.decode(), "method": scope["method"], "route": route, "status": status,
                "ms": round(seconds * 1000, 2), "client": scope.get("exonym.client", ""),
            }  # fmt: skip
            if _log.isEnabledFor(logging.DEBUG):  # here alone do mentions reach the log
                fields |= {"path": scope["path"], "query": scope["query_string"].decode("latin-1")}
            _log.info("request", extra=fields)


async def _preflight(send: Send) -> None:
    headers = [
        (b"access-control-allow-methods", b"GET, POST, OPTIONS"),
        (b"access-control-allow-headers", b"content-type, accept-language, authorization, x-api-key, x-request-id"),
        (b"access-control-max-age", b"86400"),
    ]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
