"""HTML to the text that a reader sees, with where each of its characters stands in the source.

What is never closed, nested wrongly or made up does not stop it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from ..errors import HintError
from ..model import NO_HINTS, Hints
from .markup import COMMENT, Reference, Tag, Text, attributes, pieces

# fmt: off
_SILENT = frozenset({
    "head", "iframe", "math", "noembed", "noframes", "noscript", "object", "script", "style", "svg", "template",
    "textarea", "title",
})
"""Elements that show no text of the page. The title of a head is a sign of the page, not its text."""
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "html", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "select", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})
"""Elements that end a line. Source: the HTML Standard, rendering; own list."""
_DATES = frozenset({
    "article:published_time", "datepublished", "date", "pubdate", "publishdate", "dc.date", "dc.date.issued",
    "dcterms.date", "og:published_time", "parsely-pub-date",
})
# fmt: on
"""Names of the metadata in which pages write their date."""
_STATING = frozenset({"html", "meta", "time"})
"""Elements whose attributes say something of the page."""
_LOOKS_LIKE = re.compile(r"<!doctype html|<html|<head|<body|<\?xml[^>]*>\s*<!doctype html", re.I)


class Page(Struct, frozen=True):
    """The text of a page; `places[i]` is where its character `i` begins in the source, and `ends[i]` where it ends."""

    text: str
    places: tuple[int, ...]
    ends: tuple[int, ...]
    stated: Hints = NO_HINTS

    def given(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the text, which has at least one character, stands in the source."""
        return self.places[start], self.ends[end - 1]


def looks_like_html(text: str) -> bool:
    """Whether a text begins as pages do."""
    head = text[:2_000].lstrip()
    while (comment := COMMENT.match(head)) is not None:
        head = head[comment.end() :].lstrip()
    return _LOOKS_LIKE.match(head) is not None


def read_page(source: str) -> Page:
    """The text of a page: a line for each block, one space for white space, character references as what they mean."""
    reader = _Reader(source)
    for piece in pieces(source):
        if isinstance(piece, Text):
            reader.write(piece)
        elif isinstance(piece, Reference):
            reader.refer(piece)
        else:
            reader.tag(piece)
    return reader.page()


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._chars: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._silent = ""
        self._depth = 0
        """How many elements of that name are open, one within the other."""
        self._stated: dict[str, str] = {}

    def page(self) -> Page:
        """What was read."""
        return Page("".join(self._chars), tuple(self._starts), tuple(self._ends), _hints(self._stated))

    def write(self, text: Text) -> None:
        """Text as it stands; one space for white space."""
        if self._silent:
            return
        for place in range(text.start, text.end):
            char = self._source[place]
            if not char.isspace():
                self._put(char, place, place + 1)
            elif self._chars and self._chars[-1] not in " \n":
                self._put(" ", place, place + 1)

    def refer(self, reference: Reference) -> None:
        """What a character reference means; as it stands where it means nothing else."""
        if reference.meaning == self._source[reference.start : reference.end]:
            self.write(Text(reference.start, reference.end))
        elif not self._silent:
            for char in reference.meaning:
                self._put(" " if char.isspace() else char, reference.start, reference.end)

    def tag(self, tag: Tag) -> None:
        """Begin or end a line or what is not shown; note what the page states."""
        if tag.opens and tag.name in _STATING:
            self._note(tag.name, attributes(self._source, tag))
        if tag.opens and (tag.name == "body" or (self._silent == "head" and tag.name in _BLOCKS)):
            self._silent = ""  # neither the end of the head nor the begin of the body need be written
        if tag.name in _SILENT:
            self._hide(tag)
        elif tag.name in _BLOCKS and not self._silent:
            self._break(tag.start)

    def _hide(self, tag: Tag) -> None:
        """Begin what is not shown, or end it; what else is within it does not matter."""
        if tag.opens and tag.closes:
            return
        if not self._silent and tag.opens:
            self._silent, self._depth = tag.name, 1
        elif self._silent == tag.name:
            self._depth += 1 if tag.opens else -1
            self._silent = self._silent if self._depth else ""

    def _note(self, name: str, known: Mapping[str, str]) -> None:
        if name == "html" and known.get("lang"):
            self._stated.setdefault("language", known["lang"])
        if (
            name == "meta"
            and (known.get("property") or known.get("name") or known.get("itemprop", "")).lower() in _DATES
        ):
            self._stated.setdefault("date", known.get("content", ""))
        if name == "time" and known.get("datetime"):
            self._stated.setdefault("time", known["datetime"])

    def _put(self, char: str, start: int, end: int) -> None:
        self._chars.append(char)
        self._starts.append(start)
        self._ends.append(end)

    def _break(self, place: int) -> None:
        """A blank line, so that no line is taken for the next part of a wrapped one."""
        if self._chars and self._chars[-1] != "\n":
            for _ in range(2):
                self._put("\n", place, place)


def _hints(stated: Mapping[str, str]) -> Hints:
    """The date and the language that a page states, as far as they can be read."""
    from ..hints import parse_hints  # with all names of countries: programs that read no page do without

    known = NO_HINTS
    for field, value in (
        ("language", stated.get("language", "")),
        ("date", stated.get("date") or stated.get("time", "")),
    ):
        try:
            read = parse_hints({field: value[:40]})
        except HintError:
            continue
        known = Hints(language=known.language or read.language, date=known.date or read.date)
    return known
