"""Puts the pages into the application. They are not part of the API that OpenAPI describes."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.routing import Route

from . import annotate, assets, browse, entity, evidence, login, lookup, review


def mount(app: FastAPI) -> None:
    """All pages, with the styles and scripts that they use."""
    pages = [
        Route(f"{assets.PATH}/{{version}}/{{name}}", assets.serve, methods=["GET"]),
        Route("/review", review.reviews, methods=["GET"]),
        Route("/review/{review_id}", review.desk, methods=["GET"]),
        Route("/annotate", annotate.form, methods=["GET"]),
        Route("/annotate/page", annotate.annotated, methods=["GET", "POST"]),
        Route("/", lookup.lookup, methods=["GET"]),
        Route("/lookup/answer", lookup.fragment, methods=["GET"]),
        Route("/lookup/evidence", evidence.fragment, methods=["GET"]),
        Route("/login", login.login, methods=["GET", "POST"]),
        Route("/logout", login.logout, methods=["POST"]),
        Route("/view/{entity_id:path}", entity.view, methods=["GET"]),
        Route("/browse", browse.browse, methods=["GET"]),
    ]
    app.router.routes.extend(pages)
