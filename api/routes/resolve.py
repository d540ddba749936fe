"""`GET /resolve`, `POST /resolve` and `GET /normalize`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from resolver import __version__
from resolver.errors import ExonymError, InputError
from resolver.hints import FIELDS, parse_hints
from resolver.model import Hints
from resolver.resolve import Resolver

from ..errors import Problem
from ..settings import Settings
from ..wire import Wire, decision_to_wire, error_to_wire, plain, resolution_to_wire
from .models import Batch, BatchReply, SingleReply

router = APIRouter(tags=["resolve"])
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    422: {"model": Problem, "description": "A query or a hint that cannot be read."},
}
_TOO_LONG = "Names are shorter: send one mention, not its sentence."

Text = Annotated[str, Query()]


class QueryError(InputError):
    """A query of a batch that cannot be read."""

    code = "query"


class QueryTooLongError(InputError):
    """A mention over the limit."""

    code = "query-too-long"


def reply(content: Wire, status: int = 200) -> Response:
    """A JSON response, characters unescaped."""
    return Response(json.dumps(content, ensure_ascii=False), status, media_type="application/json")


@router.get("/resolve", response_model=SingleReply, responses=_PROBLEMS, summary="Resolve one mention")
async def resolve_one(
    request: Request,
    q: Annotated[str, Query(description="The mention: a name as written.", examples=["吴春历"])],
    kind: Annotated[str, Query(description="person, organisation, agreement or post")] = "",
    country: Annotated[str, Query(description="The entity's own country: a contradiction blocks a match.")] = "",
    context_countries: Annotated[str, Query(description="Countries the document speaks of, e.g. `vn jp`.")] = "",
    date: Annotated[str, Query(description="The document's date: 2018, 2018-04 or 2018-04-10.")] = "",
    role: Annotated[str, Query(description="The office or rank that the document gives.")] = "",
    language: Annotated[str, Query(description="The document's language (BCP 47).")] = "",
    limit: Annotated[int, Query(ge=1, le=100, description="Candidates to list.")] = 10,
) -> Response:
    """One mention with its hints; the decision with candidates and evidence."""
    resolver, settings = _state(request)
    _check_length(q, settings.max_query)
    values = (kind, country, context_countries, date, role, language)
    hints = parse_hints(dict(zip(FIELDS, values, strict=True)))
    decision = decision_to_wire(resolver.resolve(q, hints, limit=limit))
    return reply({"version": __version__, "gazetteer": resolver.gazetteer.version, **decision})


@router.post(
    "/resolve",
    response_model=BatchReply,
    responses={400: {"model": Problem, "description": "Not JSON."}, 413: {"model": Problem}, **_PROBLEMS},
    summary="Resolve a batch",
)
async def resolve_batch(request: Request, batch: Batch) -> Response:
    """Up to 1,000 mentions, each with its own hints. The results come in order; a bad query harms no other."""
    resolver, settings = _state(request)
    if len(batch.queries) > settings.max_batch:
        raise InputError(
            f"{len(batch.queries)} queries in one batch.", remedy=f"Send at most {settings.max_batch} at a time."
        )
    results = [_answer(query, resolver, settings, batch.limit) for query in batch.queries]
    return reply(resolution_to_wire(resolver.gazetteer, results))


@router.get("/normalize", responses=_PROBLEMS, summary="How a mention is read")
async def normalize(request: Request, q: Annotated[str, Query(description="The mention.")]) -> Response:
    """Clean text, script, words and titles of a mention, before any gazetteer is asked."""
    resolver, settings = _state(request)
    _check_length(q, settings.max_query)
    return reply({"version": __version__, **plain(resolver.normalize(q).as_dict())})


def _state(request: Request) -> tuple[Resolver, Settings]:
    return request.app.state.resolver, request.app.state.settings


def _answer(query: Any, resolver: Resolver, settings: Settings, limit: int) -> Wire:
    try:
        mention, hints = _read(query)
        _check_length(mention, settings.max_query)
    except ExonymError as error:
        return error_to_wire(error)
    return decision_to_wire(resolver.resolve(mention, hints, limit=limit))


def _read(query: Any) -> tuple[str, Hints]:
    if not isinstance(query, Mapping) or not isinstance(query.get("q"), str):
        raise QueryError("a query is an object with a text `q`.", remedy='Write {"q": "吴春历"}.')
    unknown = [key for key in query if key not in (*FIELDS, "q")]
    if unknown:
        raise QueryError(f"{unknown[0]!r} is no hint.", remedy=f"The hints are: {', '.join(FIELDS)}.")
    return query["q"], parse_hints({field: _text(field, query.get(field)) for field in FIELDS})


def _text(field: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if field == "context_countries" and isinstance(value, list) and all(isinstance(each, str) for each in value):
        return " ".join(value)
    raise QueryError(f"{field} is not a text.", remedy="Hints are strings; context_countries may be a list of them.")


def _check_length(mention: str, limit: int) -> None:
    if len(mention) > limit:
        raise QueryTooLongError(f"the mention has {len(mention)} characters, over {limit}.", remedy=_TOO_LONG)
