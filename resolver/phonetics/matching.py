"""Two words side by side: what speaks for the one as a rendering of the other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

from msgspec import Struct

from ..policy import SoundWeights
from ..text.likeness import ratio
from ..text.scripts import Script
from .chunk_alignment import path_weight
from .chunks import chunks, reach
from .equivalents import renderings
from .segments import Word
from .skeleton import full
from .spelt import RARE, Spelt, spelt_word

LONGEST_HEARD = 16
"""Letters of a word that a lexicon compares; the rest of a longer one is left out there."""
SILENT = -99.0
"""Nats by sound of words that are not worth being weighed."""
LEAST_FULL, LEAST_BARE = 45, 57
"""Likeness, per cent, from which skeletons with vowels, or those without, are worth a comparison by sound."""


class Match(Struct, frozen=True):
    """Words of one name that render words of the other.

    `weight` in nats, no more than the rarity of the word bears; `closeness` is 1 for the likeliest rendering, 0 for
    one by chance.
    """

    one: str
    other: str
    weight: float
    closeness: float

    def __str__(self) -> str:
        return f"{self.one} ~ {self.other}"


def reach_of(word: Spelt) -> float:
    """Nats that a word could reach by its sound."""
    return reach(word.word.units, word.word.script)


def word_weight(one: Spelt, other: Spelt) -> tuple[float, float]:
    """(nats, closeness) of one word as a rendering of the other by sound."""
    if one.latin == other.latin and one.word.script is other.word.script:
        return reach_of(one), 1.0
    best = (SILENT, SILENT)
    for source, target in ((one, other), (other, one)):
        if source.word.script is Script.LATIN and target.word.script is not Script.LATIN:
            continue
        table = chunks(source.word.script)
        weight = path_weight(table, source.word.units, target.latin)
        best = max(best, (weight, weight / max(1.0, reach_of(source))))
        if target.word.script is Script.LATIN:
            break
    return best


Number = TypeVar("Number")
"""A float or an array of floats."""


def skeleton_weight(likeness: Number, letters: Number, weights: SoundWeights) -> Number:
    """Nats of two skeletons of so many letters with so great a likeness (per cent), whatever the tables know."""
    return weights.skeleton_letter * letters * (likeness / 100 - weights.skeleton_chance)  # type: ignore[operator, return-value]


def matched(weights: SoundWeights, one: Spelt, other: Spelt, heard: float | None = None) -> tuple[float, Match] | None:
    """(nats, match) of two words; None if nothing speaks for it or their skeletons are too unlike to try.

    `heard` is the weight by sound where it is known already.
    """
    if one.latin == other.latin and one.word.script is other.word.script:
        weight = weights.same_letter * len(one.latin)
        return weight, Match(one.word.text, other.word.text, min(weight, other.rarity), 1.0)
    if len(one.latin) == 1 or len(other.latin) == 1:
        same = one.latin[:1] == other.latin[:1]
        found = Match(one.word.text, other.word.text, weights.initial, weights.initial_closeness)
        return (weights.initial, found) if same else None
    known = max(
        renderings(one.word.script, "".join(one.word.units), one.latin, weights).get(other.latin, 0.0),
        renderings(other.word.script, "".join(other.word.units), other.latin, weights).get(one.latin, 0.0),
    )
    weight, closeness = known, weights.translated_closeness if known else 0.0
    likeness = ratio(one.full, other.full)
    if heard is not None or likeness >= LEAST_FULL or ratio(one.bare, other.bare) >= LEAST_BARE:
        by_sound, near = word_weight(one, other) if heard is None else (heard, heard / max(1.0, reach_of(one)))
        by_skeleton = skeleton_weight(likeness, min(len(one.full), len(other.full)), weights)
        if max(by_sound, by_skeleton) > weight:
            weight, near = max((by_sound, near), (by_skeleton, max(near, weights.skeleton_closeness)))
            closeness = max(closeness, near)
    if weight <= weights.least:
        return None
    return weight, Match(one.word.text, other.word.text, min(weight, bound_of(one), other.rarity), closeness)


def bound_of(word: Spelt) -> float:
    """Nats that a word of a name can bear as evidence: how rare those of other scripts are is not known."""
    return word.rarity if word.word.script is Script.LATIN else RARE


def closer(both: str, other: str, alone: float) -> bool:
    """Whether two neighbours together look more like a word than one of them alone, whose likeness is `alone`.

    All by their full skeletons, in per cent.
    """
    return ratio(both, other) > alone + 5


def may_leave_none(one: Sequence[Spelt], other: Sequence[Spelt]) -> bool:
    """Whether two names laid side by side may leave no word over, as far as is quick to say.

    Of a pair of words one may be joined with a neighbour: two words that meet one must look more like it together.
    """
    few, many = (one, other) if len(one) < len(other) else (other, one)
    if len(few) != 1 or len(many) < 2:
        return len(many) <= 2 * len(few)
    if len(many) > 2:
        return False
    both, word = joined_skeleton(*many), few[0].full
    return any(closer(both, word, ratio(each.full, word)) for each in many)


@lru_cache(maxsize=1 << 10)
def joined_skeleton(one: Spelt, two: Spelt) -> str:
    """The full skeleton of two neighbours as one word."""
    return full(one.latin + two.latin) if one.word.script is two.word.script else joined(one, two).full


@lru_cache(maxsize=1 << 12)
def joined(one: Spelt, two: Spelt) -> Spelt:
    """Two neighbours as one word."""
    return spelt_word(Word(f"{one.word.text} {two.word.text}", one.word.script, one.word.units + two.word.units))
