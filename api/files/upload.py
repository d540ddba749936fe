"""A body that holds a table, raw or as a form, read as it arrives."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import PurePath

from msgspec import Struct, field
from python_multipart import MultipartParser
from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import parse_options_header
from starlette.datastructures import Headers
from starlette.types import Receive

from ..refusals import GoneError, MediaTypeError, ParameterError, SlowError, TooLargeError

KNOWN_ENDS = (".csv", ".tsv", ".tab", ".txt", ".ndjson", ".jsonl", ".gz", ".zst")
"""What the names of tables end with."""
_FIELDS = 1 << 16
"""Bytes that the fields of a form may have beside its files."""
_DECISIONS = 1 << 23
"""Bytes that the decisions may have: they are held whole, and a hundred thousand have fewer."""

DECISIONS = "decisions"
"""The field of a form that holds what people decided."""

_ENDS = {
    "text/csv": ".csv", "application/csv": ".csv", "text/plain": ".csv", "application/vnd.ms-excel": ".csv",
    "text/tab-separated-values": ".tsv", "application/x-ndjson": ".ndjson", "application/ndjson": ".ndjson",
    "application/jsonl": ".ndjson", "application/x-jsonlines": ".ndjson",
    "application/gzip": ".csv.gz", "application/x-gzip": ".csv.gz", "application/zstd": ".csv.zst",
    "application/octet-stream": ".csv", "": ".csv",
}  # fmt: skip
_AS_BODY = (
    "Send it as the body: curl -H 'Content-Type: text/csv' --data-binary @names.csv, or in a form: -F file=@names.csv."
)
_MOST_DIGITS = 18
"""Of a length in bytes that is worth reading as a number."""
_PACKED = {"": "", "identity": "", "gzip": ".gz", "x-gzip": ".gz", "zstd": ".zst"}


class Part(Struct, frozen=True):
    """A file of a form that arrived whole; without a name of its own it is called as its field."""

    name: str
    data: bytes


class Upload(Struct):
    """A table that is arriving: what was said about it, what came before it, and its bytes."""

    chunks: AsyncIterator[bytes]
    media_type: str = ""
    charset: str = ""
    name: str = ""
    packed: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    decisions: Part | None = None

    def source(self, wanted: str) -> str:
        """A name for it whose end says what it is, `wanted` before all else. Raises MediaTypeError."""
        stem = PurePath(self.name).name
        known = stem.lower().endswith(KNOWN_ENDS)
        if stem.lower().endswith((".parquet", ".pq")):
            raise MediaTypeError("Parquet is not read over HTTP.", remedy="Use the command: exonym reconcile.")
        if wanted:
            return f"body.{wanted}{self.packed or _packing(stem if known else _ENDS.get(self.media_type, ''))}"
        if known:
            return stem + self.packed
        if self.media_type not in _ENDS:
            remedy = "Send it as text/csv, text/tab-separated-values or application/x-ndjson, or in a form: file=@FILE."
            raise MediaTypeError(f"cannot read {self.media_type} as a table.", remedy=remedy)
        return "body" + _ENDS[self.media_type] + self.packed


def _packing(name: str) -> str:
    return next((end for end in (".gz", ".zst") if name.lower().endswith(end)), "")


async def arriving(receive: Receive, limit: int, timeout: float) -> AsyncIterator[bytes]:
    """The chunks of a body. Raises TooLargeError, SlowError, GoneError."""
    size, more = 0, True
    while more:
        try:
            async with asyncio.timeout(timeout):
                message = await receive()
        except TimeoutError as error:
            raise SlowError(f"nothing arrived for {timeout:g} seconds.", remedy="Send it again.") from error
        if message["type"] == "http.disconnect":
            raise GoneError("the client went away.")
        chunk, more = message.get("body", b""), message.get("more_body", False)
        size += len(chunk)
        if size > limit:
            raise too_large(limit)
        yield chunk


def refuse_announced(headers: Headers, limit: int) -> None:
    """Raises TooLargeError where a request says that its body has more bytes, before any of it is read."""
    announced = headers.get("content-length", "").lstrip("0")
    if announced.isdecimal() and (len(announced) > _MOST_DIGITS or int(announced) > limit):
        raise too_large(limit)


def too_large(limit: int) -> TooLargeError:
    """The error for a body of more bytes."""
    return TooLargeError(f"the table is over {limit} bytes.", remedy="Send it in parts, or use the command.")


async def open_upload(headers: Headers, chunks: AsyncIterator[bytes]) -> Upload:
    """The upload; of a form, all fields before the file are read. Raises ParameterError, MediaTypeError."""
    kind, options = parse_options_header(headers.get("content-type", ""))
    packed = _PACKED.get(headers.get("content-encoding", "").strip().lower())
    if packed is None:
        raise MediaTypeError("this Content-Encoding is not known.", remedy="Send it plain, or as gzip or zstd.")
    if kind == b"multipart/form-data":
        return await _Form(options.get(b"boundary", b""), chunks).upload(packed)
    if not kind:
        chunks = _some(chunks)
    return Upload(chunks, kind.decode("latin-1"), options.get(b"charset", b"").decode("latin-1"), packed=packed)


async def _some(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The chunks of a body that does not say what it is: without a single byte it is refused, unlike an empty file."""
    size = 0
    async for chunk in chunks:
        size += len(chunk)
        yield chunk
    if not size:
        raise ParameterError("the table is missing.", remedy=_AS_BODY)


