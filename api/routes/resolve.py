"""`GET /resolve`, `POST /resolve` and `GET /normalize`."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from ... import __version__
from ...resolver.errors import ExonymError
from ..batches import in_turn
from ..refusals import TimeUpError, TooManyError
from ..replies import service_of, snapshot_of, strict_query, versioned
from ..wire import dump, plain
from .asking import MOST_LISTED, USUAL_LIMIT, Asked, answer, check_length, failed, page_of, read_query
from .models import Batch, BatchReply, NormalReply, SingleReply
from .parameters import Mention, hints_given
from .reply_docs import NOT_JSON, PROBLEMS, TOO_LARGE

router = APIRouter(tags=["resolve"])


@router.get(
    "/resolve",
    response_model=SingleReply,
    responses=PROBLEMS,
    summary="Resolve one mention",
    dependencies=[Depends(strict_query)],
)
async def resolve_one(
    request: Request,
    q: Mention,
    hints: Annotated[dict[str, str], Depends(hints_given)],
    limit: Annotated[int, Query(ge=1, le=MOST_LISTED, description="Candidates to list.")] = USUAL_LIMIT,
) -> Response:
    """One mention with its hints; the decision with candidates and evidence."""
    snapshot, service = snapshot_of(request), service_of(request)
    asked = Asked(*read_query({"q": q, **hints}, service.settings.max_query), limit)

    async def make() -> bytes:
        return (await page_of(service, snapshot, asked, request.scope["query_string"])).body

    return await versioned(request, snapshot, make)


@router.post(
    "/resolve",
    response_model=BatchReply,
    responses={**NOT_JSON, **TOO_LARGE, **PROBLEMS},
    summary="Resolve a batch",
    dependencies=[Depends(strict_query)],
)
async def resolve_batch(request: Request, batch: Batch) -> Response:
    """Up to 1,000 mentions, each with its own hints. The results come in order; a bad query harms no other."""
    snapshot, service = snapshot_of(request), service_of(request)
    settings = service.settings
    if len(batch.queries) > settings.max_batch:
        raise TooManyError(
            f"{len(batch.queries)} queries in one batch.", remedy=f"Send at most {settings.max_batch} at a time."
        )
    results = []
    async for query, in_time in in_turn(request, batch.queries, settings.timeout):
        try:
            if not in_time:
                raise TimeUpError("the time was up.", remedy="Send it again in a smaller batch.")
            mention, hints = read_query(query, settings.max_query)
            results.append(await answer(service, snapshot, Asked(mention, hints, batch.limit)))
        except ExonymError as error:
            results.append(failed(service, error))
    body = b'%s,"results":[%s]}' % (snapshot.versions[:-1], b",".join(results))
    return Response(body, media_type="application/json")


@router.get(
    "/normalize",
    response_model=NormalReply,
    responses=PROBLEMS,
    summary="How a mention is read",
    dependencies=[Depends(strict_query)],
)
async def normalize(request: Request, q: Mention) -> Response:
    """Clean text, script, words and titles of a mention, before any gazetteer is asked."""
    snapshot, service = snapshot_of(request), service_of(request)
    check_length(q, service.settings.max_query)

    async def make() -> bytes:
        read: dict[str, Any] = plain((await service.aside(len(q), lambda: snapshot.resolver.normalize(q))).as_dict())
        return dump({"version": __version__, **read})

    return await versioned(request, snapshot, make)
