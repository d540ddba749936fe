"""Errors on the wire: problem+json (RFC 9457); under /reconcile what its clients read. Never a stack trace."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from .wire import well_formed

_log = logging.getLogger("exonym")
MEDIA_TYPE = "application/problem+json"
_RECONCILE = re.compile(r"(/[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*)?/reconcile(/.*)?", re.DOTALL)


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


async def unforeseen(request: Request, error: Exception) -> Response:
    """A fault of this program. What it was stands in the log, which has the same request id, and nowhere else."""
    _log.error("fault", exc_info=error, extra={"id": request.scope["exonym.id"].decode()})
    return fault(request.url.path, 500, "fault", "the service failed.", "Report it with the X-Request-ID.")
