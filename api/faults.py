"""Errors on the wire: problem+json (RFC 9457); under /reconcile what its clients read. Never a stack trace."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, Field
from starlette.responses import Response

from .wire import well_formed

MEDIA_TYPE = "application/problem+json"
_RECONCILE = re.compile(r"(/[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*)?/reconcile(/.*)?", re.DOTALL)


class Problem(BaseModel):
    """What went wrong, where, and how to mend it."""

    type: str = Field(default="about:blank", examples=["about:blank"])
    title: str = Field(examples=["Unprocessable Content"])
    status: int = Field(examples=[422])
    code: str = Field(description="Stable; programs may rely on it.", examples=["hint"])
    detail: str = Field(examples=["date 'soon' is not a date."])
    remedy: str | None = Field(default=None, examples=["Write 2016, 2016-04 or 2016-04-08."])


def is_reconcile(path: str) -> bool:
    """Whether a path belongs to the reconciliation protocol, with or without a language before it."""
    return _RECONCILE.fullmatch(path) is not None


def problem(
    status: int, code: str, detail: str, remedy: str = "", headers: Mapping[str, str] | None = None
) -> Response:
    """A problem response."""
    body: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "code": code}
    body |= {"detail": well_formed(detail), "remedy": well_formed(remedy) or None}
    return Response(json.dumps(body, ensure_ascii=False), status, dict(headers or {}), MEDIA_TYPE)


def fault(
    path: str, status: int, code: str, detail: str, remedy: str = "", headers: Mapping[str, str] | None = None
) -> Response:
    """The error in the form that the clients of this path expect."""
    if not is_reconcile(path):
        return problem(status, code, detail, remedy, headers)
    message = well_formed(f"{detail} {remedy}".strip())
    body = json.dumps({"status": "error", "code": code, "message": message}, ensure_ascii=False)
    return Response(body, status, dict(headers or {}), "application/json")
