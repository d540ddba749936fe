"""How `matches.c` is asked which words of two names render each other."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Sequence
from functools import cache, lru_cache
from struct import Struct as Packing
from typing import Any, NamedTuple

from msgspec import Struct

from ..index.postings import room
from ..native.library import library
from ..policy import SoundWeights
from ..text.scripts import Script
from .compiled_path import LONGEST, CPathTable, path_table, pieces, rows
from .compiled_weights import CWeights
from .equivalents import renderings, stands_for_any
from .matching import Match, bound_of, reach_of
from .spelt import Spelt, SpeltName, rarity

_MOST_WORDS = 32  # of a name
_FEMININE = "ova"
_SCRIPTS = {script: number for number, script in enumerate(Script)}
_HEAD = Packing("7q3d")  # of `Spoken` of matches.c, with an address in front
_ALIGNED = 8  # bytes that a word begins at a multiple of
_RECORD = 5
"""Numbers of a pair: both places, nats, closeness, nats of evidence."""

_NUMBER, _POINTER = ctypes.c_int64, ctypes.c_void_p


class Paired(NamedTuple):
    """Two words that render each other: their places, what speaks for it in nats, and the match."""

    one: int
    other: int
    weight: float
    match: Match


class CompiledMatches:
    """Pairs the words of names by these weights."""

    def __init__(self, function: Any, weights: SoundWeights) -> None:
        self._function = function
        self._weights = weights
        self._in_c = CWeights.of(weights)

    @classmethod
    def of(cls, weights: SoundWeights) -> CompiledMatches | None:
        """By these weights; None where nothing was compiled."""
        function = _function()
        return cls(function, weights) if function else None

    def pairs(self, one: SpeltName, other: SpeltName, heard: Sequence[float] | None) -> list[Paired] | None:
        """The words that render each other, each in one pair at most, those that weigh most first.

        `heard` as in `Ranked`. None for names that are longer than it takes, and those with a feminine ending.
        """
        left, right = _name(one), _name(other)
        if left is None or right is None:
            return None
        words, others = len(one.words), len(other.words)
        known = self._known(one, left, other, right) if left.stand_for or right.stand_for else None
        if heard is not None and not isinstance(heard, array):
            heard = array("d", heard)
        out = array("d", bytes(8 * _RECORD * min(words, others)))
        count = self._function(
            self._in_c.address, _address(left.data), words, _address(right.data), others,
            heard if heard is None else _address(heard), known if known is None else _address(known), room(),
            _address(out),
        )  # fmt: skip
        if count < 0:
            raise MemoryError
        found = []
        for at in range(0, count * _RECORD, _RECORD):
            first, second, weight, closeness, evidence = out[at : at + _RECORD]
            i, j = int(first), int(second)
            match = Match(one.words[i].word.text, other.words[j].word.text, evidence, closeness)
            found.append(Paired(i, j, weight, match))
        return found

    def _known(self, one: SpeltName, left: _Name, other: SpeltName, right: _Name) -> array[float]:
        """What each word of the one weighs with each of the other that stands for it, or that it stands for."""
        others = len(other.words)
        found = array("d", bytes(8 * len(one.words) * others))
        for i in left.stand_for:
            weights = _renderings(one.words[i], self._weights)
            for j, word in enumerate(other.words):
                if word.latin in weights:
                    found[i * others + j] = weights[word.latin]
        for j in right.stand_for:
            weights = _renderings(other.words[j], self._weights)
            for i, word in enumerate(one.words):
                if word.latin in weights:
                    found[i * others + j] = max(found[i * others + j], weights[word.latin])
        return found


def _renderings(word: Spelt, weights: SoundWeights) -> Any:
    return renderings(word.word.script, "".join(word.word.units), word.latin, weights)


class _Name(Struct, frozen=True, eq=False):
    """A name as C takes it, with what it points to. `stand_for` are the places of words that others stand for."""

    data: array[int]
    stand_for: tuple[int, ...]
    tables: tuple[CPathTable, ...]


class _Word(Struct, frozen=True, eq=False):
    """A word as C takes it: without the address of the table of its script, which comes first."""

    data: bytes
    table: CPathTable
    stands_for_any: bool


@lru_cache(maxsize=1 << 12)
def _name(name: SpeltName) -> _Name | None:
    """A name; None for one that C does not take."""
    if len(name.words) > _MOST_WORDS:
        return None
    words = list(map(_word, name.words))
    data, tables, places = array("q"), [], []
    for place, word in enumerate(words):
        if word is None:
            return None
        data.append(word.table.address)
        data.frombytes(word.data)
        tables.append(word.table)
        if word.stands_for_any:
            places.append(place)
    return _Name(data, tuple(places), tuple(tables))


@lru_cache(maxsize=1 << 12)
def _word(word: Spelt) -> _Word | None:
    units, script, latin = word.word.units, word.word.script, word.latin
    letters = f"{latin}{word.full}{word.bare}"
    if max(len(units), len(latin), len(word.full), len(word.bare)) > LONGEST or latin.endswith(_FEMININE):
        return None
    own = rows(script, units)
    if own is None or not letters.isascii():
        return None
    behind = own.tobytes() + pieces(latin).tobytes() + letters.encode()
    behind += bytes(-len(behind) % _ALIGNED)
    head = _HEAD.pack(
        _SCRIPTS[script], script is Script.LATIN, len(units), len(latin), len(word.full), len(word.bare),
        8 + _HEAD.size + len(behind), reach_of(word), bound_of(word), rarity(word),
    )  # fmt: skip
    return _Word(head + behind, path_table(script), stands_for_any(script, "".join(units), latin))


def _address(numbers: array[Any]) -> int:
    return numbers.buffer_info()[0]


@cache
def _function() -> Any:
    """The compiled loop, if there is one; else None."""
    found = library()
    if found is None:
        return None
    function = found.exonym_matches
    function.argtypes = [_POINTER, _POINTER, _NUMBER, _POINTER, _NUMBER, *[_POINTER] * 4]
    function.restype = _NUMBER
    return function
