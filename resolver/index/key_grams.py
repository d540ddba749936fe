"""The n-grams of keys: of one that is asked for, and of all keys of an index, inverted.

They are up to three characters of 21 bits in one number, and run round the end of a key into its beginning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from .. import lazy_numpy as np
from ..readings.lattice import CODE_POINTS
from .postings import AT_ONCE, Places, Shares, cumulated, each_once, joined

if TYPE_CHECKING:
    import numpy.typing as npt

Words: TypeAlias = "npt.NDArray[np.uint64]"

_WIDE = 0x2E80
"""From here on a character is a syllable or a word (Han, kana, hangul), so shorter n-grams suffice."""
_BYTE_KIND, _CONTINUES = 0xC0, 0x80  # bits of a byte of UTF-8 that say what it is: a further byte of a character


def grams_of(key: str) -> set[int]:
    """The n-grams of one key."""
    codes = [ord(char) for char in key]
    second = codes[1:] + codes[:1]
    if key and max(codes) >= _WIDE:
        return {code << 42 for code in codes} | {a << 42 | b << 21 for a, b in zip(codes, second, strict=True)}
    third = second[1:] + second[:1]
    return {a << 42 | b << 21 | c for a, b, c in zip(codes, second, third, strict=True)}


class _Piece(NamedTuple):
    """The n-grams of some keys as pairs (number of an n-gram, number of a key among these) in their order."""

    terms: npt.NDArray[np.int32]
    places: npt.NDArray[np.uint16]


class Inverted(NamedTuple):
    """The distinct n-grams, how many keys have each, and the weight of all of each key; the keys of each n-gram in
    turn.
    """

    grams: Words
    counts: Places
    norms: Shares
    places: npt.NDArray[np.int32]


def inverted(blob: npt.NDArray[np.uint8], starts: Places) -> Inverted:
    """Some thousand keys at a time, since what it takes on the way is many times as large as the result."""
    size = len(starts) - 1
    found = [_piece(blob, starts[first : first + AT_ONCE + 1]) for first in range(0, size, AT_ONCE)]
    grams = each_once(np.concatenate([np.zeros(0, np.uint64), *[own for own, _ in found]]))
    pieces: list[_Piece] = []
    found.reverse()
    while found:
        own, piece = found.pop()
        pieces.append(_Piece(np.searchsorted(grams, own).astype(np.int32)[piece.terms], piece.places))
    each = [np.bincount(piece.terms, minlength=len(grams)) for piece in pieces]
    counts = sum(each, np.zeros(len(grams), np.int64))
    weights, norms = np.log1p(size / counts), np.zeros(size, np.float32)
    for number, piece in enumerate(pieces):
        own_norms = norms[AT_ONCE * number :][:AT_ONCE]
        own_norms[:] = np.bincount(piece.places, weights[piece.terms], len(own_norms))
    return Inverted(grams, counts, norms, joined(pieces, each, counts))


def _piece(blob: npt.NDArray[np.uint8], starts: Places) -> tuple[Words, _Piece]:
    """The distinct n-grams of some keys, and the pairs with their numbers.

    `starts` says where each key begins in the blob, and where the last one ends.
    """
    own = blob[starts[0] : starts[-1]]
    lengths = np.diff(cumulated(own & _BYTE_KIND != _CONTINUES)[starts - starts[0]])
    codes = np.frombuffer(own.tobytes().decode().encode(CODE_POINTS), np.uint32).astype(np.uint64)
    owners = np.repeat(np.arange(len(lengths), dtype=np.uint64), lengths)
    each, owners = _grams(codes, owners, lengths)
    grams, numbers = np.unique(each, return_inverse=True)
    pairs = each_once(numbers.astype(np.uint64) << np.uint64(32) | owners)
    return grams, _Piece((pairs >> np.uint64(32)).astype(np.int32), pairs.astype(np.uint16))


def _grams(codes: Words, owners: Words, lengths: npt.NDArray[np.int64]) -> tuple[Words, Words]:
    """All n-grams, up to three characters of 21 bits packed in one number, and the key of each."""
    starts = np.repeat(np.cumsum(lengths) - lengths, lengths)
    ends = np.repeat(np.cumsum(lengths), lengths)
    following = np.arange(1, len(codes) + 1)
    following = np.where(following == ends, starts, following)
    wide = np.zeros(len(lengths), bool)
    wide[owners[codes >= _WIDE].astype(np.int64)] = True
    is_wide = np.repeat(wide, lengths)
    first = codes << np.uint64(42)
    pair = first | codes[following] << np.uint64(21)
    triple = pair | codes[following[following]]
    grams = np.concatenate([triple[~is_wide], first[is_wide], pair[is_wide]])
    return grams, np.concatenate([owners[~is_wide], owners[is_wide], owners[is_wide]])
