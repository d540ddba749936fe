"""/annotate: a text in, its mentions marked in it, whom they name beside it.

The form works without script, up to the length that one reply may have; the script asks for the same parts as lines,
stretch by stretch, so that a long text may be read from its beginning.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from ...resolver.documents.annotate import Annotation
from ...resolver.documents.passages import STRETCH
from ...resolver.errors import ExonymError, UsageError
from ..annotation_files import FileFormat
from ..annotations import mention_to_wire
from ..error_handlers import status_of
from ..refusals import TooLargeError
from ..replies import service_of, snapshot_of
from ..routes.annotate import file_of, stretches_of
from ..wire import dump
from .marked_text import Tally, pieces, said
from .rendering import fragment, render, root_of
from .sent_text import Sent, UndecodedError, read_sent

_LINES = "application/x-ndjson"
_EXAMPLE = """\
Hanoi, 10 April 2018. Defence Minister Ngô Xuân Lịch received Japan's Defence Minister Itsunori Onodera.
General Lịch thanked his guest; both spoke of the Association of Southeast Asian Nations (ASEAN).

越南国防部部长吴春历大将星期二会见小野寺五典。小野寺说,天气很好。
"""


async def form(request: Request) -> Response:
    """The page with nothing on it yet; with `?example` a text that one may try."""
    text = _EXAMPLE if "example" in request.query_params else ""
    return _page(request, {"text": text})


async def annotated(request: Request) -> Response:
    """What the form sends, answered as a page, as a file, or as lines for the page's script."""
    if request.method != "POST":  # somebody went back to a result, or chose another language there
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{root_of(request)}/annotate{query}", 303)
    fields: dict[str, str] = {}
    wants_lines = _LINES in request.headers.get("accept", "")
    try:
        asked = await read_sent(request, fields)
        stretches = stretches_of(snapshot_of(request), asked.text, asked.hints(), is_page=asked.is_page)
        if asked.format:
            return file_of(service_of(request), _format(asked.format), asked.name, stretches)
        if wants_lines:
            lines = _lines(request, stretches)
            return StreamingResponse(lines, media_type=_LINES, headers={"Cache-Control": "no-store"})
        return await _whole(request, asked, stretches)
    except ExonymError as error:
        problem = _problem(request, error)
        if wants_lines:
            return Response(dump({"problem": problem}) + b"\n", status_of(error), media_type=_LINES)
        return _page(request, fields, status_of(error), problem=Markup(problem))  # noqa: S704 - of a template


def _format(name: str) -> FileFormat:
    try:
        return FileFormat(name)
    except ValueError:
        remedy = f"Write one of: {', '.join(FileFormat)}."
        raise UsageError(f"{name!r} is not a format.", remedy=remedy) from None


async def _whole(request: Request, asked: Sent, stretches: Iterator[Annotation]) -> Response:
    """The page with the whole text, as a browser without script asks for it. Raises TooLargeError."""
    service = service_of(request)
    if len(asked.text) > service.settings.max_text:
        raise TooLargeError(
            f"the text has {len(asked.text):,} characters, over {service.settings.max_text:,}.",
            remedy="Allow the page its script, which reads longer texts, or use the command `exonym annotate`.",
        )
    read = await service.aside(len(asked.text) + 1000, lambda: list(stretches))
    tally = Tally()
    marked = []
    for stretch in read:
        marked.append(list(pieces(stretch, tally.count)))
        tally.add(stretch)
    result = {"marked": marked, "entries": tally.entries(), "count": tally.count, **_known(read[0])}
    fields = {**asked.given, "text": asked.text, "type": "html" if asked.is_page else ""}
    return _page(request, fields, result=result)


async def _lines(request: Request, stretches: Iterator[Annotation]) -> AsyncIterator[bytes]:
    """A line a stretch: the marked text to be put behind what is there, and the rest to be put in its place."""
    service, tally, read = service_of(request), Tally(), 0
    while (stretch := await service.aside(STRETCH, lambda: next(stretches, None))) is not None:
        before = tally.count
        tally.add(stretch)
        read += len(stretch.text)
        known = _known(stretch)
        yield (
            dump(
                {
                    "text": fragment(request, "annotated_text.html", marked=[pieces(stretch, before)]),
                    "known": fragment(
                        request, "annotated_known.html", count=tally.count, entries=tally.entries(), **known
                    ),
                    "entities": fragment(request, "annotated_entities.html", entries=tally.entries()),
                    "mentions": [mention_to_wire(each) for each in stretch.mentions],
                    "read": read,
                    "language": known["spoken"],
                }
            )
            + b"\n"
        )


def _known(stretch: Annotation) -> dict[str, object]:
    return {"known": said(stretch.circumstances), "spoken": stretch.circumstances.hints.language}


def _problem(request: Request, error: ExonymError) -> str:
    choices = error.choices if isinstance(error, UndecodedError) else {}
    return fragment(request, "annotate_problem.html", error=error, choices=choices, kind=type(error).__name__)


def _page(
    request: Request, fields: Mapping[str, str], status: int = 200, *,
    problem: Markup | None = None, result: Mapping[str, object] | None = None,
) -> Response:  # fmt: skip
    return render(
        request, "annotate.html", status, texts=("annotate",), fields=fields, problem=problem, result=result,
        formats=[each.value for each in FileFormat], data={"most": service_of(request).settings.max_body},
    )  # fmt: skip
