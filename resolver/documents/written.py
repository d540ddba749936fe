"""Where a text may have a name that is filed in the index: a walk over its keys from each unit on.

It is a trie that costs no memory: the keys are sorted, so that what begins with the same letters lies together. Han
characters are walked through readings too, as 吴春历 is filed as ngoxuanlich.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from ..index.key_index import Index
from ..readings.lattice import Bridge
from ..readings.routes import all_bridges
from ..tables.schema.countries import FAMILY_NAMES
from ..text.folding import fold
from ..text.scripts import Script, script_of
from ..text.units import Unit

_MOST_UNITS = {True: 48, False: 14}  # of a key: characters where words are not spaced, else words
_UNSPACED = "\u0e00"
_NAME = range(2, 5)  # characters of a name that is walked through readings
_READINGS = {"sino-vietnamese": "vi", "hanja-hangul": "ko", "mandarin": "zh"}
"""Routes from characters to names that are often filed in letters alone, and whose family names they begin with."""

Keyed = tuple[int, tuple[int, ...]]
"""The unit behind a name, and the numbers of the forms that are filed so."""


class KeyWalk:
    """Finds the keys of one index in texts."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def written(self, text: str, units: tuple[Unit, ...], at: int) -> Iterator[Keyed]:
        """The names that begin at a unit as their letters are filed."""
        index = self._index
        key, low, high = b"", 0, len(index)
        most = _MOST_UNITS[units[at].key[:1] >= _UNSPACED]
        for place in range(at, min(at + most, len(units))):
            key += _letters(text[units[place].start : units[place].end])
            low, high = index.beginning(key, low, high)
            if low == high:
                return
            if forms := index.of_key(low, key):
                yield place + 1, forms

    def rotated(self, text: str, units: tuple[Unit, ...], start: int, end: int) -> tuple[int, ...]:
        """The forms filed with the words from `start` to `end` in another order: either name first."""
        words = [_letters(text[unit.start : unit.end]).decode() for unit in units[start:end]]
        turned = {"".join((*words[cut:], *words[:cut])) for cut in range(1, len(words))}
        return self._index.exact_any(turned)

    def read(self, units: tuple[Unit, ...], at: int) -> Iterator[Keyed]:
        """The names of two to four characters that begin at a unit and are filed by a reading."""
        if "\u3400" <= units[at].key[0] <= "\u9fff":
            for bridge, families in _walked():
                yield from self._read(bridge, families, units, at)

    def _read(self, bridge: Bridge, families: frozenset[str], units: tuple[Unit, ...], at: int) -> Iterator[Keyed]:
        index = self._index
        begun = [(text.encode(), 0, len(index)) for text in _readings(bridge, units[at].key) if text in families]
        for place in range(at + 1, min(at + _NAME[-1], len(units))):
            if not begun or units[place].start != units[place - 1].end:
                return
            following = []
            found: dict[int, None] = {}
            readings = _readings(bridge, units[place].key)
            for key, low, high in begun:
                for text in readings:
                    longer = key + text.encode()
                    first, last = index.beginning(longer, low, high)
                    if first != last:
                        following.append((longer, first, last))
                        found.update(dict.fromkeys(index.of_key(first, longer)))
            if found:
                yield place + 1, tuple(found)
            begun = following


@lru_cache(maxsize=16_384)
def _letters(word: str) -> bytes:
    return fold(word, script_of(word[0])).encode("utf-8", "replace")


@cache
def _walked() -> tuple[tuple[Bridge, frozenset[str]], ...]:
    """The routes of readings, each with the family names that a name may begin with, as the route folds them."""
    names: dict[str, set[str]] = {}
    for row in FAMILY_NAMES.read():
        names.setdefault(row.lang, set()).add(row.name)
    routes = [(each, _READINGS[each.code]) for each in all_bridges() if each.code in _READINGS]
    return tuple((bridge, frozenset(map(bridge.fold, names[lang]))) for bridge, lang in routes)


@lru_cache(maxsize=32_768)
def _readings(bridge: Bridge, char: str) -> tuple[str, ...]:
    lattice = bridge.lattice((char,))
    if lattice is None or script_of(char) is not Script.HAN:
        return ()
    return tuple(dict.fromkeys(edge.text for edge in lattice.edges if edge.end - edge.start == 1))
