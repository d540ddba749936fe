"""The HTTP service: `create_app` puts routes and layers together around one service."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.types import ASGIApp

from resolver import __version__
from resolver.resolve import Resolver

from . import errors, openapi
from .access_log import AccessLog
from .metrics import Metrics
from .middleware.access import Access
from .middleware.body import BodyLimit
from .middleware.hot import HotAnswers
from .middleware.observe import Observe
from .reconcile import routes as reconcile
from .routes import entities, explain, files, health, resolve, search
from .service import Service
from .settings import Settings

_DESCRIPTION = """Any spelling of a name in, one canonical ID and its evidence out.

Every reply carries two versions: that of the code and that of the gazetteer. Scores are 0–100: the probability that
this entity, and no stranger of a like name, is meant. A match is given only when nothing contradicts and nothing else
comes near; `/rules` has the thresholds. Replies that depend on code and gazetteer alone carry an ETag.

Errors are problem+json (RFC 9457) with a stable `code`. OpenRefine and other clients of the Reconciliation Service API
find it at `/reconcile` (0.2), `/zh/reconcile` and so on by language, and `/reconcile/v1` (1.0 draft)."""


class Application(FastAPI):
    """FastAPI inside our layers. They stand outside its own, so that even a fault's reply has their headers."""

    def build_middleware_stack(self) -> ASGIApp:
        """The layers, innermost first."""
        settings: Settings = self.state.settings
        inner: ASGIApp = HotAnswers(super().build_middleware_stack(), self.state.service)
        inner = BodyLimit(inner, settings.max_body, settings.timeout, frozenset({files.PATH}))
        inner = Access(inner, settings)
        return Observe(inner, self.state.metrics, self.state.access_log, settings.cors_origins)


def create_app(
    settings: Settings | None = None,
    resolver: Resolver | None = None,
    write_log: Callable[[str], object] | None = None,
) -> Application:
    """The application. Without a resolver it loads the gazetteer that the settings name when it starts.

    `write_log` gets the lines of the access log; without it there is none.
    """
    settings = settings or Settings()
    metrics = Metrics()
    service = Service(settings, metrics, resolver)
    log = None
    if write_log is not None and settings.log_level in ("debug", "info"):
        log = AccessLog(write_log, mentions=settings.log_level == "debug")

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        try:
            await service.start()
            yield
        finally:
            await service.stop()
            if log is not None:
                log.flush()

    app = Application(title="exonym", version=__version__, description=_DESCRIPTION, lifespan=lifespan)
    app.state.settings, app.state.service, app.state.metrics, app.state.access_log = settings, service, metrics, log
    errors.install(app)
    routers = (resolve.router, explain.router, entities.router, search.router, files.router, health.router)
    for router in routers:
        app.include_router(router)
    reconcile.mount(app)
    app.state.routes = [*(route for router in routers for route in router.routes), *app.router.routes]
    openapi.install(app)
    return app
