"""The JSON of a review: its queue, its entries, decisions, history, files. What the page of `/review/{id}` asks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath
from typing import Annotated, Any, Literal, TypeVar

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from ...resolver.bulk.options import hint_columns
from ...resolver.errors import ExonymError
from ...resolver.reviewing.desk import Choice
from ...resolver.reviewing.queue import Wanted
from ..error_handlers import status_of
from ..files.file_options import FileOptions, as_parameters, read_options
from ..files.upload import KNOWN_ENDS, Upload, arriving, open_upload, refuse_announced
from ..origins import is_foreign
from ..problems import problem
from ..refusals import OriginError, ParameterError
from ..replies import reply, service_of, snapshot_of
from ..reviews.book import Reviews
from ..reviews.folder import About
from ..reviews.shown import where_of
from .document_models import Given

router = APIRouter(prefix="/review", include_in_schema=False)
PATH = "/review/tables"
_OWN = ("name", "reviewer", "blind")
_READING = ("format", "delimiter", "encoding", "no_header", "legacy", *(each.name for each in hint_columns()))
_MOST = (1 << 63) - 1  # the largest number that an index can hold
Result = TypeVar("Result")
Words = Annotated[str, Field(max_length=200)]


class Asked(Given):
    """A decision over an entry: an id, `new`, `none` or `unsure`."""

    key: str = Field(max_length=100)
    decision: str = Field(max_length=200)
    scope: Literal["row", "name", "context"] = "context"
    row: int = Field(default=0, ge=0, le=_MOST)
    note: str = Field(default="", max_length=1000)
    reviewer: Words = ""


class Undo(Given):
    """Whose last decision is taken back."""

    reviewer: Words = ""


class Filters(BaseModel):
    """Which entries of a queue, in which order. Several statuses, types and scripts are separated by commas."""

    model_config = ConfigDict(extra="forbid")

    status: Words = ""
    type: Words = ""
    script: Words = ""
    min: float | None = None
    max: float | None = None
    decided: Literal["", "yes", "no", "stale", "id", "new", "none", "unsure"] = ""
    q: Words = ""
    sort: Literal["value", "file", "score", "count"] = "value"
    reviewer: Words = ""
    blind: bool = False
    offset: int = Field(default=0, ge=0, le=_MOST)
    limit: int = Field(default=50, ge=1, le=500)


@router.post("/tables")
async def add(request: Request) -> Response:
    """A table to review, as the body or as the field `file` of a form, with the options of `exonym reconcile` that say
    how it is read, and `name`, `reviewer`, `blind`. 201 with its id.
    """
    try:
        return reply(await _received(request), 201)
    except ExonymError as error:
        headers = {"Connection": "close"} if status_of(error) in {408, 413} else None
        message, remedy = where_of(error) + as_parameters(error.message), as_parameters(error.remedy)
        return problem(status_of(error), error.code, message, remedy, headers)


async def _received(request: Request) -> dict[str, Any]:
    reviews, settings, snapshot = _reviews(request), service_of(request).settings, snapshot_of(request)
    refuse_announced(request.headers, settings.max_file)
    query = dict(request.query_params)
    _options(query)
    upload = await open_upload(request.headers, arriving(request.receive, settings.max_file, settings.timeout))
    given = query | upload.fields
    options = _options(given).in_encoding(upload.charset)
    source, blind = upload.source(options.format), _blind(given)
    with reviews.receiving() as path:
        says_nothing = not (options.format or upload.media_type or upload.name)
        await _keep(upload, path / ("table" if says_nothing else f"table{_ends(source)}"))
        name = PurePath(given.get("name") or upload.name or source).name[:200] or "table"
        table = next(each.name for each in path.iterdir())
        about = About(name, table, "decisions.csv", dict(options.given), reviewer=given.get("reviewer", ""),
                      blind=blind)  # fmt: skip
        return await asyncio.to_thread(reviews.settle, path, about, snapshot)


def _ends(source: str) -> str:
    """What a name ends with, as far as it says how a table is read."""
    return "".join(end for end in PurePath(source).suffixes[-2:] if end.lower() in KNOWN_ENDS)


def _blind(given: Mapping[str, str]) -> bool:
    """Whether a review is to be blind. Raises ParameterError."""
    try:
        return TypeAdapter(bool).validate_python(given.get("blind") or "false")
    except ValidationError as error:
        remedy = "Write blind=true or leave it out."
        raise ParameterError(f"blind: {error.errors()[0]['msg']}.", remedy=remedy) from error


async def _keep(upload: Upload, path: Path) -> None:
    with path.open("wb") as file:
        async for chunk in upload.chunks:
            file.write(chunk)


def _options(given: Mapping[str, str]) -> FileOptions:
    """The options that say how a table is read. Raises ParameterError."""
    for name in given:
        if name not in (*_OWN, *_READING):
            raise ParameterError(
                f"unknown parameter {name!r}.", remedy=f"The parameters are: {', '.join((*_OWN, *_READING))}."
            )
    return read_options({name: value for name, value in given.items() if name in _READING})


def _reviews(request: Request) -> Reviews:
    """The reviews of the service. Raises OffError, and OriginError for a change that another site's page asks for."""
    reviews: Reviews = request.app.state.reviews
    reviews.root  # noqa: B018 - raises where there is no place for any
    if request.method == "POST" and is_foreign(request.headers, service_of(request).settings.base_url):
        remedy = "Use the page /review. Behind a proxy, set EXONYM_BASE_URL to the address that browsers use."
        raise OriginError("this request comes from a page of another site.", remedy=remedy)
    return reviews


