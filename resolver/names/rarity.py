"""How common a family name, a given name's syllable or a word is, from shipped tables, never from the gazetteer."""

from __future__ import annotations

from functools import cache

from ..policy import RarityWeights
from ..tables.schema.countries import FAMILY_NAMES
from ..text.cleaning import unmarked

FAMILY, GIVEN, WORD = "family", "given", "word"


@cache
def _family_names() -> dict[tuple[str, str], float]:
    table: dict[tuple[str, str], float] = {}
    for row in FAMILY_NAMES.read():
        if not row.share:
            continue  # known as a family name, but not how common it is
        for key in {row.name.casefold(), unmarked(row.name.casefold())}:
            table[row.lang, key] = max(row.share, table.get((row.lang, key), 0.0))
    return table


def share(unit: str, lang: str, slot: str, weights: RarityWeights) -> float:
    """The share of people whose name has this unit in this slot, between 0 and 1; where no table lists it, as usual."""
    if slot == FAMILY:
        listed = _family_names().get((lang, unit.casefold()))
        if listed is not None:
            return listed
    return float(getattr(weights, f"{slot}_{lang}", weights.word))
