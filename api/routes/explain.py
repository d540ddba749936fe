"""`GET /explain` and `POST /explain`: why a mention is, or is not, one entity; or two strings one name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from msgspec import Struct
from msgspec.structs import replace

from ... import __version__
from ...resolver.errors import UnknownEntityError
from ...resolver.hints import FIELDS
from ...resolver.memory.together import Remembered, with_document
from ...resolver.model import Candidate, Entity, Form, Gazetteer, Hints, Kind
from ...resolver.policy import Policy
from ...resolver.resolve import Resolver
from ...resolver.text.cleaning import has_letters
from ..refusals import QueryError, TooLargeError
from ..replies import service_of, snapshot_of, strict_query, versioned
from ..snapshot import Snapshot
from ..wire import Wire, candidate_to_wire, dump, well_formed
from .asking import check_length, document_hints, read_query
from .document_models import ExplainedDocument
from .models import Explanation, Question
from .parameters import Mention, hints_given
from .reply_docs import NOT_JSON, PROBLEMS, TOO_LARGE, UNKNOWN

router = APIRouter(prefix="/explain", tags=["resolve"])
_Id = Annotated[
    str, Query(description="The entity's id; without one the nearest is explained.", examples=["vn-ngo-xuan-lich"])
]
_Other = Annotated[
    str, Query(description="Another string to compare the mention with.", json_schema_extra={"maxLength": 1000})
]


@router.get(
    "",
    response_model=Explanation,
    responses={**PROBLEMS, 404: UNKNOWN[404]},
    summary="Why a mention is, or is not, an entity",
    dependencies=[Depends(strict_query)],
)
async def explain(
    request: Request,
    q: Mention,
    hints: Annotated[dict[str, str], Depends(hints_given)],
    id: _Id = "",
    other: _Other = "",
) -> Response:
    """Everything that speaks for and against, also for an entity that /resolve would not list."""
    snapshot = snapshot_of(request)
    asked = _asked(request, {"q": q, **hints}, id, other)

    async def make() -> bytes:
        return await _answer(request, snapshot, asked)

    return await versioned(request, snapshot, make)


@router.post(
    "",
    response_model=Explanation,
    responses={**NOT_JSON, **TOO_LARGE, **PROBLEMS, 404: UNKNOWN[404]},
    summary="The same, for longer questions",
    dependencies=[Depends(strict_query)],
)
async def explain_posted(request: Request, question: Question) -> Response:
    """A mention with an `id`, with an `other` string, or with neither: then against the nearest entity.

    With a `document`, its text or its other mentions, as it is decided inside that document.
    """
    snapshot = snapshot_of(request)
    query = {field: getattr(question, field) for field in ("q", *FIELDS)}
    asked = _asked(request, query, question.id or "", question.other or "")
    if question.document is not None:
        asked = _in_document(request, asked, question.document)
    body = await _answer(request, snapshot, asked)
    return Response(body, media_type="application/json")


class _Asked(Struct, frozen=True):
    """A mention with its hints, and what it is compared with: an entity, another string, both or neither."""

    mention: str
    hints: Hints
    entity_id: str
    other: str
    text: str = ""
    mentions: tuple[str, ...] = ()


def _asked(request: Request, query: Mapping[str, str], entity_id: str, other: str) -> _Asked:
    """Raises QueryTooLongError, HintError."""
    longest = service_of(request).settings.max_query
    for text in (entity_id, other):
        check_length(text, longest)
    return _Asked(*read_query(query, longest), entity_id, other)


def _in_document(request: Request, asked: _Asked, document: ExplainedDocument) -> _Asked:
    """Raises QueryError, QueryTooLongError, TooLargeError, HintError."""
    settings = service_of(request).settings
    if document.text and document.mentions:
        raise QueryError("a document has a text or mentions.", remedy="Leave out one of them.")
    if len(document.text) > settings.max_text:
        raise TooLargeError(
            f"the text has {len(document.text):,} characters, over {settings.max_text:,}.", remedy="Send a part of it."
        )
    for mention in document.mentions:
        check_length(mention, settings.max_query)
    hints = with_document(asked.hints, document_hints(document))
    return replace(asked, hints=hints, text=document.text, mentions=tuple(document.mentions))


async def _answer(request: Request, snapshot: Snapshot, asked: _Asked) -> bytes:
    longest = max(map(len, (asked.mention, asked.entity_id, asked.other, asked.text, "".join(asked.mentions))))
    return dump(await service_of(request).aside(longest, lambda: _explained(snapshot, asked)))


def _explained(snapshot: Snapshot, asked: _Asked) -> Wire:
    mention, hints, entity_id, other = asked.mention, asked.hints, asked.entity_id, asked.other
    candidate = comparison = remembered = None
    if asked.text:
        remembered, hints = snapshot.annotator.remember(asked.text, mention, hints)
    elif asked.mentions:
        remembered = snapshot.resolver.remember(asked.mentions, hints)
    if other:
        comparison = candidate_to_wire(compared(mention, other, hints, snapshot.resolver.policy))
    if entity_id or not other:
        nearest = entity_id or _nearest(snapshot, mention, hints, remembered)
        found = snapshot.resolver.explain(mention, nearest, hints, remembered=remembered)
        candidate = candidate_to_wire(found, snapshot.describe)
    return {
        "version": __version__, "gazetteer": snapshot.gazetteer.version,
        "mention": well_formed(mention), "other": well_formed(other) or None,
        "candidate": candidate, "comparison": comparison,
    }  # fmt: skip


def _nearest(snapshot: Snapshot, mention: str, hints: Hints, remembered: Remembered | None) -> str:
    """The id of what /resolve lists first. Raises UnknownEntityError when it lists nothing."""
    resolver = snapshot.resolver
    if remembered is not None:
        decision = resolver.resolve_remembered(mention, remembered, hints, limit=1)
    else:
        decision = resolver.resolve(mention, hints, limit=1)
    if not decision.candidates:
        raise UnknownEntityError(f"nothing to explain: {decision.why}.", remedy="Name an id, or another string.")
    return decision.candidates[0].id


def compared(mention: str, other: str, hints: Hints, policy: Policy) -> Candidate:
    """Two strings as names, each against a gazetteer whose only name is the other one.

    What fits better counts, since the order means nothing; it is called `other`.
    """
    found = [_against(mention, other, hints, policy), _against(other, mention, hints, policy)]
    best = max(found, key=lambda each: each.score)
    return replace(best, name=other)


def _against(mention: str, name: str, hints: Hints, policy: Policy) -> Candidate:
    kind = Kind(hints.kind) if hints.kind and hints.kind != Kind.POST else Kind.PERSON
    if not has_letters(name):
        return Candidate("other", name, kind, 0.0, "", "one of the strings has no letters")
    entity = Entity("other", kind, name, (Form(name, hints.language, "name"),), hints.country)
    return Resolver(Gazetteer({entity.id: entity}, ""), policy).explain(mention, entity.id, hints)
