"""From a name to the forms that sound like it: shared n-grams of the words' skeletons, whatever the words' order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from .equivalents import given_name_places, translations
from .score import spelt
from .skeleton import bare, full

Places = npt.NDArray[np.int64]

_LETTERS = {letter: number for number, letter in enumerate("abcdefghijklmnopqrstuvwxyz", 1)}
_EDGE = 27
_BASE = 28
_HALF = (_BASE + 1) * _BASE * _BASE
"""Every n-gram of two or three letters of the full skeleton has a place of its own below this number, those of the
bare skeleton below twice this number; then come numerals and given names that languages translate."""
_NUMERALS = 40
_GIVEN_NAMES = 400
_BUCKETS = 2 * _HALF + _NUMERALS + _GIVEN_NAMES
_HEAVY = 4.0
"""A given name counts as much as some n-grams, since it stands for a word's."""
_FREQUENT = 24
"""An n-gram that more than one form in so many has is frequent."""
_LEADING = 1500
"""Forms that lead by the other n-grams, for which the frequent ones are counted too."""
_OTHER_SIDE = 0.6
"""How much the n-grams of a form that a query lacks count against it; 1 would punish every middle name."""


def grams(name: str, *, translated: bool = False) -> set[int]:
    """The n-grams of a name: pairs and triples of each word's full and bare skeleton, with its edges.

    `translated` adds those of the words that stand for the name's words otherwise than by sound.
    """
    ready = spelt(name)
    found: set[int] = set()
    for numeral in ready.numerals:
        if numeral < _NUMERALS:
            found.add(2 * _HALF + numeral)
    for word in ready.words:
        found |= _word_grams(word.full, word.bare)
        found.update(2 * _HALF + _NUMERALS + place for place in given_name_places(word.latin))
        if translated:
            for other in translations(word.word.script, "".join(word.word.units)):
                if other.startswith("#"):
                    found.add(2 * _HALF + min(int(other[1:]), _NUMERALS - 1))
                else:
                    skeleton = full(other)
                    found |= _word_grams(skeleton, bare(skeleton))
    return found


@lru_cache(maxsize=1 << 15)
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


@dataclass(frozen=True, eq=False)
class Sounds:
    """The n-grams of all forms, in flat arrays that can be stored. Made by `build`; independent of loading order.

    `forms` are the form numbers, ascending; `postings` are places in it, by n-gram from `starts`; `norms` is the
    weight of all n-grams of each form.
    """

    forms: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int32]
    postings: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float32]
    norms: npt.NDArray[np.float32]

    @classmethod
    def build(cls, names: Iterable[tuple[int, str]]) -> Sounds:
        """The index of (form number, name). A number has one name; a name without letters is left out."""
        each = sorted((form, sorted(found)) for form, name in names if (found := grams(name)))
        lengths = np.fromiter((len(found) for _, found in each), np.int64, len(each))
        terms = np.fromiter((gram for _, found in each for gram in found), np.int64, int(lengths.sum()))
        places = np.repeat(np.arange(len(each), dtype=np.int32), lengths)
        order = np.argsort(terms, kind="stable")
        counts = np.bincount(terms, minlength=_BUCKETS)
        weights = np.log1p(len(each) / np.maximum(counts, 0.5)).astype(np.float32)
        weights[2 * _HALF + _NUMERALS :] *= _HEAVY
        return cls(
            forms=np.fromiter((form for form, _ in each), np.int32, len(each)),
            starts=np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]).astype(np.int32),
            postings=places[order],
            weights=weights,
            norms=np.bincount(places, weights[terms], minlength=len(each)).astype(np.float32),
        )

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Everything the index consists of, to be stored."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def restore(cls, arrays: Mapping[str, npt.NDArray[np.generic]]) -> Sounds:
        """The index of stored arrays, as `arrays` gave them. KeyError if one is missing."""
        return cls(**{field.name: arrays[field.name] for field in fields(cls)})  # type: ignore[arg-type]

    def near(self, name: str, limit: int) -> list[tuple[int, float]]:
        """At most `limit` forms with their share of common n-grams, best first, equals by ascending form number."""
        places, shares = self.nearest(name, limit)
        return list(zip(self.forms[places].tolist(), shares.tolist(), strict=True))

    def nearest(self, name: str, limit: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """As `near`: the places in `forms`, and the shares.

        The n-grams that many forms have are counted only for the forms that lead by the others.
        """
        wanted = np.array(sorted(grams(name, translated=True)), np.int64)
        if not len(wanted) or not len(self.forms) or limit <= 0:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        counts = self.starts[wanted + 1] - self.starts[wanted]
        frequent = counts * _FREQUENT > len(self.forms)
        total = float(self.weights[wanted].sum())
        places, shares = self._leading(wanted[~frequent], total, max(_LEADING, 4 * limit))
        if not len(places):
            places, shares = self._leading(wanted, total, len(self.forms))
        elif frequent.any():
            slots = self._slots[wanted[frequent]]
            has = self._frequent[slots[:, None], places[None, :]]
            added = self.weights[wanted[frequent]] @ has
            shares = (shares + added / (_OTHER_SIDE * self.norms[places] + total)).astype(np.float32)
        order = np.lexsort((places, -shares))[:limit]
        return places[order], shares[order]

    def _leading(self, wanted: Places, total: float, limit: int) -> tuple[Places, npt.NDArray[np.float32]]:
        """The places that share most of some n-grams, at least `limit` if so many share any, ascending."""
        starts, counts = self.starts[wanted], self.starts[wanted + 1] - self.starts[wanted]
        if not counts.sum():
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        lists = [self.postings[start : start + count] for start, count in zip(starts, counts, strict=True)]
        sums = np.bincount(np.concatenate(lists), np.repeat(self.weights[wanted], counts))
        places = np.flatnonzero(sums > 0)
        shares = (sums[places] / (_OTHER_SIDE * self.norms[places] + total)).astype(np.float32)
        if limit < len(places):
            kept = np.flatnonzero(shares >= np.partition(shares, -limit)[-limit])
            places, shares = places[kept], shares[kept]
        return places, shares

    @cached_property
    def _slots(self) -> npt.NDArray[np.int64]:
        """For each n-gram its row among the frequent ones, or -1."""
        counts = np.diff(self.starts)
        frequent = counts * _FREQUENT > len(self.forms)
        return np.where(frequent, np.cumsum(frequent) - 1, -1)

    @cached_property
    def _frequent(self) -> npt.NDArray[np.bool_]:
        """For each frequent n-gram which forms have it."""
        rows = np.zeros((int(self._slots.max()) + 1, len(self.forms)), bool)
        for gram in np.flatnonzero(self._slots >= 0).tolist():
            rows[self._slots[gram], self.postings[self.starts[gram] : self.starts[gram + 1]]] = True
        return rows
