"""Where a passage says what an agreement is: the instrument with its topics, parties and years, or a quoted title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..agreements.reading import parse
from ..text import numerals
from ..text.units import Unit
from ..vocabulary import connectors
from ..vocabulary.agreement_words import instrument_phrases, topic_phrases
from .passages import Passage

_QUOTED = re.compile(r"《[^《》\n]{2,120}》|“[^“”\n]{4,160}”|«[^«»\n]{4,160}»|「[^「」\n]{4,80}」|『[^『』\n]{4,80}』")
_MOST = 30  # units of a title, to either side of its instrument
_SIGNS = frozenset({"", " ", ", ", "-", " - ", "、", "《", "》", "“", "”"})
_UNSPACED = "\u2e80"


def contents(passage: Passage) -> Iterator[tuple[int, int]]:
    """The units of each such title: with all that belongs to it, and with less."""
    words = _Words(passage)
    quotes = list(_within_quotes(passage.text, passage.units)) if words.cores else []
    for start, end in words.cores.items():
        left, right = words.left(start), words.right(end)
        quoted = [span for span in quotes if span[0] <= start and end <= span[1]]
        if quoted or (left, right) != (start, end) or words.is_name(start, end):
            yield from dict.fromkeys((*quoted, (left, right), (start, right), (left, end), (start, end)))


class _Words:
    """The words of agreements in a passage: each where it begins, with where it ends.

    `cores` say that it is an agreement, `telling` what it is about, whom it binds and when, `silent` nothing.
    """

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._text = passage.text
        self._units = passage.units
        self.cores = dict(self._cores())
        self.telling: dict[int, int] = {}
        self.silent: dict[int, int] = {}
        if self.cores:
            self._look_around()

    def right(self, end: int) -> int:
        """Where a title whose instrument ends there ends: before the next one's, unless they are one compound."""
        at = end
        while at < len(self._units) and at - end < _MOST and self._is_near(at):
            if at in self.telling and not (at in self.cores and at > end):
                at = end = self.telling[at]
            elif at in self.silent:
                at = self.silent[at]
            else:
                break
        return end

    def left(self, start: int) -> int:
        """Where a title whose instrument begins there begins; only Chinese, Japanese and Korean lead up to it."""
        at = start
        while at in self._ending and start - at < _MOST and self._is_near(at):
            at, tells = self._ending[at]
            if not tells and self._units[at].key < _UNSPACED:
                break
            start = at if tells else start
        return start

    def _cores(self) -> Iterator[tuple[int, int]]:
        instruments, topics = (words.everywhere(self._units) for words in (instrument_phrases(), topic_phrases()))
        for at, (kind, topic) in enumerate(zip(instruments, topics, strict=True)):
            if kind is not None:
                yield at, kind.end
            elif topic is not None and self.is_name(at, topic.end):
                yield at, topic.end

    def is_name(self, start: int, end: int) -> bool:
        """Whether the words from `start` to `end` name an agreement by what it is about."""
        return _names_an_agreement(self._text[self._units[start].start : self._units[end - 1].end])

    def _look_around(self) -> None:
        units, topics, words = self._units, topic_phrases(), connectors.phrases()
        self.telling.update(self.cores)
        for code, start, end in self._passage.countries:
            if code:
                self.telling[start] = max(self.telling.get(start, 0), end)
        for at, unit in enumerate(units):
            if (topic := topics.longest(units, at)) is not None:
                self.telling[at] = max(self.telling.get(at, 0), topic.end)
            elif numerals.is_year(unit):
                self.telling.setdefault(at, at + 1)
            elif at not in self.telling and (word := words.longest(units, at)) is not None:
                self.silent[at] = word.end
        self._ending: dict[int, tuple[int, bool]] = {}
        for at, end in (*self.silent.items(), *self.telling.items()):
            known = self._ending.get(end)
            if known is None or (at in self.telling and (not known[1] or at < known[0])):
                self._ending[end] = at, at in self.telling

    def _is_near(self, at: int) -> bool:
        return self._text[self._units[at - 1].end : self._units[at].start] in _SIGNS


def _names_an_agreement(text: str) -> bool:
    """Whether words for what something is about name an agreement by themselves: strategic partnership, 2+2."""
    return (read := parse(text)) is not None and bool(read.topics)


def _within_quotes(text: str, units: tuple[Unit, ...]) -> Iterator[tuple[int, int]]:
    for found in _QUOTED.finditer(text):
        inside = [at for at, unit in enumerate(units) if found.start() < unit.start < found.end()]
        if inside:
            yield inside[0], inside[-1] + 1
