"""How alike the words of a query are to many words: by their skeletons, and by sound. The innermost loop.

By sound, a word weighs what the best way weighs to cut both into chunks that stand for each other. Numpy does it here;
where a C compiler was at hand at installation, `kernel.c` does it inside of `ranking.c`, with the same sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from .. import lazy_numpy as np
from ..index.postings import Places
from .chunk_rows import NEVER, Floats
from .chunks import LONGEST_LATIN, LONGEST_SOURCE
from .lines import Lines

if TYPE_CHECKING:
    import numpy.typing as npt

LIKE = 30.0
"""Words whose skeletons have a smaller ratio (per cent) are not weighed by sound."""
BARE = 12.0
"""Skeletons without vowels have to be so much more alike, since they are shorter."""


class Vector(Struct, frozen=True, eq=False):
    """The weights of all chunks, by number, for a run of units; `lengths` says how many letters those chunks have."""

    weights: Floats
    lengths: tuple[int, ...]


class Query(Struct, frozen=True, eq=False):
    """A word of a query: its skeletons (a to z) and, for each unit, the vectors of one unit, two units … from there.

    `inserted` has the weights, none above 0, of letters that stand for nothing.
    """

    full: str
    bare: str
    starting: tuple[tuple[Vector | None, ...], ...]
    inserted: Vector


class Words(Struct, eq=False):
    """The numbered words. `chunks` and `lengths` are those of their records (see `word_records`).

    `empty` is the chunk without letters; `full` and `bare` are the skeletons (a to z).
    """

    chunks: npt.NDArray[np.int16]
    lengths: npt.NDArray[np.uint16]
    empty: int
    full: Lines
    bare: Lines


def hear(queries: Sequence[Query], numbers: Places, words: Words) -> tuple[Floats, Floats]:
    """For each query, by rows, and each number: (likeness of the full skeletons, nats by sound).

    Likeness is per cent, nats are at least 0; not a number for words too unlike to be weighed.
    """
    likeness = _likeness([query.full for query in queries], [words.full[number] for number in numbers.tolist()])
    bare = _likeness([query.bare for query in queries], [words.bare[number] for number in numbers.tolist()])
    sound = np.full(likeness.shape, np.nan, np.float32)
    owners, places = np.nonzero(np.maximum(likeness, bare - BARE) >= LIKE)
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
    letters, each = words.chunks[numbers], offsets[:, None]
    found = [np.broadcast_to(each + words.empty, (len(numbers), longest + 1))]
    for length in range(1, LONGEST_LATIN + 1):
        found.append(letters[:, : max(0, longest + 1 - length), length - 1] + each)
    return found
