"""Mandarin in katakana, as Japanese writes Chinese names by their sound (リー・クーチアン): from Han, pinyin and back.

The other way, by the Japanese reading of the characters (り・こくきょう), is the route of `japanese`.
"""

from __future__ import annotations

from functools import cache, lru_cache

from ...tables import rows
from ...text import han
from ...text.scripts import Script
from ...vocabulary import customs
from ..japanese import kana_syllables
from ..japanese.kana_syllables import Inverse, Respelling, Sources
from ..lattice import Bridge, Edge, Lattice, Stretch, laid_out
from ..links import by_word
from ..pieces import CHARACTERS, Row, Table
from ..spelling import Options, best, joined, letters, merged
from ..spelling import parse as options_of
from ..vietnamese.abroad import fold_kana as fold
from . import mandarin, pinyin

_LIMIT = 16  # kana spellings of a character
_LATIN = 24  # Latin spellings of what kana stand for


@cache
def _parts() -> dict[tuple[str, str], Options]:
    return {(part, sound): options_of(cell) for part, sound, cell in rows("mandarin_kana.tsv")}


@lru_cache(maxsize=8192)
def options(syllable: str) -> Options:
    """The codes (see kana_syllables) of a pinyin syllable (v for ü), the usual one at no cost; empty when unknown."""
    own = _parts().get(("syllable", syllable))
    if own is not None:
        return own
    initial, final = mandarin.initial_and_final(syllable)
    heads, tails = _parts().get(("initial", initial)), _parts().get(("final", final))
    return joined(heads, tails) if heads and tails else {}


@lru_cache(maxsize=8192)
def in_kana(readings: tuple[tuple[str, float], ...]) -> tuple[tuple[str, str, float], ...]:
    """Folded kana, kana shown and cost of a character or syllable of these pinyin readings, cheapest first."""
    found: dict[str, tuple[str, float]] = {}
    for sound, extra in readings:
        for text, (shown, cost) in kana_syllables.in_kana(options(sound)).items():
            if cost + extra < found.get(text, ("", 99.0))[1]:
                found[text] = (shown, round(cost + extra, 3))
    ranked = sorted(found.items(), key=lambda item: (item[1][1], item[0]))
    return tuple((text, shown, cost) for text, (shown, cost) in ranked[:_LIMIT])


def of_han(words: tuple[str, ...]) -> Lattice | None:
    """The katakana of a Han name read in Mandarin."""
    chars, breaks = han.units(words)
    found: list[Stretch] = []
    compound = mandarin.compound_readings(chars)
    for at, char in enumerate(chars):
        row = Row.of(in_kana(compound[at])) if at < len(compound) else _OF_HAN(char, mandarin.place(at))
        found.append(Stretch(at, at + 1, row))
    return laid_out(chars, breaks, found)


def of_pinyin(words: tuple[str, ...]) -> Lattice | None:
    """The katakana of a name in pinyin, its units the syllables; None when it is not in pinyin."""
    return pinyin.lattice(words, _OF_PINYIN)


def _inverse() -> Inverse:
    sounds = {sound for sound, *_ in rows("mandarin_readings.tsv") if sound not in {"m", "n", "hm"}}
    return Inverse.of((sound, text, cost) for sound in sorted(sounds) for text, _, cost in in_kana(((sound, 0.0),)))


def _latin(syllable: str, _head: bool, cost: float) -> tuple[Edge, ...]:
    spelt = best(merged([(mandarin.options(syllable), cost)]), _LATIN)
    return tuple(Edge(0, 1, letters(text), text.capitalize(), price) for text, price in spelt.items())


def to_latin(words: tuple[str, ...]) -> Lattice | None:
    """The romanised spellings of a Chinese name in katakana; None when its kana spell no Mandarin syllables."""
    return _TO_LATIN.lattice(map(fold, words))


_SOURCES = Sources("mandarin-kana", cache(_inverse))
_TO_LATIN = Respelling("kana-mandarin", _SOURCES, _latin)
_OF_HAN = Table(
    "mandarin-kana", CHARACTERS, lambda char, at: Row.of(in_kana(mandarin.sounds(char, at))), mandarin.PLACES
)
_OF_PINYIN = pinyin.table_of("pinyin-kana", lambda readings, _: in_kana(readings))
TABLES = (_SOURCES.table, _TO_LATIN.table, _OF_HAN, _OF_PINYIN)


_CHINESE = customs.spelling_chinese("mandarin")

BRIDGES: tuple[Bridge, ...] = (
    Bridge("mandarin-kana", "Mandarin reading in katakana", Script.HAN, Script.KATAKANA, of_han, fold, _CHINESE),
    Bridge(
        "pinyin-kana",
        "pinyin in katakana",
        Script.LATIN,
        Script.KATAKANA,
        of_pinyin,
        fold,
        _CHINESE,
        admits=pinyin.is_pinyin,
        links=by_word(of_pinyin, pinyin.MOST_WORDS),
    ),
    Bridge("kana-mandarin", "katakana of Mandarin", Script.KATAKANA, Script.LATIN, to_latin, letters, _CHINESE),
)
