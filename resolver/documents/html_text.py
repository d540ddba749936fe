"""HTML to the text that a reader sees, with where each of its characters stands in the source.

It is read by the parser of the standard library: of those that are at hand it alone says where in the source a text
stands. What is never closed, nested wrongly or made up does not stop it.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import accumulate

from ..errors import HintError
from ..model import NO_HINTS, Hints

_SILENT = frozenset({"script", "style", "template", "noscript", "svg", "math", "iframe", "object", "head", "textarea"})
"""Elements that show no text of the page. The title of a head is a sign of the page, not its text."""
# fmt: off
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
_LOOKS_LIKE = re.compile(
    r"\s*(?:<!--.*?-->\s*)*(?:<!doctype html|<html|<head|<body|<\?xml[^>]*>\s*<!doctype html)", re.I | re.S
)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Page:
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
    return _LOOKS_LIKE.match(text[:2_000]) is not None


def read_page(source: str) -> Page:
    """The text of a page: a line for each block, one space for white space, character references as what they mean."""
    reader = _Reader(source)
    reader.feed(source)
    reader.close()
    return reader.page()


class _Reader(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self._source = source
        self._lines = [0, *accumulate(len(line) for line in source.split("\n"))]
        self._lines = [start + number for number, start in enumerate(self._lines)]
        self._chars: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._silent: list[str] = []
        self._stated: dict[str, str] = {}

    def page(self) -> Page:
        """What was read."""
        return Page("".join(self._chars), tuple(self._starts), tuple(self._ends), _hints(self._stated))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line or what is not shown; note what the page states."""
        known = {name: value or "" for name, value in attrs}
        if tag == "html" and known.get("lang"):
            self._stated.setdefault("language", known["lang"])
        if (
            tag == "meta"
            and (known.get("property") or known.get("name") or known.get("itemprop", "")).lower() in _DATES
        ):
            self._stated.setdefault("date", known.get("content", ""))
        if tag == "time" and known.get("datetime"):
            self._stated.setdefault("time", known["datetime"])
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag in _BLOCKS:
            if tag == "body":
                self._silent.clear()
            self._break()

    def handle_endtag(self, tag: str) -> None:
        """End a line or what is not shown."""
        if tag in self._silent:
            while self._silent.pop() != tag:
                pass
        elif tag in _BLOCKS:
            self._break()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that is closed at once: <br/>, <meta/>."""
        if tag not in _SILENT:
            self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        """Text as it stands."""
        self._add(data, self._offset())

    def handle_entityref(self, name: str) -> None:
        """A character by its name: &eacute;."""
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        """A character by its number: &#233;."""
        self._reference(f"&#{name}")

    def _reference(self, written: str) -> None:
        start = self._offset()
        end = start + len(written)
        end += self._source[end : end + 1] == ";"
        shown = html.unescape(self._source[start:end])
        if not self._silent:
            for char in shown:
                self._put(" " if char.isspace() else char, start, end)

    def _add(self, data: str, start: int) -> None:
        if self._silent:
            return
        for offset, char in enumerate(data, start):
            if not char.isspace():
                self._put(char, offset, offset + 1)
            elif self._chars and self._chars[-1] not in " \n":
                self._put(" ", offset, offset + 1)

    def _put(self, char: str, start: int, end: int) -> None:
        self._chars.append(char)
        self._starts.append(start)
        self._ends.append(end)

    def _break(self) -> None:
        """A blank line, so that no line is taken for the next part of a wrapped one."""
        if self._chars and self._chars[-1] != "\n" and not self._silent:
            offset = self._offset()
            for _ in range(2):
                self._put("\n", offset, offset)

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


def _hints(stated: dict[str, str]) -> Hints:
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
