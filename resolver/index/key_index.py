"""From keys to the forms that have them: exactly, or by shared character n-grams. Immutable.

A key is a short string: a glued lower-case skeleton (`ngoxuanlich`) or folded Han or hangul. The distinct
keys are sorted by their UTF-8 bytes and numbered in that order, so the index does not depend on the order of
loading or on the hash seed. All data are flat arrays, ready to be written to one file and mapped into memory:

| array | type | what |
|---|---|---|
| `blob` | uint8 | the distinct keys, sorted, one after the other |
| `key_starts` | uint32 | where each block of keys begins in `blob`, most often of sixteen |
| `key_offsets` | uint16 | how far behind that each key does, and where the last one ends |
| `owners` | int32 | for each key its form; below 0 where several have it: then ~ that is their place in `shared` |
| `shared` | int32 | how many forms share a key, and these, ascending; one after the other, behind a 0 |
| `key_letters` | uint32 | every character that stands in a key, ascending |
| `grams` | uint64 | the distinct n-grams, sorted; up to three characters of 21 bits in one number |

and `postings`, which say which keys have which n-gram.

n-grams run round the end of a key into its beginning, so that family and given name in another order cost a
few n-grams and no more. Keys with Han, kana or hangul use single characters and pairs, others use triples.
"""

from __future__ import annotations

import ctypes
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from .. import lazy_numpy as np
from ..readings.lattice import CODE_POINTS
from .compiled_index import HEADS, CGrams, CKeys, Range
from .compiled_index import compiled as _compiled
from .filed_keys import MOST_BITS, FiledKeys
from .key_grams import Words, grams_of, inverted
from .postings import BUDGET, LEADERS, Array, Arrays, Places, Postings, Shares, cumulated, each_once, room

if TYPE_CHECKING:
    import numpy.typing as npt

_HEAD = 5
"""Bytes of a key's beginning that are looked up at once."""
_ARRAYS = ("blob", "key_starts", "key_offsets", "owners", "shared", "key_letters")
_KEYS_A_FORM = 4
"""Keys that are looked for where one form is wanted, since several may be of one form."""
_LARGE = 1 << 20
"""Keys from which on hundreds share some n-grams with any other by chance, so that the leaders are compared letter by
letter. Of a million names four near ones in a hundred that a scan finds are missed without that, and one with it; with
three letters wrong a fourth was not among the best dozen, and is a twelfth now."""
_BY_LETTERS = 5
"""One form in so many is listed since its key is alike letter by letter, as in near.c."""
_MOST_ALIKE = 64
"""Letters of a key that is compared letter by letter, as in near.c."""
_UNSEEN = 0.5
"""The number of keys that an n-gram of a query found nowhere is taken to have, for its weight."""


