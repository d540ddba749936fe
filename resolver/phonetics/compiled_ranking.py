"""How `by_sound.c` is asked: the forms, and a name, in flat arrays."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from msgspec import Struct

from .. import lazy_numpy as np
from ..index.postings import BUDGET, LEADERS, room
from ..native.library import library
from ..native.structure import Structure
from ..policy import SoundWeights
from ..text.scripts import Script
from .asked import letters_of, rendered, shorter_words
from .chunk_rows import chunk_lengths, chunk_rows
from .chunks import BY_LETTER, UNKNOWN
from .compiled_weights import CWeights
from .lexicon import Lexicon, bits
from .matching import reach_of
from .paired import Pair
from .retrieval import Sounds, translated_skeletons, unspoken
from .spelt import Spelt, SpeltName

MOST_UNITS = 64  # of a word, and letters of a skeleton
MOST_WORDS = 32  # of a name; those that have more are left to numpy
_FIRST = 4
"""Numbers of a record before its pairs, of which there are as many as words of the name; then comes what is heard."""

_NUMBER, _POINTER, _FLOAT, _DOUBLE = ctypes.c_int64, ctypes.c_void_p, ctypes.c_float, ctypes.c_double


class _CTable(Structure):
    _fields_ = tuple((name, _POINTER) for name in ("starts", "chunks", "weights", "inserted"))


class _CForms(Structure):
    _fields_ = (
        *((name, _POINTER) for name in ("postings", "gram_weights", "gram_counts")),
        *((name, _NUMBER) for name in ("budget", "leaders", "retrieved")),
        *((name, _POINTER) for name in ("records", "full", "bare", "full_starts", "bare_starts")),
        *((name, _NUMBER) for name in ("chunk_count", "letter_count")),
        *((name, _POINTER) for name in ("chunk_lengths", "letters")),
        ("unknown", _FLOAT),
        ("by_letter", _FLOAT),
        *((name, _POINTER) for name in ("starts", "numbers", "numerals", "plain", "latin", "latin_starts")),
        ("known", _NUMBER),
    )


class Ranked(Struct, frozen=True):
    """A form that a name may render, by its place in the lexicon.

    `rank` in nats, for ordering only; `share` of n-grams in common; `pairs` are the words that render each other, where
    that is known already. `heard` has for each word of the form two rows of a number for each word of the name: what
    these weigh by sound, not a number where that was not asked, and in all.
    """

    place: int
    rank: float
    share: float
    heard: Sequence[float]
    words: int
    pairs: Sequence[Pair] | None = None


class CompiledForms:
    """All forms as `by_sound.c` takes them."""

    def __init__(self, function: Any, sounds: Sounds, lexicon: Lexicon, retrieved: int) -> None:
        self._function = function
        self._lexicon = lexicon
        self._longest = int(np.diff(lexicon.starts).max(initial=0))
        self._forms = _forms(sounds, lexicon, retrieved)
        self._starts = np.ascontiguousarray(lexicon.starts, np.int32).data  # quicker to read one of
        self._weights: tuple[SoundWeights, CWeights] | None = None

    @classmethod
    def of(cls, sounds: Sounds, lexicon: Lexicon, retrieved: int) -> CompiledForms | None:
        """The forms; None where nothing was compiled."""
        function = _function()
        return cls(function, sounds, lexicon, retrieved) if function else None

    def best(self, name: SpeltName, limit: int, weights: SoundWeights) -> Iterator[Ranked] | None:
        """The best forms for a name that has words; None for one that is too long. MemoryError where there is none."""
        asked = [*enumerate(name.words), *shorter_words(name.words)]
        longest = max(max(len(word.word.units), len(word.full)) for _, word in asked)
        if len(name.words) > MOST_WORDS or longest > MOST_UNITS:
            return None
        question = _Question(self._lexicon, name, asked, weights, (limit, self._longest))
        size = _FIRST + 4 * len(name.words) + 2 * len(name.words) * self._longest
        out = array("d", bytes(8 * limit * size))
        found = self._function(
            ctypes.byref(self._forms), ctypes.byref(self._by(weights)), *question.arguments, room(), _address(out)
        )
        if found < 0:
            raise MemoryError
        return (self._ranked(out, each * size, len(name.words)) for each in range(found))

    def _by(self, weights: SoundWeights) -> CWeights:
        """The weights as C takes them: those asked for last, which hardly change, are kept."""
        known = self._weights
        if known is None or known[0] is not weights:
            self._weights = known = weights, CWeights.of(weights)
        return known[1]

    def _ranked(self, out: array[float], start: int, words: int) -> Ranked:
        """What a record of `by_sound.c` says."""
        place, rank, share, count = out[start : start + _FIRST]
        pairs_at, form = start + _FIRST, int(place)
        heard_at = pairs_at + 4 * words
        pairs = None
        if count >= 0:
            each = range(pairs_at, pairs_at + 4 * int(count), 4)
            pairs = [Pair(int(out[at]), int(out[at + 1]), out[at + 2], out[at + 3]) for at in each]
        heard = out[heard_at : heard_at + 2 * words * (self._starts[form + 1] - self._starts[form])]
        return Ranked(form, rank, share, heard, words, pairs)


class _Question:
    """A name as `name.c` takes it: numbers, floats and letters, each one after the other."""

    def __init__(
        self,
        lexicon: Lexicon,
        name: SpeltName,
        asked: Sequence[tuple[int, Spelt]],
        weights: SoundWeights,
        room_for: tuple[int, int],
    ) -> None:
        words = name.words
        translated, numerals = translated_skeletons(words)
        skeletons: list[str] = []
        tables, places, counts, rows = [], [], [], list[int]()
        for place, word in asked:
            units, script = word.word.units, word.word.script
            skeletons += (word.full, word.bare)
            tables.append(_table(script))
            places.append(place)
            counts.append(len(units))
            rows += chunk_rows(script).of_word(units)
        for pair in translated:
            skeletons += pair
        terms = [*unspoken(name, words), *numerals]
        known = rendered(words, weights)
        latin = [word.latin for word in words]
        is_plain = not [each for each in latin if each.endswith("ova")]
        self._tables = tables
        self._numbers = array("q", [
            len(words), len(asked), len(skeletons) // 2, len(terms), len(known),
            len(name.numerals), bits(name.numerals | name.maybe), *room_for, is_plain,
            *[each.address for each in tables],
            *places,
            *counts,
            *rows,
            *map(len, skeletons),
            *terms,
            *[at for each in latin for at in _initial(lexicon, each)],
            *[each.place for each in known],
            *[len(each.latin) for each in known],
            *map(len, latin),
            *[word.word.script is Script.LATIN for word in words],
        ])  # fmt: skip
        self._floats = array("d", [
            *letters_of(words),
            *map(reach_of, words),
            *[each.weight for each in known],
            *[each.beside for each in known],
        ])  # fmt: skip
        self._letters = "".join([*skeletons, *[each.latin for each in known], *latin]).encode("ascii", "replace")

    @property
    def arguments(self) -> tuple[int, int, bytes]:
        """What the compiled search takes, while the question is kept."""
        return _address(self._numbers), _address(self._floats), self._letters


def _address(numbers: array[Any]) -> int:
    return numbers.buffer_info()[0]


def _initial(lexicon: Lexicon, latin: str) -> tuple[int, int]:
    """The words that begin with an initial: the first, and the one behind the last; (-1, -1) for a whole word."""
    return lexicon.beginning_with(latin) if len(latin) == 1 else (-1, -1)


@cache
def _function() -> Any:
    """The compiled search, if there is one; else None."""
    found = library()
    if found is None:
        return None
    function = found.exonym_ranked
    function.argtypes = [*[_POINTER] * 4, ctypes.c_char_p, _POINTER, _POINTER]
    function.restype = _NUMBER
    return function


@cache
def _table(script: Script) -> _CTable:
    rows = chunk_rows(script)
    return _CTable(rows.starts, rows.chunks, rows.weights, rows.inserted)


def _forms(sounds: Sounds, lexicon: Lexicon, retrieved: int) -> _CForms:
    starts = np.ascontiguousarray(lexicon.starts, np.int32)
    lengths = chunk_lengths()
    letters = np.flatnonzero(lengths[1:] <= 1).astype(np.int16) + np.int16(1)  # the empty chunk is the first of all
    full, bare, latin = lexicon.full, lexicon.bare, lexicon.latin
    return _CForms(
        sounds.postings.addresses.contents, sounds.weights, sounds.postings.counts, BUDGET, LEADERS, retrieved,
        lexicon.records, full.data, bare.data, full.starts, bare.starts,
        len(lengths), len(letters), lengths, letters, UNKNOWN, BY_LETTER,
        starts, lexicon.words, lexicon.numerals, lexicon.plain, latin.data, latin.starts, len(latin),
    )  # fmt: skip
