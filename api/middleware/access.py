"""Who may ask, and how often: API keys and rates. Health stays open, and so do the manifests of /reconcile."""

from __future__ import annotations

import math
import re
import time

from starlette.types import ASGIApp, Receive, Scope, Send

from ..access_keys import Key, KeyRing, Rates, read_keys
from ..problems import fault
from ..settings import Settings

_OPEN = frozenset({"/healthz", "/readyz"})
_MANIFEST = re.compile(r"(/[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*)?/reconcile(/v1)?/?")


class Access:
    """ASGI middleware. Each worker process counts for itself."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._ring = KeyRing(read_keys(settings.keys_file) if settings.keys_file else ())
        self._closed = settings.keys_file is not None and settings.reads == "closed"
        self._idle = settings.keys_file is None and not settings.open_rate
        self._rates = Rates()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, or answers it with 401 or 429."""
        if self._idle or scope["type"] != "http" or scope["path"] in _OPEN:
            await self._app(scope, receive, send)
            return
        presented = _presented(scope)
        key = self._ring.find(presented) if presented else None
        if (presented and key is None) or (key is None and self._closed and not _is_manifest(scope)):
            detail = "this key is not known." if presented else "a key is needed."
            remedy = "Send it as `Authorization: Bearer KEY` or `X-API-Key: KEY`."
            response = fault(scope["path"], 401, "key", detail, remedy, {"WWW-Authenticate": "Bearer"})
            await response(scope, receive, send)
            return
        wait = self._wait(scope, key)
        if wait:
            headers = {"Retry-After": str(math.ceil(wait))}
            response = fault(scope["path"], 429, "rate", "too many requests.", "Send batches: POST /resolve.", headers)
            await response(scope, receive, send)
            return
        scope["exonym.client"] = key.name if key else ""
        await self._app(scope, receive, send)

    def _wait(self, scope: Scope, key: Key | None) -> float:
        if key is not None:
            rate, who = key.rate or self._settings.rate, f"key {key.name}"
        else:
            rate, who = self._settings.open_rate, f"from {(scope.get('client') or ('', 0))[0]}"
        return self._rates.wait(who, rate, time.monotonic()) if rate else 0.0


def _presented(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"x-api-key":
            return str(value.decode("latin-1").strip())
        if name == b"authorization" and value[:7].lower() == b"bearer ":
            return str(value[7:].decode("latin-1").strip())
    return ""


def _is_manifest(scope: Scope) -> bool:
    return scope["method"] == "GET" and not scope["query_string"] and _MANIFEST.fullmatch(scope["path"]) is not None
