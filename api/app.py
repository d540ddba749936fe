"""The HTTP service: `create_app` puts routes and layers together around one service."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from resolver import __version__
from resolver.resolve import Resolver

from . import errors, openapi
from .metrics import Metrics
from .middleware.access import Access
from .middleware.body import BodyLimit
from .middleware.hot import HotAnswers
from .middleware.observe import Observe
from .reconcile import routes as reconcile
from .routes import entities, explain, health, resolve, search
from .service import Service
from .settings import Settings

_DESCRIPTION = """Any spelling of a name in, one canonical ID and its evidence out.

Every reply carries two versions: that of the code and that of the gazetteer. Scores are 0–100: the probability that
this entity, and no stranger of a like name, is meant. A match is given only when nothing contradicts and nothing else
comes near; `/rules` has the thresholds. Replies that depend on code and gazetteer alone carry an ETag.

Errors are problem+json (RFC 9457) with a stable `code`. OpenRefine and other clients of the Reconciliation Service API
find it at `/reconcile` (0.2), `/zh/reconcile` and so on by language, and `/reconcile/v1` (1.0 draft)."""


def create_app(settings: Settings | None = None, resolver: Resolver | None = None) -> FastAPI:
    """The application. Without a resolver it loads the gazetteer that the settings name when it starts."""
    settings = settings or Settings()
    service, metrics = Service(settings, resolver), Metrics()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        try:
            await service.start()
            yield
        finally:
            await service.stop()

    app = FastAPI(title="exonym", version=__version__, description=_DESCRIPTION, lifespan=lifespan)
    app.state.settings, app.state.service, app.state.metrics = settings, service, metrics
    errors.install(app)
    routers = (resolve.router, explain.router, entities.router, search.router, health.router)
    for router in routers:
        app.include_router(router)
    reconcile.mount(app)
    app.state.routes = [*(route for router in routers for route in router.routes), *app.router.routes]
    openapi.install(app)
    # Starlette puts the layer that is added last outermost.
    app.add_middleware(HotAnswers, service=service)
    app.add_middleware(BodyLimit, limit=settings.max_body, timeout=settings.timeout)
    app.add_middleware(Access, settings=settings)
    app.add_middleware(Observe, metrics=metrics, cors_origins=settings.cors_origins)
    return app
