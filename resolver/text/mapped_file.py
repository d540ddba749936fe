"""Files that a build makes of tables: a line of JSON, then parts that are mapped and read where they lie."""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

_AT_ONCE = 1 << 16  # bytes; as many pages as a system maps at least, where one of them is touched


class MappedFile(NamedTuple):
    """A file, open: its head, all its bytes, and where its parts begin in them."""

    head: Mapping[str, Any]
    data: mmap.mmap
    start: int


def write(path: Path, digest: str, head: Mapping[str, Any], parts: Iterable[bytes]) -> None:
    """Write a file, whole or not at all. `digest` tells later whether it is still that of its sources."""
    body = b"".join(parts)
    line = json.dumps({"digest": digest, "size": len(body), **head}).encode()
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("wb") as file:
        write_in_pieces(file, b"".join([line, b"\n", body]))
    fresh.replace(path)


def write_in_pieces(file: BinaryIO, data: bytes | memoryview) -> None:
    """Write bytes some thousand at a time.

    Linux keeps what is written at once in one piece, of up to two megabytes, and maps all of a piece where a page is
    touched: a few rows of a file that was written whole would take as much memory as the file.
    """
    for at in range(0, len(data), _AT_ONCE):
        file.write(data[at : at + _AT_ONCE])


def opened(path: Path, digest: str) -> MappedFile | None:
    """The file at a path; None when there is none, or it is cut off or was made of something else."""
    try:
        with path.open("rb") as file:
            first = file.readline()
            head = json.loads(first)
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if head["digest"] != digest or len(data) != len(first) + head["size"]:
            return None
        return MappedFile(head, data, len(first))
    except (OSError, ValueError, KeyError, TypeError):
        return None
