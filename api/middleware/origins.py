"""Where a request comes from, by what browsers say of it."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers


def is_own(headers: Headers, base_url: str = "") -> bool:
    """Whether a page of this service sent the request, by `Sec-Fetch-Site`, else by `Origin`.

    `base_url` is the address that clients use where a proxy hides it. Every browser says one of the two of a request
    that may change something; what says neither is not taken for ours.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = urlsplit(headers.get("origin", "")).netloc
    return bool(origin) and origin in {headers.get("host", ""), urlsplit(base_url).netloc}
