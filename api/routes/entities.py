"""`GET /entities/{id}` and `GET /entities/{id}/names`."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from resolver import __version__
from resolver.errors import UnknownEntityError
from resolver.resolve import Resolver

from ..errors import Problem
from ..wire import entity_to_wire, exonym_to_wire
from .resolve import reply

router = APIRouter(prefix="/entities", tags=["entities"])
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    308: {"description": "The id was merged into another; the location is that one's."},
    404: {"model": Problem, "description": "No entity has this id."},
}


@router.get("/{entity_id}", responses=_PROBLEMS, summary="An entity as the gazetteer has it")
async def entity(request: Request, entity_id: str) -> Response:
    """Names, posts with dates, country, parties, sources: all that is written. Merged ids redirect."""
    resolver: Resolver = request.app.state.resolver
    found = _merged(resolver, entity_id)
    if found != entity_id:
        return RedirectResponse(f"/entities/{found}", 308)
    written = entity_to_wire(resolver.gazetteer.entities[found])
    return reply({"version": __version__, "gazetteer": resolver.gazetteer.version, **written})


@router.get("/{entity_id}/names", responses=_PROBLEMS, summary="Every exonym of an entity")
async def names(request: Request, entity_id: str) -> Response:
    """The written names and all derived ones, each with its language and the rule that derives it."""
    resolver: Resolver = request.app.state.resolver
    found = _merged(resolver, entity_id)
    if found != entity_id:
        return RedirectResponse(f"/entities/{found}/names", 308)
    derived = [exonym_to_wire(each) for each in resolver.names(found)]
    return reply({"version": __version__, "gazetteer": resolver.gazetteer.version, "id": found, "names": derived})


def _merged(resolver: Resolver, entity_id: str) -> str:
    entity = resolver.gazetteer.redirect(entity_id)
    if entity is None:
        raise UnknownEntityError(f"no entity has the id {entity_id!r}.", remedy="Ask /resolve for the id of a name.")
    return entity.id
