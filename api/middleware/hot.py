"""The innermost layer: what is asked thousands of times a second is answered here, without the routes.

GET /resolve with parameters that are all in order, and the two questions of health. Everything else, and every
request with anything odd about it, goes to the routes, which check the parameters and say what is wrong; what is
answered here is what they would answer. Ready replies are kept by the snapshot that gave them, so that a new
gazetteer starts with none.
"""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from ..routes.asking import page, read_query_string
from ..routes.readiness import alive, readiness
from ..service import Service
from ..snapshot import Snapshot

_JSON = (b"content-type", b"application/json")


class HotAnswers:
    """ASGI middleware in front of the routes."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app = app
        self._service = service
        reply = alive()
        self._alive, self._alive_headers = bytes(reply.body), tuple(reply.raw_headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers at once, or passes the request on."""
        if scope["type"] == "http" and scope["method"] == "GET":
            path = scope["path"]
            if path == "/resolve":
                snapshot = self._service.snapshot
                if snapshot is not None and await self._resolve(snapshot, scope, send):
                    return
            elif path == "/healthz":
                scope["exonym.route"] = path
                await send({"type": "http.response.start", "status": 200, "headers": list(self._alive_headers)})
                await send({"type": "http.response.body", "body": self._alive})
                return
            elif path == "/readyz":
                scope["exonym.route"] = path
                await readiness(self._service)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    async def _resolve(self, snapshot: Snapshot, scope: Scope, send: Send) -> bool:
        """Whether the question could be read here, and so was answered."""
        body = snapshot.pages.get(scope["query_string"])
        if body is None:
            asked = read_query_string(scope["query_string"], self._service.settings.max_query)
            if asked is None:
                return False
            body = await page(self._service, snapshot, asked, scope["query_string"])
        scope["exonym.route"] = "/resolve"
        etag = snapshot.etag_bytes
        headers = [_JSON, (b"content-length", b"%d" % len(body)), (b"etag", etag), (b"cache-control", b"no-cache")]
        status = 200
        for name, value in scope["headers"]:
            if name == b"if-none-match" and etag in value:
                status, body, headers = 304, b"", headers[2:]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})
        return True
