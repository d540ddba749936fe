"""How common a family name, a given name's syllable or a word is, from shipped tables, never from the gazetteer."""

from __future__ import annotations

from functools import cache

from ..tables import rows
from ..text.cleaning import unmarked

FAMILY, GIVEN, WORD = "family", "given", "word"

# The share of a unit that no table lists, by the language that reads it and its slot. Vietnamese, Chinese and Korean
# units are syllables (few hundred in use), Japanese and Western ones whole names (thousands).
_UNLISTED = {
    ("vi", FAMILY): 0.002, ("vi", GIVEN): 0.006,
    ("zh", FAMILY): 0.002, ("zh", GIVEN): 0.006,
    ("ko", FAMILY): 0.002, ("ko", GIVEN): 0.012,
    ("ja", FAMILY): 0.0006, ("ja", GIVEN): 0.002,
}  # fmt: skip
_UNLISTED_WORD = 0.001


@cache
def _family_names() -> dict[tuple[str, str], float]:
    table: dict[tuple[str, str], float] = {}
    for lang, name, share in rows("family_names.tsv"):
        if not share:
            continue  # known as a family name, but not how common it is
        for key in {name.casefold(), unmarked(name.casefold())}:
            table[lang, key] = max(float(share), table.get((lang, key), 0.0))
    return table


def share(unit: str, lang: str, slot: str) -> float:
    """The share of people whose name has this unit in this slot, between 0 and 1."""
    if slot == FAMILY:
        listed = _family_names().get((lang, unit.casefold()))
        if listed is not None:
            return listed
    return _UNLISTED.get((lang, slot), _UNLISTED_WORD)
