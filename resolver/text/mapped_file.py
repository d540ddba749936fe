"""Files that a build makes of tables: a line of JSON, then parts that are mapped and read where they lie."""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple


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
    fresh.write_bytes(b"".join([line, b"\n", body]))
    fresh.replace(path)


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
