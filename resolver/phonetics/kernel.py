"""How alike the words of a query are to many words: by their skeletons, and by sound. The innermost loop.

By sound, a word weighs what the best way weighs to cut both into chunks that stand for each other. Where a C compiler
was at hand at installation, `kernel.c` does it; else numpy does, with the same sums.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from ..index.postings import cumulated
from ..native.library import library
from .chunks import LONGEST_LATIN, LONGEST_SOURCE

NEVER = np.float32(-1e6)
"""The weight of a chunk that is impossible. A sum that has it stands for no way at all."""
_MOST_UNITS = 64  # of a word, and letters of a skeleton, that kernel.c takes
_LIKE = 30.0
"""Words whose skeletons have a smaller ratio (per cent) are not weighed by sound."""
_BARE = 12.0
"""Skeletons without vowels have to be so much more alike, since they are shorter."""

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Vector:
    """The weights of all chunks for a run of units; `lengths` says how many letters those chunks have."""

    weights: Floats
    lengths: tuple[int, ...]
    address: int
    bits: int
    most: float

    @classmethod
    def of(cls, weights: Floats, lengths: Sequence[int]) -> Vector:
        """The vector of contiguous weights, by chunk number."""
        bits = sum(1 << length for length in lengths)
        return cls(weights, tuple(lengths), weights.ctypes.data, bits, float(weights.max()))


@dataclass(eq=False)
class Query:
    """A word of a query: its skeletons (a to z) and, for each unit, the vectors of one unit, two units … from there.

    `inserted` has the weights, none above 0, of letters that stand for nothing.
    """

    full: str
    bare: str
    starting: tuple[tuple[Vector | None, ...], ...]
    inserted: Vector

    @cached_property
    def as_c(self) -> _CWord:
        """The word as `kernel.c` takes it."""
        vectors = list(chain.from_iterable(self.starting))
        starting = np.array([each.address if each else 0 for each in vectors], np.uintp)
        most = np.array([each.most if each else 0 for each in vectors], np.float32)
        has = np.array([each.bits if each else 0 for each in vectors], np.uint8)
        full, bare = self.full.encode(), self.bare.encode()
        arrays = [array.ctypes.data for array in (starting, most, has, self.inserted.weights)]
        word = _CWord(len(self.starting), *arrays, full, bare, len(full), len(bare))
        word.kept = (starting, most, has, full, bare)
        return word


@dataclass(eq=False)
class Words:
    """The numbered words. `chunks` has a row for each letter of each word in turn (see `Lexicon`).

    `firsts` is the row of the first letter of each word, `empty` the chunk without letters; `full` and `bare` are the
    skeletons (a to z).
    """

    chunks: npt.NDArray[np.int16]
    firsts: Places
    lengths: npt.NDArray[np.int32]
    empty: int
    full: Sequence[str]
    bare: Sequence[str]

    @cached_property
    def as_c(self) -> _CWords:
        """The words as `kernel.c` takes them."""
        full, bare = ("".join(each).encode() for each in (self.full, self.bare))
        starts = [cumulated(np.fromiter(map(len, each), np.int64, len(each))) for each in (self.full, self.bare)]
        arrays = [array.ctypes.data for array in (self.chunks, self.firsts, self.lengths)]
        words = _CWords(*arrays, full, bare, *(array.ctypes.data for array in starts), self.empty)
        words.kept = (full, bare, starts)
        return words


class _CWord(ctypes.Structure):
    """`Word` of kernel.c; `kept` are the arrays that it points to."""

    kept: tuple[Any, ...]
    _fields_ = (
        ("units", ctypes.c_int64),
        *((name, ctypes.c_void_p) for name in ("starting", "most", "has", "inserted")),
        *((name, ctypes.c_char_p) for name in ("full", "bare")),
        *((name, ctypes.c_int64) for name in ("full_length", "bare_length")),
    )


class _CWords(ctypes.Structure):
    """`Words` of kernel.c; `kept` are the arrays that it points to."""

    kept: tuple[Any, ...]
    _fields_ = (
        *((name, ctypes.c_void_p) for name in ("chunks", "firsts", "lengths")),
        *((name, ctypes.c_char_p) for name in ("full", "bare")),
        *((name, ctypes.c_void_p) for name in ("full_starts", "bare_starts")),
        ("empty", ctypes.c_int64),
    )


def hear(queries: Sequence[Query], numbers: Places, words: Words) -> tuple[Floats, Floats]:
    """For each query, by rows, and each number: (likeness of the full skeletons, nats by sound).

    Likeness is per cent, nats are at least 0; not a number for words too unlike to be weighed.
    """
    compiled = _function()
    if compiled is None or any(max(len(each.starting), len(each.full)) > _MOST_UNITS for each in queries):
        return _by_numpy(queries, numbers, words)
    return _by_c(compiled, queries, numbers, words)


@cache
def _function() -> Any:
    """The compiled loop, if there is one; else None."""
    found = library()
    if found is None:
        return None
    function = found.exonym_hear
    pointer, number, weight = ctypes.c_void_p, ctypes.c_int64, ctypes.c_float
    function.argtypes = [number, pointer, number, pointer, pointer, weight, weight, pointer, pointer]
    function.restype = None
    return function


def _by_c(function: Any, queries: Sequence[Query], numbers: Places, words: Words) -> tuple[Floats, Floats]:
    asked = (_CWord * len(queries))(*(query.as_c for query in queries))
    numbers = np.ascontiguousarray(numbers, np.int64)
    likeness, sound = (np.empty((len(queries), len(numbers)), np.float32) for _ in range(2))
    found = (likeness.ctypes.data, sound.ctypes.data)
    known = ctypes.byref(words.as_c)
    function(len(queries), asked, len(numbers), numbers.ctypes.data, known, _LIKE, _BARE, *found)
    return likeness, sound


def _by_numpy(queries: Sequence[Query], numbers: Places, words: Words) -> tuple[Floats, Floats]:
    likeness = _likeness([query.full for query in queries], [words.full[number] for number in numbers.tolist()])
    bare = _likeness([query.bare for query in queries], [words.bare[number] for number in numbers.tolist()])
    sound = np.full(likeness.shape, np.nan, np.float32)
    owners, places = np.nonzero(np.maximum(likeness, bare - _BARE) >= _LIKE)
    if len(owners):
        sound[owners, places] = np.maximum(_path_weights(queries, owners, numbers[places], words), 0)
    return likeness, sound


def _likeness(ones: Sequence[str], others: Sequence[str]) -> Floats:
    """How alike the skeletons are, per cent, by rows for the ones."""
    from rapidfuzz import fuzz, process

    result: Floats = process.cdist(ones, others, scorer=fuzz.ratio, dtype=np.float32)
    return result


def _path_weights(queries: Sequence[Query], owners: Places, numbers: Places, words: Words) -> Floats:
    """Nats of the query's word `owners[pair]` with the word `numbers[pair]`, for each pair."""
    longest = int(words.lengths[numbers].max(initial=0))
    at = _chunks(words, numbers, longest, owners * len(queries[0].inserted.weights))
    inserted = np.concatenate([query.inserted.weights for query in queries]).take(at[1]) if longest else None
    units = np.array([len(query.starting) for query in queries])
    score = np.full((int(units.max()) + 1, len(numbers), longest + 1), NEVER, np.float32)
    score[0, :, 0] = 0
    for i in range(len(score)):
        here = score[i]
        if inserted is not None and i:
            np.maximum(here[:, 1:], here[:, :-1] + inserted, out=here[:, 1:])
        for count in range(1, min(LONGEST_SOURCE, len(score) - 1 - i) + 1):
            weights, lengths = _stacked(queries, i, count)
            for length in lengths:
                if length <= longest:
                    there = score[i + count, :, length:]
                    np.maximum(there, here[:, : longest + 1 - length] + weights.take(at[length]), out=there)
    result: Floats = score[units[owners], np.arange(len(numbers)), words.lengths[numbers]]
    return result


def _stacked(queries: Sequence[Query], start: int, count: int) -> tuple[Floats, list[int]]:
    """The weights of each chunk for the `count` units of each word from `start`, and the lengths that any has."""
    found = [query.starting[start][count - 1] if start < len(query.starting) else None for query in queries]
    nothing = np.full(len(queries[0].inserted.weights), NEVER, np.float32)
    lengths = sorted({length for each in found if each for length in each.lengths})
    return np.concatenate([each.weights if each else nothing for each in found]), lengths


def _chunks(words: Words, numbers: Places, longest: int, offsets: Places) -> list[Places]:
    """[length][pair, place]: the chunk of that length at that place of a word, with the offset of its query's word.

    All places have the one chunk without letters. Beyond the end of a word stands what does not matter, since no
    path leads back from there.
    """
    places = np.minimum(words.firsts[numbers][:, None] + np.arange(longest), len(words.chunks) - 1)
    each = offsets[:, None]
    found = [np.broadcast_to(each + words.empty, (len(numbers), longest + 1))]
    for length in range(1, LONGEST_LATIN + 1):
        found.append(words.chunks[places[:, : max(0, longest + 1 - length)], length - 1] + each)
    return found
