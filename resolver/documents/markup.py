"""HTML as it is written: text, character references and tags, each with its place in the source.

Own code, since no library at hand will do: the parser of the standard library takes time that grows with the square of
what is never closed, and breaks at some marked sections, each of its versions at others; faster parsers do not say
where in the source a text stands. Source: the HTML Standard, tokenization; what is never closed ends the page, but a
quotation mark that is never closed is an attribute of its own, so that the rest of the page is not lost with it.

Each character is looked at a fixed number of times, whatever the source is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

_RAW = frozenset({"script", "style", "textarea", "title", "iframe"})
"""Elements in which nothing is a tag but their own end."""

_MARK = re.compile(r"[<&]")
COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>)", re.S)
_NAME = re.compile(r"</?([a-zA-Z][^ \t\n\f\r/>]*)")
_ATTRIBUTE = re.compile(
    r"""[ \t\n\f\r/]*([^ \t\n\f\r/>][^ \t\n\f\r/>=]*)"""
    r"""(?:[ \t\n\f\r]*=[ \t\n\f\r]*(?:"([^"]*)"|'([^']*)'|([^ \t\n\f\r>"'][^ \t\n\f\r>]*))?)?"""
)
_CLOSE = re.compile(r"[ \t\n\f\r]*(/*)[ \t\n\f\r/]*>")
_REFERENCE = re.compile(r"&(?:#(?:[0-9]+|[xX][0-9a-fA-F]+)|[a-zA-Z][a-zA-Z0-9]{0,31});?")
_LONGEST_NUMBER = 40
"""Of a character reference, in characters; no character has a number that is longer."""
_NO_CHARACTER = "\ufffd"


class Text(Struct, frozen=True):
    """Characters that mean themselves."""

    start: int
    end: int


class Reference(Struct, frozen=True):
    """A character by its name or number: &eacute; or &#233;. What it means may be several characters, or none."""

    start: int
    end: int
    meaning: str


class Tag(Struct, frozen=True):
    """A tag; <br/> both opens and closes. The name is in lower case."""

    start: int
    end: int
    name: str
    opens: bool
    closes: bool


Piece = Text | Reference | Tag


def pieces(source: str) -> Iterator[Piece]:
    """The pieces of a page in order. Comments, declarations and what is within scripts and their like are left out."""
    at = 0
    while (mark := _MARK.search(source, at)) is not None:
        if at < mark.start():
            yield Text(at, mark.start())
        piece, at = _marked(source, mark.start())
        if piece is not None:
            yield piece
        if isinstance(piece, Tag) and piece.opens and not piece.closes and piece.name in _RAW:
            at = _end_of_raw(source, piece)
    if at < len(source):
        yield Text(at, len(source))


def attributes(source: str, tag: Tag) -> Mapping[str, str]:
    """The attributes of a tag; of two with one name the first counts. Names are in lower case."""
    known: dict[str, str] = {}
    at = tag.start + 1 + len(tag.name)
    while (found := _ATTRIBUTE.match(source, at, tag.end)) is not None:
        known.setdefault(found[1].lower(), _REFERENCE.sub(_meaning, found[2] or found[3] or found[4] or ""))
        at = found.end()
    return known


def _marked(source: str, at: int) -> tuple[Piece | None, int]:
    """What begins at a < or an &, and where it ends."""
    if source[at] == "&":
        found = _REFERENCE.match(source, at)
        return (
            (Text(at, at + 1), at + 1) if found is None else (Reference(at, found.end(), _meaning(found)), found.end())
        )
    name = _NAME.match(source, at)
    if name is not None:
        return _tag(source, at, name)
    if source.startswith("<!--", at):
        comment = COMMENT.match(source, at)
        return None, len(source) if comment is None else comment.end()
    if source.startswith(("<!", "<?", "</"), at) and at + 2 < len(source):
        return None, source.find(">", at) + 1 or len(source)
    return Text(at, at + 1), at + 1


def _tag(source: str, at: int, name: re.Match[str]) -> tuple[Tag | None, int]:
    end = name.end()
    while (attribute := _ATTRIBUTE.match(source, end)) is not None:
        end = attribute.end()
    close = _CLOSE.match(source, end)
    if close is None:
        return None, len(source)
    is_end = source[at + 1] == "/"
    return Tag(at, close.end(), name[1].lower(), not is_end, is_end or bool(close[1])), close.end()


def _end_of_raw(source: str, tag: Tag) -> int:
    """Where the end tag of an element begins."""
    found = re.compile(rf"</{re.escape(tag.name)}(?=[ \t\n\f\r/>])", re.I | re.A).search(source, tag.end)
    return len(source) if found is None else found.start()


def _meaning(reference: re.Match[str]) -> str:
    written = reference[0]
    return html.unescape(written) if len(written) <= _LONGEST_NUMBER else _NO_CHARACTER
