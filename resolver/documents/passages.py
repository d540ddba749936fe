"""A text cut into passages that can be read one by one, each with the way back to the text as given.

No mention crosses the end of a passage: a paragraph, or a piece of one that is longer than any sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from ..text.aligned import align
from ..text.units import Unit, split
from ..vocabulary import countries

_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+")
_LONGEST = 4_000  # characters of a passage: time grows with the text and not with its longest line
_WRAPPED = range(45, 121)  # characters of a line that a mail program or an editor wrapped
_ENDS = frozenset('.!?:;。！？：；…»”"')
_BREAK = re.compile(r"[.!?。！？…;；]\s?|\s")
_OPENING = re.compile(r"[(\[【〔]")
_LAST = 400  # characters at the end of a piece in which a place to cut is looked for
STRETCH = 100_000
"""Characters of a text that are read and remembered at a time."""
_LAST_LINES = 20_000  # characters at the end of a stretch in which the end of a paragraph or of a line is looked for


class Passage(Struct, eq=False, dict=True):
    """A readable piece of a text: NFC, half width, one space for each control, nothing invisible. Keeps what is asked.

    `starts` and `ends` have, for each of its characters, where it begins and ends in the text as given; None where it
    stands there as it is, from `start` on.
    """

    text: str
    start: int
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Its words, or characters where words are not spaced."""
        return split(self.text)

    @cached_property
    def has_brackets(self) -> bool:
        """Whether anything in it may stand in brackets."""
        return _OPENING.search(self.text) is not None

    @cached_property
    def countries(self) -> tuple[tuple[str, int, int], ...]:
        """The countries that it speaks of, with the span of their units."""
        return countries.mentioned(self.units)

    def given(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the passage, which has at least one character, stands in the text as given."""
        if self.starts is None or self.ends is None:
            return self.start + start, self.start + end
        return self.starts[start], self.ends[end - 1]


def passages(text: str, origin: int = 0) -> Iterator[Passage]:
    """The passages of a text in turn; what has no letters is left out.

    `origin` is where the text begins in the one as given, of which it may be a stretch.
    """
    for start, end in _paragraphs(text):
        for first, last in _pieces(text, start, end):
            passage = _readable(text[first:last], origin + first)
            if any(char.isalnum() for char in passage.text):
                yield passage


def stretches(pieces: Iterable[str]) -> Iterator[str]:
    """A text that comes in pieces of any size, in stretches of at most `STRETCH` characters that end where a line does.

    They are the text when put together; what is held is one stretch and one piece. An empty text is one empty stretch.
    """
    held, begun = "", False
    for piece in pieces:
        held += piece
        while len(held) > STRETCH:
            cut = _end_of_stretch(held)
            yield held[:cut]
            held, begun = held[cut:], True
    if held or not begun:
        yield held


def _end_of_stretch(text: str) -> int:
    """Behind the last empty line near the end, else the last line, else the last sentence or word."""
    for mark in ("\n\n", "\n", "\r"):
        if (found := text.rfind(mark, STRETCH - _LAST_LINES, STRETCH)) >= 0:
            return found + len(mark)
    return _place_to_cut(text, STRETCH)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Lines, joined where a program wrapped them."""
    begun: tuple[int, int] | None = None
    for line in _LINE.finditer(text):
        if begun is not None and _is_wrapped(text, begun, line.start()):
            begun = begun[0], line.end()
            continue
        if begun is not None:
            yield begun
        begun = line.span()
    if begun is not None:
        yield begun


def _is_wrapped(text: str, before: tuple[int, int], start: int) -> bool:
    """Whether a line goes on in the next: it is about as long as a page is wide, and ends with no end of a sentence."""
    begin, end = before
    breaks = text[end:start]
    if breaks not in ("\n", "\r\n") or not text[start].isalnum() or text[end - 1] in _ENDS or end - begin > _LONGEST:
        return False
    last = max(text.rfind("\n", begin, end), text.rfind("\r", begin, end), begin - 1)
    return end - last - 1 in _WRAPPED and text[end - 1] < "\u2e80"


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        cut = _place_to_cut(text, start + _LONGEST)
        yield start, cut
        start = cut
    yield start, end


def _place_to_cut(text: str, most: int) -> int:
    """Behind the last sentence or word that ends shortly before a place; the place itself where none does."""
    places = [found.end() for found in _BREAK.finditer(text, most - _LAST, most)]
    return places[-1] if places else most


def _readable(raw: str, start: int) -> Passage:
    read = align(raw)
    if read.starts is None or read.ends is None:
        return Passage(read.text, start)
    return Passage(read.text, start, tuple(start + at for at in read.starts), tuple(start + at for at in read.ends))
