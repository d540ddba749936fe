"""The HTTP service: `create_app` puts the routes together around one resolver."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from resolver import __version__
from resolver.resolve import Resolver
from resolver.store.load import load, shipped

from . import errors
from .limits import BodyLimit
from .routes import entities, health, resolve
from .settings import Settings

_DESCRIPTION = """Any spelling of a name in, one canonical ID and its evidence out.

Every reply carries two versions: that of the code and that of the gazetteer. Scores are 0–100: the probability that
this entity, and no stranger of a like name, is meant. A match is given only when nothing contradicts and nothing else
comes near; see the README for the rule."""


def create_app(settings: Settings | None = None, resolver: Resolver | None = None) -> FastAPI:
    """The application. Without a resolver it loads the gazetteer that the settings name when it starts."""
    settings = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if app.state.resolver is None:
            app.state.resolver = Resolver(load(list(settings.gazetteer) or [shipped()]))
        yield

    app = FastAPI(title="exonym", version=__version__, description=_DESCRIPTION, lifespan=lifespan)
    app.state.settings = settings
    app.state.resolver = resolver
    errors.install(app)
    for router in (resolve.router, entities.router, health.router):
        app.include_router(router)
    app.add_middleware(BodyLimit, limit=settings.max_body)
    return app
