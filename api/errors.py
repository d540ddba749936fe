"""Errors on the wire: problem+json (RFC 9457) with a stable `code`, never a stack trace."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, Field
from resolver.errors import ExonymError, HintError, InputError, UnknownEntityError, UsageError
from starlette.exceptions import HTTPException

from .wire import well_formed

MEDIA_TYPE = "application/problem+json"
_STATUS = {UnknownEntityError: 404, HintError: 422, UsageError: 422, InputError: 422}


class Problem(BaseModel):
    """What went wrong, where, and how to mend it."""

    type: str = Field(default="about:blank", examples=["about:blank"])
    title: str = Field(examples=["Unprocessable Content"])
    status: int = Field(examples=[422])
    code: str = Field(description="Stable; programs may rely on it.", examples=["hint"])
    detail: str = Field(examples=["date 'soon' is not a date."])
    remedy: str | None = Field(default=None, examples=["Write 2016, 2016-04 or 2016-04-08."])


def problem(status: int, code: str, detail: str, remedy: str = "", headers: Mapping[str, str] | None = None) -> Response:
    """A problem response."""
    title = HTTPStatus(status).phrase
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "code": code}
    body |= {"detail": well_formed(detail), "remedy": well_formed(remedy) or None}
    return Response(json.dumps(body, ensure_ascii=False), status, dict(headers or {}), MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Every error of the application as a problem."""
    app.add_exception_handler(ExonymError, _own)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


async def _own(_: Request, error: Exception) -> Response:
    assert isinstance(error, ExonymError)  # noqa: S101 (registered for this class alone)
    return problem(_STATUS.get(type(error), 500), error.code, error.message, error.remedy)


async def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return problem(400, "json", "the body is not JSON.", 'Send {"queries": [{"q": "…"}]} as application/json.')
    where = ".".join(str(each) for each in first["loc"])
    return problem(422, "invalid", f"{where}: {first['msg']}.", "The parameters are described at /docs.")


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    remedy = {404: "The addresses are listed at /docs.", 405: "The methods are listed at /docs."}.get(error.status_code, "")
    detail = {404: f"nothing is at {request.url.path}.", 405: f"{request.method} is not possible here."}
    code = {404: "not-found", 405: "method", 413: "too-large"}.get(error.status_code, "http")
    return problem(error.status_code, code, detail.get(error.status_code, str(error.detail)), remedy, error.headers)
