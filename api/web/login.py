"""/login and /logout: a key, kept in a cookie that scripts cannot read and other sites cannot send."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ..access_keys import COOKIE
from ..replies import service_of
from .rendering import render, root_of

_NOT_KEPT = {"Cache-Control": "no-store"}


async def login(request: Request) -> Response:
    """The form; a key that is known leads back to where its owner wanted to go, in `next`."""
    wanted = own_path(request.query_params.get("next", ""))
    if request.method != "POST":
        return _page(request, wanted)
    given = (await request.form()).get("key", "")
    key = given.strip() if isinstance(given, str) else ""
    if service_of(request).keys.find(key) is None:
        return _page(request, wanted, failed=True)
    response = RedirectResponse(root_of(request) + wanted, 303, _NOT_KEPT)
    response.set_cookie(
        COOKIE, key, path=root_of(request) or "/", httponly=True, samesite="strict", secure=_is_encrypted(request)
    )
    return response


async def logout(request: Request) -> Response:
    """Forgets the key."""
    response = RedirectResponse(f"{root_of(request)}/", 303, _NOT_KEPT)
    response.delete_cookie(COOKIE, path=root_of(request) or "/", httponly=True, samesite="strict")
    return response


def own_path(text: str) -> str:
    """A path of this service as it was given, `/` for whatever may lead elsewhere."""
    is_own = text.startswith("/") and not text.startswith("//") and "\\" not in text and text.isprintable()
    return text if is_own else "/"


def _page(request: Request, wanted: str, *, failed: bool = False) -> Response:
    # A link of another site brings no cookie of ours: the page asks once more by itself, and then there may be one.
    hops = request.method == "GET" and request.headers.get("sec-fetch-site") == "cross-site"
    has_keys = service_of(request).settings.keys_file is not None
    return render(
        request, "login.html", 403 if failed else 200, wanted=wanted, failed=failed, hops=hops, has_keys=has_keys
    )


def _is_encrypted(request: Request) -> bool:
    """Whether browsers reach us by HTTPS, so that the cookie need never go another way."""
    return "https" in {request.url.scheme, urlsplit(service_of(request).settings.base_url).scheme}
