"""Japanese names in Arabic and Thai letters (شينزو آبي, ชินโซ อาเบะ): from kana, kanji and romaji, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache, partial
from heapq import nsmallest
from itertools import pairwise

from ...text.scripts import Script
from ...vocabulary import customs
from ..lattice import Bridge, Lattice
from ..rendering import RENDERINGS, Inverse, Rendering, composed, parts, read_back, spelt
from ..spelling import Options, letters
from . import kana, kanji, morae, romaji
from .writing import Spelling, Writing

_TABLE = "japanese_rendered.tsv"
_MOST_MORAE = 12
_MOST = 12  # spellings of a reading of several morae
_UNHEARD = 0.3  # nats: the i of ei left out
_PARTS = re.compile("(sh|ch|ts|[kgsztdnhbpmrwfvj]?)(y?[aiueo])")
_LONG = re.compile("o[ou]+|uu+|ii+")


@lru_cache(maxsize=4096)
def _mora(sound: str, rendering: Rendering) -> Options:
    """The spellings of one mora in Hepburn, without its length."""
    table = parts(_TABLE, rendering.script)
    found = _PARTS.fullmatch(sound)
    if found is None:
        return table.get(("alone", sound), {"": 0.0})
    onset, vowel = found.groups()
    if not onset and vowel[0] == "y":
        onset, vowel = "y", vowel[1:]
    return composed(table["onset", onset], table["vowel", vowel]) if onset else table["alone", vowel]


@lru_cache(maxsize=1 << 12)
def _options(rendering: Rendering, text: str, _initial: bool) -> tuple[Spelling, ...]:
    """The spellings of a kana string, long vowels as short ones and double consonants as single ones."""
    sounds = tuple(_sounds(text))
    ways = [sounds]
    if any(pair[0].endswith("e") and pair[1] == "i" for pair in pairwise(sounds)):
        ways.append(
            tuple(sound for before, sound in zip(("", *sounds), sounds, strict=False) if not _is_long(before, sound))
        )
    spelt_out = [(_joined(each, rendering), _UNHEARD * rank) for rank, each in enumerate(ways)]
    return tuple(Spelling(*option) for option in spelt(spelt_out, rendering, _MOST))


def _is_long(before: str, sound: str) -> bool:
    """Whether ei may be heard as a long e (けい)."""
    return sound == "i" and before.endswith("e")


def _joined(sounds: tuple[str, ...], rendering: Rendering) -> Options:
    found: Options = {"": 0.0}
    for sound in sounds:
        mora = _mora(sound, rendering)
        joined = {head + tail: cost + extra for head, cost in found.items() for tail, extra in mora.items()}
        found = dict(nsmallest(2 * _MOST, joined.items(), key=lambda item: (item[1], item[0])))
    return found


def _sounds(text: str) -> Iterator[str]:
    """The morae in Hepburn, without what lengthens the vowel before."""
    before = ""
    for mora in kana.morae(text):
        sound = kana.plain(mora)
        if sound and not (len(sound) == 1 and _LONG.fullmatch(before[-1:] + sound)):
            yield sound
        before = sound or before


@cache
def _writing(rendering: Rendering) -> Writing:
    return Writing(rendering.script, partial(_options, rendering), rendering.fold)


def _latin(rendering: Rendering) -> Iterator[tuple[str, str]]:
    for key, mora in kana.mora_keys():
        for spelling in _options(rendering, mora, False):
            yield romaji.key(key), spelling.text


_INVERSES = {rendering: Inverse(f"{rendering.code}-japanese", partial(_latin, rendering)) for rendering in RENDERINGS}
TABLES = tuple(inverse.table for inverse in _INVERSES.values())


def to_latin(rendering: Rendering, words: tuple[str, ...]) -> Lattice | None:
    """The romaji that a rendered Japanese name may stand for, as its key; None when it cannot be one."""
    return read_back(words, rendering, _INVERSES[rendering], _MOST_MORAE)


_JAPAN = customs.bearers("ja")


def _bridges(to: Rendering) -> Iterator[Bridge]:
    writing = _writing(to)
    name, title = f"kana-{to.code}", f"kana in {to.name}"
    of_kana = partial(kana.lattice, writing=writing)
    yield Bridge(name, title, Script.KATAKANA, to.script, of_kana, to.fold, _JAPAN, searches=False)
    name, title = f"kanji-{to.code}", f"Japanese reading in {to.name}"
    of_kanji = partial(kanji.lattice, writing=writing)
    yield Bridge(name, title, Script.HAN, to.script, of_kanji, to.fold, _JAPAN, searches=False)
    name, title = f"romaji-{to.code}", f"romaji in {to.name}"
    of_romaji = partial(morae.lattice, writing=writing)
    yield Bridge(name, title, Script.LATIN, to.script, of_romaji, to.fold, _JAPAN, searches=False)
    name, title = f"{to.code}-japanese", f"Japanese from {to.name}"
    yield Bridge(name, title, to.script, Script.LATIN, partial(to_latin, to), letters, _JAPAN, compares=False)


BRIDGES: tuple[Bridge, ...] = tuple(bridge for rendering in RENDERINGS for bridge in _bridges(rendering))
