"""A text cut into passages that can be read one by one, each with the way back to the text as given.

No mention crosses the end of a passage: a paragraph, or a piece of one that is longer than any sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from ..text.cleaning import clean
from ..text.units import Unit, split

_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+")
_LONGEST = 4_000  # characters of a passage: time grows with the text and not with its longest line
_WRAPPED = range(45, 121)  # characters of a line that a mail program or an editor wrapped
_ENDS = frozenset('.!?:;。！？：；…»”"')
_BREAK = re.compile(r"[.!?。！？…;；]\s?|\s")
_MOST_MARKS = 30  # of one letter: what piles up more is left to itself
_IN_CONTEXT = frozenset("ÐðƉ")  # Icelandic, or what stands for Vietnamese Đ: the whole mention tells
_LAST = 400  # characters at the end of a piece in which a place to cut is looked for
_TO_CLEAN = re.compile(
    "[\0-\x1f\x7f-\xa0\xad\u0300-\u036f\u061c\u1100-\u11ff\u180e\u2000-\u206f\u3099\u309a\ud800-\uf8ff\ufe00-\ufe0f"
    "\ufeff\uff00-\uffff\U00010000-\U0001ffff\U000e0000-\U0010ffff]"
)
"""Characters that are not read as they stand, or may not be."""


@dataclass(eq=False)
class Passage:
    """A readable piece of a text: NFC, half width, one space for each control, nothing invisible. Keeps its units.

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

    def given(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the passage, which has at least one character, stands in the text as given."""
        if self.starts is None or self.ends is None:
            return self.start + start, self.start + end
        return self.starts[start], self.ends[end - 1]


def passages(text: str) -> Iterator[Passage]:
    """The passages of a text in turn; what has no letters is left out."""
    for start, end in _paragraphs(text):
        for first, last in _pieces(text, start, end):
            passage = _readable(text[first:last], first)
            if any(char.isalnum() for char in passage.text):
                yield passage


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
        cut = start + _LONGEST
        places = [found.end() for found in _BREAK.finditer(text, cut - _LAST, cut)]
        cut = places[-1] if places else cut
        yield start, cut
        start = cut
    yield start, end


def _readable(raw: str, start: int) -> Passage:
    if not _TO_CLEAN.search(raw) and (raw.isascii() or unicodedata.is_normalized("NFC", raw)):
        return Passage(_signs(raw), start)
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in _clusters().finditer(raw):
        shown = _cleaned(found[0])
        letters.append(shown)
        starts += [start + found.start()] * len(shown)
        ends += [start + found.end()] * len(shown)
    return Passage("".join(letters), start, tuple(starts), tuple(ends))


@cache
def _clusters() -> re.Pattern[str]:
    """Letters with what makes one letter of them: combining marks, parts of hangul syllables, half-width voicing."""
    marks = "".join(char for code in range(0x20000) if unicodedata.category(char := chr(code))[0] == "M")
    hangul = "[\u1100-\u115f][\u1160-\u11a7]{0,2}[\u11a8-\u11ff]{0,2}|[\uac00-\ud7a3][\u11a8-\u11ff]{0,2}"
    return re.compile(f"{hangul}|[\uff66-\uff9d][\uff9e\uff9f]?|.[{marks}]{{0,{_MOST_MARKS}}}", re.DOTALL)


@lru_cache(maxsize=8192)
def _cleaned(cluster: str) -> str:
    if cluster.isspace() or unicodedata.category(cluster[0]) == "Cc":
        return " "
    return unicodedata.normalize("NFC", cluster) if cluster[0] in _IN_CONTEXT else clean(cluster)


def _signs(text: str) -> str:
    """The text with plain apostrophes, hyphens and points in the names; as many characters as before."""
    return text.translate(_PLAIN)


_PLAIN = str.maketrans({each: clean(each) for each in "ʼ’‘´‐‑‒–—−・•‧∙⋅゠〜"})
