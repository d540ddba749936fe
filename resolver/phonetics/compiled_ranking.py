"""How `ranking.c` is asked: the forms, and a name, in flat arrays."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import accumulate, chain
from typing import Any

import numpy as np

from ..index.postings import BUDGET, LEADERS, room
from ..native.library import library
from ..policy import SoundWeights
from ..text.scripts import Script
from .asked import letters_of, rendered, shorter_words
from .chunk_rows import Floats, chunk_lengths, chunk_rows
from .chunks import BY_LETTER, UNKNOWN
from .kernel import BARE, LIKE
from .lexicon import Lexicon, bits
from .retrieval import Sounds, translated_skeletons, unspoken
from .spelt import Spelt, SpeltName

MOST_UNITS = 64  # of a word, and letters of a skeleton
MOST_WORDS = 32  # of a name; those that have more are left to numpy

_NUMBER, _POINTER, _FLOAT, _DOUBLE = ctypes.c_int64, ctypes.c_void_p, ctypes.c_float, ctypes.c_double


class _CTable(ctypes.Structure):
    _fields_ = tuple((name, _POINTER) for name in ("starts", "chunks", "weights", "inserted"))


class _CForms(ctypes.Structure):
    kept: tuple[Any, ...]
    _fields_ = (
        *((name, _POINTER) for name in ("postings", "gram_weights", "gram_counts")),
        *((name, _NUMBER) for name in ("budget", "leaders", "retrieved")),
        *(
            (name, _POINTER)
            for name in ("chunks", "firsts", "heard_lengths", "full", "bare", "full_starts", "bare_starts")
        ),
        *((name, _NUMBER) for name in ("chunk_count", "letter_count")),
        *((name, _POINTER) for name in ("chunk_lengths", "letters")),
        ("unknown", _FLOAT),
        ("by_letter", _FLOAT),
        *((name, _POINTER) for name in ("starts", "numbers", "numerals", "lengths", "latin", "latin_starts")),
        ("known", _NUMBER),
        *((name, _POINTER) for name in ("rarities", "sizes")),
    )


class _CWeights(ctypes.Structure):
    _fields_ = (
        *((name, _FLOAT) for name in ("like", "bare", "skeleton_letter", "skeleton_chance", "initial")),
        *((name, _DOUBLE) for name in ("left_query", "left_form", "shared", "numeral", "unnumbered")),
    )


class _CName(ctypes.Structure):
    _fields_ = (
        *((name, _NUMBER) for name in ("words", "asked", "spoken", "terms", "renderings")),
        *((name, _POINTER) for name in ("tables", "places", "units", "rows")),
        ("skeletons", ctypes.c_char_p),
        *((name, _POINTER) for name in ("lengths", "more_terms", "sizes", "initials", "rendered")),
        ("rendering", ctypes.c_char_p),
        *((name, _POINTER) for name in ("rendering_lengths", "rendering_weights")),
        *((name, _NUMBER) for name in ("numerals", "maybe", "limit", "longest")),
    )


class _CRanked(ctypes.Structure):
    _fields_ = tuple((name, _POINTER) for name in ("places", "ranks", "shares", "sound", "weights"))


Best = tuple[list[int], list[float], list[float], Iterable[tuple[Floats, Floats]]]
"""Places, ranks, shares, and for each form what its words, by rows, weigh with those of the name: by sound, in all."""


class CompiledForms:
    """All forms as `ranking.c` takes them."""

    def __init__(self, function: Any, sounds: Sounds, lexicon: Lexicon, retrieved: int) -> None:
        self._function = function
        self._lexicon = lexicon
        self._longest = int(np.diff(lexicon.starts).max(initial=0))
        self._forms = _forms(sounds, lexicon, retrieved)

    @classmethod
    def of(cls, sounds: Sounds, lexicon: Lexicon, retrieved: int) -> CompiledForms | None:
        """The forms; None where nothing was compiled."""
        function = _function()
        return cls(function, sounds, lexicon, retrieved) if function else None

    def best(self, name: SpeltName, limit: int, weights: SoundWeights) -> Best | None:
        """The best forms for a name that has words; None for one that is too long. MemoryError where there is none."""
        shorter = shorter_words(name.words)
        asked = [*name.words, *(without for _, without in shorter)]
        if len(name.words) > MOST_WORDS or any(
            max(len(word.word.units), len(word.full)) > MOST_UNITS for word in asked
        ):
            return None
        places = [*range(len(name.words)), *(place for place, _ in shorter)]
        question = _Question(self._lexicon, name, asked, places, weights)
        question.name.limit, question.name.longest = limit, self._longest
        best = np.empty(limit, np.int64), np.empty(limit), np.empty(limit, np.float32)
        heard = np.empty((2, limit, self._longest, len(name.words)), np.float32)
        found = self._function(
            ctypes.byref(self._forms), ctypes.byref(_weights(weights)), ctypes.byref(question.name), room(),
            ctypes.byref(_CRanked(*(each.ctypes.data for each in (*best, *heard)))),
        )  # fmt: skip
        if found < 0:
            raise MemoryError
        ranked, ranks, shares = (each[:found].tolist() for each in best)
        return ranked, ranks, shares, zip(heard[0, :found], heard[1, :found], strict=True)


class _Question:
    """A name as `ranking.c` takes it; `kept` is what it points to."""

    def __init__(
        self, lexicon: Lexicon, name: SpeltName, asked: Sequence[Spelt], places: Sequence[int], weights: SoundWeights
    ) -> None:
        translated, numerals = translated_skeletons(name.words)
        spoken = [*((word.full, word.bare) for word in asked), *translated]
        skeletons = [skeleton for pair in spoken for skeleton in pair]
        known = list(rendered(name.words, weights))
        terms = [*unspoken(name, name.words), *numerals]
        tables = (_POINTER * len(asked))(*(ctypes.addressof(_table(word.word.script)) for word in asked))
        numbers = _Pointers(
            "i",
            places,
            [len(word.word.units) for word in asked],
            [row for word in asked for row in chunk_rows(word.word.script).of_word(word.word.units)],
            list(map(len, skeletons)),
            terms,
            [at for word in name.words for at in _initial(lexicon, word)],
            [place for place, _, _ in known],
            [len(latin) for _, latin, _ in known],
        )
        floats = _Pointers("f", letters_of(name.words), [weight for _, _, weight in known])
        sizes, rendering_weights = floats.addresses
        places_at, units, rows, lengths, terms_at, initials, rendered_at, rendering_lengths = numbers.addresses
        self.kept = (numbers, floats, tables)
        self.name = _CName(
            len(name.words), len(asked), len(spoken), len(terms), len(known),
            ctypes.addressof(tables), places_at, units, rows, _joined(skeletons), lengths, terms_at, sizes, initials,
            rendered_at, _joined(latin for _, latin, _ in known), rendering_lengths, rendering_weights,
            len(name.numerals), bits(name.numerals | name.maybe), 0, 0,
        )  # fmt: skip


class _Pointers:
    """Lists of numbers one after the other in one array, and where each begins."""

    def __init__(self, kind: str, *each: Sequence[float]) -> None:
        self._array = array(kind, chain.from_iterable(each))
        start = self._array.buffer_info()[0]
        ends = accumulate(map(len, each), initial=0)
        self.addresses = [start + at * self._array.itemsize for at, _ in zip(ends, each, strict=False)]


def _joined(texts: Iterable[str]) -> bytes:
    return "".join(texts).encode("ascii", "replace")


def _initial(lexicon: Lexicon, word: Spelt) -> tuple[int, int]:
    """The words that begin with an initial: the first, and the one behind the last; (-1, -1) for a whole word."""
    return lexicon.beginning_with(word.latin) if len(word.latin) == 1 else (-1, -1)


@cache
def _function() -> Any:
    """The compiled search, if there is one; else None."""
    found = library()
    if found is None:
        return None
    function = found.exonym_ranked
    function.argtypes = [_POINTER] * 5
    function.restype = _NUMBER
    return function


@cache
def _table(script: Script) -> _CTable:
    """The table of a script, which is kept, and so are the arrays that it points to."""
    rows = chunk_rows(script)
    return _CTable(*(each.ctypes.data for each in (rows.starts, rows.chunks, rows.weights, rows.inserted)))


@lru_cache(maxsize=8)
def _weights(weights: SoundWeights) -> _CWeights:
    return _CWeights(
        LIKE, BARE, weights.skeleton_letter, weights.skeleton_chance, weights.initial_in_search,
        weights.left_query, weights.left_form, weights.shared, weights.numeral, -weights.unnumbered,
    )  # fmt: skip


def _forms(sounds: Sounds, lexicon: Lexicon, retrieved: int) -> _CForms:
    """Points to arrays, which it keeps."""
    words = lexicon.heard
    starts = np.ascontiguousarray(lexicon.starts, np.int32)
    lengths = chunk_lengths()
    letters = np.flatnonzero(lengths[1:] <= 1).astype(np.int16) + np.int16(1)  # the empty chunk is the first of all
    arrays = (
        (sounds.weights, sounds.postings.counts),
        (words.chunks, words.firsts, words.lengths),
        (words.full.data, words.bare.data, words.full.starts, words.bare.starts),
        (starts, lexicon.words, lexicon.numerals, lexicon.lengths, lexicon.latin.data, lexicon.latin.starts),
        (lexicon.rarities, lexicon.sizes),
    )
    at = [[each.ctypes.data for each in group] for group in arrays]
    forms = _CForms(
        ctypes.addressof(sounds.postings.addresses.contents), *at[0], BUDGET, LEADERS, retrieved, *at[1], *at[2],
        len(lengths), len(letters), lengths.ctypes.data, letters.ctypes.data, UNKNOWN, BY_LETTER, *at[3],
        len(lexicon.latin), *at[4],
    )  # fmt: skip
    forms.kept = (arrays, lengths, letters, sounds)
    return forms
