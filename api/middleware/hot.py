"""The innermost layer: GET /resolve with a query string that was answered before is answered from memory.

Replies are kept by the snapshot that gave them, so that a new gazetteer starts with none. Everything else goes to
the route, which checks the parameters and keeps what it answers.
"""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from ..service import Service


class HotAnswers:
    """ASGI middleware in front of the router."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app = app
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers from memory, or passes the request on."""
        snapshot = self._service.snapshot
        if scope["type"] != "http" or scope["path"] != "/resolve" or scope["method"] != "GET" or snapshot is None:
            await self._app(scope, receive, send)
            return
        body = snapshot.pages.get(scope["query_string"])
        if body is None:
            await self._app(scope, receive, send)
            return
        scope["exonym.route"] = "/resolve"
        etag = snapshot.etag_bytes
        for name, value in scope["headers"]:
            if name == b"if-none-match" and etag in value:
                await send({"type": "http.response.start", "status": 304, "headers": [(b"etag", etag)]})
                await send({"type": "http.response.body", "body": b""})
                return
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", b"%d" % len(body)),
            (b"etag", etag),
            (b"cache-control", b"no-cache"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})
