"""The HTTP service: `create_app` puts the layers together around one service.

Only what the first answer needs is imported here. The routes, which FastAPI describes, are made beside the running
service; see `described`.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

from msgspec import Struct
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.routing import Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..resolver.errors import ExonymError, GazetteerError, UsageError
from ..resolver.resolve import Resolver
from .access_log import AccessLog
from .metrics import Metrics
from .middleware.access import Access
from .middleware.body_limit import BodyLimit
from .middleware.hot import HotAnswers
from .middleware.late import Late
from .middleware.observe import Observe
from .problems import unforeseen
from .service import Service
from .settings import Settings

_log = logging.getLogger("exonym")
_LISTENING = 0.2  # seconds until the server listens and has said that it is ready
_STREAMED = frozenset({"/reconcile/file", "/reconcile/file/", "/review/tables"})


class State(Struct, frozen=True):
    """What an application holds."""

    settings: Settings
    service: Service
    metrics: Metrics
    access_log: AccessLog | None


class Application:
    """ASGI: our layers around the routes. They stand outside, so that even a fault's reply has their headers."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._routes = Late(self._make_routes)
        settings = state.settings
        inner: ASGIApp = ServerErrorMiddleware(HotAnswers(self._routes, state.service), unforeseen)
        inner = BodyLimit(inner, settings.max_body, settings.timeout, _STREAMED)
        inner = Access(inner, settings, state.service.keys)
        self._layers = Observe(inner, state.metrics, state.access_log, settings.cors_origins)
        self.router = Router(lifespan=self._life)
        self._began = 0.0
        self._refused = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request; or starts and stops with the server."""
        if scope["type"] == "lifespan":
            await self.router(scope, receive, partial(self._say, send))
        else:
            await self._layers(scope, receive, send)

    async def _say(self, send: Send, message: Message) -> None:
        """What the server hears of starting and stopping; one line, no stack trace, where nothing can be served."""
        if message["type"] == "lifespan.startup.failed" and self._refused:
            message = {"type": message["type"], "message": self._refused}
        await send(message)

    def _make_routes(self) -> ASGIApp:
        from .openapi_routes import described

        return described(self.state.service, self.state.metrics)

    @asynccontextmanager
    async def _life(self, _: object) -> AsyncIterator[None]:
        service, log = self.state.service, self.state.access_log
        warming = None
        self._began = time.monotonic()
        try:
            try:
                await service.start()
            except ExonymError as error:
                self._refused = _one_line(error)
                raise
            warming = asyncio.create_task(self._warm())
            yield
        finally:
            if warming is not None:
                await warming
            await service.stop()
            if log is not None:
                log.flush()
            _log.info("stopped", extra={"pid": os.getpid()})

    async def _warm(self) -> None:
        """What the first requests would wait for, made while nobody does, once the server listens."""
        await asyncio.sleep(_LISTENING)
        await self._routes.load()
        await self.state.service.warm()
        snapshot = self.state.service.snapshot
        if snapshot is not None:
            _log.info("ready", extra={"gazetteer": snapshot.gazetteer.version, "pid": os.getpid(),
                                      "entities": len(snapshot.gazetteer.entities),
                                      "seconds": round(time.monotonic() - self._began, 3)})  # fmt: skip


def _one_line(error: ExonymError) -> str:
    """What hinders serving: of a gazetteer how many errors, the first with its cure, and how to see the others."""
    if not isinstance(error, GazetteerError):
        return " ".join(str(error).split())
    errors = [each for each in error.findings if each.severity == "error"]
    first = f": {errors[0]}" if errors else ""
    return f"the gazetteer does not load, it has {len(errors)} error(s){first}. `exonym check` lists them all."


def create_app(
    settings: Settings | None = None,
    resolver: Resolver | None = None,
    write_log: Callable[[str], object] | None = None,
) -> Application:
    """The application. Without a resolver it loads the gazetteer that the settings name when it starts.

    `write_log` gets the lines of the access log; without it there is none.
    """
    if settings is None:
        wrong, near = Settings.misspelt(os.environ)
        if wrong:
            raise UsageError(f"the variable {wrong} is not a setting.", remedy=f"Did you mean {near}?" if near else "")
        settings = Settings()
    metrics = Metrics()
    log = None
    if write_log is not None and settings.log_level in ("debug", "info"):
        log = AccessLog(write_log, mentions=settings.log_level == "debug")
    return Application(State(settings, Service(settings, metrics, resolver), metrics, log))
