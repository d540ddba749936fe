"""Cantonese readings of Han names in the spellings of Hong Kong, Macau and overseas."""

from __future__ import annotations

from functools import cache, lru_cache

from ...tables import rows
from ...text import han
from ...text.scripts import Script
from ...vocabulary import customs
from ..lattice import Bridge, Lattice, Stretch, laid_out
from ..pieces import CHARACTERS, Row, Table
from ..spelling import Options, best, joined, letters, merged, parse
from .mandarin import family_spellings

_RANK_COSTS = (0.0, 0.5)
_KINDRED = 0.8  # the reading of another character that is written the same
_LIMIT = 30  # edges a character
_OVERSEAS = 0.2  # a family name that is spelt by another convention than the rest of the name


@lru_cache(maxsize=8192)
def options(syllable: str) -> Options:
    """How a jyutping syllable (without tone) is spelt, Hong Kong's official way at the lowest cost."""
    own = _table("cantonese_syllables.tsv").get(syllable, {})
    regular: Options = {}
    for length in (2, 1, 0):
        initial, final = syllable[:length], syllable[length:]
        finals = _table("cantonese_finals.tsv").get(final)
        if finals and (not initial or initial in _table("cantonese_initials.tsv")):
            regular = joined(_table("cantonese_initials.tsv").get(initial, {"": 0.0}), finals)
            break
    return best(merged([(own, 0.0), (regular, 0.15 if own else 0.0)]), _LIMIT)


@cache
def _table(name: str) -> dict[str, dict[str, float]]:
    return {sound: parse(spellings) for sound, spellings in rows(name)}


@lru_cache(maxsize=8192)
def sounds(char: str) -> tuple[tuple[str, float], ...]:
    """The jyutping readings of a character, each with its cost: those of names first."""
    listed = _names().get(han.fold(char), ())
    found = dict.fromkeys(han.kindred_sounds(char, "cantonese_readings.tsv"), _KINDRED)
    found |= {sound: _RANK_COSTS[rank] for sound, rank in han.sounds(char, "cantonese_readings.tsv")}
    found |= {sound: 0.3 * number for number, sound in enumerate(listed)}
    return tuple(sorted(found.items(), key=lambda reading: (reading[1], reading[0]))[:4])


@cache
def _names() -> dict[str, tuple[str, ...]]:
    return {han.fold(char): tuple(reading.split("/")) for char, reading in rows("cantonese_names.tsv")}


@lru_cache(maxsize=8192)
def _spellings(char: str) -> Options:
    return best(merged((options(sound), cost) for sound, cost in sounds(char)), _LIMIT)


def latin(words: tuple[str, ...]) -> Lattice | None:
    """The romanised spellings of a Han name read in Cantonese; words are shown in capitals."""
    chars, breaks = han.units(words)
    found: list[Stretch] = []
    width, family = family_spellings(chars)
    for index, char in enumerate(chars):
        show = str.capitalize if index in {0, width, *breaks} else None
        found.append(Stretch(index, index + 1, _LATIN(char), show=show))
    found.append(Stretch(0, width, Row.plain(family), _OVERSEAS, str.capitalize))
    return laid_out(chars, breaks, found)


_LATIN = Table("cantonese", CHARACTERS, lambda char, _: Row.plain(_spellings(char)))
TABLES = (_LATIN,)

BRIDGES: tuple[Bridge, ...] = (
    Bridge(
        "cantonese",
        "Cantonese reading",
        Script.HAN,
        Script.LATIN,
        latin,
        letters,
        customs.spelling_chinese("cantonese"),
    ),
)
