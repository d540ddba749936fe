"""Where a text may have a name that is filed in the index: a walk over its keys from each unit on.

It is a trie that costs no memory: the keys are sorted, so that what begins with the same letters lies together. Han
characters are walked through readings too, as 吴春历 is filed as ngoxuanlich. Where a C compiler was at hand at
installation, `filed.c` walks, with the same results.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, chain, pairwise
from typing import Any, NamedTuple

from ..index.key_index import Index
from ..native.library import library
from ..native.structure import address_of
from ..readings.walked import ROUTES, families, spelt
from ..text.folding import fold
from ..text.scripts import script_of
from ..text.units import Unit

_MOST_CHARACTERS, _MOST_WORDS = 48, 14  # of a key, where words are not spaced and where they are
_UNSPACED = "\u0e00"
_FIRST_HAN = "\u2e80"
_NAME = range(2, 5)  # characters of a name that is walked through readings
_MOST_COMPILED = 65_536  # units and bytes of a passage, which has some thousand: `filed.c` counts both in 32 bits
_USUAL = 4  # finds a unit; more are asked for again
_BYTES = 12  # of a find: three numbers of 32 bits

Keyed = tuple[int, int, int]
"""The unit at which a name begins, the one behind it, and the number of the key that is written there."""
_Readings = tuple[tuple[bytes, bool], ...]
"""The readings of a character by one route, each with whether a name may begin with it."""
Span = tuple[int, int]
"""The unit at which a name begins, and the one behind it."""


class KeyWalk:
    """Finds the keys of one index in texts."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def written(self, text: str, units: tuple[Unit, ...]) -> list[Keyed]:
        """The names in a text as their letters are filed."""
        letters = [_letters(text[unit.start : unit.end]) for unit in units]
        most = [_MOST_CHARACTERS if unit.key >= _UNSPACED else _MOST_WORDS for unit in units]
        compiled = _compiled()
        if compiled is None or max(len(units), sum(map(len, letters))) > _MOST_COMPILED:
            return list(self._written(letters, most))
        ends = array("i", accumulate(map(len, letters)))
        asked = (self._index.as_c, b"".join(letters), address_of(ends), bytes(most), len(units))
        return _all(compiled.filed, asked, len(units))

    def _written(self, letters: list[bytes], most: list[int]) -> Iterator[Keyed]:
        index = self._index
        for at in range(len(letters)):
            key, low, high = b"", 0, len(index)
            for place in range(at, min(at + most[at], len(letters))):
                key += letters[place]
                low, high = index.beginning(key, low, high)
                if low == high:
                    break
                if index.of_key(low, key):
                    yield at, place + 1, low

    def forms(self, key: int) -> tuple[int, ...]:
        """The numbers of the forms that are filed under the key with a number."""
        return self._index.forms_of(key)

    def rotated(self, text: str, units: tuple[Unit, ...], start: int, end: int) -> tuple[int, ...]:
        """The forms filed with the words from `start` to `end` in another order: either name first."""
        words = [_letters(text[unit.start : unit.end]).decode() for unit in units[start:end]]
        turned = {"".join((*words[cut:], *words[:cut])) for cut in range(1, len(words))}
        return self._index.exact_any(turned)

    def read(self, units: tuple[Unit, ...]) -> set[Span]:
        """The names of two to four characters in a text that are filed by a reading."""
        keys = [unit.key for unit in units]
        if max(keys, default="") < _FIRST_HAN:
            return set()
        glued = [False, *(unit.start == before.end for before, unit in pairwise(units))]
        compiled = _compiled()
        if compiled is None or len(keys) > _MOST_COMPILED:
            return self._read(keys, glued)
        # the text by one route after the other: nothing goes on from one to the next, as nothing is written on to it
        routes, size = len(ROUTES), len(keys)
        flat = b"".join(chain.from_iterable(zip(*map(_packed, keys), strict=True)))
        asked = (self._index.as_c, flat, len(flat), bytes(glued) * routes, size * routes, _NAME[-1])
        found = _all(compiled.read, asked, size)
        return {(start % size, start % size + end - start) for start, end, _ in found}

    def _read(self, chars: list[str], glued: list[bool]) -> set[Span]:
        """The same in Python; `glued` says whether a unit is written on to the one before it."""
        places = range(len(chars))
        readings = [
            [each[route] if (each := _readings(char)) else () for char in chars] for route in range(len(ROUTES))
        ]
        return {(at, end) for each in readings for at in places for end in self._read_from(at, each, glued)}

    def _read_from(self, at: int, readings: Sequence[_Readings], glued: list[bool]) -> Iterator[int]:
        index = self._index
        begun = [(text, 0, len(index)) for text, begins in readings[at] if begins]
        for place in range(at + 1, min(at + _NAME[-1], len(readings))):
            if not begun or not glued[place]:
                return
            following, is_filed = [], False
            for key, low, high in begun:
                for text, _ in readings[place]:
                    longer = key + text
                    first, last = index.beginning(longer, low, high)
                    if first != last:
                        following.append((longer, first, last))
                        is_filed = is_filed or bool(index.of_key(first, longer))
            if is_filed:
                yield place + 1
            begun = following


@lru_cache(maxsize=16_384)
def _letters(word: str) -> bytes:
    return fold(word, script_of(word[0])).encode("utf-8", "replace")


@lru_cache(maxsize=32_768)
def _readings(char: str) -> tuple[_Readings, ...]:
    """The readings of a Han character by each route in turn; nothing of another key."""
    begins = "\u3400" <= char <= "\u9fff"
    found = zip(spelt(char), families(), strict=False)
    return tuple(tuple([(text.encode(), begins and text in names) for text in texts]) for texts, names in found)


@lru_cache(maxsize=32_768)
def _packed(char: str) -> tuple[bytes, ...]:
    """The same by each route as `filed.c` reads it: how many, and of each its flags, size (a byte each) and letters."""
    return tuple([_packed_readings(each) for each in _readings(char) or ((),) * len(ROUTES)])


def _packed_readings(readings: _Readings) -> bytes:
    each = [bytes((begins, len(text))) + text for text, begins in readings]
    return bytes((len(each),)) + b"".join(each)


class _Compiled(NamedTuple):
    """`exonym_filed` and `exonym_read` of filed.c."""

    filed: Callable[..., int]
    read: Callable[..., int]


def _all(compiled: Callable[..., int], asked: tuple[Any, ...], units: int) -> list[Keyed]:
    """All that a walk finds, three numbers each."""
    room = _USUAL * units
    while True:
        found = array("i", bytes(_BYTES * room))
        count = compiled(*asked, address_of(found), room)
        if count < 0:
            raise MemoryError
        if count <= room:
            numbers = found[: 3 * count].tolist()
            return list(zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True))
        room = count


@cache
def _compiled() -> _Compiled | None:
    """The walks of `filed.c`, if they were compiled; else None."""
    found = library()
    if found is None:
        return None
    whole, place, text = ctypes.c_int64, ctypes.c_void_p, ctypes.c_char_p
    found.exonym_filed.argtypes = [place, text, place, text, whole, place, whole]
    found.exonym_read.argtypes = [place, text, whole, text, whole, whole, place, whole]
    found.exonym_filed.restype = found.exonym_read.restype = whole
    return _Compiled(found.exonym_filed, found.exonym_read)
