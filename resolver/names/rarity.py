"""How common a family name, a given name's syllable or a word is, from shipped tables, never from the gazetteer."""

from __future__ import annotations

import math
from functools import cache, lru_cache

from unidecode import unidecode

from ..phonetics.spelt import surprise
from ..policy import RarityWeights
from ..tables.schema.countries import COMMON_NAMES, FAMILY_NAMES
from ..tables.sorted_table import SortedTable
from ..text.cleaning import unmarked

FAMILY, GIVEN, WORD, TERM = "family", "given", "word", "term"
ALL_ALIKE = frozenset({GIVEN, TERM})
"""Slots in which every unit has the same share."""


@cache
def _family_names() -> dict[tuple[str, str], float]:
    table: dict[tuple[str, str], float] = {}
    for row in FAMILY_NAMES.read():
        if not row.share:
            continue  # known as a family name, but not how common it is
        for key in {row.name.casefold(), unmarked(row.name.casefold())}:
            table[row.lang, key] = max(row.share, table.get((row.lang, key), 0.0))
    return table


def bearers(lang: str, weights: RarityWeights) -> float:
    """The share of strangers whose names are of a language, between 0 and 1."""
    return float(getattr(weights, f"bearers_{lang}", weights.bearers))


def share_of_word(word: str, weights: RarityWeights) -> float:
    """The share of people in whose name a word of no language in particular stands, given or family name."""
    plain = unidecode(word).casefold()
    return max(math.exp(-surprise(plain)), _share_of_common(plain) or 0.0, weights.word)


def is_common(plain: str) -> bool:
    """Whether a word in plain letters is a name of many."""
    return _share_of_common(plain) is not None


@lru_cache(maxsize=1 << 14)
def _share_of_common(plain: str) -> float | None:
    """The share of people who bear a name of many, in plain letters; 0 where it is small, None for another word."""
    row = _common_names().row(plain)
    return None if row is None else max(float(share or 0) for share in row[1:])


@cache
def _common_names() -> SortedTable:
    return SortedTable(COMMON_NAMES.file)


def share(unit: str, lang: str, slot: str, weights: RarityWeights) -> float:
    """The share of people whose name has this unit in this slot, between 0 and 1; where no table lists it, as usual."""
    if slot == FAMILY:
        listed = _family_names().get((lang, unit.casefold()))
        if listed is not None:
            return listed
    if slot == TERM:
        return weights.term
    return share_of_word(unit, weights) if slot == WORD else float(getattr(weights, f"{slot}_{lang}", weights.word))
