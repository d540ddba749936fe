"""Documents from files, directories and pipes: decoded, never guessed, and refused where they are no text."""

from __future__ import annotations

import codecs
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..resolver.bulk.reading.encodings import likely, marked
from ..resolver.documents.html_text import looks_like_html
from ..resolver.errors import InputError, Place, UsageError

TEXT, PAGES = frozenset({".txt", ".text", ".md", ".rst"}), frozenset({".html", ".htm", ".xhtml"})
LONGEST = 2_000_000
"""Characters of a document, unless told: it is remembered as a whole, and a book has fewer."""
_DECLARED = re.compile(rb"<meta[^>]{0,80}charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TextFile:
    """A document that was read; `is_page`: its text is HTML."""

    name: str
    text: str
    is_page: bool


def text_files(names: Iterable[str], encoding: str = "", longest: int = LONGEST) -> Iterator[TextFile]:
    """The documents of files, of all texts below directories, and of standard input (`-`), in turn.

    Raises InputError for what is missing, longer than `longest` characters, not in the encoding, or not a text.
    """
    if encoding:
        _check(encoding)
    for name in _files(names):
        data = _bytes(name, longest)
        text = _decoded(data, name, encoding)
        if len(text) > longest:
            raise _too_long(name, longest)
        suffix = Path(name).suffix.lower()
        yield TextFile(name, text, suffix in PAGES or (suffix not in TEXT and looks_like_html(text)))


def _files(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if name == "-" or not Path(name).is_dir():
            yield name
            continue
        found = sorted(path for path in Path(name).rglob("*") if path.suffix.lower() in TEXT | PAGES and path.is_file())
        if not found:
            wanted = ", ".join(sorted(TEXT | PAGES))
            raise InputError("has no texts.", place=Place(name), remedy=f"They are known by their names: {wanted}.")
        yield from map(str, found)


def _bytes(name: str, longest: int) -> bytes:
    most = 4 * longest + 4  # no encoding has more for a character
    try:
        if name == "-":
            data = sys.stdin.buffer.read(most + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(most + 1)
    except OSError as error:
        raise InputError(f"cannot read it: {error.strerror or error}.", place=Place(name)) from error
    if len(data) > most:
        raise _too_long(name, longest)
    return data


def _too_long(name: str, longest: int) -> InputError:
    remedy = "Cut it into documents, or raise --max-characters: a document is remembered as a whole."
    return InputError(f"has more than {longest:,} characters.", place=Place(name), remedy=remedy)


def _check(encoding: str) -> None:
    try:
        codecs.lookup(encoding).decode(b"")
    except LookupError as error:
        raise UsageError(
            f"unknown encoding {encoding!r}.", remedy="Write one such as utf-8, gb18030, cp1258."
        ) from error


def _decoded(data: bytes, name: str, encoding: str) -> str:
    chosen = encoding or marked(data[:4]) or "utf-8-sig"
    if not encoding and b"\0" in data[:4096] and chosen == "utf-8-sig":
        remedy = "Say its encoding with -e where it is one: utf-16-le, utf-16-be."
        raise InputError("has zero bytes: it is no text in UTF-8.", place=Place(name), remedy=remedy)
    try:
        return data.decode(chosen)
    except UnicodeDecodeError as error:
        declared = _DECLARED.search(data[:2048])
        if not encoding and declared and (text := _as_declared(data, declared[1].decode("ascii"))) is not None:
            return text
        line = data.count(b"\n", 0, error.start) + 1
        shown = data[data.rfind(b"\n", 0, error.start) + 1 :].split(b"\n", 1)[0]
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode(chosen, "replace")) + 1
        message = f"is not in {'UTF-8' if chosen == 'utf-8-sig' else chosen}: byte 0x{data[error.start]:02x}."
        raise InputError(message, place=Place(name, line, column), remedy=likely(data, shown)) from error


def _as_declared(data: bytes, encoding: str) -> str | None:
    """A page in the encoding that it states; None where it is not in that either."""
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return None


def is_directory(name: str) -> bool:
    """Whether a name is that of a directory, also of one to be made (`out/`)."""
    return name.endswith(os.sep) or Path(name).is_dir()
