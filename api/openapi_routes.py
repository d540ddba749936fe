"""The routes as FastAPI has them: parameters checked, everything described at /docs.

It takes longer to import than the rest of the service to start, so `app` makes it when the service answers already.
"""

from __future__ import annotations

from fastapi import FastAPI

from .. import __version__
from . import docs_page, error_handlers, openapi
from .metrics import Metrics
from .reconcile import endpoints as reconcile
from .reviews.book import Reviews
from .routes import annotate, entities, explain, files, health, resolve, review, search
from .service import Service
from .web import mounting

_DESCRIPTION = """Any spelling of a name in, one canonical ID and its evidence out.

Every reply carries two versions: that of the code and that of the gazetteer. Scores are 0–100: the probability that
this entity, and no stranger of a like name, is meant. A match is given only when nothing contradicts and nothing else
comes near; `/rules` has the thresholds. Replies that depend on code and gazetteer alone carry an ETag.

Errors are problem+json (RFC 9457) with a stable `code`. OpenRefine and other clients of the Reconciliation Service API
find it at `/reconcile` (0.2), `/zh/reconcile` and so on by language, and `/reconcile/v1` (1.0 draft)."""


def described(service: Service, metrics: Metrics) -> FastAPI:
    """All routes around one service."""
    app = FastAPI(title="exonym", version=__version__, description=_DESCRIPTION, docs_url=None, redoc_url=None)
    app.state.service, app.state.metrics = service, metrics
    app.state.reviews = Reviews(service)
    error_handlers.install(app)
    routers = (
        resolve.router,
        annotate.router,
        explain.router,
        entities.router,
        search.router,
        files.router,
        health.router,
        review.router,
    )
    for router in routers:
        app.include_router(router)
    reconcile.mount(app)
    docs_page.mount(app)
    mounting.mount(app)
    app.state.routes = [*(route for router in routers for route in router.routes), *app.router.routes]
    openapi.install(app)
    return app
