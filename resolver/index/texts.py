"""Very many short texts, sorted where they stand: strings of their own would take several times the memory and time."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from .. import lazy_numpy as np
from .postings import Places, cumulated

if TYPE_CHECKING:
    import numpy.typing as npt

Bytes: TypeAlias = "npt.NDArray[np.uint8]"

END = 0xFF
"""Behind each text: no byte of UTF-8."""
_WORD = 8  # bytes that are compared at once
_AT_ONCE = 1 << 16  # texts that are copied at once


def sorted_texts(blob: Bytes) -> tuple[Bytes, Places, Places]:
    """The distinct texts of a blob in which each has `END` behind it, sorted by their bytes, without those of no bytes.

    Returns the sorted texts one after the other; where each begins, and where the last ends; and for each text of the
    blob its number among them, -1 for one of no bytes.
    """
    ends = np.flatnonzero(blob == END)
    starts = np.concatenate([np.zeros(1, np.int64), ends + 1])[:-1]
    ranks = np.full(len(ends), -1, np.int64)
    known = np.flatnonzero(ends > starts)
    order, begins = _order(blob, starts[known], ends[known])
    order = known[order]
    ranks[order] = np.cumsum(begins) - 1
    distinct = order[begins]
    starts, lengths = starts[distinct], (ends - starts)[distinct]
    return _copied(blob, starts, lengths), cumulated(lengths), ranks


@cache
def _masks() -> npt.NDArray[np.uint64]:
    """By the number of bytes that a text has left: those of the next eight that are its own."""
    return np.array([(1 << 64) - (1 << 8 * (_WORD - size)) for size in range(_WORD + 1)], np.uint64)


def _order(blob: Bytes, starts: Places, ends: Places) -> tuple[Places, npt.NDArray[np.bool_]]:
    """The places of the texts in their order, and whether each differs from the one before.

    They are sorted by their first bytes, those that have these in common by the next ones, and so on.
    """
    words = _words(blob)
    order, begins = np.arange(len(starts)), np.ones(len(starts), bool)
    open_, groups = order.copy(), np.zeros(len(starts), np.int64)
    depth = 0
    while len(open_):
        texts = order[open_]
        at = starts[texts] + depth
        left = np.minimum(ends[texts] - at, _WORD + 1).astype(np.uint8)
        heads = words[at].astype(np.uint64) & _masks()[np.minimum(left, _WORD)]
        by = np.lexsort((left, heads, groups))
        order[open_], left, heads, groups = texts[by], left[by], heads[by], groups[by]
        same = np.zeros(len(by) + 1, bool)
        same[1:-1] = (groups[1:] == groups[:-1]) & (heads[1:] == heads[:-1]) & (left[1:] == left[:-1])
        begins[open_] = ~same[:-1]
        more = (left > _WORD) & (same[1:] | same[:-1])
        groups = np.cumsum(~same[:-1])[more]
        open_ = open_[more]
        depth += _WORD
    return order, begins


def _words(blob: Bytes) -> npt.NDArray[Any]:
    """The eight bytes from each place on as one number, the first byte the highest."""
    padded = np.concatenate([blob, np.zeros(_WORD, np.uint8)])
    return np.ndarray((len(blob) + 1,), ">u8", padded, strides=(1,))


def _copied(blob: Bytes, starts: Places, lengths: Places) -> Bytes:
    """The texts one after the other."""
    found = np.empty(int(lengths.sum()), np.uint8)
    done = 0
    for first in range(0, len(starts), _AT_ONCE):
        each, own = starts[first : first + _AT_ONCE], lengths[first : first + _AT_ONCE]
        size = int(own.sum())
        found[done : done + size] = blob[np.arange(size) + np.repeat(each - cumulated(own)[:-1], own)]
        done += size
    return found
