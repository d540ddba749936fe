"""Where a table goes: a file appears whole or not at all; compressed by its name's end."""

from __future__ import annotations

import gzip
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from ...errors import InputError, Place
from ..reading.byte_source import zstandard

Write = Callable[[bytes | memoryview], object]


@contextmanager
def whole_file(path: str) -> Iterator[Path]:
    """A path to write to, which takes the place of `path` if the block ends well and else disappears.

    A pipe or a device is written to directly. Raises InputError.
    """
    target = Path(path)
    if target.exists() and not stat.S_ISREG(target.stat().st_mode):
        yield target
        return
    part = _part(target, target.parent)
    try:
        yield part
        part.chmod(_mode(target))
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def scratch_file(path: str) -> Iterator[Path]:
    """An empty file beside an output, where there is room for it, for as long as the block lasts.

    What a run that was killed leaves of it goes when the next run to that output begins. Raises InputError.
    """
    target = Path(path)
    folder = None if target.exists() and not target.is_file() else target.parent
    part = _part(target, folder)
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def _part(target: Path, folder: Path | None) -> Path:
    """A new file by whose name the next run to that output knows what a killed one left. Raises InputError."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=folder)
    except OSError as error:
        raise InputError(f"cannot write there: {error.strerror}.", place=Place(str(target))) from error
    os.close(handle)
    return Path(name)


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, or those that a new file gets."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


@contextmanager
def open_sink(path: str) -> Iterator[IO[bytes]]:
    """A stream of bytes into a file, as `whole_file` says; `-` is standard output.

    Raises InputError, e.g. when a disk is full; BrokenPipeError when the reader of a pipe went away.
    """
    try:
        if path == "-":
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
            return
        with (
            whole_file(path) as part,
            open(part, "wb", opener=_kept) as raw,
            _compressed(raw, Path(path).suffix.lower()) as stream,
        ):
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:  # errors of reading were made InputErrors where they were met
        where = Place("standard output" if path == "-" else path)
        raise InputError(f"cannot write it: {error.strerror}.", place=where) from error


def _kept(path: str, flags: int) -> int:
    """Opens without truncating: the part is new and empty, and ext4 waits for the disk when truncated files close."""
    return os.open(path, flags & ~os.O_TRUNC, 0o600)


def _compressed(raw: IO[bytes], suffix: str) -> IO[bytes]:
    if suffix == ".gz":
        return cast(IO[bytes], gzip.GzipFile("", "wb", 6, raw, mtime=0))
    if suffix == ".zst":
        stream: IO[bytes] = zstandard().ZstdCompressor().stream_writer(raw)
        return stream
    return raw


@contextmanager
def byte_sink(path: str, bom: bool = False) -> Iterator[Write]:
    """Writes bytes to a path; to nowhere when it is empty. Raises InputError, e.g. when a disk is full."""
    if not path:
        yield lambda _: None
        return
    with open_sink(path) as sink:
        if bom:
            sink.write(b"\xef\xbb\xbf")
        yield sink.write


def write_all(write: Write, lines: Iterable[str]) -> None:
    """Write each of the lines as UTF-8."""
    for line in lines:
        write(line.encode("utf-8", "replace"))
