"""Romaji read back as morae: Japanese names in Latin letters, in Cyrillic and in hangul.

For a name that no side has in kana or kanji. A name that does not fall into Japanese morae has no such
reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache, partial
from itertools import takewhile
from typing import NamedTuple

from ...text.scripts import Script
from ...vocabulary import customs
from ..consisting import ConsistingOf
from ..lattice import Bridge, Edge, Lattice
from ..links import NO_EDGES, linked, packed, placed
from . import kana, romaji
from .sounds import BOUNDARY, meetings, run_together
from .writing import Spelling, Writing

_DOUBTFUL_N = 0.3  # `shinichi` is shi-n-i-chi or shi-ni-chi
_LONGEST = 3  # letters of a mora's key
_OPENING = tuple("aiueoy")  # letters that may follow an n, or open its mora


def lattice(words: tuple[str, ...], writing: Writing) -> Lattice | None:
    """A romanised name in another script, its units the letters of its key; None unless all are morae."""
    keys = list(takewhile(_is_morae, map(romaji.key, words)))  # most names are closed by their first word
    if not keys or len(keys) < len(words):
        return None
    units: list[str] = []
    edges: list[Edge] = []
    breaks: set[int] = set()
    for word in keys:
        breaks.add(len(units))
        edges.extend(_word_edges(word, len(units), writing))
        units.extend(word)
    return Lattice(tuple(units), tuple(edges), frozenset(breaks) - {0})


def _word_edges(word: str, offset: int, writing: Writing) -> Iterator[Edge]:
    for start, mora in _morae(word, writing):
        yield from _edges(offset + start, mora, writing)


class _Mora(NamedTuple):
    """A mora that may stand somewhere in a key, of so many letters: `initial` where it begins it, `doubtful` where it
    may be none; `tails` are the letters that may stand before it.
    """

    mora: str
    length: int
    initial: bool
    doubtful: bool
    tails: frozenset[str]


def _morae(word: str, writing: Writing) -> Iterator[tuple[int, _Mora]]:
    """The morae that may stand in a key, with their places in it."""
    keys, length = _by_key(), len(word)
    tails: dict[int, set[str]] = {}
    for start in range(length):
        before = frozenset(tails.get(start, ()))
        for end in range(start + 1, min(start + _LONGEST, length) + 1):
            mora = keys.get(word[start:end])
            if mora is None:
                continue
            doubtful = mora == "ん" and word[end : end + 1] in _OPENING
            yield start, _Mora(mora, end - start, start == 0, doubtful, before)
            if writing.levels:
                tails.setdefault(end, set()).update(_tails(writing, mora, start == 0))


def _edges(start: int, mora: _Mora, writing: Writing) -> Iterator[Edge]:
    """The ways of writing a mora that stands there, each before those in which it runs together with what is before."""
    end, doubt = start + mora.length, _DOUBTFUL_N if mora.doubtful else 0.0
    for text, shown, cost in _options(writing, mora.mora, mora.initial):
        yield Edge(start, end, text, shown, cost + doubt)
        met = meetings((text,), mora.tails, writing)
        for other in run_together(text, met):
            yield Edge(start, end, other, shown, cost + doubt + BOUNDARY)


def _link(word: str, writing: Writing) -> bytes | None:
    """The link of a word; None where it is no romaji. What it has of each mora is packed once for all words."""
    key = romaji.key(word)
    if not _is_morae(key):
        return None
    found = [part for start, mora in _morae(key, writing) for part in (placed(start, 0), _packed(mora, writing))]
    return b"".join((*found, placed(0, len(key)), NO_EDGES))


@lru_cache(maxsize=1 << 13)
def _packed(mora: _Mora, writing: Writing) -> bytes:
    """The edges of a mora as a link has them, placed where it begins."""
    return packed(_edges(0, mora, writing))


@cache
def _tails(writing: Writing, mora: str, initial: bool) -> frozenset[str]:
    """The last letters of the spellings of one of the table's morae."""
    return frozenset(text[-1:] for text, _, _ in _options(writing, mora, initial))


@cache
def _options(writing: Writing, mora: str, initial: bool) -> tuple[Spelling, ...]:
    """The spellings of one of the table's morae: kept, since there are no more than these."""
    return writing.options(mora, initial)


@cache
def _by_key() -> dict[str, str]:
    """Morae by romaji key; of those that share one (じ, ぢ) the first of the table."""
    found: dict[str, str] = {}
    for key, mora in kana.mora_keys():
        found.setdefault(key, mora)
    return found


_is_morae = ConsistingOf(lambda: (key for key in _by_key() if len(key) <= _LONGEST))
"""Whether a key can be cut into morae to its end."""


def _bridge(code: str, title: str, writing: Writing) -> Bridge:
    own = partial(lattice, writing=writing)
    japanese = customs.bearers("ja")
    return Bridge(
        code,
        title,
        Script.LATIN,
        writing.script,
        own,
        writing.fold,
        japanese,
        admits=_is_read,
        links=linked(partial(_link, writing=writing)),
    )


def _is_read(word: str) -> bool:
    return _is_morae(romaji.key(word))


BRIDGES: tuple[Bridge, ...] = (
    _bridge("polivanov-romaji", "romaji in Cyrillic (Polivanov)", kana.cyrillic()),
    _bridge("romaji-hangul", "romaji in hangul", kana.hangul()),
)
