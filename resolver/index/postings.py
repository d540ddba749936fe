"""Inverted lists: which places have a term, and which of them share most with a query. Flat arrays.

Terms that many places have are kept as bitmaps, which are smaller than lists and are asked about single places only.
Lists have the lower half of each place, and once for each run of places what their upper halves are.
A query counts the lists of its rarest terms, as many as a budget bears, and asks the places that lead by these for
all its other terms, so that the cost of a search does not follow the commonest terms.
"""

from __future__ import annotations

import ctypes
import threading
import weakref
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from .. import lazy_numpy as np
from ..native.library import compiled_function, library
from ..native.structure import Structure

if TYPE_CHECKING:
    import numpy.typing as npt

Numbers: TypeAlias = "npt.NDArray[np.integer[Any]]"
Places: TypeAlias = "npt.NDArray[np.int64]"
Shares: TypeAlias = "npt.NDArray[np.float32]"
Sums: TypeAlias = "npt.NDArray[np.float64]"
Array: TypeAlias = "npt.NDArray[Any] | memoryview"
"""Numbers in a row; as they are mapped from a file, without numpy, which makes an array of them where it is asked."""
Arrays: TypeAlias = "Mapping[str, Array]"

_COMMON = 24
"""A term that more than one place in so many has is kept as a bitmap; for rarer ones a list of numbers is smaller."""
_FEW = 4096
"""Places up to which no term is worth a bitmap."""
_BITS = 16
"""Bits of the lower half of a place."""
AT_ONCE = 1 << _BITS
"""Places whose terms are sorted at once."""
BUDGET = 240_000
"""Entries of lists that are counted one by one. With a quarter of it, of a million names one in twenty-five that are
found by sound is missed, and one near name in eighty that a scan finds; more bring nothing."""
_ROUGH = 255
"""Steps in which norms are told roughly, in a byte each."""
LEADERS = 1500
"""Places that lead by the counted terms, and are asked for the others, at least; else four times the limit."""


class Piece(Protocol):
    """Pairs (term, place) of `AT_ONCE` places, sorted."""

    @property
    def terms(self) -> Numbers:
        """The term of each pair."""

    @property
    def places(self) -> npt.NDArray[np.uint16]:
        """The place of each, counted from the first of the piece."""


AnyPiece = TypeVar("AnyPiece", bound=Piece)


