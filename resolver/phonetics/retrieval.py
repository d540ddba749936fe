"""From a name to the forms that sound like it: shared n-grams of the words' skeletons, whatever the words' order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from ..index.postings import Arrays, Places, Postings, Shares
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
_OTHER_SIDE = 0.6
"""How much the n-grams of a form that a query lacks count against it; 1 would punish every middle name."""


def grams(name: SpeltName, *, translated: bool = False, realm: bool = True) -> set[int]:
    """The n-grams of a name: pairs and triples of each word's full and bare skeleton, with its edges.

    `translated` adds those of the words that stand for the name's words otherwise than by sound. Without `realm`,
    those of what is said behind a ruler's numeral are left out.
    """
    words = name.words if realm else name.words[: name.realm]
    spoken = [(word.full, word.bare) for word in words]
    found = set(unspoken(name, words))
    if translated:
        shorter = [without for word in words if (without := masculine(word))]
        spoken += [(without.full, without.bare) for without in shorter]
        others, numerals = translated_skeletons(words)
        spoken += others
        found.update(numerals)
    return found.union(*(_word_grams(*skeletons) for skeletons in spoken))


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


def _own(name: SpeltName, all_of_it: set[int]) -> set[int]:
    """The n-grams of a name without those of a realm, where it has one."""
    return all_of_it if name.realm >= len(name.words) else grams(name, realm=False)


@dataclass(frozen=True, eq=False)
class Sounds:
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
        known = sorted(names, key=itemgetter(0))
        each = [(form, sorted(found), _own(name, found)) for form, name in known if (found := grams(name))]
        lengths = np.fromiter((len(found) for _, found, _ in each), np.int64, len(each))
        terms = np.fromiter((gram for _, found, _ in each for gram in found), np.int64, int(lengths.sum()))
        places = np.repeat(np.arange(len(each), dtype=np.int32), lengths)
        order = np.argsort(terms, kind="stable")
        counts = np.bincount(terms, minlength=_BUCKETS)
        weights = np.log1p(len(each) / np.maximum(counts, 0.5)).astype(np.float32)
        weights[2 * _HALF :] *= _HEAVY
        counted = np.fromiter((gram in own for _, found, own in each for gram in found), bool, len(terms))
        norms = (_OTHER_SIDE * np.bincount(places, weights[terms] * counted, minlength=len(each))).astype(np.float32)
        return cls(
            forms=np.fromiter((form for form, _, _ in each), np.int32, len(each)),
            weights=weights,
            postings=Postings.build(terms[order], places[order], counts, norms),
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
