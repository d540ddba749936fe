"""/review: the list of reviews; /review/{id}: the desk at which one is decided."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from ..refusals import NothingError
from ..reviews.book import REMEDY, Reviews
from .rendering import render


async def reviews(request: Request) -> Response:
    """The list, and where a table is dropped; or how reviews are switched on."""
    known: Reviews = request.app.state.reviews
    enabled = known.enabled
    listed = await asyncio.to_thread(known.listed) if enabled else []
    remedy = "" if enabled else REMEDY
    return render(request, "review.html", texts=("review",), enabled=enabled, remedy=remedy, reviews=listed)


async def desk(request: Request) -> Response:
    """The desk of a review; its script asks for the queue."""
    known: Reviews = request.app.state.reviews
    try:
        about = await asyncio.to_thread(known.about, request.path_params["review_id"])
    except NothingError as error:
        return render(request, "missing.html", 404, detail=f"{error.message} {error.remedy}")
    client = str(request.scope.get("exonym.client") or "")
    data = {"review": {**about, "client": client}}
    return render(request, "desk.html", texts=("review",), data=data, review=about)