def _reviewer(request: Request, given: str) -> str:
    """Who decides: the name of the key where there is one."""
    return " ".join((str(request.scope.get("exonym.client") or "") or given).split())


async def _told(work: Callable[[], Result]) -> Response:
    """What comes of work with files, which is done in a thread."""
    return reply(await asyncio.to_thread(work))  # type: ignore[arg-type]


@router.get("/{review_id}/queue")
async def queue(request: Request, review_id: str, filters: Annotated[Filters, Query()]) -> Response:
    """Some entries of the queue, with the counts of all."""
    reviews, snapshot = _reviews(request), snapshot_of(request)
    wanted = Wanted(
        _listed(filters.status), _listed(filters.type), _listed(filters.script), filters.min, filters.max,
        filters.decided, filters.q.strip(), filters.sort, filters.offset, filters.limit,
        _reviewer(request, filters.reviewer),
    )  # fmt: skip
    return await _told(lambda: reviews.queue(review_id, wanted, snapshot, blind=filters.blind))


def _listed(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())


@router.get("/{review_id}/rows/{key}")
async def row(request: Request, review_id: str, key: str, reviewer: str = "", blind: bool = False) -> Response:
    """All about one entry."""
    reviews, snapshot, who = _reviews(request), snapshot_of(request), _reviewer(request, reviewer)
    return await _told(lambda: reviews.row(review_id, key, who, snapshot, blind=blind))


@router.get("/{review_id}/rows/{key}/yaml")
async def yaml(request: Request, review_id: str, key: str, decision: Annotated[str, Query(max_length=200)]) -> Response:
    """What a decision would write into the gazetteer, as a diff."""
    reviews, snapshot = _reviews(request), snapshot_of(request)
    return await _told(lambda: reviews.yaml(review_id, key, decision, snapshot))


@router.post("/{review_id}/decisions")
async def decide(request: Request, review_id: str, asked: Asked) -> Response:
    """Decide about an entry."""
    reviews, snapshot, who = _reviews(request), snapshot_of(request), _reviewer(request, asked.reviewer)
    choice = Choice(asked.decision, asked.scope, asked.row, asked.note)
    return await _told(lambda: reviews.decide(review_id, asked.key, choice, who, snapshot))


@router.post("/{review_id}/undo")
async def undo(request: Request, review_id: str, asked: Undo | None = None) -> Response:
    """Take back the reviewer's last decision."""
    reviews, snapshot = _reviews(request), snapshot_of(request)
    who = _reviewer(request, asked.reviewer if asked else "")
    return await _told(lambda: reviews.undo(review_id, who, snapshot))


@router.get("/{review_id}/history")
async def history(
    request: Request, review_id: str, limit: Annotated[int, Query(ge=1, le=1000)] = 50, reviewer: str = ""
) -> Response:
    """The last decisions, the latest first."""
    reviews, snapshot, who = _reviews(request), snapshot_of(request), _reviewer(request, reviewer)
    return await _told(lambda: reviews.history(review_id, limit, who, snapshot))


@router.get("/{review_id}/agreement")
async def agreement(request: Request, review_id: str) -> Response:
    """How far the reviewers agree, two by two."""
    reviews, snapshot = _reviews(request), snapshot_of(request)
    return await _told(lambda: reviews.agreement(review_id, snapshot))


@router.get("/{review_id}/decisions.csv")
async def decisions(request: Request, review_id: str) -> Response:
    """The file of decisions, which `exonym reconcile --decisions` and `exonym apply` read."""
    reviews = _reviews(request)
    return Response(await asyncio.to_thread(reviews.decisions, review_id), headers=_as_file("decisions"))


@router.get("/{review_id}/gold.csv")
async def gold(request: Request, review_id: str, reviewer: str = "") -> Response:
    """What was decided as a labelled file, for `exonym evaluate`."""
    reviews, snapshot = _reviews(request), snapshot_of(request)
    return Response(await asyncio.to_thread(reviews.gold, review_id, reviewer, snapshot), headers=_as_file("gold"))


@router.get("/{review_id}/result.csv")
async def result(request: Request, review_id: str) -> Response:
    """The table with the columns of answers beside each row, decisions obeyed."""
    reviews, snapshot = _reviews(request), snapshot_of(request)
    parts = await asyncio.to_thread(reviews.result, review_id, snapshot)
    return StreamingResponse(parts, headers=_as_file("result"))


def _as_file(name: str) -> dict[str, str]:
    """The headers of a file to keep."""
    return {
        "Content-Type": "text/csv; charset=utf-8", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
        "Content-Disposition": f'attachment; filename="{name}.csv"',
    }  # fmt: skip
