"""From a name to the forms that sound like it: shared n-grams of the words' skeletons, whatever the words' order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ..index.postings import Arrays, Places, Postings, Shares, joined
from .equivalents import given_name_places, translations
from .skeleton import bare, full
from .spelt import Spelt, SpeltName, masculine, spelt

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
_AT_ONCE = 1 << 16
"""Names whose n-grams are sorted at once."""
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


def _has_grams(name: SpeltName) -> bool:
    return bool(name.words) or any(unspoken(name, ()))


def unspoken(name: SpeltName, words: Sequence[Spelt]) -> Iterator[int]:
    """The n-grams that no skeleton has: those of the numerals of a name, and of some words that are given names."""
    for numeral in name.numerals:
        if numeral < _NUMERALS:
            yield 2 * _HALF + numeral
    for word in words:
        for place in given_name_places(word.latin):
            yield 2 * _HALF + _NUMERALS + place


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
    places: npt.NDArray[np.int32]
    own: npt.NDArray[np.bool_]


def _pieces(names: Sequence[SpeltName]) -> Iterator[_Piece]:
    """The n-grams of all names, `grams`, some thousand names at a time. Those of a realm are not the name's own."""
    of_words: list[npt.NDArray[np.int64]] = []
    numbers: dict[str, int] = {}
    for first in range(0, len(names), _AT_ONCE):
        words, owners, own, others = [], [], [], []
        for place, name in enumerate(names[first : first + _AT_ONCE], first):
            for at, word in enumerate(name.words):
                number = numbers.setdefault(word.latin, len(of_words))
                if number == len(of_words):
                    of_words.append(_all_grams(word))
                words.append(number)
                owners.append(place)
                own.append(at < name.realm)
            others += [(place, 2 * _HALF + numeral) for numeral in name.numerals if numeral < _NUMERALS]
        yield _piece([of_words[number] for number in words], owners, own, others)


def _all_grams(word: Spelt) -> npt.NDArray[np.int64]:
    given = (2 * _HALF + _NUMERALS + place for place in given_name_places(word.latin))
    return np.array([*_word_grams(word.full, word.bare), *given], np.int64)


def _piece(
    each: Sequence[npt.NDArray[np.int64]], owners: Sequence[int], own: Sequence[bool], others: Sequence[tuple[int, int]]
) -> _Piece:
    lengths = np.fromiter(map(len, each), np.int64, len(each))
    places = np.concatenate([np.repeat(owners, lengths), np.array([place for place, _ in others], np.int64)])
    terms = np.concatenate([*each, np.array([term for _, term in others], np.int64)])
    realms = np.concatenate([~np.repeat(np.array(own, bool), lengths), np.zeros(len(others), bool)])
    packed = np.sort(((terms << 32 | places) << 1) | realms)  # of the same twice, the one that is the name's own first
    packed = packed[np.concatenate([np.ones(1, bool), packed[1:] >> 1 != packed[:-1] >> 1])]
    pairs = packed >> 1
    return _Piece((pairs >> 32).astype(np.uint16), (pairs & 0xFFFFFFFF).astype(np.int32), packed & 1 == 0)


class Sounds(Struct, frozen=True, eq=False):
    """The n-grams of all forms, in flat arrays that can be stored. Made by `build`; independent of loading order.

    `forms` are the form numbers, ascending; `postings` has places in it by n-gram, with the weight of all n-grams of
    each form as far as it counts against it; `weights` by n-gram.
    """

    forms: npt.NDArray[np.int32]
    weights: Shares
    postings: Postings

    @classmethod
    def build(cls, names: Iterable[tuple[int, SpeltName]]) -> Sounds:
        """The index of (form number, name). A number has one name; a name without letters is left out."""
        known = sorted(((form, name) for form, name in names if _has_grams(name)), key=itemgetter(0))
        pieces = list(_pieces([name for _, name in known]))
        each = [np.bincount(piece.terms, minlength=_BUCKETS) for piece in pieces]
        counts = sum(each, np.zeros(_BUCKETS, np.int64))
        weights = np.log1p(len(known) / np.maximum(counts, 0.5)).astype(np.float32)
        weights[2 * _HALF :] *= _HEAVY
        norms = np.zeros(len(known))
        for piece in pieces:
            norms += np.bincount(piece.places, weights[piece.terms] * piece.own, minlength=len(known))
        return cls(
            forms=np.fromiter((form for form, _ in known), np.int32, len(known)),
            weights=weights,
            postings=Postings.build(*joined(pieces, each, counts), counts, (_OTHER_SIDE * norms).astype(np.float32)),
        )

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Everything the index consists of, to be stored."""
        return {"forms": self.forms, "weights": self.weights, **self.postings.arrays()}

    @classmethod
    def restore(cls, arrays: Arrays) -> Sounds:
        """The index of stored arrays, as `arrays` gave them. KeyError if one is missing."""
        return cls(arrays["forms"], arrays["weights"], Postings.restore(arrays))

    def near(self, name: str, limit: int) -> list[tuple[int, float]]:
        """At most `limit` forms with their share of common n-grams, best first, equals by ascending form number."""
        places, shares = self.nearest(spelt(name), limit)
        return list(zip(self.forms[places].tolist(), shares.tolist(), strict=True))

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
