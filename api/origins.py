"""Where a request comes from, by what browsers say of it."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers


def is_own(headers: Headers, base_url: str = "") -> bool:
    """Whether a page of this service sent the request, by `Sec-Fetch-Site`, else by `Origin`.

    `base_url` is the address that clients use where a proxy hides it. Every browser says one of the two of a request
    that may change something; what says neither is not taken for ours.
    """
    return _verdict(headers, base_url) is True


def is_foreign(headers: Headers, base_url: str = "") -> bool:
    """Whether a page of another site sent the request. What says nothing of it is a program and no browser."""
    return _verdict(headers, base_url) is False


def _verdict(headers: Headers, base_url: str) -> bool | None:
    """Whether the request is ours; None where nothing is said of it."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site in {"same-origin", "none"}
    if origin is None:
        return None
    host = _host(origin)
    return bool(host) and host in {headers.get("host", ""), _host(base_url)}


def _host(address: str) -> str:
    """The host and port of an address; empty for what is none."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""
