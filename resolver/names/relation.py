"""How nearly a unit is written as it is known: exactly, without its diacritics, with others, as a doublet."""

from __future__ import annotations

from ..readings.vietnamese import names as vietnamese
from ..text.cleaning import unmarked
from ..text.scripts import Script, main_script


def grade(written: str, known: str, lang: str, *, marked: bool, bridged: bool) -> str:
    """The relation of two spellings whose bare letters agree.

    One of "exact", "unmarked", "tone", "vowel", "doublet", "contradicts" and, of Han characters and kana, "variant".

    `marked` says whether the written name bears any diacritics. Across scripts only Vietnamese diacritics are known
    to a route; elsewhere agreement of the letters is all there is.
    """
    if written.casefold() == known.casefold():
        return "exact"
    if lang == "vi" and main_script(written) is Script.LATIN:
        relation = vietnamese.grade(written, known, marked=marked)
        return "contradicts" if relation == "contradiction" else relation
    if lang == "ja" and bridged:
        return "exact" if written.casefold().count("nn") == known.casefold().count("nn") else "vowel"
    if bridged:
        return "exact"
    return "unmarked" if unmarked(written).casefold() == unmarked(known).casefold() else "variant"
