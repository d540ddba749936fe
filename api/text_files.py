"""Documents from files, directories and pipes: decoded, never guessed, and refused where they are no text."""

from __future__ import annotations

import codecs
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import IO

from msgspec import Struct

from ..resolver.bulk.reading.encodings import likely, marked
from ..resolver.documents.html_text import looks_like_html
from ..resolver.errors import InputError, Place, UsageError

TEXT, PAGES = frozenset({".txt", ".text", ".md", ".rst"}), frozenset({".html", ".htm", ".xhtml"})
LONGEST = 100_000_000
"""Characters of a plain text, unless told."""
LONGEST_PAGE = 2_000_000
"""Characters of a page of HTML, which is read as a whole."""
_DECLARED = re.compile(rb"<meta[^>]{0,80}charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_UTF_8 = "utf-8-sig"  # with or without its mark
_BLOCK = 1 << 16  # bytes that are decoded at a time
_IN_MEMORY = 1 << 22  # bytes of a pipe; what is longer waits in a file
_HEAD = 16_384  # bytes that show what a document is


class TextFile(Struct, frozen=True):
    """A document that can be read: its text in pieces; `is_page`: it is HTML."""

    name: str
    pieces: Iterator[str]
    is_page: bool


def text_files(names: Iterable[str], encoding: str = "", longest: int | None = None) -> Iterator[TextFile]:
    """The documents of files, of all texts below directories, and of standard input (`-`), in turn.

    Each must be read before the next is asked for. Raises InputError for what is missing, longer than `longest`
    characters, not in the encoding, or not a text, before anything of it is read out.
    """
    if encoding:
        check_encoding(encoding)
    for name in named_files(names):
        with _opened(name) as file:
            yield read_document(file, name, encoding, longest)


def read_document(file: IO[bytes], name: str, encoding: str = "", longest: int | None = None) -> TextFile:
    """The document of an open file, which is read through before any of it is given. Raises InputError, as above."""
    head = file.read(_HEAD)
    chosen = encoding or _marked(head, name)
    suffix = Path(name).suffix.lower()
    is_page = suffix in PAGES or (suffix not in TEXT and looks_like_html(head.decode(chosen, "ignore")))
    most = longest or (LONGEST_PAGE if is_page else LONGEST)
    try:
        _read_through(file, name, chosen, most)
    except InputError:
        declared = _DECLARED.search(head)
        if encoding or not declared or not _can_be(file, name, declared[1].decode("ascii"), most):
            raise
        chosen = declared[1].decode("ascii")
    file.seek(0)
    return TextFile(name, _pieces(file, name, chosen), is_page)


def named_files(names: Iterable[str]) -> Iterator[str]:
    """The files that are meant: of a directory all texts below it. Raises InputError where it has none."""
    for name in names:
        if name == "-" or not Path(name).is_dir():
            yield name
            continue
        found = sorted(path for path in Path(name).rglob("*") if path.suffix.lower() in TEXT | PAGES and path.is_file())
        if not found:
            wanted = ", ".join(sorted(TEXT | PAGES))
            raise InputError("has no texts.", place=Place(name), remedy=f"They are known by their names: {wanted}.")
        yield from map(str, found)


@contextmanager
def _opened(name: str) -> Iterator[IO[bytes]]:
    """A file, or a pipe in one that can be read twice."""
    with nullcontext(sys.stdin.buffer) if name == "-" else _open(name) as source:
        if name != "-" and source.seekable():
            yield source
            return
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as copy:
            try:
                shutil.copyfileobj(source, copy, _BLOCK)
            except OSError as error:
                raise _unreadable(name, error) from error
            copy.seek(0)
            yield copy


def _open(name: str) -> IO[bytes]:
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise _unreadable(name, error) from error


def _pieces(file: IO[bytes], name: str, encoding: str) -> Iterator[str]:
    """The text of a file, piece by piece. Raises InputError, and UnicodeDecodeError where it is in another encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    block = b"."
    while block:
        try:
            block = file.read(_BLOCK)
        except OSError as error:
            raise _unreadable(name, error) from error
        yield decoder.decode(block, final=not block)


def _read_through(file: IO[bytes], name: str, encoding: str, longest: int) -> None:
    """Raises InputError where a file is no text of this encoding, or has more characters."""
    file.seek(0)
    size, line, column = 0, 1, 1
    try:
        for piece in _pieces(file, name, encoding):
            size += len(piece)
            if size > longest:
                raise _too_long(name, longest)
            line, column = _moved(line, column, piece)
    except UnicodeDecodeError as error:
        data = error.object
        line, column = _moved(line, column, data[: error.start].decode(encoding, "replace"))
        shown = data[data.rfind(b"\n", 0, error.start) + 1 :].split(b"\n", 1)[0]
        message = f"is not in {'UTF-8' if encoding == _UTF_8 else encoding}: byte 0x{data[error.start]:02x}."
        raise InputError(message, place=Place(name, line, column), remedy=likely(data, shown)) from error


def _moved(line: int, column: int, text: str) -> tuple[int, int]:
    """Line and column behind a text that begins there."""
    if (last := text.rfind("\n")) < 0:
        return line, column + len(text)
    return line + text.count("\n"), len(text) - last


def _can_be(file: IO[bytes], name: str, encoding: str, longest: int) -> bool:
    """Whether a page is in the encoding that it states."""
    try:
        _read_through(file, name, encoding, longest)
    except (LookupError, InputError):
        return False
    return True


def _marked(head: bytes, name: str) -> str:
    """The encoding that a byte order mark says, else UTF-8. Raises InputError for what is no text."""
    chosen = marked(head[:4]) or _UTF_8
    if b"\0" in head and chosen == _UTF_8:
        remedy = "Say its encoding with -e where it is one: utf-16-le, utf-16-be."
        raise InputError("has zero bytes: it is no text in UTF-8.", place=Place(name), remedy=remedy)
    return chosen


def _unreadable(name: str, error: OSError) -> InputError:
    return InputError(f"cannot read it: {error.strerror or error}.", place=Place(name))


def _too_long(name: str, longest: int) -> InputError:
    remedy = "Cut it into documents, or raise --max-characters."
    return InputError(f"has more than {longest:,} characters.", place=Place(name), remedy=remedy)


def check_encoding(encoding: str) -> None:
    """Raises UsageError for an encoding that nobody knows."""
    try:
        codecs.lookup(encoding).decode(b"")
    except LookupError as error:
        raise UsageError(
            f"unknown encoding {encoding!r}.", remedy="Write one such as utf-8, gb18030, cp1258."
        ) from error


def is_directory(name: str) -> bool:
    """Whether a name is that of a directory, also of one to be made (`out/`)."""
    return name.endswith(os.sep) or Path(name).is_dir()
