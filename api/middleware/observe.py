"""The outermost layer: a request id, headers that every reply has, a line of log, numbers for /metrics."""

from __future__ import annotations

import os
import re
import time
from itertools import count

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..access_log import AccessLog
from ..metrics import Metrics
from ..problems import is_reconcile

_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_EXPOSED = (b"access-control-expose-headers", b"ETag, X-Request-ID, Retry-After")
_GONE = 499  # what nginx calls it when the client goes away before there is a reply
_NOSNIFF = (b"x-content-type-options", b"nosniff")
_VARY = (b"vary", b"Origin")


class Observe:
    """ASGI middleware. The client's X-Request-ID is kept when it is a plain word, else one is given."""

    def __init__(self, app: ASGIApp, metrics: Metrics, log: AccessLog | None, cors_origins: tuple[str, ...]) -> None:
        self._app = app
        self._metrics = metrics
        self._log = log
        self._origins = frozenset(origin.encode("latin-1", "replace") for origin in cors_origins)
        self._prefix = os.urandom(6).hex().encode()
        self._numbers = count(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on and takes note of its reply."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        request_id = origin = b""
        preflight = False
        for name, value in scope["headers"]:
            if name == b"x-request-id" and _ID.fullmatch(value):
                request_id = value
            elif name == b"origin":
                origin = value
            elif name == b"access-control-request-method":
                preflight = scope["method"] == "OPTIONS"
        request_id = request_id or b"%s-%x" % (self._prefix, next(self._numbers))
        scope["exonym.id"] = request_id
        extra = [(b"x-request-id", request_id), _NOSNIFF]
        if origin or self._origins or "/reconcile" in scope["path"]:
            extra += self._cors(scope["path"], origin)
        status = 0
        returned = False

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), *extra]
            await send(message)

        try:
            if preflight:
                await _preflight(noting)
            else:
                await self._app(scope, receive, noting)
            returned = True
        finally:
            unanswered = scope.get("exonym.status", _GONE) if returned else 500
            self._note(scope, status or unanswered, time.perf_counter() - began)

    def _cors(self, path: str, origin: bytes) -> list[tuple[bytes, bytes]]:
        """Who may read the reply in a browser: of the protocol all pages, of the rest those of the setting."""
        if is_reconcile(path) or b"*" in self._origins:
            return [(b"access-control-allow-origin", b"*"), _EXPOSED]
        if origin in self._origins:
            return [(b"access-control-allow-origin", origin), _EXPOSED, _VARY]
        return [_VARY] if self._origins else []

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = str(scope.get("exonym.route") or getattr(scope.get("route"), "path", "other"))
        self._metrics.request(route, status, seconds)
        if self._log is None:
            return
        request = {
            "id": scope["exonym.id"].decode(),
            "method": scope["method"],
            "route": route,
            "client": scope.get("exonym.client", ""),
        }
        if self._log.mentions:
            request |= {"path": scope["path"], "query": scope["query_string"].decode("latin-1")}
        self._log.note(request, status, seconds)


async def _preflight(send: Send) -> None:
    headers = [
        (b"access-control-allow-methods", b"GET, POST, OPTIONS"),
        (b"access-control-allow-headers", b"content-type, accept-language, authorization, x-api-key, x-request-id"),
        (b"access-control-max-age", b"86400"),
    ]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
