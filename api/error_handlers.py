"""Every error of the application, each in the form that the clients of its path expect."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route
from starlette.types import Receive, Scope, Send

from ..resolver.errors import ExonymError, HintError, InputError, UnknownEntityError, UsageError
from ..resolver.hints import FIELDS
from .problems import fault, unforeseen
from .refusals import GoneError, NotReadyError
from .wrong_values import in_words, most_telling

_STATUS = {UnknownEntityError: 404, HintError: 422, UsageError: 422, InputError: 422}


def install(app: FastAPI) -> None:
    """Every error of the application as a response."""
    app.add_exception_handler(ExonymError, _own)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, unforeseen)


def status_of(error: ExonymError) -> int:
    """The HTTP status of one of our errors; 500 for one that no request should cause."""
    inherited = (status for kind, status in _STATUS.items() if isinstance(error, kind))
    return getattr(error, "status", 0) or next(inherited, 500)


class _Nothing(Response):
    """No reply, since nobody is there to read it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends nothing."""


async def _own(request: Request, error: Exception) -> Response:
    assert isinstance(error, ExonymError)  # noqa: S101 (registered for this class alone)
    if isinstance(error, GoneError):
        return _Nothing()
    headers = {"Retry-After": "1"} if isinstance(error, NotReadyError) else None
    return fault(request.url.path, status_of(error), error.code, error.message, error.remedy, headers)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    first = most_telling(error.errors())
    path, given = request.url.path, request.headers.get("content-type", "")
    if first["type"] == "json_invalid":
        return fault(path, 400, "json", "the body is not JSON.", _as_json(path))
    if isinstance(error.body, bytes):  # it was not even parsed
        detail = f"Content-Type {given!r} is not JSON." if given else "the body has no Content-Type."
        return fault(path, 415, "media-type", detail, "Send it with Content-Type: application/json.")
    if first["type"] == "extra_forbidden" and first["loc"][0] == "query":
        return fault(path, 422, "parameter", f"unknown parameter {first['loc'][-1]!r}.", "See docs/review.md.")
    if first["type"] == "extra_forbidden":
        return fault(path, 422, "invalid", *_unknown_member(path, str(first["loc"][-1])))
    if first["loc"] == ("body",) and first["type"] == "missing":
        return fault(path, 422, "invalid", "the body is missing.", _as_json(path))
    return fault(path, 422, "invalid", in_words(first), "The parameters are described at /docs.")


def _unknown_member(path: str, name: str) -> tuple[str, str]:
    """What is wrong with a member of the body that means nothing there, and where it belongs."""
    if path == "/resolve" and name in FIELDS:
        return (
            f"{name!r} is a hint of one query, not of the body.",
            f'Put it into each query: {{"q": "…", "{name}": "…"}}.',
        )
    return f"the body has no member {name!r}.", "The members are described at /docs."


def _as_json(path: str) -> str:
    """What a body looks like that can be read here."""
    body = '{"q": "…", "id": "…"}' if path == "/explain" else '{"queries": [{"q": "…"}]}'
    body = '{"key": "…", "decision": "…"}' if path.startswith("/review/") else body
    return f"Send {body} as application/json."


def _unreadable(error: HTTPException) -> str:
    """What is wrong with a body that the parser gave up on."""
    cause = error.__cause__
    if isinstance(cause, UnicodeDecodeError):
        return f"the body is not UTF-8: byte {cause.start + 1} (0x{cause.object[cause.start]:02X})."
    if isinstance(cause, RecursionError):
        return "the body is nested too deeply."
    return "the body has a number of too many digits." if isinstance(cause, ValueError) else f"{error.detail}."


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    path, status = request.url.path, error.status_code
    remedy = {404: "The addresses are listed at /docs.", 405: "The methods are listed at /docs."}.get(status, "")
    detail = {404: f"nothing is at {path}.", 405: f"{request.method} is not possible here."}
    if status == 400:
        return fault(path, 400, "json", _unreadable(error), _as_json(path))
    headers = {"Allow": _allowed(request)} if status == 405 else error.headers
    code = {404: "not-found", 405: "method", 413: "too-large"}.get(status, "http")
    return fault(path, status, code, detail.get(status, str(error.detail)), remedy, headers)


def _allowed(request: Request) -> str:
    """Every method of this address: two routes may share one."""
    methods: set[str] = set()
    for route in request.app.state.routes:
        if isinstance(route, Route) and route.matches(request.scope)[0] is not Match.NONE:
            methods |= route.methods or set()
    if "GET" in methods:
        methods.add("HEAD")
    return ", ".join(sorted(methods))
