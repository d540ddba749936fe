"""The addresses of the protocol. They read requests and write replies; the other modules know what is in them."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import parse_qs

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.convertors import Convertor, register_url_convertor
from starlette.routing import Route

from ...resolver.model import Status
from ..batches import in_turn
from ..refusals import NothingError, NotJsonError, TooManyError
from ..replies import service_of, snapshot_of
from ..service import Service
from ..snapshot import Snapshot
from ..web import entity as entity_page
from ..wire import dump
from . import extend, suggest
from .candidates import Found, candidates, to_wire
from .manifest import manifest_02, manifest_10
from .properties import properties
from .question import MalformedError, Question, read_02, read_10
from .types import described_types

BATCH_SIZE = 200
_SUGGESTED, _MOST = 10, 100


class _LanguageConvertor(Convertor[str]):
    """A BCP 47 tag in a path."""

    regex = "[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


def mount(app: FastAPI) -> None:
    """Puts the protocol into the application, for every language. It has a standard of its own, so no OpenAPI."""
    register_url_convertor("language", _LanguageConvertor())
    listed: list[tuple[str, list[str], Callable[[Request], Awaitable[Response]]]] = [
        ("", ["GET", "POST"], base),
        ("/suggest/{what}", ["GET"], suggested),
        ("/flyout/{what}", ["GET"], flyout),
        ("/extend/propose", ["GET"], proposed),
        ("/preview/{entity_id:path}", ["GET"], preview),
        ("/v1", ["GET"], base_10),
        ("/v1/match", ["POST"], match_10),
        ("/v1/suggest/{what}", ["GET"], suggested),
        ("/v1/preview", ["GET"], preview_10),
        ("/v1/extend", ["POST"], extend_10),
        ("/v1/extend/propose", ["GET"], proposed),
    ]
    for prefix in ("", "/{language:language}"):
        for path, methods, endpoint in listed:
            app.router.routes.append(Route(f"{prefix}/reconcile{path}", endpoint, methods=methods))


async def base(request: Request) -> Response:
    """The manifest; or, with `queries` or `extend`, an answer."""
    fields = _form((await request.body()) if request.method == "POST" else request.scope["query_string"])
    if "queries" in fields:
        return await _answered(request, _parsed(fields["queries"]))
    if "extend" in fields:
        meta, rows = extend.extended(snapshot_of(request), _parsed(fields["extend"], f"extend={_EXTENSION}"))
        return JSONResponse({"meta": meta, "rows": rows})
    if request.method == "POST":
        raise MalformedError("the form has neither queries nor extend.", remedy='Send queries={"q0": {"query": "…"}}.')
    return JSONResponse(manifest_02(_root(request), _prefix(request), _batch_size(request)))


async def _answered(request: Request, batch: Any) -> Response:
    if not isinstance(batch, Mapping) or (batch and not any(isinstance(each, Mapping) for each in batch.values())):
        raise MalformedError("queries is an object of objects.", remedy='Send {"q0": {"query": "…"}}.')
    language = _language(request)
    found = await _each(request, [read_02(query, language) for query in batch.values()], named_features=False)
    return _json({key: {"result": each} for key, each in zip(batch, found, strict=True)})


async def base_10(request: Request) -> Response:
    """The manifest of the 1.0 draft."""
    return JSONResponse(manifest_10(_root(request), _prefix(request), _batch_size(request)))


async def match_10(request: Request) -> Response:
    """Queries in order, answers in the same."""
    batch = _parsed((await request.body()).decode("utf-8", "replace"), _MATCHES)
    queries = batch.get("queries") if isinstance(batch, Mapping) else None
    if not isinstance(queries, list):
        raise MalformedError("`queries` is a list.", remedy='Send {"queries": [{"conditions": [...]}]}.')
    language = _language(request)
    found = await _each(
        request, [read_10(query, language, number) for number, query in enumerate(queries, 1)], named_features=True
    )
    return _json({"results": [{"candidates": each} for each in found]})


async def _each(request: Request, questions: Sequence[Question], *, named_features: bool) -> list[list[Any]]:
    """The candidates of each question. When the time is up the rest have none, as if nothing were known."""
    snapshot, service, language = snapshot_of(request), service_of(request), _language(request)
    settings = service.settings
    if len(questions) > _batch_size(request):
        raise TooManyError(f"{len(questions)} queries.", remedy=f"Send at most {_batch_size(request)} at a time.")
    found: list[list[Any]] = []
    async for question, in_time in in_turn(request, questions, settings.timeout):
        work = partial(candidates, snapshot, question, settings.max_query)
        each = await service.aside(len(question.mention), work) if in_time else []
        _note(service, snapshot, question, each)
        found.append([to_wire(snapshot, one, language, named_features=named_features) for one in each])
    return found


def _note(service: Service, snapshot: Snapshot, question: Question, found: Sequence[Found]) -> None:
    if question.mention:
        service.ledger.answered(question.mention, question.hints, _status(found), snapshot.gazetteer.version)


def _status(found: Sequence[Found]) -> Status:
    """The status that a list of candidates has as an answer."""
    if not found or found[0].match:
        return Status.MATCH if found else Status.NONE
    return Status.SEVERAL if any(each.several for each in found) else Status.AMBIGUOUS


async def suggested(request: Request) -> Response:
    """Entities, properties or types that begin with `prefix`."""
    given = request.query_params
    prefix = given.get("prefix", "")[:200]
    page = (_number(given.get("offset", given.get("cursor")), 0, 10**6), _number(given.get("limit"), _SUGGESTED, _MOST))
    match request.path_params["what"]:
        case "entity":
            work = partial(suggest.entities, snapshot_of(request), prefix, page, _language(request))
            found = await service_of(request).aside(len(prefix), work)
        case "property":
            found = suggest.property_list(prefix, page)
        case "type":
            found = suggest.types(prefix, page)
        case _:
            raise NothingError("there are suggestions of entity, property and type.")
    return _json({"result": found})


async def flyout(request: Request) -> Response:
    """A line or two of HTML about an entity, a property or a type."""
    wanted, what, snapshot = request.query_params.get("id", ""), request.path_params["what"], snapshot_of(request)
    entity = snapshot.gazetteer.redirect(wanted) if what == "entity" else None
    known = properties().get(wanted)
    listed = {each["id"]: each["description"] for each in described_types()} if what != "entity" else {}
    text = known.description if known and what == "property" else listed.get(wanted, "")
    if entity is None and not text:
        raise NothingError("nothing has this id.")
    return _json({"id": wanted, "html": entity_page.bubble(request, snapshot, entity, text)})


async def proposed(request: Request) -> Response:
    """The properties that can be fetched of a type."""
    given = request.query_params
    return _json(extend.proposals(given.get("type", "")[:200], _number(given.get("limit"), _MOST, _MOST)))


async def extend_10(request: Request) -> Response:
    """Data extension as the draft has it: rows as a list."""
    query = _parsed((await request.body()).decode("utf-8", "replace"), _EXTENSION)
    meta, rows = extend.extended(snapshot_of(request), query)
    listed = [
        {"id": entity_id, "properties": [{"id": each, "values": values} for each, values in row.items()]}
        for entity_id, row in rows.items()
    ]
    return _json({"meta": meta, "rows": listed})


async def preview(request: Request) -> Response:
    """A card for a frame in the client's page."""
    return _card(request, request.path_params["entity_id"])


