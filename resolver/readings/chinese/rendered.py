"""Mandarin names in Arabic and Thai letters (شي جين بينغ, สี จิ้นผิง): from Han characters, from pinyin, and back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial

from ...tables import rows
from ...text import han
from ...text.scripts import Script
from ...vocabulary import customs
from ..lattice import Bridge, Edge, Lattice
from ..pieces import Table
from ..rendering import RENDERINGS, Inverse, Rendering, Spelt, composed, parts, read_back, spelt
from ..spelling import Options, letters
from . import mandarin, pinyin

_TABLE = "mandarin_rendered.tsv"
_MOST_SYLLABLES = 4  # a compound family name and a given name of two
_NO_NAMES = frozenset({"m", "n", "hm", "ng"})


@lru_cache(maxsize=4096)
def options(syllable: str, rendering: Rendering) -> Options:
    """How a pinyin syllable (v for ü) is written in a script, the usual way at no cost; empty when unknown."""
    table = parts(_TABLE, rendering.script)
    own = table.get(("syllable", syllable))
    if own is not None:
        return own
    initial, final = mandarin.initial_and_final(syllable)
    heads, tails = table.get(("initial", initial)), table.get(("final", final))
    return composed(heads, tails) if heads and tails else {}


@lru_cache(maxsize=8192)
def _spelt(readings: tuple[tuple[str, float], ...], rendering: Rendering) -> Spelt:
    return spelt(((options(sound, rendering), cost) for sound, cost in readings), rendering)


def of_han(rendering: Rendering, words: tuple[str, ...]) -> Lattice | None:
    """A Han name read in Mandarin, as a script renders it."""
    chars, breaks = han.units(words)
    edges = tuple(
        Edge(at, at + 1, *option)
        for at, readings in enumerate(mandarin.readings(chars))
        for option in _spelt(readings, rendering)
    )
    return Lattice(chars, edges, breaks) if edges else None


def of_pinyin(rendering: Rendering, words: tuple[str, ...]) -> Lattice | None:
    """A name in pinyin as a script renders it, its units the syllables; None when it is not in pinyin."""
    return pinyin.lattice(words, _OF_PINYIN[rendering])


def _of_pinyin(rendering: Rendering) -> Table:
    return pinyin.table_of(f"pinyin-{rendering.code}", lambda readings, _: _spelt(readings, rendering))


_OF_PINYIN = {rendering: _of_pinyin(rendering) for rendering in RENDERINGS}


def _latin(rendering: Rendering) -> Iterator[tuple[str, str]]:
    sounds = {sound for sound, *_ in rows("mandarin_readings.tsv")} - _NO_NAMES
    for sound in sorted(sounds):
        for text, _, _ in _spelt(((sound, 0.0),), rendering):
            for latin in dict.fromkeys((sound.replace("v", "u"), sound.replace("v", "yu"))):
                yield latin, text


_INVERSES = {rendering: Inverse(f"{rendering.code}-mandarin", partial(_latin, rendering)) for rendering in RENDERINGS}
TABLES = (*_OF_PINYIN.values(), *(inverse.table for inverse in _INVERSES.values()))


def to_latin(rendering: Rendering, words: tuple[str, ...]) -> Lattice | None:
    """The pinyin that a rendered Chinese name may stand for; None when it cannot be one."""
    return read_back(words, rendering, _INVERSES[rendering], _MOST_SYLLABLES)


_CHINESE = customs.spelling_chinese("mandarin")


def _bridges(to: Rendering) -> Iterator[Bridge]:
    name, title = f"mandarin-{to.code}", f"Mandarin reading in {to.name}"
    yield Bridge(name, title, Script.HAN, to.script, partial(of_han, to), to.fold, _CHINESE, searches=False)
    name, title = f"pinyin-{to.code}", f"pinyin in {to.name}"
    yield Bridge(name, title, Script.LATIN, to.script, partial(of_pinyin, to), to.fold, _CHINESE, searches=False)
    name, title = f"{to.code}-mandarin", f"Mandarin from {to.name}"
    yield Bridge(name, title, to.script, Script.LATIN, partial(to_latin, to), letters, _CHINESE, compares=False)


BRIDGES: tuple[Bridge, ...] = tuple(bridge for rendering in RENDERINGS for bridge in _bridges(rendering))