class _Form:
    """Reads a form up to its file, then hands on the file's bytes."""

    def __init__(self, boundary: bytes, chunks: AsyncIterator[bytes]) -> None:
        if not boundary:
            raise MediaTypeError("the form has no boundary.", remedy="curl -F file=@names.csv makes a good form.")
        self._chunks = chunks
        self._parser = MultipartParser(boundary, {
            "on_part_begin": self._begin, "on_header_field": self._header_name, "on_header_value": self._header_value,
            "on_header_end": self._header_end, "on_headers_finished": self._headers_end, "on_part_data": self._data,
            "on_part_end": self._end, "on_end": self._finish,
        })  # fmt: skip
        self._fields: dict[str, str] = {}
        self._decisions: Part | None = None
        self._size = 0
        self._headers: dict[bytes, bytes] = {}
        self._header = (b"", b"")
        self._field, self._name, self._value = "", "", bytearray()
        self._file: Upload | None = None
        self._inside = self._whole = False
        self._ready: list[bytes] = []

    async def upload(self, packed: str) -> Upload:
        """The file with the fields before it."""
        async for chunk in self._chunks:
            self._feed(chunk)
            if self._file is not None:
                self._file.fields, self._file.packed = self._fields, packed
                self._file.decisions = self._decisions
                self._file.chunks = self._rest()
                return self._file
        raise ParameterError("the form has no file.", remedy="Send it as the field file: curl -F file=@names.csv.")

    async def _rest(self) -> AsyncIterator[bytes]:
        yield self._taken()
        async for chunk in self._chunks:
            self._feed(chunk)
            yield self._taken()
        if not self._whole:
            raise ParameterError("the form ends before its file does.", remedy="Send it again.")

    def _taken(self) -> bytes:
        taken, self._ready = b"".join(self._ready), []
        return taken

    def _feed(self, chunk: bytes) -> None:
        try:
            self._parser.write(chunk)
        except MultipartParseError as error:
            raise ParameterError(
                f"cannot read the form: {error}.", remedy="curl -F file=@names.csv makes one."
            ) from error

    def _begin(self) -> None:
        self._headers, self._value = {}, bytearray()

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._header = (self._header[0] + data[start:end], self._header[1])

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._header = (self._header[0], self._header[1] + data[start:end])

    def _header_end(self) -> None:
        self._headers[self._header[0].lower()] = self._header[1]
        self._header = (b"", b"")

    def _headers_end(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        self._field = options.get(b"name", b"").decode("utf-8", "replace")
        if self._file is not None:
            raise ParameterError(f"the field {self._field!r} comes after the file.", remedy="Put the file last.")
        self._name = options.get(b"filename", b"").decode("utf-8", "replace")
        if self._field in self._fields or (self._field == DECISIONS and self._decisions):
            raise ParameterError(f"{self._field!r} is given twice.", remedy="Give it once.")
        if self._field != DECISIONS and (b"filename" in options or self._field == "file"):
            kind, own = parse_options_header(self._headers.get(b"content-type", b""))
            charset = own.get(b"charset", b"").decode("latin-1")
            self._file = Upload(self._chunks, kind.decode("latin-1"), charset, self._name)
            self._inside = True

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._inside:
            self._ready.append(data[start:end])
            return
        self._value += data[start:end]
        if self._field == DECISIONS:
            if len(self._value) > _DECISIONS:
                raise TooLargeError(f"the decisions are over {_DECISIONS} bytes.", remedy="Use the command.")
            return
        self._size += end - start
        if self._size > _FIELDS:
            raise ParameterError("the fields before the file are too long.", remedy="Send the table as the field file.")

    def _end(self) -> None:
        if self._field == DECISIONS:
            self._decisions = Part(PurePath(self._name).name or DECISIONS, bytes(self._value))
        elif not self._inside:
            self._fields[self._field] = self._value.decode("utf-8", "replace")
        self._inside = False

    def _finish(self) -> None:
        self._whole = True
