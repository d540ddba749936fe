"""A table that is opened: its bytes, and what they are, by its name or, where that says nothing, by its first bytes."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from msgspec import Struct

from ...errors import InputError, Place
from ..formats import file_format, says_format
from ..job import Job
from .byte_source import decompressed, open_bytes, readable
from .foreign import refuse_foreign

_LOOKED_AT = 1 << 16
_PACKED = {b"\x1f\x8b": (".gz", "gzip"), b"\x28\xb5\x2f\xfd": (".zst", "zstandard")}
_PARQUET = b"PAR1"
_JSON = re.compile(r"\s*(\{\s*[\"}\n]|\[\s*[\[{\n])")
"""How JSON begins, and no header of a table does. An array is refused by the reader of JSON Lines."""


class Source(Struct, frozen=True):
    """An open table: its bytes, unpacked; its format, as `file_format` says; what was recognised by the first bytes.

    Of Parquet, which is read from files, the bytes are not to be used.
    """

    stream: IO[bytes]
    format: str
    recognised: str = ""


@contextmanager
def open_source(job: Job) -> Iterator[Source]:
    """The table that a job reads. Raises InputError."""
    with open_bytes(job.source) as stream:
        if says_format(job.source):
            yield Source(stream, file_format(job.source))
            return
        with readable(job.called):
            source = _recognised(job, stream)
        yield source


def _recognised(job: Job, stream: IO[bytes]) -> Source:
    head, stream = _looked_at(stream)
    packing = ""
    for magic, (suffix, name) in _PACKED.items():
        if head.startswith(magic):
            head, stream = _looked_at(decompressed(stream, suffix))
            packing = name
    if head.startswith(_PARQUET):
        if packing or not Path(job.source).is_file():
            problem = "this is Parquet, which is read from files only."
            raise InputError(problem, place=Place(job.called), remedy="Write it to a file, and name that.")
        return Source(stream, "parquet", "Parquet")
    refuse_foreign(head, job.called)
    text = head.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
    if _JSON.match(text + "\n"):
        return Source(stream, "jsonl", f"JSON Lines in {packing}" if packing else "JSON Lines")
    return Source(stream, "delimited", packing)


def _looked_at(stream: IO[bytes]) -> tuple[bytes, IO[bytes]]:
    """The first bytes, with a line that is not blank if there is one, and a stream that still has them."""
    head = b""
    while len(head) < _LOOKED_AT and b"\n" not in head.lstrip():
        piece: bytes = cast(Any, stream).read1(_LOOKED_AT)
        if not piece:
            break
        head += piece
    return head, io.BufferedReader(_Again(head, stream))


class _Again(io.RawIOBase):
    """A stream of which the first bytes were read already."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        super().__init__()
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Some bytes; none at the end."""
        if not self._head:
            return int(cast(Any, self._rest).readinto(buffer))
        size = min(len(buffer), len(self._head))
        buffer[:size], self._head = self._head[:size], self._head[size:]
        return size
