"""What every route does around its own work: the snapshot, strict parameters, JSON with an entity tag."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import unquote_to_bytes

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.responses import Response
from fastapi.routing import APIRoute

from .refusals import NotReadyError, ParameterError
from .service import Service
from .snapshot import Snapshot
from .wire import Wire, dump


def service_of(request: Request) -> Service:
    """The service behind the application."""
    service: Service = request.app.state.service
    return service


def snapshot_of(request: Request) -> Snapshot:
    """The snapshot that answers this request from beginning to end. Raises NotReadyError."""
    snapshot = service_of(request).snapshot
    if snapshot is None:
        raise NotReadyError("the gazetteer is not loaded yet.", remedy="Ask again in a moment.")
    return snapshot


def strict_query(request: Request) -> None:
    """A dependency: refuses what would otherwise be ignored without a word, such as a misspelt hint."""
    raw = request.scope["query_string"]
    try:
        unquote_to_bytes(raw).decode()
    except UnicodeDecodeError:
        raise ParameterError("the query string is not UTF-8.", remedy="Percent-encode it as UTF-8.") from None
    given = [key for key, _ in request.query_params.multi_items()]
    route = request.scope["route"]
    known = _parameters(route.dependant) if isinstance(route, APIRoute) else []
    for key in given:
        if key not in known:
            elsewhere = "Put it into the body." if request.method == "POST" else "There are none here."
            remedy = f"The parameters are: {', '.join(known)}." if known else elsewhere
            raise ParameterError(f"unknown parameter {key!r}.", remedy=remedy)
        if given.count(key) > 1:
            raise ParameterError(f"{key!r} is given twice.", remedy="Give it once.")


def _parameters(dependant: Dependant) -> list[str]:
    """The query parameters of a route, its dependencies' too."""
    own = [field.alias for field in dependant.query_params]
    return own + [name for each in dependant.dependencies for name in _parameters(each)]


def reply(content: Wire, status: int = 200) -> Response:
    """JSON that must not be kept."""
    return Response(dump(content), status, {"Cache-Control": "no-store"}, "application/json")


async def versioned(request: Request, snapshot: Snapshot, make: Callable[[], Awaitable[bytes]]) -> Response:
    """JSON that stays the same while code and gazetteer do: with their tag, or 304 to who has it already."""
    headers = {"ETag": snapshot.etag, "Cache-Control": "no-cache"}
    if snapshot.etag in request.headers.get("if-none-match", ""):
        return Response(None, 304, headers)
    return Response(await make(), 200, headers, "application/json")
