"""Where a passage says what an organisation is for: a ministry with its country, a hospital with its number."""

from __future__ import annotations

from collections.abc import Iterator

from ..text import numerals
from ..text.units import Unit
from .titles_around import BODIES, LINKS, PERSONAL, Hit, TitleWords, joins, speak_alike

_AROUND = BODIES | {"country", "link", "portfolio"}
_NUMBER_SIGNS = frozenset({"第", "号", "號", "제", "호", "so", "no", "nr"})
_COMMAS = frozenset({",", "、", "،"})
_SENTENCE_ENDS = frozenset(".;:!?。；：！？()")
_MOST = 16
"""Units that say nothing of an organisation, or are behind the last of a list, over which the next is looked for."""
_FARTHEST = 64
"""Units that belong to the name of an organisation before or behind its word, at most."""


def bodies(text: str, units: tuple[Unit, ...], words: TitleWords) -> Iterator[tuple[int, int]]:
    """The units of each such name: with all that belongs to it, and with less."""
    for hit in words.hits():
        if words.kinds(hit.start) & BODIES and not words.is_torn(hit.start, hit.end):
            start, end = _leftmost(text, units, words, hit.start), _rightmost(text, units, words, hit.end)
            yield from dict.fromkeys(((start, end), (hit.start, end), (start, hit.end), (hit.start, hit.end)))


def country_of_list(text: str, units: tuple[Unit, ...], words: TitleWords, end: int) -> str:
    """The country that a list says of all its members behind the last.

    Empty where no list goes on at a unit, or where it says none.
    """
    behind = text[units[end - 1].end : units[end].start].strip() if end < len(units) else ""
    hit = words.at(end) if end < len(units) else None
    if behind not in _COMMAS and not (hit is not None and joins(text, units, hit)):
        return ""
    for at in range(end, min(end + _MOST, len(units))):
        between = text[units[at - 1].end : units[at].start]
        if _SENTENCE_ENDS.intersection(between):
            return ""
        found, kinds = words.at(at), words.kinds(at)
        if kinds & PERSONAL and not kinds & BODIES:
            return ""
        if found is not None and "country" in kinds:
            return next(sense.country for sense in found.values if sense.kind == "country")
    return ""


def _rightmost(text: str, units: tuple[Unit, ...], words: TitleWords, end: int) -> int:
    last, farthest = end, min(end + _FARTHEST, len(units))
    while last < farthest and last - end < _MOST and _is_near(text, units, last):
        hit = words.at(last)
        if hit is not None and words.kinds(last) & _AROUND and not _parts(text, units, words, hit):
            end = hit.end if words.kinds(last) - LINKS else end
            last = hit.end
        elif _is_number(units, last):
            last = end = last + 1
        else:
            break
    return end


def _leftmost(text: str, units: tuple[Unit, ...], words: TitleWords, start: int) -> int:
    first, farthest = start, max(start - _FARTHEST, 0)
    while first > farthest and start - first < _MOST and _is_near(text, units, first):
        before = next((hit for hit in words.ending(first) if words.kinds(hit.start) & _AROUND), None)
        if before is not None and not _parts(text, units, words, before):
            first = before.start
            start = first if words.kinds(first) - LINKS else start
        elif _is_number(units, first - 1):
            first = start = first - 1
        else:
            break
    return start


def _parts(text: str, units: tuple[Unit, ...], words: TitleWords, hit: Hit) -> bool:
    """Whether a linking word puts two organisations beside each other, or is of another language than what follows."""
    if not words.kinds(hit.start) <= LINKS:
        return False
    following = words.at(hit.end) if hit.end < len(units) else None
    return joins(text, units, hit) or following is None or not speak_alike(hit, following)


def _is_number(units: tuple[Unit, ...], at: int) -> bool:
    return units[at].key.isdecimal() or units[at].key in _NUMBER_SIGNS or numerals.is_numeral(units, at)


def _is_near(text: str, units: tuple[Unit, ...], at: int) -> bool:
    return at > 0 and text[units[at - 1].end : units[at].start] in ("", " ", "-", " - ")
