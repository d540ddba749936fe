"""How `matches.c` is asked which words of two names render each other."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from ..index.postings import room
from ..native.library import compiled_function
from ..native.structure import address_of
from ..policy import SoundWeights
from .compiled_weights import CWeights
from .compiled_words import CompiledName, compiled_name
from .equivalents import renderings
from .matching import Match
from .spelt import Spelt, SpeltName

_RECORD = 5
"""Numbers of a pair: both places, nats, closeness, nats of evidence."""

_NUMBER, _POINTER = ctypes.c_int64, ctypes.c_void_p


class Paired(NamedTuple):
    """Two words that render each other: their places, what speaks for it in nats, and the match."""

    one: int
    other: int
    weight: float
    match: Match


class CompiledMatches:
    """Pairs the words of names by these weights."""

    def __init__(self, function: Any, weights: SoundWeights) -> None:
        self._function = function
        self._weights = weights
        self._in_c = CWeights.of(weights)

    @classmethod
    def of(cls, weights: SoundWeights) -> CompiledMatches | None:
        """By these weights; None where nothing was compiled."""
        function = _function()
        return cls(function, weights) if function else None

    def pairs(self, one: SpeltName, other: SpeltName, heard: Sequence[float] | None) -> list[Paired] | None:
        """The words that render each other, each in one pair at most, those that weigh most first.

        `heard` as in `Ranked`. None for names that are longer than it takes, and those with a feminine ending.
        """
        found = []
        records = self._records(one, other, heard)
        if records is None:
            return None
        for first, second, weight, closeness, evidence in records:
            i, j = int(first), int(second)
            match = Match(one.words[i].word.text, other.words[j].word.text, evidence, closeness)
            found.append(Paired(i, j, weight, match))
        return found

    def closeness(self, one: SpeltName, other: SpeltName) -> list[tuple[int, int, float]] | None:
        """The places of the words that render each other, and how close they are: `pairs` without the matches."""
        records = self._records(one, other, None)
        return None if records is None else [(int(i), int(j), near) for i, j, _, near, _ in records]

    def _records(self, one: SpeltName, other: SpeltName, heard: Sequence[float] | None) -> list[array[float]] | None:
        """The pairs as `matches.c` writes them."""
        left, right = compiled_name(one), compiled_name(other)
        if left is None or right is None or not (left.is_paired and right.is_paired):
            return None
        words, others = len(one.words), len(other.words)
        known = self._known(one, left, other, right) if left.otherwise or right.otherwise else None
        if heard is not None and not isinstance(heard, array):
            heard = array("d", heard)
        out = array("d", bytes(8 * _RECORD * min(words, others)))
        count = self._function(
            self._in_c.address, address_of(left.data), words, address_of(right.data), others,
            heard if heard is None else address_of(heard), known if known is None else address_of(known), room(),
            address_of(out),
        )  # fmt: skip
        if count < 0:
            raise MemoryError
        return [out[at : at + _RECORD] for at in range(0, count * _RECORD, _RECORD)]

    def _known(self, one: SpeltName, left: CompiledName, other: SpeltName, right: CompiledName) -> array[float]:
        """What each word of the one weighs with each of the other that stands for it, or that it stands for."""
        others = len(other.words)
        found = array("d", bytes(8 * len(one.words) * others))
        for i in left.otherwise:
            weights = _renderings(one.words[i], self._weights)
            for j, word in enumerate(other.words):
                if word.latin in weights:
                    found[i * others + j] = weights[word.latin]
        for j in right.otherwise:
            weights = _renderings(other.words[j], self._weights)
            for i, word in enumerate(one.words):
                if word.latin in weights:
                    found[i * others + j] = max(found[i * others + j], weights[word.latin])
        return found


def _renderings(word: Spelt, weights: SoundWeights) -> Any:
    return renderings(word.word.script, "".join(word.word.units), word.latin, weights)


@cache
def _function() -> Any:
    """The compiled loop, if there is one; else None."""
    return compiled_function(
        "exonym_matches", [_POINTER, _POINTER, _NUMBER, _POINTER, _NUMBER, *[_POINTER] * 4], _NUMBER
    )
