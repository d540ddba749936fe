"""/: ask about a name, in any script."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from .rendering import render


async def lookup(request: Request) -> Response:
    """The page itself; its script asks GET /resolve as one types."""
    return render(request, "lookup.html", texts=("lookup",))
