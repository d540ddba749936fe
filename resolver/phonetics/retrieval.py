"""From a name to the forms that sound like it: shared n-grams of the words' skeletons, whatever the words' order."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from .. import lazy_numpy as np
from ..index.postings import AT_ONCE, Arrays, Places, Postings, Shares, cumulated, each_once, joined
from ..index.runs import Runs
from .cut_names import CutNames
from .equivalents import given_name_places, translations
from .skeleton import bare, full
from .spelt import Spelt, SpeltName, masculine, spelt

if TYPE_CHECKING:
    import numpy.typing as npt

_LETTERS = {letter: number for number, letter in enumerate("abcdefghijklmnopqrstuvwxyz", 1)}
_EDGE = 27
_BASE = 28
_HALF = (_BASE + 1) * _BASE * _BASE
"""Every n-gram of two or three letters of the full skeleton has a place of its own below this number, those of the
bare skeleton below twice this number; then come numerals and given names that languages translate."""
_NUMERALS = 40
_GIVEN_NAMES = 500
_BUCKETS = 2 * _HALF + _NUMERALS + _GIVEN_NAMES
_HEAVY = 4.0
"""A numeral or a given name counts as much as some n-grams, since it stands for a word's."""
_PLACE_BITS = 16  # of one below AT_ONCE
_OTHER_SIDE = 0.6
"""How much the n-grams of a form that a query lacks count against it; 1 would punish every middle name."""


def grams(name: SpeltName, *, translated: bool = False) -> set[int]:
    """The n-grams of a name: pairs and triples of each word's full and bare skeleton, with its edges.

    `translated` adds those of the words that stand for the name's words otherwise than by sound.
    """
    spoken = [(word.full, word.bare) for word in name.words]
    found = set(unspoken(name, name.words))
    if translated:
        shorter = [without for word in name.words if (without := masculine(word))]
        spoken += [(without.full, without.bare) for without in shorter]
        others, numerals = translated_skeletons(name.words)
        spoken += others
        found.update(numerals)
    return found.union(*(_word_grams(*skeletons) for skeletons in spoken))


def unspoken(name: SpeltName, words: Sequence[Spelt]) -> list[int]:
    """The n-grams that no skeleton has: those of the numerals of a name, and of some words that are given names."""
    found = [2 * _HALF + numeral for numeral in name.numerals if numeral < _NUMERALS]
    for word in words:
        found += _of_given_names(word)
    return found


def _of_given_names(word: Spelt) -> list[int]:
    return [2 * _HALF + _NUMERALS + place for place in given_name_places(word.latin)]


def translated_skeletons(words: Sequence[Spelt]) -> tuple[list[tuple[str, str]], list[int]]:
    """The skeletons, (full, bare), of what words stand for otherwise than by sound, and the n-grams of numerals."""
    spoken, numerals = [], []
    for word in words:
        for other in translations(word.word.script, "".join(word.word.units)):
            if other.startswith("#"):
                numerals.append(2 * _HALF + min(int(other[1:]), _NUMERALS - 1))
            else:
                skeleton = full(other)
                spoken.append((skeleton, bare(skeleton)))
    return spoken, numerals


@lru_cache(maxsize=1 << 13)
def _word_grams(*skeletons: str) -> frozenset[int]:
    found: set[int] = set()
    for kind, skeleton in enumerate(skeletons):
        codes = [_EDGE, *[_LETTERS.get(letter, 0) for letter in skeleton], _EDGE]
        offset = kind * _HALF
        before = 0
        for one, two in pairwise(codes):
            found.add(offset + one * _BASE + two)
            if before:
                found.add(offset + (before * _BASE + one) * _BASE + two)
            before = one
    return frozenset(found)


class _Piece(Struct, frozen=True):
    """The n-grams of some forms, sorted by n-gram and place; `own` are those that count against a form."""

    terms: npt.NDArray[np.uint16]
    places: npt.NDArray[np.uint16]
    own: npt.NDArray[np.bool_]


