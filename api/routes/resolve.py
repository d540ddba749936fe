"""`GET /resolve`, `POST /resolve` and `GET /normalize`."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from ... import __version__
from ...resolver.errors import ExonymError
from ...resolver.memory.together import Mentioned, with_document
from ...resolver.model import Decision, Hints
from ..batches import in_turn
from ..refusals import TooManyError
from ..replies import service_of, snapshot_of, strict_query, versioned
from ..snapshot import Snapshot
from ..wire import decision_to_wire, dump, plain
from .asking import (
    MOST_LISTED,
    USUAL_LIMIT,
    Asked,
    check_length,
    document_hints,
    failed,
    page_of,
    read_query,
)  # fmt: skip
from .batch_answers import BatchAnswers, time_up
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
    """Up to 1,000 mentions, each with its own hints. The results come in order; a bad query harms no other.

    With `document` the mentions are those of one document and are decided together: a short form by the full name that
    another has, an acronym by what it stands for there. `why` and the evidence say on which mention it leans.
    """
    snapshot, settings = snapshot_of(request), service_of(request).settings
    if len(batch.queries) > settings.max_batch:
        raise TooManyError(
            f"{len(batch.queries)} queries in one batch.", remedy=f"Send at most {settings.max_batch} at a time."
        )
    found = _one_by_one if batch.document is None else _together
    results = await found(request, batch)
    body = b'%s,"results":[%s]}' % (snapshot.versions[:-1], b",".join(results))
    return Response(body, media_type="application/json")


async def _one_by_one(request: Request, batch: Batch) -> list[bytes]:
    """The answers to the queries of a batch; what is asked twice is answered once."""
    snapshot, service = snapshot_of(request), service_of(request)
    results = [b""] * len(batch.queries)
    places: dict[Asked, list[int]] = {}
    for place, query in enumerate(batch.queries):
        try:
            asked = Asked(*read_query(query, service.settings.max_query), batch.limit)
        except ExonymError as error:
            results[place] = failed(service, error)
        else:
            places.setdefault(asked, []).append(place)
    found = await BatchAnswers(service, snapshot, deque(places)).all(request)
    for asked, body in found.items():
        for again, place in enumerate(places[asked]):
            results[place] = body
            if again:
                service.ledger.again(asked.mention, asked.hints)
    return results


async def _together(request: Request, batch: Batch) -> list[bytes]:
    """The answers to the queries of a document: each is decided by itself first, then by what all remember."""
    snapshot, service = snapshot_of(request), service_of(request)
    document = document_hints(batch.document)
    results: list[bytes] = []
    mentioned: dict[int, Mentioned] = {}
    async for query, in_time in in_turn(request, batch.queries, service.settings.timeout):
        try:
            if not in_time:
                raise time_up()
            mention, own = read_query(query, service.settings.max_query)
            hints = with_document(own, document)
            alone = await service.aside(len(mention), partial(_alone, snapshot, mention, hints, batch.limit))
            mentioned[len(results)] = Mentioned(mention, hints, alone, len(results) + 1)
            results.append(b"")
        except ExonymError as error:
            results.append(failed(service, error))
    asked = list(mentioned.values())
    length = sum(len(each.mention) for each in asked)
    decisions = await service.aside(length, lambda: snapshot.resolver.together(asked, limit=batch.limit))
    for place, known, decision in zip(mentioned, asked, decisions, strict=True):
        service.ledger.answered(known.mention, known.hints, decision.status, snapshot.gazetteer.version)
        results[place] = dump(decision_to_wire(decision, snapshot.describe))
    return results


def _alone(snapshot: Snapshot, mention: str, hints: Hints, limit: int) -> Decision:
    return snapshot.resolver.resolve(mention, hints, limit=limit)


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
