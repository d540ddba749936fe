"""Romaji read back as morae: Japanese names in Latin letters, in Cyrillic and in hangul.

For a name that no side has in kana or kanji. A name that does not fall into Japanese morae has no such
reading.
"""

from __future__ import annotations

from functools import cache, lru_cache, partial
from itertools import takewhile

from ...text.scripts import Script
from ...vocabulary import customs
from ..lattice import Bridge, Edge, Lattice
from ..links import by_word
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


def _word_edges(word: str, offset: int, writing: Writing) -> list[Edge]:
    keys, length = _by_key(), len(word)
    edges: list[Edge] = []
    tails: dict[int, set[str]] = {}
    for start in range(length):
        for end in range(start + 1, min(start + _LONGEST, length) + 1):
            mora = keys.get(word[start:end])
            if mora is None:
                continue
            doubtful = _DOUBTFUL_N if mora == "ん" and word[end : end + 1] in _OPENING else 0.0
            for text, shown, cost in _options(writing, mora, start == 0):
                edge = Edge(offset + start, offset + end, text, shown, cost + doubtful)
                edges.append(edge)
                if writing.levels:
                    met = meetings((text,), tails.get(start, frozenset()), writing)
                    longer = cost + doubtful + BOUNDARY
                    edges += [edge._replace(text=other, cost=longer) for other in run_together(text, met)]
                    tails.setdefault(end, set()).add(text[-1:])
    return edges


@cache
def _options(writing: Writing, mora: str, initial: bool) -> tuple[Spelling, ...]:
    """The spellings of one of the table's morae: kept, since there are no more than these."""
    return writing.options(mora, initial)


@lru_cache(maxsize=1 << 12)
def _is_morae(word: str) -> bool:
    """Whether a key can be cut into morae to its end."""
    keys, length = _by_key(), len(word)
    reached = {0}
    for start in range(length):
        if start in reached:
            for end in range(start + 1, min(start + _LONGEST, length) + 1):
                if word[start:end] in keys:
                    reached.add(end)
    return bool(word) and length in reached


@cache
def _by_key() -> dict[str, str]:
    """Morae by romaji key; of those that share one (じ, ぢ) the first of the table."""
    found: dict[str, str] = {}
    for key, mora in kana.mora_keys():
        found.setdefault(key, mora)
    return found


def _bridge(code: str, title: str, writing: Writing) -> Bridge:
    own = partial(lattice, writing=writing)
    japanese = customs.bearers("ja")
    return Bridge(
        code, title, Script.LATIN, writing.script, own, writing.fold, japanese, admits=_is_read, links=by_word(own)
    )


def _is_read(word: str) -> bool:
    return _is_morae(romaji.key(word))


BRIDGES: tuple[Bridge, ...] = (
    _bridge("polivanov-romaji", "romaji in Cyrillic (Polivanov)", kana.cyrillic()),
    _bridge("romaji-hangul", "romaji in hangul", kana.hangul()),
)