def _pieces(names: CutNames) -> Iterator[_Piece]:
    """The n-grams of all names, `grams`, some thousand names at a time. Those of a realm are not the name's own."""
    of_words, counted = array("H"), array("i")
    for word in names.words:
        own = {*_word_grams(word.full, word.bare), *_of_given_names(word)}
        of_words.extend(own)
        counted.append(len(own))
    terms, counts = np.array(of_words, np.uint32), np.array(counted, np.int64)
    begins, starts = cumulated(counts), names.starts
    for first in range(0, len(names.forms), AT_ONCE):
        last = min(first + AT_ONCE, len(names.forms))
        words = names.numbers[starts[first] : starts[last]]
        places = np.repeat(np.arange(last - first, dtype=np.uint32), names.counts[first:last])
        lengths = counts[words]
        at = np.arange(lengths.sum()) + np.repeat(begins[words] - cumulated(lengths)[:-1], lengths)
        packed = terms[at] << _PLACE_BITS | np.repeat(places, lengths)
        in_realm = np.zeros(len(words), bool)
        more = array("I")
        for place, odd in names.odd.items():
            if first <= place < last:
                in_realm[starts[place] + odd.realm - starts[first] : starts[place + 1] - starts[first]] = True
                numerals = [2 * _HALF + numeral for numeral in odd.numerals if numeral < _NUMERALS]
                more.extend([numeral << _PLACE_BITS | place - first for numeral in numerals])
        yield _piece(packed, np.repeat(in_realm, lengths), np.array(more, np.uint32))


def _piece(packed: npt.NDArray[np.uint32], in_realm: npt.NDArray[np.bool_], more: npt.NDArray[np.uint32]) -> _Piece:
    """Of n-grams and places packed in one number each."""
    every = np.concatenate([packed, more])
    pairs = each_once(every)
    own = np.ones(len(pairs), bool)
    if in_realm.any():
        others, counts = np.unique(packed[in_realm], return_counts=True)
        found = np.searchsorted(every, others, side="right") - np.searchsorted(every, others)
        own[np.searchsorted(pairs, others[found == counts])] = False
    return _Piece((pairs >> _PLACE_BITS).astype(np.uint16), pairs.astype(np.uint16), own)


class Sounds(Struct, frozen=True, eq=False):
    """The n-grams of all forms, in flat arrays that can be stored. Made by `build`; independent of loading order.

    `forms` are the form numbers, ascending; `postings` has places among them by n-gram, with the weight of all n-grams
    of each form as far as it counts against it; `weights` by n-gram.
    """

    forms: Runs
    weights: Shares
    postings: Postings

    @classmethod
    def build(cls, names: CutNames) -> Sounds:
        """The index of names."""
        count = len(names.forms)
        pieces = list(_pieces(names))
        each = [np.bincount(piece.terms, minlength=_BUCKETS) for piece in pieces]
        counts = sum(each, np.zeros(_BUCKETS, np.int64))
        weights = np.log1p(count / np.maximum(counts, 0.5)).astype(np.float32)
        weights[2 * _HALF :] *= _HEAVY
        norms = np.zeros(count)
        for number, piece in enumerate(pieces):
            own_norms = norms[AT_ONCE * number :][:AT_ONCE]
            own_norms[:] = np.bincount(piece.places, weights[piece.terms] * piece.own, len(own_norms))
        return cls(
            forms=Runs.of(names.forms),
            weights=weights,
            postings=Postings.build(joined(pieces, each, counts), counts, (_OTHER_SIDE * norms).astype(np.float32)),
        )

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Everything the index consists of, to be stored."""
        return {"forms": self.forms.flat, "weights": self.weights, **self.postings.arrays()}

    @classmethod
    def restore(cls, arrays: Arrays) -> Sounds:
        """The index of stored arrays, as `arrays` gave them. KeyError if one is missing."""
        return cls(Runs(np.asarray(arrays["forms"])), np.asarray(arrays["weights"]), Postings.restore(arrays))

    def near(self, name: str, limit: int) -> list[tuple[int, float]]:
        """At most `limit` forms with their share of common n-grams, best first, equals by ascending form number."""
        places, shares = self.nearest(spelt(name), limit)
        return list(zip(self.forms.at(places).tolist(), shares.tolist(), strict=True))

    def nearest(self, name: SpeltName, limit: int) -> tuple[Places, Shares]:
        """As `near`: the places in `forms`, and the shares."""
        wanted = np.array(sorted(grams(name, translated=True)), np.int64)
        if not len(wanted) or not len(self.forms) or limit <= 0:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        weights = self.weights[wanted]
        total = float(np.cumsum(weights, dtype=np.float64)[-1])  # one after the other, as the compiled loop adds them
        places, shares = self.postings.nearest(wanted, weights, total, limit)
        order = np.lexsort((places, -shares))[:limit]
        return places[order], shares[order]
