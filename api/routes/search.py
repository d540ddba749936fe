"""`GET /search`: names while they are typed. It finds what may be meant; only /resolve decides what is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from ... import __version__
from ..name_list import Hit
from ..replies import service_of, snapshot_of, strict_query, versioned
from ..snapshot import Snapshot
from ..wire import Wire, dump, well_formed
from .asking import check_length
from .models import SearchReply
from .reply_docs import PROBLEMS

router = APIRouter(tags=["entities"])
_RESOLVED = 20


@router.get(
    "/search",
    response_model=SearchReply,
    responses=PROBLEMS,
    summary="Look names up by their beginnings",
    dependencies=[Depends(strict_query)],
)
async def search(
    request: Request,
    q: Annotated[
        str, Query(description="The beginning of a name, a word of it, or an id.", examples=["ngo xuan"])
    ] = "",
    kind: Annotated[Literal["", "person", "organisation", "agreement", "post"], Query()] = "",
    country: Annotated[str, Query(description="Only entities of this country.", examples=["vn"], max_length=10)] = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    """Written and derived names in every script; then names like it. Without `q`: all entities, by id."""
    snapshot, service = snapshot_of(request), service_of(request)
    check_length(q, service.settings.max_query)

    async def make() -> bytes:
        found = await service.aside(len(q), lambda: hits(snapshot, q, kind, country))
        after = offset + limit
        return dump(
            {
                "version": __version__, "gazetteer": snapshot.gazetteer.version,
                "total": len(found), "offset": offset, "next": after if after < len(found) else None,
                "results": [_found(snapshot, hit) for hit in found[offset:after]],
            }
        )  # fmt: skip

    return await versioned(request, snapshot, make)


def hits(snapshot: Snapshot, text: str, kind: str = "", country: str = "") -> list[Hit]:
    """What a text may begin, of one kind and one country where they are given."""
    entities, wanted = snapshot.gazetteer.entities, country.strip().casefold()
    found = _with_resolved(snapshot, text)
    if kind:
        found = (hit for hit in found if entities[hit.entity_id].kind == kind)
    if wanted:
        found = (hit for hit in found if wanted in (entities[hit.entity_id].country, *entities[hit.entity_id].parties))
    return list(found)


def _with_resolved(snapshot: Snapshot, text: str) -> Iterator[Hit]:
    """What begins so, then what /resolve would list (spellings that no list of names holds), then what is like it."""
    found = list(snapshot.names.find(text, snapshot.gazetteer))
    begin = [hit for hit in found if hit.how != "like"]
    seen = {hit.entity_id for hit in begin}
    yield from begin
    for each in snapshot.resolver.resolve(text, limit=_RESOLVED).candidates if text.strip() else ():
        if each.id not in seen:
            seen.add(each.id)
            yield Hit(each.id, each.matched_name, "", "resolved", each.score)
    yield from (hit for hit in found if hit.how == "like" and hit.entity_id not in seen)


def _found(snapshot: Snapshot, hit: Hit) -> Wire:
    entity = snapshot.gazetteer.entities[hit.entity_id]
    return {
        "id": entity.id, "name": entity.name, "kind": entity.kind.value, "country": entity.country or None,
        "description": snapshot.describe(entity.id), "matched_name": well_formed(hit.text), "how": hit.how,
        "likeness": round(hit.likeness, 1),
    }  # fmt: skip
