"""Styles and scripts: named by their content, so that a browser keeps them until they change."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

_FOLDER = Path(__file__).parent / "static"
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
PATH = "/static"


class Asset(Struct, frozen=True):
    """A file of the pages. `version` changes with its content."""

    content: bytes
    media_type: str
    version: str


@cache
def assets() -> dict[str, Asset]:
    """Every file by its name."""
    found = {}
    for file in sorted(_FOLDER.iterdir()):
        if file.suffix in _TYPES:
            content = file.read_bytes()
            found[file.name] = Asset(content, _TYPES[file.suffix], hashlib.sha256(content).hexdigest()[:12])
    return found


@cache
def version() -> str:
    """One version of them all: scripts import each other by plain names, so that one that changes renews the others."""
    return hashlib.sha256("".join(each.version for each in assets().values()).encode()).hexdigest()[:12]


def address(name: str) -> str:
    """The path of a file. Raises KeyError for one that is not there."""
    assets()[name]
    return f"{PATH}/{version()}/{name}"


async def serve(request: Request) -> Response:
    """A file; 404 for a name that is not one of ours. An old version's address gets today's file, to be asked anew."""
    asset = assets().get(request.path_params["name"])
    if asset is None:
        return PlainTextResponse("Not found\n", 404)
    is_current = request.path_params["version"] == version()
    kept = "public, max-age=31536000, immutable" if is_current else "no-cache"
    headers = {"Cache-Control": kept, "X-Content-Type-Options": "nosniff"}
    return Response(asset.content, 200, headers, asset.media_type)
