"""`/healthz`: the process lives. `/readyz`: it has a gazetteer and answers."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response
from resolver import __version__

from ..errors import Problem, problem
from .resolve import reply

router = APIRouter(tags=["operations"])


@router.get("/healthz", summary="Is the process alive?")
async def healthz() -> Response:
    """Always 200 while the process runs."""
    return reply({"status": "ok", "version": __version__})


@router.get("/readyz", responses={503: {"model": Problem}}, summary="Can it answer?")
async def readyz(request: Request) -> Response:
    """200 with the gazetteer's version and size; 503 before one is loaded."""
    resolver = request.app.state.resolver
    if resolver is None:
        return problem(503, "not-ready", "the gazetteer is not loaded yet.", "Ask again in a moment.")
    gazetteer = resolver.gazetteer
    size = len(gazetteer.entities)
    return reply({"status": "ready", "version": __version__, "gazetteer": gazetteer.version, "entities": size})