class Postings(Struct, eq=False, dict=True):
    """`counts` says how many places have each term, `norms` is the weight of each place's terms together.

    `lows` are the places that have each term in turn, ascending, modulo 65,536. Those with the same rest are a run:
    `runs` says how many runs each term has, `highs` what each run was divided to, `spans` how many places it has,
    less one. A term with a `slot` (else -1) has no list; its places are the bits of `bitmaps[slot]`, the lowest bit of
    a byte first.
    """

    counts: npt.NDArray[np.int32]
    lows: npt.NDArray[np.uint16]
    runs: npt.NDArray[np.uint16]
    highs: npt.NDArray[np.uint16]
    spans: npt.NDArray[np.uint16]
    slots: npt.NDArray[np.int32]
    bitmaps: npt.NDArray[np.uint8]
    norms: npt.NDArray[np.float32]

    @classmethod
    def build(cls, places: npt.NDArray[np.int32], counts: Places, norms: Shares) -> Postings:
        """From the places that have each term in turn, ascending; `counts` of them by term, `norms` by place."""
        common = counts * _COMMON > max(len(norms), _FEW)
        slots = np.where(common, np.cumsum(common) - 1, -1).astype(np.int32)
        ends = np.cumsum(counts)
        bitmaps = np.zeros((int(common.sum()), _bytes_of(norms)), np.uint8)
        for term in np.flatnonzero(common).tolist():
            row = np.zeros(len(norms), bool)
            row[places[ends[term] - counts[term] : ends[term]]] = True
            bitmaps[slots[term]] = np.packbits(row, bitorder="little")
        places, starts = places[np.repeat(~common, counts)], cumulated(np.where(common, 0, counts))
        highs = (places >> _BITS).astype(np.uint16)
        begins = np.zeros(len(places) + 1, bool)
        begins[1:-1] = highs[1:] != highs[:-1]
        begins[starts] = True  # where a term begins; the end is dropped
        first = np.flatnonzero(begins[:-1])
        return cls(
            counts=counts.astype(np.int32),
            lows=places.astype(np.uint16),
            runs=np.diff(np.searchsorted(first, starts)).astype(np.uint16),
            highs=highs[first],
            spans=(np.diff(np.append(first, len(places))) - 1).astype(np.uint16),
            slots=slots,
            bitmaps=bitmaps,
            norms=norms,
        )

    @cached_property
    def _starts(self) -> tuple[Places, Places]:
        """Where the list of each term begins in `lows`, and where its runs do in `highs`; and the ends of the last."""
        listed = np.where(self.slots < 0, self.counts, 0)
        return cumulated(listed), cumulated(self.runs)

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Everything the lists consist of, to be stored."""
        return {name: getattr(self, name).ravel() for name in self.__struct_fields__}

    @classmethod
    def restore(cls, arrays: Arrays) -> Postings:
        """The lists of stored arrays, as `arrays` gave them. KeyError if one is missing."""
        found = {name: np.asarray(arrays[name]) for name in cls.__struct_fields__}
        found["bitmaps"] = found["bitmaps"].reshape(-1, _bytes_of(found["norms"]))
        return cls(**found)

    def nearest(self, terms: Places, weights: Shares, total: float, limit: int, size: int = 0) -> tuple[Places, Shares]:
        """The `limit` places of the greatest shares, all that equal the last of them too, and their shares.

        A share is the weight of the common terms, each above 0, divided by the norm of the place and `total` together.
        Where `size` is greater than `limit`, so many places of those that are asked for all terms.
        """
        query = self._query(terms, weights, total, limit)
        if query is not None and size > limit:
            query = replace(query, leaders=max(query.leaders, size), limit=size)
        if query is None:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        compiled = _compiled()
        return self._by_numpy(query) if compiled is None else self._by_c(compiled, query)

    def _query(self, terms: Places, weights: Shares, total: float, limit: int) -> _Query | None:
        """The terms that any place has, the rarest first, and how many of them are counted; None if there are none."""
        counts = self.counts[terms].astype(np.int64)
        known = np.flatnonzero(counts)
        order = known[np.argsort(counts[known], kind="stable")]
        if not len(order) or limit <= 0:
            return None
        terms = terms[order].astype(np.int64, copy=False)
        listed = int((self.slots[terms] < 0).sum())  # the rarest come first, so all lists before all bitmaps
        entries = np.cumsum(counts[order])
        counted = min(listed, int(np.searchsorted(entries, BUDGET, side="right")))
        counted = max(counted, 1 + int(np.searchsorted(entries[:-1], LEADERS)))  # bitmaps too where lists are few
        leaders = max(LEADERS, 4 * limit) if counted < len(terms) else limit
        return _Query(terms, weights[order], total, listed, counted, leaders, limit)

    def _by_numpy(self, query: _Query) -> tuple[Places, Shares]:
        terms, weights, counted = query.terms, query.weights, query.counted
        places, sums = self._leading(terms[:counted], weights[:counted], query.total, query.leaders)
        for at in range(counted, len(terms)):
            term = int(terms[at])
            has = self._listed(term, places) if at < query.listed else self._mapped(term, places)
            sums += weights[at] * has
        shares = (sums / (self.norms[places] + query.total)).astype(np.float32)
        kept = _greatest(shares, query.limit)
        return places[kept], shares[kept]

    def _by_c(self, compiled: Any, query: _Query) -> tuple[Places, Shares]:
        terms, weights = np.ascontiguousarray(query.terms), np.ascontiguousarray(query.weights, np.float32)
        asked = _CQuery(len(terms), query.counted, terms, weights, query.total, query.leaders, query.limit)
        places, shares = np.empty(len(self.norms), np.int64), np.empty(len(self.norms), np.float32)
        found = compiled(self.addresses, ctypes.byref(asked), room(), places.ctypes.data, shares.ctypes.data)
        if found < 0:
            raise MemoryError
        return places[:found].copy(), shares[:found].copy()

    @cached_property
    def addresses(self) -> Any:
        """Where the arrays stand, as `postings.c` takes them."""
        arrays = (self.norms, self.lows, self._starts[0], self.highs, self.spans, self._starts[1], self.slots)
        least, greatest = self.norms.min(initial=np.inf), self.norms.max(initial=-np.inf)
        step = max(float(greatest - least) / _ROUGH, 1e-9)
        rough = np.minimum((self.norms - least) / np.float32(step), _ROUGH).astype(np.uint8)
        width, safe = self.bitmaps.shape[1], step * (1 - 1e-6)  # quotients are rounded, perhaps up
        return ctypes.pointer(_CPostings(len(self.norms), *arrays, self.bitmaps, width, least, safe, rough))

    def _leading(self, terms: Places, weights: Shares, total: float, limit: int) -> tuple[Places, Sums]:
        """The places, ascending, whose share by these terms is greatest, and the weight of these that each has."""
        is_listed = self.slots[terms] < 0  # the rarest come first, so all lists before all bitmaps
        entries = self._entries(terms[is_listed])
        mapped = self.slots[terms[~is_listed]].tolist()
        if mapped:
            bits = [np.flatnonzero(np.unpackbits(self.bitmaps[slot], bitorder="little")) for slot in mapped]
            entries = np.concatenate([entries, *bits])
        counts = self.counts[terms]
        each = np.bincount(entries, np.repeat(weights, counts))
        places = _distinct(entries, len(each))
        places = np.sort(places[_greatest(each[places] / (self.norms[places] + total), limit)])
        return places, each[places].astype(np.float64, copy=False)

    def _entries(self, terms: Places) -> Places:
        """The places that have each of some terms that are kept as lists, ascending, one list after the other."""
        if not len(terms):
            return np.zeros(0, np.int64)
        starts, firsts = self._starts
        lows = np.concatenate(_cut(self.lows, starts, terms))
        if len(self.norms) <= 1 << _BITS:
            return lows.astype(np.int64)
        highs = np.concatenate(_cut(self.highs, firsts, terms)).astype(np.int64) << _BITS
        spans = np.concatenate(_cut(self.spans, firsts, terms)).astype(np.int64) + 1
        result: Places = np.repeat(highs, spans)
        result += lows
        return result

    def _listed(self, term: int, places: Places) -> npt.NDArray[np.bool_]:
        """Whether each of the places has a term that is kept as a list."""
        having = self._entries(np.array([term]))
        at = np.searchsorted(having, places)
        found: npt.NDArray[np.bool_] = having[np.minimum(at, len(having) - 1)] == places
        return found

    def _mapped(self, term: int, places: Places) -> npt.NDArray[np.uint8]:
        """1 for each of the places that has a term that is kept as a bitmap, else 0."""
        found: npt.NDArray[np.uint8] = self.bitmaps[self.slots[term], places >> 3] >> (places & 7).astype(np.uint8) & 1
        return found


def _bytes_of(norms: Shares) -> int:
    """Bytes of a bitmap that has a bit for each place; one where there are none."""
    return max(1, (len(norms) + 7) // 8)


class _Query(Struct, frozen=True):
    """Terms, the rarest first, with their weights; the first `listed` are kept as lists, and the first `counted` say
    which `leaders` are asked for the others."""

    terms: Places
    weights: Shares
    total: float
    listed: int
    counted: int
    leaders: int
    limit: int


class _CPostings(Structure):
    _fields_ = (
        ("places", ctypes.c_int64),
        *((name, ctypes.c_void_p) for name in ("norms", "lows", "starts", "highs", "spans", "firsts", "slots")),
        ("bitmaps", ctypes.c_void_p),
        ("width", ctypes.c_int64),
        ("least_norm", ctypes.c_float),
        ("norm_step", ctypes.c_float),
        ("rough_norms", ctypes.c_void_p),
    )


class _CQuery(Structure):
    _fields_ = (
        ("terms", ctypes.c_int64),
        ("counted", ctypes.c_int64),
        ("numbers", ctypes.c_void_p),
        ("weights", ctypes.c_void_p),
        ("total", ctypes.c_float),
        ("leaders", ctypes.c_int64),
        ("limit", ctypes.c_int64),
    )


@cache
def _compiled() -> Any:
    """The search of `postings.c`, if it was compiled; else None."""
    return compiled_function("exonym_nearest", [ctypes.c_void_p] * 5, ctypes.c_int64)


class _Room:
    """Room for the compiled searches of one thread, given back with this object. MemoryError where there is none."""

    def __init__(self) -> None:
        found: Any = library()
        found.exonym_room.restype = ctypes.c_void_p
        found.exonym_free_room.argtypes = [ctypes.c_void_p]
        found.exonym_free_room.restype = None
        self.handle: int | None = found.exonym_room()
        if not self.handle:
            raise MemoryError
        weakref.finalize(self, found.exonym_free_room, self.handle)


class _Rooms(threading.local):
    """A room for each thread, made when it first searches and given back when it ends."""

    @cached_property
    def of_this_thread(self) -> _Room:
        return _Room()


_ROOMS = _Rooms()


def room() -> int | None:
    """Room for the compiled searches of this thread. MemoryError where there is none."""
    return _ROOMS.of_this_thread.handle


def _cut(array: npt.NDArray[Any], starts: Places, numbers: Places) -> list[npt.NDArray[Any]]:
    """The parts of an array that have these numbers; each reaches from its own start to the next."""
    return [array[start:end] for start, end in zip(starts[numbers].tolist(), starts[numbers + 1].tolist(), strict=True)]


def joined(pieces: list[AnyPiece], each: Sequence[Places], counts: Places) -> npt.NDArray[np.int32]:
    """The places of each term in turn, of the pieces one after the other.

    `each` has the counts of each piece by term, `counts` those of all together. The pieces are given away, since
    together they are as large as what is made of them.
    """
    places = np.empty(int(counts.sum()), np.int32)
    ends = np.cumsum(counts) - counts
    pieces.reverse()
    for number, own in enumerate(each):
        piece = pieces.pop()
        begins = np.cumsum(own) - own
        at = np.arange(len(piece.terms)) + (ends - begins)[piece.terms]
        places[at] = piece.places.astype(np.int32) + np.int32(AT_ONCE * number)
        ends += own
    return places


def each_once(numbers: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The distinct numbers in their order. np.unique hashes them before it sorts, which takes four times as long."""
    numbers.sort()
    first = np.ones(len(numbers), bool)
    first[1:] = numbers[1:] != numbers[:-1]
    return numbers[first]


def cumulated(counts: npt.NDArray[np.integer[Any]]) -> Places:
    """0, the first count, the first two together, …"""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)])


def narrow(numbers: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.integer[Any]]:
    """The same numbers, none below 0, in the smallest signed type that holds them all."""
    greatest = int(numbers.max(initial=0))
    kinds = (np.int8, np.int16, np.int32, np.int64)
    return numbers.astype(next(kind for kind in kinds if greatest <= np.iinfo(kind).max))


def _distinct(entries: npt.NDArray[np.integer[Any]], size: int) -> Places:
    """Each number below `size` once, in no order: quicker than sorting them or looking through all `size`."""
    order = np.arange(len(entries), dtype=np.int32)
    last = np.empty(size, np.int32)
    last[entries] = order
    found: Places = entries[last[entries] == order].astype(np.int64)
    return found


def _greatest(values: npt.NDArray[np.floating[Any]], limit: int) -> Places:
    """Where the `limit` greatest values stand, and those that equal the last of them, ascending."""
    if limit >= len(values):
        return np.arange(len(values))
    return np.flatnonzero(values >= np.partition(values, -limit)[-limit])
