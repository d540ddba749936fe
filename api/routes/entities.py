"""`GET /entities/{id}` and `GET /entities/{id}/names`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import RedirectResponse, Response

from ... import __version__
from ...resolver.errors import UnknownEntityError
from ..replies import snapshot_of, strict_query, versioned
from ..snapshot import Snapshot
from ..wire import dump, entity_to_wire, exonym_to_wire
from .models import EntityReply, NamesReply
from .reply_docs import PROBLEMS, UNKNOWN

router = APIRouter(prefix="/entities", tags=["entities"], dependencies=[Depends(strict_query)])
_RESPONSES = {**PROBLEMS, **UNKNOWN}
Id = Annotated[str, Path(description="A canonical id.", examples=["vn-ngo-xuan-lich"], max_length=200)]


@router.get(
    "/{entity_id}", response_model=EntityReply, responses=_RESPONSES, summary="An entity as the gazetteer has it"
)
async def entity(request: Request, entity_id: Id) -> Response:
    """Names, posts with dates, country, parties, sources: all that is written. Merged ids redirect."""
    snapshot = snapshot_of(request)
    found = _merged(snapshot, entity_id)
    if found != entity_id:
        return RedirectResponse(f"/entities/{found}", 308)

    async def make() -> bytes:
        written = entity_to_wire(snapshot.gazetteer.entities[found], snapshot.replaced_by.get(found, ()))
        return dump({**_versions(snapshot), **written, "description": snapshot.describe(found)})

    return await versioned(request, snapshot, make)


@router.get("/{entity_id}/names", response_model=NamesReply, responses=_RESPONSES, summary="Every exonym of an entity")
async def names(request: Request, entity_id: Id) -> Response:
    """The written names and all derived ones, each with its language and the rule that derives it."""
    snapshot = snapshot_of(request)
    found = _merged(snapshot, entity_id)
    if found != entity_id:
        return RedirectResponse(f"/entities/{found}/names", 308)

    async def make() -> bytes:
        derived = [exonym_to_wire(each) for each in snapshot.resolver.names(found)]
        return dump({**_versions(snapshot), "id": found, "names": derived})

    return await versioned(request, snapshot, make)


def _versions(snapshot: Snapshot) -> dict[str, str]:
    return {"version": __version__, "gazetteer": snapshot.gazetteer.version}


def _merged(snapshot: Snapshot, entity_id: str) -> str:
    entity = snapshot.gazetteer.redirect(entity_id)
    if entity is None:
        raise UnknownEntityError(f"no entity has the id {entity_id!r}.", remedy="Ask /resolve for the id of a name.")
    return entity.id