class Index(Struct, eq=False, dict=True):
    """The keys of all forms. Made by `build` or, from stored arrays, by `restore`.

    `near_by` are n-grams and postings as they are stored, which only a search for near keys needs.
    """

    blob: Array
    key_starts: Array
    key_offsets: Array
    owners: Array
    shared: Array
    key_letters: Array
    near_by: Arrays

    @classmethod
    def build(cls, keys: Iterable[tuple[int, Collection[str]]]) -> Index:
        """The index of (form number, its keys). Form numbers need not be dense; empty keys are left out."""
        filed = FiledKeys()
        for number, own in keys:
            filed.add(number, own)
        return cls.of(filed)

    @classmethod
    def of(cls, filed: FiledKeys) -> Index:
        """The index of keys that were filed, which are given away."""
        keys = filed.sorted()
        grams = inverted(keys.blob, keys.starts)
        postings = Postings.build(grams.places, grams.counts, grams.norms)
        (starts, offsets), (owners, shared) = keys.blocks(), keys.owners()
        return cls(
            blob=keys.blob,
            key_starts=starts,
            key_offsets=offsets,
            owners=owners,
            shared=shared,
            key_letters=each_once(grams.grams >> np.uint64(42)).astype(np.uint32),  # each begins one
            near_by={"grams": grams.grams, **{f"grams_{name}": each for name, each in postings.arrays().items()}},
        )

    def arrays(self) -> dict[str, Array]:
        """Everything the index consists of, to be stored."""
        return {**{name: getattr(self, name) for name in _ARRAYS}, **self.near_by}

    @classmethod
    def restore(cls, arrays: Arrays) -> Index:
        """The index of stored arrays, as `arrays` gave them. KeyError if one is missing."""
        near_by = {name: each for name, each in arrays.items() if name.startswith("grams")}
        return cls(**{name: arrays[name] for name in _ARRAYS}, near_by=near_by)

    @cached_property
    def grams(self) -> Words:
        """The distinct n-grams, sorted."""
        return np.asarray(self.near_by["grams"])

    @cached_property
    def postings(self) -> Postings:
        """Which keys have which n-gram."""
        lists = {name.removeprefix("grams_"): each for name, each in self.near_by.items() if name != "grams"}
        return Postings.restore(lists)

    def __len__(self) -> int:
        """The number of distinct keys."""
        return len(self.key_offsets) - 1

    @cached_property
    def as_c(self) -> Any:
        """Where the arrays stand, as `keys.c` takes them."""
        return ctypes.pointer(self._with_heads(self._starts_of_heads))

    def _with_heads(self, heads: memoryview | None) -> CKeys:
        keys = (self.blob, self.key_starts, self.key_offsets, self._bits)
        return CKeys(len(self), *keys, self.owners, self.shared, heads)

    @cached_property
    def _bits(self) -> int:
        """A block has 2 to the power of this keys; it shows by how many blocks there are."""
        blocks, starts = len(self.key_starts), len(self.key_offsets)
        return next(bits for bits in range(MOST_BITS, -1, -1) if not bits or -(-starts >> bits) == blocks)

    @cached_property
    def _starts_of_heads(self) -> memoryview:
        """By the first two bytes of a key, as one number, which is the first key that has these or more.

        Made by C, which jumps from one beginning to the next: of a million keys hardly any is read.
        """
        found = array("i", [len(self)]) * (HEADS + 1)
        if (compiled := _compiled()) is not None:
            compiled.heads(self._with_heads(None), found.buffer_info()[0])
        return memoryview(found)

    @cached_property
    def _grams_as_c(self) -> Any:
        """The n-grams, as `near.c` takes them."""
        keys, postings = self.as_c.contents, self.postings.addresses.contents
        arrays = (self.grams, self.postings.counts, self._weights)
        return ctypes.pointer(CGrams(keys, postings, len(self.grams), *arrays, self._unseen, BUDGET, LEADERS))

    @cached_property
    def _keys(self) -> tuple[bytes, ...]:
        """The keys in turn, where they are searched without `keys.c`: no array is searched as fast by Python."""
        blob = self.blob.tobytes()
        return tuple([blob[start:end] for start, end in pairwise(self._starts.tolist())])

    @cached_property
    def _starts(self) -> Places:
        """Where each key begins, and where the last one ends: what is searched without `keys.c` needs it."""
        blocks = np.repeat(np.asarray(self.key_starts, np.int64), 1 << self._bits)
        starts: Places = blocks[: len(self.key_offsets)] + np.asarray(self.key_offsets)
        return starts

    @cached_property
    def characters(self) -> frozenset[str]:
        """Every character that stands in a key."""
        return frozenset(map(chr, self.key_letters.tolist()))

    def key(self, number: int) -> str:
        """The key of a number, 0 … len - 1."""
        return self._bytes(number).decode()

    def _bytes(self, number: int) -> bytes:
        """IndexError when there is none of this number."""
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self.blob[self._start(number) : self._start(number + 1)].tobytes()

    def _start(self, number: int) -> int:
        return self.key_starts[number >> self._bits] + self.key_offsets[number]

    def exact(self, key: str) -> tuple[int, ...]:
        """The forms that have exactly this key, ascending; empty when none has."""
        return self.exact_any((key,))

    def exact_any(self, keys: Collection[str]) -> tuple[int, ...]:
        """The forms that have exactly one of these keys, ascending, each once."""
        found: set[int] = set()
        for key in keys:
            wanted = key.encode()
            first, last = self.beginning(wanted, 0, len(self))
            if first < last:
                found.update(self.of_key(first, wanted))
        return tuple(sorted(found))

    def beginning(self, prefix: bytes, low: int, high: int) -> tuple[int, int]:
        """The range of key numbers within [low, high) whose UTF-8 begins with the prefix; empty when both are equal.

        None begins with the empty one.
        """
        compiled = _compiled()
        if compiled is not None:
            found = Range()
            compiled.beginning(self.as_c, prefix, len(prefix), low, high, found)
            return found[0], found[1]
        if prefix[:_HEAD] not in self._heads:
            return 0, 0
        first = bisect_left(self._keys, prefix, low, high)
        return first, bisect_left(self._keys, prefix + b"\xff", first, high)

    @cached_property
    def _heads(self) -> frozenset[bytes]:
        """Every beginning of a key of up to five bytes: most spellings that are asked for begin no key at all."""
        found: set[bytes] = set()
        blob, every, lengths = np.asarray(self.blob), self._starts[:-1], np.diff(self._starts)
        for size in range(1, _HEAD + 1):
            starts = every[lengths >= size]
            if len(starts):
                heads = blob[starts[:, None] + np.arange(size)]
                changes = np.flatnonzero((heads[1:] != heads[:-1]).any(axis=1)) + 1
                found.update(head.tobytes() for head in heads[np.concatenate([[0], changes])])
        return frozenset(found)

    def of_key(self, number: int, key: bytes) -> tuple[int, ...]:
        """The forms of the key with this number, if it is this key; empty otherwise."""
        return self.forms_of(number) if self._bytes(number) == key else ()

    def forms_of(self, number: int) -> tuple[int, ...]:
        """The forms of the key with this number, 0 … len - 1."""
        owner: int = self.owners[number]
        if owner >= 0:
            return (owner,)
        first = ~owner + 1
        return tuple(self.shared[first : first + self.shared[first - 1]].tolist())

    def near(self, keys: Collection[str], limit: int) -> list[tuple[int, float]]:
        """At most `limit` forms with their share, best first, equals by ascending form number.

        The share of a form is that of its best key with any key of the query: the Dice coefficient of the two
        sets of n-grams, each weighted by log(1 + keys / keys that have it): 1 for the same n-grams, 0 for no
        common one. Forms that share nothing are not in the list. ValueError if `limit` is negative.

        Of a million keys hundreds share some n-grams by chance. So in a large index more keys are looked at, and the
        last fifth of the list are forms whose key is most alike letter by letter, the most alike first; unless a key
        of the query is not in plain letters or very long.
        """
        if limit < 0:
            raise ValueError("limit must not be negative")
        compiled = _compiled()
        found = None if compiled is None or not limit else self._near_by_c(compiled.near, keys, limit)
        return self._near(keys, limit) if found is None else found

    def _near_by_c(self, compiled: Any, keys: Collection[str], limit: int) -> list[tuple[int, float]] | None:
        """None where a key is too long for it, or has a character that parts keys there."""
        asked = "".join(f"{key}\0" for key in sorted(set(keys)))
        if asked.count("\0") != len(set(keys)):
            return None
        letters = asked.encode(CODE_POINTS, "surrogatepass")
        limit = min(limit, len(self.owners) + len(self.shared))  # no fewer than there are: until all are found
        forms, shares = np.empty(limit, np.int32), np.empty(limit, np.float32)
        wanted, addresses = _KEYS_A_FORM * limit, (room(), forms.ctypes.data, shares.ctypes.data)
        count = compiled(self._grams_as_c, letters, len(asked), limit, wanted, self._again(wanted), *addresses)
        if count == -1:
            raise MemoryError
        return None if count < 0 else list(zip(forms[:count].tolist(), shares[:count].tolist(), strict=True))

    def _again(self, wanted: int) -> int:
        """How many keys of a large index are compared letter by letter; 0 where no more than are wanted."""
        return LEADERS if len(self) >= _LARGE and wanted < LEADERS else 0

    def _near(self, keys: Collection[str], limit: int) -> list[tuple[int, float]]:
        asked, wanted = sorted(set(keys)), _KEYS_A_FORM * limit
        is_plain = all(key.isascii() and len(key) <= _MOST_ALIKE for key in asked)
        again = self._again(wanted) if is_plain else 0
        while limit:
            size = max(wanted, again)
            found = [self._nearest(key, wanted, size) for key in asked]
            numbers, shares = (np.concatenate(each) for each in zip(_nothing(), *found, strict=True))
            forms, values = self._expanded(numbers, shares)
            if len(forms) >= limit or all(len(each) < size for each, _ in found):
                order = np.lexsort((forms, -values))[:limit]
                best = list(zip(forms[order].tolist(), values[order].tolist(), strict=True))
                return self._with_alike(best, limit, asked, found) if size > wanted and len(best) == limit else best
            wanted *= 4
        return []

    def _with_alike(
        self, best: list[tuple[int, float]], limit: int, asked: list[str], found: list[tuple[Places, Shares]]
    ) -> list[tuple[int, float]]:
        """The best forms by their n-grams; the last fifth of them are those most alike letter by letter."""
        from rapidfuzz import fuzz

        alike: dict[int, tuple[float, float]] = {}
        for key, (numbers, shares) in zip(asked, found, strict=True):
            for number, share in zip(numbers.tolist(), shares.tolist(), strict=True):
                likeness = float(np.float32(fuzz.ratio(key.encode(), self._bytes(number))))
                for form in self.forms_of(number):
                    if form not in alike or alike[form][0] < likeness:
                        alike[form] = likeness, share
        kept = best[: limit - limit // _BY_LETTERS]
        known = {form for form, _ in kept}
        others = sorted((-likeness, form) for form, (likeness, _) in alike.items() if form not in known)
        return kept + [(form, alike[form][1]) for _, form in others[: limit - len(kept)]]

    def _nearest(self, key: str, limit: int, size: int) -> tuple[Places, Shares]:
        """The keys that share most n-grams with one key of the query, at least `size` of them where there are as many,
        and their shares; those are asked that may be among the `limit` nearest.
        """
        if not key or not len(self):
            return _nothing()
        wanted = np.array(sorted(grams_of(key)), np.uint64)
        places = np.minimum(np.searchsorted(self.grams, wanted), len(self.grams) - 1)
        known = self.grams[places] == wanted
        weights = np.where(known, self._weights[places], self._unseen)
        total = float(np.cumsum(weights, dtype=np.float64)[-1])
        numbers, shares = self.postings.nearest(places[known], weights[known], total, limit, size)
        return numbers, 2 * shares

    @cached_property
    def _weights(self) -> Shares:
        """What each n-gram weighs."""
        return np.log1p(len(self) / self.postings.counts).astype(np.float32)

    @cached_property
    def _unseen(self) -> np.float32:
        """What an n-gram weighs that no key has."""
        return np.float32(np.log1p(len(self) / _UNSEEN))

    def _expanded(
        self, numbers: npt.NDArray[np.int64], shares: npt.NDArray[np.float32]
    ) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
        """(the distinct forms of the keys, the best share of each)."""
        owners, shared = np.asarray(self.owners)[numbers], np.asarray(self.shared)
        are_several = owners < 0
        first = np.where(are_several, ~owners, 0)
        counts = np.where(are_several, shared[first], 1)
        behind = np.arange(1, counts.sum() + 1) - np.repeat(cumulated(counts)[:-1], counts)
        places = np.where(np.repeat(are_several, counts), np.repeat(first, counts) + behind, 0)
        forms = np.where(places > 0, shared[places], np.repeat(owners, counts)).astype(np.int32)
        values = np.repeat(shares, counts)
        order = np.lexsort((-values, forms))
        first = np.ones(len(order), bool)
        first[1:] = forms[order[1:]] != forms[order[:-1]]
        return forms[order[first]], values[order[first]]


def _nothing() -> tuple[Places, Shares]:
    """No keys, and no shares of them."""
    return np.zeros(0, np.int64), np.zeros(0, np.float32)
