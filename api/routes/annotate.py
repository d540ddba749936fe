"""`POST /annotate`: running text in, its mentions out, as the command `annotate` finds them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response, StreamingResponse

from ...resolver.documents.annotate import Annotation
from ...resolver.documents.html_text import read_page
from ...resolver.documents.passages import STRETCH
from ...resolver.hints import parse_hints
from ...resolver.model import Hints
from ..annotation_files import FileFormat, file_blocks
from ..annotations import mention_to_wire
from ..refusals import MediaTypeError, NotJsonError, QueryError, TooLargeError
from ..replies import service_of, snapshot_of, strict_query
from ..service import Service
from ..snapshot import Snapshot
from ..wire import dump
from .asking import text_of_hint
from .document_models import AnnotationReply, Document
from .patterns import COUNTRIES, DATE, LANGUAGE
from .reply_docs import BUSY, NOT_JSON, TOO_LARGE, problem_reply

router = APIRouter(tags=["annotate"])

HINTS = ("date", "language", "context_countries")
_TYPES = ("application/json", "text/plain", "text/html")
_LINES = "application/x-ndjson"
_TEXT: dict[str, Any] = {"schema": {"type": "string"}, "example": "General Ngô Xuân Lịch spoke. General Lịch left."}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/Document"}},
            "text/plain": _TEXT,
            "text/html": {"schema": {"type": "string"}, "example": "<p>General Ng&ocirc; Xu&acirc;n Lịch spoke."},
        },
    }
}
_REPLIES = {
    "description": "The mentions, their places and reasons.",
    "content": {_LINES: {}, **{each.media_type.partition(";")[0]: {} for each in FileFormat}},
}


@router.post(
    "/annotate",
    response_model=AnnotationReply,
    responses={
        200: _REPLIES, **NOT_JSON, **TOO_LARGE, **BUSY, 422: problem_reply("A member or hint that cannot be read."),
    },
    openapi_extra=_BODY,
    summary="Find the mentions in running text",
    dependencies=[Depends(strict_query)],
)  # fmt: skip
async def annotate(
    request: Request,
    date: Annotated[
        str, Query(description="The document's date; of JSON, a member.", json_schema_extra={"pattern": DATE})
    ] = "",
    language: Annotated[
        str, Query(description="The document's language; of JSON, a member.", json_schema_extra={"pattern": LANGUAGE})
    ] = "",
    context_countries: Annotated[
        str,
        Query(
            description="Countries that the document speaks of; of JSON, a member.",
            json_schema_extra={"pattern": COUNTRIES},
        ),
    ] = "",
    format: Annotated[
        FileFormat | None, Query(description="A file in one of the formats of the command, of brat a ZIP archive.")
    ] = None,
) -> Response:
    """Every mention of an entity in a text, with its place, and what the document was taken to be.

    The body is JSON (`{"text": "…", "date": "2018-04-10"}`), a text or a page of HTML in UTF-8; beside these two,
    hints are parameters, and what a member of the JSON says comes before a parameter. Places are Unicode code points.
    What the hints leave open, the date and the countries, is looked for in the text, and `found` says which. With
    `Accept: application/x-ndjson` each mention is a line, sent as soon as its stretch of the text is read, and the
    text may be as long as a body; so with `format`, which asks for a file.
    """
    service, snapshot = service_of(request), snapshot_of(request)
    body, media_type = await request.body(), request.headers.get("content-type", "")
    kind = media_type.partition(";")[0].strip().lower()
    given = {"date": date, "language": language, "context_countries": context_countries}
    text, hints = _read(body, kind, media_type, given)
    stretches = stretches_of(snapshot, text, hints, is_page=kind == "text/html")
    if format is not None:
        return file_of(service, format, "-", stretches)
    if _LINES in request.headers.get("accept", ""):
        lines = _lines(service, stretches)
        return StreamingResponse(lines, media_type=_LINES, headers={"Cache-Control": "no-store"})
    longest = service.settings.max_text
    if len(text) > longest:
        raise TooLargeError(
            f"the text has {len(text):,} characters, over {longest:,}.",
            remedy=f"Send it in parts, or ask for lines: Accept: {_LINES}.",
        )
    found = await service.aside(
        len(text) + 1000, lambda: _annotated(snapshot, text, hints, is_page=kind == "text/html")
    )
    parts = {"document": found.circumstances.as_dict(), "mentions": [mention_to_wire(each) for each in found.mentions]}
    return Response(b"%s,%s" % (snapshot.versions[:-1], dump(parts)[1:]), media_type="application/json")


def _annotated(snapshot: Snapshot, text: str, hints: Hints, *, is_page: bool) -> Annotation:
    return (
        snapshot.annotator.annotate_page(read_page(text), hints)
        if is_page
        else snapshot.annotator.annotate(text, hints)
    )


def stretches_of(snapshot: Snapshot, text: str, hints: Hints, *, is_page: bool) -> Iterator[Annotation]:
    """The stretches of a text or a page of HTML, each found when it is asked for."""
    if is_page:
        yield from snapshot.annotator.annotate_page_stretches(read_page(text), hints)
    else:
        yield from snapshot.annotator.annotate_stretches((text,), hints)


def file_of(service: Service, chosen: FileFormat, document: str, stretches: Iterator[Annotation]) -> Response:
    """A file to be kept, under the document's name, sent while it is made."""
    name = chosen.file_name(document)
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": "sandbox",  # it quotes a text of anybody's
    }
    parts = file_blocks(chosen, document, stretches)

    async def body() -> AsyncIterator[bytes]:
        while (part := await service.aside(STRETCH, lambda: next(parts, None))) is not None:
            yield part

    return StreamingResponse(body(), media_type=chosen.media_type, headers=headers)


async def _lines(service: Service, stretches: Iterator[Annotation]) -> AsyncIterator[bytes]:
    """A line a mention, as soon as its stretch is read; between two stretches others have their turn."""
    while (stretch := await service.aside(STRETCH, lambda: next(stretches, None))) is not None:
        yield b"".join(dump(mention_to_wire(each)) + b"\n" for each in stretch.mentions)


def _read(body: bytes, kind: str, media_type: str, given: Mapping[str, str]) -> tuple[str, Hints]:
    """Text and hints of a request. Raises MediaTypeError, NotJsonError, QueryError, HintError."""
    if kind not in _TYPES:
        what = f"Content-Type {media_type!r} is not read here." if media_type else "the body has no Content-Type."
        raise MediaTypeError(what, remedy=f"Send it with one of: {', '.join(_TYPES)}.")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = f"byte {error.start + 1} (0x{body[error.start]:02X})"
        raise NotJsonError(f"the body is not UTF-8: {where}.", remedy="Send it in UTF-8.") from error
    if kind != "application/json":
        return text, parse_hints(given)
    return _of_json(text, given)


def _of_json(text: str, given: Mapping[str, str]) -> tuple[str, Hints]:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotJsonError("the body is not JSON.", remedy='Send {"text": "…"}.') from error
    if not isinstance(read, dict) or not isinstance(read.get("text"), str):
        raise QueryError("a document is an object with a text `text`.", remedy='Write {"text": "…"}.')
    unknown = next((key for key in read if key not in Document.model_fields), None)
    if unknown is not None:
        raise QueryError(f"the body has no member {unknown!r}.", remedy=f"The members are: text, {', '.join(HINTS)}.")
    members = {name: text_of_hint(name, read[name]) for name in HINTS if name in read}
    return read["text"], parse_hints({**given, **members})
