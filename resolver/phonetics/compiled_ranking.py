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
from ..native.library import compiled_function
from ..native.structure import Structure, address_of
from ..policy import SoundWeights
from .chunk_rows import chunk_lengths
from .chunks import BY_LETTER, UNKNOWN
from .compiled_question import Question, question
from .compiled_weights import CWeights
from .lexicon import Lexicon
from .paired import Pair
from .retrieval import Sounds
from .spelt import SpeltName

_FIRST = 4
"""Forms that are ranked at once: for two names in three nobody asks for more."""
_SEARCH = 1
"""Numbers before the records: which search of its room this is."""
_HEAD = 4
"""Numbers of a record before its pairs, of which there are as many as words of the name; then comes what is heard."""
_NO_MEMORY, _GONE = -1, -2
_ZERO = array("d", [0.0])

_NUMBER, _POINTER, _FLOAT, _DOUBLE = ctypes.c_int64, ctypes.c_void_p, ctypes.c_float, ctypes.c_double


class _CForms(Structure):
    _fields_ = (
        *((name, _POINTER) for name in ("postings", "gram_weights", "gram_counts")),
        *((name, _NUMBER) for name in ("budget", "leaders", "retrieved")),
        *((name, _POINTER) for name in ("records", "full", "bare", "full_starts", "bare_starts")),
        *((name, _NUMBER) for name in ("chunk_count", "letter_count")),
        *((name, _POINTER) for name in ("chunk_lengths", "letters")),
        ("unknown", _FLOAT),
        ("by_letter", _FLOAT),
        *((name, _POINTER) for name in ("starts", "numbers", "numbered", "numerals")),
        ("numeral_count", _NUMBER),
        *((name, _POINTER) for name in ("plain", "latin", "latin_starts")),
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


class _Search(Struct, frozen=True):
    """The compiled search, and what goes on with one."""

    ranked: Any
    behind: Any


class CompiledForms:
    """All forms as `by_sound.c` takes them."""

    def __init__(self, search: _Search, sounds: Sounds, lexicon: Lexicon, retrieved: int) -> None:
        self._search = search
        self._lexicon = lexicon
        self._longest = int(np.diff(lexicon.starts).max(initial=0))
        self._forms = _forms(sounds, lexicon, retrieved)
        self._starts = np.ascontiguousarray(lexicon.starts, np.int32).data  # quicker to read one of
        self._weights: tuple[SoundWeights, CWeights] | None = None

    @classmethod
    def of(cls, sounds: Sounds, lexicon: Lexicon, retrieved: int) -> CompiledForms | None:
        """The forms; None where nothing was compiled."""
        search = _search()
        return cls(search, sounds, lexicon, retrieved) if search else None

    def best(self, name: SpeltName, limit: int, weights: SoundWeights) -> Iterator[Ranked] | None:
        """The best forms for a name that has words; None for one that is too long. MemoryError where there is none.

        Only the first few are ranked before more are asked for.
        """
        asked = question(name, weights)
        return None if asked is None else self._best(asked, len(name.words), limit, self._by(weights))

    def _best(self, asked: Question, words: int, limit: int, by: CWeights) -> Iterator[Ranked]:
        size, first, here = _HEAD + (4 + 2 * self._longest) * words, min(_FIRST, limit), room()
        numbers = asked.asked_of(self._lexicon, limit, self._longest)
        out = _ZERO * (_SEARCH + limit * size)
        about = (address_of(numbers), address_of(asked.floats), asked.letters, address_of(asked.words.data))
        found = self._search.ranked(self._forms.address, by.address, *about, here, first, address_of(out))
        yield from self._told(out, 0, found, size, words)
        if found < first or first == limit:
            return
        found, told = _GONE, 0
        if room() == here:
            found = self._search.behind(self._forms.address, by.address, here, int(out[0]), limit, address_of(out))
        if found == _GONE:  # since somebody else was searched for meanwhile
            found = self._search.ranked(self._forms.address, by.address, *about, room(), limit, address_of(out))
            told = first
        yield from self._told(out, told, found, size, words)

    def _told(self, out: array[float], start: int, found: int, size: int, words: int) -> Iterator[Ranked]:
        """The records from one on. MemoryError where there are none for want of it."""
        if found == _NO_MEMORY:
            raise MemoryError
        for each in range(start, found):
            yield self._ranked(out, _SEARCH + each * size, words)

    def _by(self, weights: SoundWeights) -> CWeights:
        """The weights as C takes them: those asked for last, which hardly change, are kept."""
        known = self._weights
        if known is None or known[0] is not weights:
            self._weights = known = weights, CWeights.of(weights)
        return known[1]

    def _ranked(self, out: array[float], start: int, words: int) -> Ranked:
        """What a record of `by_sound.c` says."""
        place, rank, share, count = out[start : start + _HEAD]
        pairs_at, form = start + _HEAD, int(place)
        heard_at = pairs_at + 4 * words
        pairs = None
        if count >= 0:
            each = range(pairs_at, pairs_at + 4 * int(count), 4)
            pairs = [Pair(int(out[at]), int(out[at + 1]), out[at + 2], out[at + 3]) for at in each]
        heard = out[heard_at : heard_at + 2 * words * (self._starts[form + 1] - self._starts[form])]
        return Ranked(form, rank, share, heard, words, pairs)


@cache
def _search() -> _Search | None:
    """The compiled search, if there is one; else None."""
    about = [*[_POINTER] * 4, ctypes.c_char_p, _POINTER]
    ranked = compiled_function("exonym_ranked", [*about, _POINTER, _NUMBER, _POINTER], _NUMBER)
    behind = compiled_function("exonym_ranked_behind", [*[_POINTER] * 3, _NUMBER, _NUMBER, _POINTER], _NUMBER)
    return _Search(ranked, behind) if ranked and behind else None


def _forms(sounds: Sounds, lexicon: Lexicon, retrieved: int) -> _CForms:
    starts = np.ascontiguousarray(lexicon.starts, np.int32)
    lengths = chunk_lengths()
    letters = np.flatnonzero(lengths[1:] <= 1).astype(np.int16) + np.int16(1)  # the empty chunk is the first of all
    full, bare, latin = lexicon.full, lexicon.bare, lexicon.latin
    return _CForms(
        sounds.postings.addresses.contents, sounds.weights, sounds.postings.counts, BUDGET, LEADERS, retrieved,
        lexicon.records, full.data, bare.data, full.starts, bare.starts,
        len(lengths), len(letters), lengths, letters, UNKNOWN, BY_LETTER,
        starts, lexicon.words, lexicon.numbered, lexicon.numerals, len(lexicon.numerals),
        lexicon.plain, latin.data, latin.starts, len(latin),
    )  # fmt: skip
