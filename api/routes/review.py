"""The JSON of a review: its queue, its entries, decisions, history, files. What the page of `/review/{id}` asks."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from ...resolver.bulk.options import columns_of, hint_columns
from ..files.upload import arriving, open_upload
from ..replies import reply, service_of, snapshot_of
from ..reviews import Reviews

router = APIRouter(prefix="/review", include_in_schema=False)
PATH = "/review/tables"


class Asked(BaseModel):
    """A decision over an entry: an id, `new`, `none` or `unsure`."""

    model_config = ConfigDict(extra="forbid")

    key: str = Field(max_length=100)
    decision: str = Field(max_length=200)
    scope: Literal["row", "name", "context"] = "context"
    row: int = Field(default=0, ge=0)
    note: str = Field(default="", max_length=1000)
    reviewer: str = Field(default="", max_length=100)


class Undo(BaseModel):
    """Whose last decision is taken back."""

    model_config = ConfigDict(extra="forbid")

    reviewer: str = Field(default="", max_length=100)


class Wanted(BaseModel):
    """Which entries of a queue, in which order."""

    model_config = ConfigDict(extra="forbid")

    status: str = ""
    type: str = ""
    script: str = ""
    min: float | None = None
    max: float | None = None
    decided: Literal["", "yes", "no", "stale", "id", "new", "none", "unsure"] = ""
    q: str = Field(default="", max_length=200)
    sort: Literal["value", "file", "score", "count"] = "value"
    reviewer: str = ""
    blind: bool = False
    offset: int = Field(default=0, ge=0)
    limit: int = Field(default=50, ge=1, le=500)


def _reviews(request: Request) -> Reviews:
    reviews: Reviews = request.app.state.reviews
    reviews.check()
    return reviews


def _reviewer(request: Request, given: str) -> str:
    """Who decides: the name of the key where there is one."""
    return str(request.scope.get("exonym.client") or given)


@router.post("/tables")
async def add(request: Request) -> Response:
    """A table to review, as the body or as the field `file` of a form. 201 with its id."""
    reviews, settings = _reviews(request), service_of(request).settings
    upload = await open_upload(request.headers, arriving(request.receive, settings.max_file, settings.timeout))
    data = b"".join([chunk async for chunk in upload.chunks])
    given = {**upload.fields, **request.query_params}
    columns = columns_of({each.name: given.get(each.name, "") for each in hint_columns()})
    added = reviews.add(given.get("name") or upload.name or "table.csv", data, columns, snapshot_of(request))
    return reply(added, 201)


@router.get("/{review_id}/queue")
async def queue(request: Request, review_id: str, wanted: Annotated[Wanted, Query()]) -> Response:
    """Some entries of the queue, with the counts of all."""
    return reply(_reviews(request).queue(review_id, wanted.model_dump()))


@router.get("/{review_id}/rows/{key}")
async def row(request: Request, review_id: str, key: str) -> Response:
    """All about one entry."""
    return reply(_reviews(request).row(review_id, key, snapshot_of(request)))


@router.get("/{review_id}/rows/{key}/yaml")
async def yaml(request: Request, review_id: str, key: str, decision: str) -> Response:
    """What a decision would write into the gazetteer, as a diff."""
    return reply(_reviews(request).yaml(review_id, key, decision))


@router.post("/{review_id}/decisions")
async def decide(request: Request, review_id: str, asked: Asked) -> Response:
    """Decide about an entry."""
    reviewer = _reviewer(request, asked.reviewer)
    reviews = _reviews(request)
    return reply(reviews.decide(review_id, asked.key, asked.decision, asked.scope, asked.note, reviewer))


@router.post("/{review_id}/undo")
async def undo(request: Request, review_id: str, asked: Undo | None = None) -> Response:
    """Take back the reviewer's last decision."""
    return reply(_reviews(request).undo(review_id))


@router.get("/{review_id}/history")
async def history(request: Request, review_id: str, limit: Annotated[int, Query(ge=1, le=1000)] = 50) -> Response:
    """The last decisions, the latest first."""
    return reply(_reviews(request).history(review_id, limit))


@router.get("/{review_id}/agreement")
async def agreement(request: Request, review_id: str) -> Response:
    """How far the reviewers agree, two by two."""
    return reply(_reviews(request).agreement(review_id))


@router.get("/{review_id}/{name}.csv")
async def file(request: Request, review_id: str, name: Literal["decisions", "gold", "result"]) -> Response:
    """A file of the review."""
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(_reviews(request).file(review_id, name), 200, headers, "text/csv; charset=utf-8")
