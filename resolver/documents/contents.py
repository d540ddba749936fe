"""Where a passage says what an agreement is: the instrument with its topics, parties and years, or a quoted title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..agreements.reading import instrument_phrases, topic_phrases
from ..text import numerals
from ..text.units import Unit
from ..vocabulary import connectors, countries

_QUOTED = re.compile(r"《[^《》\n]{2,120}》|“[^“”\n]{4,160}”|«[^«»\n]{4,160}»|「[^「」\n]{4,80}」|『[^『』\n]{4,80}』")
_MOST = 30  # units of a title, to either side of its instrument
_SIGNS = frozenset({"", " ", ", ", "-", " - ", "、", "– "})


def contents(text: str, units: tuple[Unit, ...]) -> Iterator[tuple[int, int]]:
    """The units of each such title: with all that belongs to it, and with less."""
    if not units:
        return
    topics, instruments, words = topic_phrases(), instrument_phrases(), connectors.phrases()
    spans: dict[int, int] = {}  # where something that may belong to a title begins, and ends
    cores: dict[int, int] = {}
    silent: dict[int, int] = {}
    for at in range(len(units)):
        kind = instruments.longest(units, at)
        topic = topics.longest(units, at)
        if kind is not None:
            cores[at] = spans[at] = kind.end
        if topic is not None:
            spans[at] = max(spans.get(at, 0), topic.end)
        if at not in spans and (word := words.longest(units, at)) is not None:
            silent[at] = word.end
    if not cores:
        return
    for code, start, end in countries.mentioned(units):
        if code:
            spans[start] = max(spans.get(start, 0), end)
    for at in range(len(units)):
        if numerals.is_year(units[at]):
            spans.setdefault(at, at + 1)
    quotes = list(_within_quotes(text, units))
    for start, end in cores.items():
        left, right = _left(text, units, spans, silent, start), _right(text, units, spans, silent, end)
        quoted = [span for span in quotes if span[0] <= start and end <= span[1]]
        yield from dict.fromkeys((*quoted, (left, right), (start, right), (left, end)))


def _right(text: str, units: tuple[Unit, ...], spans: dict[int, int], silent: dict[int, int], end: int) -> int:
    at = end
    while at < len(units) and at - end < _MOST and _near(text, units, at):
        if at in spans:
            at = end = spans[at]
        elif at in silent:
            at = silent[at]
        else:
            break
    return end


def _left(text: str, units: tuple[Unit, ...], spans: dict[int, int], silent: dict[int, int], start: int) -> int:
    behind: dict[int, tuple[int, bool]] = {}
    for at, end in (*silent.items(), *spans.items()):
        if at < start and (end not in behind or at < behind[end][0] or at in spans):
            behind[end] = at, at in spans
    at = start
    while at in behind and start - at < _MOST and _near(text, units, at):
        at, tells = behind[at]
        start = at if tells else start
    return start


def _near(text: str, units: tuple[Unit, ...], at: int) -> bool:
    return text[units[at - 1].end : units[at].start] in _SIGNS


def _within_quotes(text: str, units: tuple[Unit, ...]) -> Iterator[tuple[int, int]]:
    for found in _QUOTED.finditer(text):
        inside = [at for at, unit in enumerate(units) if found.start() < unit.start < found.end()]
        if inside:
            yield inside[0], inside[-1] + 1
