"""The best way to cut words into chunks that stand for each other, for many pairs at once: the innermost loop.

Where a C compiler was at hand at installation, `kernel.c` does it; else numpy does, with the same sums.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from ..native import library
from .chunks import LONGEST_LATIN, LONGEST_SOURCE

NEVER = np.float32(-1e6)
"""The weight of a chunk that is impossible. A sum that has it stands for no way at all."""
_MOST_UNITS = 64  # of a word that kernel.c takes

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Vector:
    """The weights of all chunks for a run of units; `lengths` says how many letters those chunks have."""

    weights: Floats
    lengths: tuple[int, ...]
    address: int
    bits: int

    @classmethod
    def of(cls, weights: Floats, lengths: Sequence[int]) -> Vector:
        """The vector of contiguous weights, by chunk number."""
        return cls(weights, tuple(lengths), weights.ctypes.data, sum(1 << length for length in lengths))


@dataclass(frozen=True, slots=True)
class Query:
    """A word of a query: for each unit the vectors of one unit, two units … from there, and of inserted letters."""

    units: int
    starting: tuple[tuple[Vector | None, ...], ...]
    inserted: Vector


@dataclass(frozen=True, eq=False)
class Letters:
    """The letters of numbered words: `chunks` has a row for each letter of each word in turn (see `Lexicon`).

    `firsts` is the row of the first letter of each word, `empty` the chunk without letters.
    """

    chunks: npt.NDArray[np.int16]
    firsts: Places
    lengths: npt.NDArray[np.int32]
    empty: int


def path_weights(queries: Sequence[Query], owners: Places, numbers: Places, letters: Letters) -> Floats:
    """Nats of the query's word `owners[pair]` with the word `numbers[pair]`, for each pair; at least NEVER."""
    compiled = _function() if max(query.units for query in queries) <= _MOST_UNITS else None
    if compiled is None:
        found = _by_numpy(queries, owners, numbers, letters)
    else:
        found = _compiled(compiled, queries, owners, numbers, letters)
    result: Floats = np.where(found < NEVER / 2, NEVER, found)
    return result


@cache
def _function() -> Any:
    """The compiled loop, if there is one; else None."""
    found = library()
    if found is None:
        return None
    function = found.exonym_weights
    pointer, number = ctypes.c_void_p, ctypes.c_int64
    function.argtypes = [number, *[pointer] * 3, number, *[pointer] * 6, ctypes.c_int32, pointer]
    function.restype = None
    return function


def _compiled(function: Any, queries: Sequence[Query], owners: Places, numbers: Places, letters: Letters) -> Floats:
    longest = max(query.units for query in queries)
    starting = np.zeros((len(queries), longest, LONGEST_SOURCE), np.uintp)
    has = np.zeros(starting.shape, np.uint8)
    for number, query in enumerate(queries):
        starting[number, : query.units] = [[each.address if each else 0 for each in row] for row in query.starting]
        has[number, : query.units] = [[each.bits if each else 0 for each in row] for row in query.starting]
    inserted = np.array([query.inserted.address for query in queries], np.uintp)
    units = np.array([query.units for query in queries], np.int64)
    owners, numbers = owners.astype(np.int64, copy=False), numbers.astype(np.int64, copy=False)
    result = np.empty(len(numbers), np.float32)
    arrays = (owners, numbers, units), (starting, has, inserted, letters.chunks, letters.firsts, letters.lengths)
    before, behind = ([array.ctypes.data for array in each] for each in arrays)
    function(len(numbers), *before, longest * LONGEST_SOURCE, *behind, letters.empty, result.ctypes.data)
    return result


def _by_numpy(queries: Sequence[Query], owners: Places, numbers: Places, letters: Letters) -> Floats:
    longest = int(letters.lengths[numbers].max(initial=0))
    at = _chunks(letters, numbers, longest, owners * len(queries[0].inserted.weights))
    inserted = np.concatenate([query.inserted.weights for query in queries]).take(at[1]) if longest else None
    score = np.full((max(query.units for query in queries) + 1, len(numbers), longest + 1), NEVER, np.float32)
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
    ends = np.array([query.units for query in queries])[owners]
    result: Floats = score[ends, np.arange(len(numbers)), letters.lengths[numbers]]
    return result


def _stacked(queries: Sequence[Query], start: int, count: int) -> tuple[Floats, list[int]]:
    """The weights of each chunk for the `count` units of each word from `start`, and the lengths that any has."""
    found = [query.starting[start][count - 1] if start < query.units else None for query in queries]
    nothing = np.full(len(queries[0].inserted.weights), NEVER, np.float32)
    lengths = sorted({length for each in found if each for length in each.lengths})
    return np.concatenate([each.weights if each else nothing for each in found]), lengths


def _chunks(letters: Letters, numbers: Places, longest: int, offsets: Places) -> list[Places]:
    """[length][pair, place]: the chunk of that length at that place of a word, with the offset of its query's word.

    All places have the one chunk without letters. Beyond the end of a word stands what does not matter, since no
    path leads back from there.
    """
    places = np.minimum(letters.firsts[numbers][:, None] + np.arange(longest), len(letters.chunks) - 1)
    each = offsets[:, None]
    found = [np.broadcast_to(each + letters.empty, (len(numbers), longest + 1))]
    for length in range(1, LONGEST_LATIN + 1):
        found.append(letters.chunks[places[:, : max(0, longest + 1 - length)], length - 1] + each)
    return found
