"""`POST /reconcile/file`: a table in, the same table out with an answer beside each row, both while they travel."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.types import Message, Receive, Scope, Send

from ... import __version__
from ...resolver.bulk.formats import file_format, is_tabbed
from ...resolver.errors import ExonymError
from ...resolver.resolve import Resolver
from ..error_handlers import status_of
from ..files.file_options import FileOptions, as_parameters, read_options
from ..files.upload import Upload, arriving, open_upload, refuse_announced
from ..files.work import Watched, Work
from ..problems import fault
from ..refusals import BusyError, GoneError, ParameterError
from ..replies import service_of, snapshot_of
from ..service import Service
from .file_docs import OPENAPI, RESPONSES

router = APIRouter(tags=["resolve"])
PATH = "/reconcile/file"
_log = logging.getLogger("exonym")


@router.post(f"{PATH}/", include_in_schema=False)  # a redirect would be an empty file to curl -o
@router.post(PATH, summary="Reconcile a file", openapi_extra=OPENAPI, responses=RESPONSES, response_class=Response)
async def reconcile_file(request: Request) -> Response:
    """A table in: CSV, TSV or JSON lines, as the body or as the field `file` of a form; .gz and .zst too.

    Every row comes back, in order and with its own cells unchanged, with the answer beside it: what
    `exonym reconcile` writes, byte for byte. The parameters are that command's options; in a form they may also be
    fields before the file. `result` asks for what the command writes to `--review` or `--sssom` instead.

    What people decided goes into a form as the file `decisions`, before the table: the file that `exonym apply
    --decisions` adds to, or any CSV with the columns mention and decision (and hints). It is obeyed and not kept.

    The reply begins while the body is still arriving. An error before its first byte is a JSON object with its status.
    An error after it (a line far down that cannot be decoded) writes its reason as the last line and closes the
    connection without ending the reply: a reply that is not ended properly is not whole.
    """
    return _FileReply(request)


class _FileReply(Response):
    """Reads the request and writes the reply at the same time."""

    def __init__(self, request: Request) -> None:
        super().__init__()
        self._request = request
        self._service = service_of(request)
        self._snapshot = snapshot_of(request)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers; an error before the first byte is a reply of its own."""
        started = False

        async def noting(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            async with _place(self._service):
                await self._answer(receive, noting)
        except GoneError:
            return
        except ExonymError as error:
            if started:
                await self._break_off(error, send)
            else:
                await _refusal(error)(scope, receive, send)

    async def _answer(self, receive: Receive, send: Send) -> None:
        settings, headers = self._service.settings, self._request.headers
        query = _query(self._request)
        read_options(query)
        refuse_announced(headers, settings.max_file)
        upload = await open_upload(headers, arriving(receive, settings.max_file, settings.timeout))
        options = _options(query, upload)
        job = options.job(upload.source(options.format))
        by_document = bool(job.columns.document)
        watched = Watched(self._resolver(options), self._service.ledger, by_document=by_document)
        work = Work(job, watched, settings.max_file, options.result, upload.decisions)
        async with aclosing(work.parts(upload.chunks, receive)) as parts:
            await self._send(parts, job.target, send)

    def _resolver(self, options: FileOptions) -> Resolver:
        known = self._snapshot.resolver
        policy = options.policy(known.policy)
        return Resolver(known.gazetteer, policy, catalogue=known.catalogue) if policy else known

    async def _send(self, parts: AsyncIterator[bytes], target: str, send: Send) -> None:
        """The first part decides whether there is a reply at all."""
        first = await anext(parts, b"")
        headers = [(b"content-type", _media_type(target)), (b"cache-control", b"no-store")]
        version = self._snapshot.gazetteer.version.encode("latin-1", "replace")
        headers += [(b"x-exonym-version", __version__.encode()), (b"x-exonym-gazetteer", version)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": first, "more_body": True})
        async for part in parts:
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def _break_off(self, error: ExonymError, send: Send) -> None:
        """The reason as the last line. The reply is not ended, so the server closes the connection."""
        text = as_parameters(str(error)).replace("\n", " ")
        _log.warning("file broken off: %s", error.code, extra={"id": self._request.scope["exonym.id"].decode()})
        await send({"type": "http.response.body", "body": f"exonym: error: {text}\n".encode(), "more_body": True})


@asynccontextmanager
async def _place(service: Service) -> AsyncIterator[None]:
    """One of the places of those who are worked for. Raises BusyError when none is free in time."""
    try:
        async with asyncio.timeout(service.settings.timeout):
            await service.files.acquire()
    except TimeoutError as error:
        raise BusyError("other tables are being worked on.", remedy="Send it again later.") from error
    try:
        yield
    finally:
        service.files.release()


def _query(request: Request) -> dict[str, str]:
    """The parameters of the address. Raises ParameterError."""
    given = request.query_params.multi_items()
    found = dict(given)
    if len(found) < len(given):
        names = [name for name, _ in given]
        twice = next(name for name in names if names.count(name) > 1)
        raise ParameterError(f"{twice!r} is given twice.", remedy="Give it once.")
    return found


def _options(query: dict[str, str], upload: Upload) -> FileOptions:
    """Those of the address and those of the form. The body's own encoding holds where no option names one."""
    twice = {name for name in query.keys() & upload.fields.keys() if query[name] != upload.fields[name]}
    if twice:
        remedy = "Give it in the address or in the form, or the same in both."
        raise ParameterError(f"{min(twice)!r} is given twice.", remedy=remedy)
    options = read_options(query | upload.fields)
    return options.in_encoding(upload.charset)


def _media_type(target: str) -> bytes:
    if file_format(target) == "jsonl":
        return b"application/x-ndjson"
    return b"text/tab-separated-values; charset=utf-8" if is_tabbed(target) else b"text/csv; charset=utf-8"


def _refusal(error: ExonymError) -> Response:
    status = status_of(error)
    headers = {"Retry-After": "10"} if status == 503 else {"Connection": "close"} if status in {408, 413} else None
    where = f"{error.place}: " if error.place else ""
    return fault(PATH, status, error.code, where + as_parameters(error.message), as_parameters(error.remedy), headers)
