"""Vietnamese names in the characters that Chinese writes for them (Ngô Xuân Lịch: 吴春历), each with its likelihood.

The way back from `chinese.sinovietnamese`: of a syllable's characters the table has those that names are written with.
Which of them a person bears is not in the name, so that what this gives are candidates and never facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from heapq import nsmallest
from math import exp

from ...tables.schema.vietnamese import IN_HAN
from .syllable import canonical

_LONGEST = 6  # syllables of a name
_UNLISTED = 0.2  # of a syllable's share: what characters have that the table leaves out


def candidates(words: tuple[str, ...], limit: int) -> list[tuple[str, float]]:
    """The likeliest ways to write a name in simplified characters, best first, each with its probability.

    None for a single syllable, or a name with a syllable whose characters are not known.
    """
    if not 1 < len(words) <= _LONGEST:
        return []
    found = [("", 1.0)]
    for at, word in enumerate(words):
        shares = _characters().get((canonical(word), "given" if at else "family"), {})
        longer = [(text + char, share * own) for text, share in found for char, own in shares.items()]
        found = nsmallest(limit, longer, key=lambda each: (-each[1], each[0]))
    return found


@cache
def _characters() -> Mapping[tuple[str, str], Mapping[str, float]]:
    """(syllable, place) → each character with its probability."""
    found: dict[tuple[str, str], Mapping[str, float]] = {}
    for row in IN_HAN.read():
        weights = {char: exp(-cost) for char, cost in row.characters}
        total = sum(weights.values()) + (_UNLISTED if row.place == "given" else 0.0)
        found[row.syllable, row.place] = {char: weight / total for char, weight in weights.items()}
    return found