async def preview_10(request: Request) -> Response:
    """The same, by parameter."""
    return _card(request, request.query_params.get("id", ""))


def _card(request: Request, entity_id: str) -> Response:
    snapshot = snapshot_of(request)
    entity = snapshot.gazetteer.redirect(entity_id)
    if entity is None:
        return entity_page.missing(request, entity_id, framed=True)
    return entity_page.preview(request, snapshot, entity)


def _form(raw: bytes) -> dict[str, str]:
    """The fields of a form; of one given twice the first."""
    try:
        found = parse_qs(raw.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=1000)
    except ValueError as error:
        raise MalformedError("the form has too many fields.") from error
    return {key: values[0] for key, values in found.items()}


_EXTENSION = '{"ids": ["…"], "properties": [{"id": "country"}]}'
_MATCHES = '{"queries": [{"conditions": [{"matchType": "name", "propertyValue": "…"}]}]}'


def _parsed(text: str, like: str = 'queries={"q0": {"query": "…"}}') -> Any:
    """JSON, also with the NaN that clients write for empty cells; `like` is what was wanted."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotJsonError("this is not JSON.", remedy=f"Send {like}.") from error


def _json(content: Any) -> Response:
    return Response(dump(content), media_type="application/json")


def _number(text: str | None, usual: int, most: int) -> int:
    return min(int(text), most) if text and text.isascii() and text.isdecimal() and len(text) < 10 else usual


def _batch_size(request: Request) -> int:
    return min(BATCH_SIZE, service_of(request).settings.max_batch)


def _root(request: Request) -> str:
    return service_of(request).settings.base_url or str(request.base_url).rstrip("/")


def _prefix(request: Request) -> str:
    language = request.path_params.get("language", "")
    return f"/{language}" if language else ""


def _language(request: Request) -> str:
    """That of the path; in the 1.0 draft else the reader's first one."""
    language = str(request.path_params.get("language", ""))
    if language or "/v1" not in request.url.path:
        return language
    first = request.headers.get("accept-language", "").split(",")[0].split(";")[0].strip()
    return first if first.replace("-", "").isalnum() and len(first) < 20 else ""
