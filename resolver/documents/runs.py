"""Runs of words that look like a name: capitals in a row, katakana with points, what follows a title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..text.scripts import SCRIPTS_WITHOUT_SPACES, Script, script_of
from ..text.units import Unit
from ..vocabulary.text_words import text_words
from .titles_around import BODIES, PERSONAL, Hit, TitleWords

_LONGEST = 8
_WINDOW = 5  # words of a name
_UNCASED = 4  # words behind a title in a script without capitals
_JOINING = re.compile(r"[ \-'·]|\. ?")
_POINTED = re.compile(
    r"[\u30a1-\u30fa\u30fc\u3400-\u9fff々]{1,9}(?:[·=][\u30a1-\u30fa\u30fc\u3400-\u9fff々]{1,12})+|[\u30a1-\u30fa\u30fc]{3,}"
)
_FULL = 2
_OF_SOMEBODY = PERSONAL | BODIES


class Run(NamedTuple):
    """The units of words that may be a name; `titled`: a title stands before or behind them.

    `cased`: they are known by their capitals. `whole`: by the points between them, so that no part is a name.
    """

    start: int
    end: int
    titled: bool
    cased: bool = True
    whole: bool = False

    def windows(self) -> list[tuple[int, int]]:
        """The parts that may be one name: all, then the first and last words; a single one only with a title."""
        size = self.end - self.start
        if self.whole:
            return [(self.start, self.end)]
        if not self.cased:
            return [(self.start, self.start + count) for count in range(min(size, _UNCASED), 0, -1)]
        found = [(self.start, self.end)] if size <= _WINDOW else []
        for count in (4, 3, 2):
            if count < size:
                found += [(self.start, self.start + count), (self.end - count, self.end)]
        if self.titled and size > 1:
            found.append((self.start, self.start + 1))
        return [each for each in dict.fromkeys(found) if self.titled or each[1] - each[0] >= _FULL]


def runs(text: str, units: tuple[Unit, ...], words: TitleWords) -> Iterator[Run]:
    """The runs of a passage in turn."""
    at, count = 0, len(units)
    while at < count:
        hit = words.at(at)
        if hit is None and not units[at].case:
            at += 1
            continue
        if hit is not None and _leads(hit, words.kinds(at)):
            at = hit.end if words.is_titled(at) else at + 1
            if hit.end < count and at == hit.end and (run := _behind_title(text, units, words, at)):
                yield run
                at = max(at, run.end)
            continue
        end = _end(text, units, words, at) if units[at].case else at
        if end > at:
            titled = bool(words.before(at)[1] & PERSONAL) or words.is_titled(min(end, count - 1))
            yield Run(at, end, titled)
        at = max(end, at + 1)
    yield from _pointed(text, units, words)


def _leads(hit: Hit, kinds: frozenset[str]) -> bool:
    """Whether a title word is no part of a name: what says something of a person or a body, or several words."""
    longer = hit.end - hit.start > 1
    return bool(kinds & _OF_SOMEBODY) or (longer and bool(kinds)) or kinds == {"country"}


def _end(text: str, units: tuple[Unit, ...], words: TitleWords, start: int) -> int:
    """Where the capitals that begin at a unit end; the same unit where there are none."""
    end = start
    while end < len(units) and end - start < _LONGEST and (end == start or _joined(text, units, end)):
        if not _is_capital(text, units[end]):
            particle = end > start and units[end].key in text_words("inside") and end + 1 < len(units)
            if not (particle and _is_capital(text, units[end + 1]) and _joined(text, units, end + 1)):
                break
        hit = words.at(end) if end > start else None
        if hit is not None and words.kinds(end) & _OF_SOMEBODY and not _is_particle(units[end]):
            break
        if hit is not None and hit.end - hit.start > 1 and words.kinds(end) == {"country"}:
            break
        end += 1
    return end


def _is_particle(unit: Unit) -> bool:
    return unit.case == 0 and unit.key in text_words("inside")


def _is_capital(text: str, unit: Unit) -> bool:
    return unit.case > 0 and text[unit.start].isalpha() and unit.key[0] < "\u0590"


def _joined(text: str, units: tuple[Unit, ...], at: int) -> bool:
    between = text[units[at - 1].end : units[at].start]
    if between.startswith("."):
        return _JOINING.fullmatch(between) is not None and units[at - 1].end - units[at - 1].start == 1
    return _JOINING.fullmatch(between) is not None


def _behind_title(text: str, units: tuple[Unit, ...], words: TitleWords, at: int) -> Run | None:
    """The words behind a title in a script that has spaces and no capitals: Arabic, Hebrew, Hindi, Georgian."""
    end = at
    while end < len(units) and end - at < _UNCASED and (end == at or _joined(text, units, end)):
        unit = units[end]
        script = script_of(text[unit.start])
        uncased = unit.case == 0 and text[unit.start].isalpha() and not text[unit.start].islower()
        if not uncased or script in SCRIPTS_WITHOUT_SPACES or script is Script.NONE:
            break
        if words.kinds(end) & _OF_SOMEBODY:
            break
        end += 1
    return Run(at, end, True, cased=False) if end > at else None


def _pointed(text: str, units: tuple[Unit, ...], words: TitleWords) -> Iterator[Run]:
    """Foreign names in katakana or Han characters: those with a point between their parts, and katakana by a title."""
    pointed = list(_POINTED.finditer(text))
    if not pointed:
        return
    starts = {unit.start: place for place, unit in enumerate(units)}
    ends = {unit.end: place + 1 for place, unit in enumerate(units)}
    for found in pointed:
        start, end = starts.get(found.start()), ends.get(found.end())
        if start is None or end is None:
            continue
        titled = bool(words.before(start)[1] & PERSONAL) or words.behind(end)[0] > end
        if titled or "·" in found[0] or "=" in found[0]:
            yield Run(start, end, titled, whole=True)
