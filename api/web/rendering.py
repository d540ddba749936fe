"""A page of a template: its language, its strings, and what a browser may do with it. Everything is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from urllib.parse import quote, urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import Response

from ..replies import service_of
from ..wire import well_formed
from .assets import address
from .strings import COOKIE, LANGUAGES, language_of, strings

_STILL = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'"
_POLICY = f"{_STILL}; script-src 'self'; connect-src 'self'"
Texts = Callable[..., str]
"""The text of a key, its parts filled in."""
_YEAR = 31_536_000  # seconds


def render(
    request: Request, template: str, status: int = 200, *, framed: bool = False,
    data: Mapping[str, object] | None = None, texts: tuple[str, ...] = (), **values: object,
) -> Response:  # fmt: skip
    """The page of a template of `templates/`; `framed` allows frames of other pages to show it.

    `data`, a mapping, is what the page's scripts are given; `texts` the prefixes of the strings that they need. A page
    that is given neither has no script, and its policy allows none.

    A template has `t(key, **parts)` for the strings of the reader's language, `asset(name)` for the address of a style
    or script, `root` for what stands before every path of ours, `language`, `languages` and `here` for links that
    change the language, and `account`: the name of the key that the reader logged in with, empty for none, and None
    where the service has no keys.
    """
    language, scripted = language_of(request), bool(texts or data)
    given = {"root": root_of(request), "language": language, "strings": _chosen(language, texts), **(data or {})}
    html = _template(template).render(
        t=texts_of(language), given=given if scripted else None, language=language, languages=LANGUAGES,
        root=root_of(request), asset=lambda name: root_of(request) + address(name),
        here=lambda code: _here(request, code), path=request.url.path, account=_account(request), addressed=addressed,
        **values,
    )  # fmt: skip
    response = Response(html.encode(), status, _headers(framed, scripted), "text/html; charset=utf-8")
    if request.query_params.get("lang") == language:
        response.set_cookie(COOKIE, language, max_age=_YEAR, samesite="lax", httponly=True)
    return response


def _account(request: Request) -> str | None:
    has_keys = service_of(request).settings.keys_file is not None
    return str(request.scope.get("exonym.client", "")) if has_keys else None


def fragment(request: Request, template: str, **values: object) -> str:
    """A part of a page, for a script to put in its place. The template has `t` and `root`, as that of a page."""
    language = language_of(request)
    return _template(template).render(t=texts_of(language), root=root_of(request), language=language, **values)


def root_of(request: Request) -> str:
    """The path under which a proxy serves us, without a slash at its end; empty for none."""
    return urlsplit(service_of(request).settings.base_url).path.rstrip("/")


def quoted(text: str) -> str:
    """A text as a segment of a path, or as a value of a query."""
    return quote(well_formed(text), safe="")


def addressed(text: str) -> Markup:
    """A text with its web addresses as links."""
    parts = re.split(r"(https?://[^\s<>\"']*[^\s<>\"'.,;:!?)])", well_formed(text))
    linked = (
        Markup('<a href="{0}" rel="noreferrer">{0}</a>').format(part) if at % 2 else escape(part)
        for at, part in enumerate(parts)
    )
    return Markup("").join(linked)


def _headers(framed: bool, scripted: bool) -> dict[str, str]:
    policy = _POLICY if scripted else _STILL
    policy = policy if framed else f"{policy}; frame-ancestors 'none'"
    return {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "same-origin",  # with "no-referrer" browsers send `Origin: null` from our own forms
        "Cache-Control": "no-cache",
        "Vary": "Accept-Language, Cookie",
    }


def _chosen(language: str, prefixes: tuple[str, ...]) -> Mapping[str, str]:
    return {key: text for key, text in strings(language).items() if key.partition(".")[0] in prefixes}


def texts_of(language: str) -> Texts:
    """The strings of a language of the interface."""
    texts = strings(language)

    def text(key: str, **parts: object) -> str:
        return texts[key].format(**parts) if parts else texts[key]

    return text


def _here(request: Request, language: str) -> str:
    """This page in another language of the interface."""
    query = [(key, value) for key, value in request.query_params.multi_items() if key != "lang"]
    return f"?{urlencode([*query, ('lang', language)])}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__), autoescape=True, undefined=StrictUndefined, finalize=_readable,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["quoted"] = quoted
    return environment


def _readable(value: object) -> object:
    """No half of a surrogate pair reaches a page."""
    return well_formed(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _template(name: str) -> Template:
    return _environment().get_template(name)
