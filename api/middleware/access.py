"""Who may ask, and how often: API keys and rates. Health stays open, and so do the manifests of /reconcile.

A key comes in a header, or in the cookie of a browser that logged in. A browser sends cookies unasked, so that what
changes something must moreover come from a page of ours.
"""

from __future__ import annotations

import math
import re
import time
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ..access_keys import COOKIE, Key, KeyRing, Rates
from ..origins import is_own
from ..problems import fault
from ..settings import Settings
from ..web.assets import PATH as STATIC

_OPEN = frozenset({"/healthz", "/readyz"})
_LOGIN = frozenset({"/login", "/logout"})
_MANIFEST = re.compile(r"(/[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*)?/reconcile(/v1)?/?")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Access:
    """ASGI middleware. Each worker process counts for itself."""

    def __init__(self, app: ASGIApp, settings: Settings, ring: KeyRing) -> None:
        self._app = app
        self._settings = settings
        self._ring = ring
        self._keyed = settings.keys_file is not None
        self._closed = settings.keys_file is not None and settings.reads == "closed"
        self._idle = settings.keys_file is None and not settings.open_rate
        self._rates = Rates()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, or answers it with 401, 403 or 429, a page's with the way to log in."""
        if self._idle or scope["type"] != "http" or _is_open(scope["path"]):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        presented = _presented(scope)
        kept = "" if presented else cookie_parser(headers.get("cookie", "")).get(COOKIE, "")
        key = self._ring.find(presented or kept) if presented or kept else None
        refusal = self._refusal(scope, headers, key, presented) or self._too_many(scope, key)
        if refusal is None and kept and key is not None and not self._may_change(scope, headers):
            refusal = _from_elsewhere(scope["path"])
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        scope["exonym.client"] = key.name if key else ""
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope, headers: Headers, key: Key | None, presented: str) -> Response | None:
        """What a client without a key that is known gets; None where it may ask."""
        closed = self._closed or (self._keyed and _is_private(scope["path"]))
        if key is not None or not (presented or (closed and not _needs_no_key(scope))):
            return None
        if not presented and _wants_page(scope, headers):
            return self._to_login(scope)
        detail = "this key is not known." if presented else "a key is needed."
        remedy = "Send it as `Authorization: Bearer KEY` or `X-API-Key: KEY`."
        return fault(scope["path"], 401, "key", detail, remedy, {"WWW-Authenticate": "Bearer"})

    def _to_login(self, scope: Scope) -> Response:
        """The page where a key may be given, which leads back to the one that was asked for."""
        query = scope["query_string"].decode("latin-1")
        wanted = quote(scope["path"], safe="/~") + (f"?{query}" if query else "")
        root = urlsplit(self._settings.base_url).path.rstrip("/")
        headers = {"Cache-Control": "no-store", "Vary": "Accept, Cookie"}
        return RedirectResponse(f"{root}/login?next={quote(wanted, safe='/')}", 303, headers)

    def _too_many(self, scope: Scope, key: Key | None) -> Response | None:
        wait = self._wait(scope, key)
        if not wait:
            return None
        headers = {"Retry-After": str(math.ceil(wait))}
        return fault(scope["path"], 429, "rate", "too many requests.", "Send batches: POST /resolve.", headers)

    def _wait(self, scope: Scope, key: Key | None) -> float:
        if key is not None:
            rate, who = key.rate or self._settings.rate, f"key {key.name}"
        else:
            rate, who = self._settings.open_rate, f"from {(scope.get('client') or ('', 0))[0]}"
        return self._rates.wait(who, rate, time.monotonic()) if rate else 0.0

    def _may_change(self, scope: Scope, headers: Headers) -> bool:
        return scope["method"] in _SAFE or is_own(headers, self._settings.base_url)


def _from_elsewhere(path: str) -> Response:
    detail = "this request does not come from a page of this service."
    remedy = "A program sends its key as `Authorization: Bearer KEY` and not as a cookie."
    return fault(path, 403, "origin", detail, remedy)


def _presented(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"x-api-key":
            return str(value.decode("latin-1").strip())
        if name == b"authorization" and value[:7].lower() == b"bearer ":
            return str(value[7:].decode("latin-1").strip())
    return ""


def _is_open(path: str) -> bool:
    """Whether a path is anybody's, as often as they like: health, and the styles and scripts of pages."""
    return path in _OPEN or path.startswith(f"{STATIC}/")


def _is_private(path: str) -> bool:
    """Whether a path has what users brought: tables under review, and what was decided about them."""
    return path == "/review" or path.startswith("/review/")


def _needs_no_key(scope: Scope) -> bool:
    return scope["path"] in _LOGIN or _is_manifest(scope)


def _is_manifest(scope: Scope) -> bool:
    return scope["method"] == "GET" and not scope["query_string"] and _MANIFEST.fullmatch(scope["path"]) is not None


def _wants_page(scope: Scope, headers: Headers) -> bool:
    """Whether a browser goes to a page, in contrast to what a script or a program asks."""
    return scope["method"] in {"GET", "HEAD"} and "text/html" in headers.get("accept", "")
