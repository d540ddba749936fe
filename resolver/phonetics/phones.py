"""A rough Latin romanisation of any word: what retrieval and the bridge between two other scripts go by."""

from __future__ import annotations

from functools import cache

from ..tables import rows
from ..text.cleaning import unmarked
from ..text.scripts import Script
from .segments import letters

SYLLABLES = "phonetic/syllables.tsv"


@cache
def syllables() -> dict[str, str]:
    """Han character to its commonest Mandarin syllable without tone. Shared; must not be changed."""
    return {char: syllable for syllable, chars in rows(SYLLABLES) for char in chars}


def romanised(units: tuple[str, ...], script: Script) -> str:
    """The word in plain letters a–z, roughly as it sounds; signs that are unknown are left out."""
    if script is Script.LATIN:
        letters_of = "".join(units)
        if letters_of.isascii():
            return letters_of.lower()
        latin = unmarked(letters_of).casefold()
        return latin if latin.isascii() else "".join(char for char in latin if "a" <= char <= "z")
    known = syllables() if script is Script.HAN else letters(script)
    return "".join([known.get(unit, "") for unit in units])
