"""The innermost layer: what is asked thousands of times a second is answered here, without the routes.

GET /resolve with parameters that are all in order, and the two questions of health. Everything else, and every
request with anything odd about it, goes to the routes, which check the parameters and say what is wrong; what is
answered here is what they would answer. Ready replies are kept by the snapshot that gave them, so that a new
gazetteer starts with none.
"""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..routes.asking import page_of, read_query_string
from ..routes.readiness import alive, readiness
from ..service import Service
from ..snapshot import Page, Snapshot


class HotAnswers:
    """ASGI middleware in front of the routes."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app = app
        self._service = service
        reply = alive()
        self._alive, self._alive_headers = bytes(reply.body), tuple(reply.raw_headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers at once, or passes the request on."""
        if scope["type"] == "http" and scope["method"] == "HEAD":
            await self._answer_head(scope, receive, send)
            return
        if scope["type"] == "http" and scope["method"] == "GET":
            path = scope["path"]
            if path == "/resolve":
                snapshot = self._service.snapshot
                page = None if snapshot is None else snapshot.pages.get(scope["query_string"])
                if page is None and snapshot is not None:
                    page = await self._answered(snapshot, scope["query_string"])
                if page is not None:
                    scope["exonym.route"] = path
                    for name, value in scope["headers"]:
                        if name == b"if-none-match" and page.etag in value:
                            page = page.unmodified()
                    await send({"type": "http.response.start", "status": page.status, "headers": page.headers})
                    await send({"type": "http.response.body", "body": page.body})
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

    async def _answer_head(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As GET, in a scope of its own: the server leaves the body out of what its own scope calls HEAD."""
        asked = {**scope, "method": "GET"}

        async def send_noted(message: Message) -> None:
            scope.update((name, asked[name]) for name in asked.keys() - scope.keys())  # what the log tells
            await send(message)

        await self(asked, receive, send_noted)

    async def _answered(self, snapshot: Snapshot, query_string: bytes) -> Page | None:
        """The reply to a question that can be read here; else None."""
        asked = read_query_string(query_string, self._service.settings.max_query)
        return None if asked is None else await page_of(self._service, snapshot, asked, query_string)
