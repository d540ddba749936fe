"""What a name says besides what is understood: connecting words (of, về, om, 关于) left out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ..tables.schema.organisations import CONNECTORS
from ..text import numerals
from ..text.phrases import Phrases
from ..text.units import Unit, split
from . import stored

_POSTPOSED = frozenset({"ja", "ko"})
"""Languages whose word for "with" follows its noun."""
_UNSPACED = "\u0e00"  # the first letter of the scripts whose units are characters


@cache
def phrases() -> Phrases[bool]:
    """The connecting words of all languages as phrases."""
    return Phrases(stored.sown("connectors", entries, bool))


def entries() -> Iterator[tuple[str, str, bool]]:
    """Language and written form of every connecting word."""
    return ((row.lang, form, True) for row in CONNECTORS.read() for form in row.forms)


@cache
def _partner_words() -> tuple[frozenset[str], frozenset[str]]:
    """The words for "with" that stand before a partner, and those that stand after one, as keys of units."""
    before: set[str] = set()
    after: set[str] = set()
    for row in CONNECTORS.read():
        keys = ("".join(unit.key for unit in split(form)) for form in row.partner)
        (after if row.lang in _POSTPOSED else before).update(keys)
    return frozenset(before), frozenset(after)


def is_partner(units: tuple[Unit, ...], start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` is called a partner: with Vietnam, mit Japan, 中国との, с АСЕАН."""
    before, after = _partner_words()
    if start and units[start - 1].key in before:
        return True
    following = "".join(unit.key for unit in units[end : end + 2])
    return following in after or (bool(following) and following[0] in after)


def leftover(units: tuple[Unit, ...], covered: set[int]) -> tuple[str, ...]:
    """The words that are not covered, no connecting words and no numbers.

    Characters of scripts without spaces that follow one another are one word.
    """
    silent = covered | {place for hit in phrases().scan(units) for place in range(hit.start, hit.end)}
    words: list[str] = []
    last = -2
    for place, unit in enumerate(units):
        if place in silent or unit.key.isdecimal() or numerals.is_numeral(units, place):
            continue
        if last == place - 1 and unit.key >= _UNSPACED and words[-1] >= _UNSPACED:
            words[-1] += unit.key
        else:
            words.append(unit.key)
        last = place
    return tuple(words)


def size(word: str) -> int:
    """How many words a leftover is worth: two characters of a script without spaces count as one."""
    return (len(word) + 1) // 2 if word >= _UNSPACED else 1
