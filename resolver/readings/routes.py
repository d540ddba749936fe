"""The table of routes: which bridges lead from one script to another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib import import_module

from ..text.scripts import Script
from .lattice import Bridge, Lattice

_GENERATION = re.compile(r"\d(?:世|세|代)")
_KEPT = 250  # lattices that stay: a mention's, while its candidates are found and compared; some take 50 KB
_MODULES = (
    "chinese.sinovietnamese",
    "vietnamese.abroad",
    "chinese.mandarin",
    "chinese.cantonese",
    "japanese.kana",
    "japanese.kanji",
    "japanese.morae",
    "chinese.pinyin",
    "korean.hangul",
    "korean.hanja",
    "cyrillic",
    "chinese.sinoxenic",
    "chinese.mandarin_kana",
    "korean.katakana",
    "chinese.sinovietnamese_abroad",
    "half_kana",
    "chinese.rendered",
    "vietnamese.rendered",
    "korean.rendered",
    "japanese.rendered",
)


@cache
def all_bridges() -> tuple[Bridge, ...]:
    """Every shipped bridge, in the order in which their modules are listed."""
    found: list[Bridge] = []
    for name in _MODULES:
        module = import_module(f"{__package__}.{name}")
        found.extend(module.BRIDGES)
    return tuple(found)


@cache
def bridges(source: Script, target: Script) -> tuple[Bridge, ...]:
    """The bridges that compare names of the source script with the target script. Kana count as one script."""
    return tuple(
        bridge
        for bridge in all_bridges()
        if bridge.compares and one_kana(bridge.source) is source and one_kana(bridge.target) is target
    )


@cache
def bridges_from(source: Script) -> tuple[Bridge, ...]:
    """The bridges that search for names of a script. Kana count as one script."""
    return tuple(bridge for bridge in all_bridges() if bridge.searches and one_kana(bridge.source) is source)


@cache
def folds_into(target: Script) -> tuple[Callable[[str], str], ...]:
    """The ways in which the bridges that search a script fold its letters, each once. Kana count as one script."""
    found = (bridge.fold for bridge in all_bridges() if bridge.searches and one_kana(bridge.target) is target)
    return tuple(dict.fromkeys(found))


def read(bridge: Bridge, words: tuple[str, ...]) -> Lattice | None:
    """What a bridge makes of a name's words; kept for a while, since it is asked for by several steps in turn.

    Nothing of a ruler's name with a numeral (페터르 4세, カルロス2世), which no reading of syllables has a place for.
    """
    return _read(bridge.lattice, words)


@lru_cache(maxsize=_KEPT)
def _read(lattice: Callable[[tuple[str, ...]], Lattice | None], words: tuple[str, ...]) -> Lattice | None:
    """Kept by what makes the lattice: bridges to several scripts may share it."""
    return None if _is_rulers(words) else lattice(words)


def read_within(bridge: Bridge, words: tuple[str, ...], text: str) -> Lattice | None:
    """The same as far as it occurs in a text that the bridge has folded; other edges may be wanting."""
    if bridge.within is None:
        return read(bridge, words)
    return None if _is_rulers(words) else bridge.within(words, text)


def read_usual(bridge: Bridge, words: tuple[str, ...]) -> Lattice | None:
    """The same as far as its usual spellings go."""
    if bridge.usual is None:
        return read(bridge, words)
    return None if _is_rulers(words) else bridge.usual(words)


@lru_cache(maxsize=_KEPT)
def _is_rulers(words: tuple[str, ...]) -> bool:
    """Whether a name has a ruler's numeral: one look for all routes."""
    return any(map(is_regnal, words))


def is_regnal(word: str) -> bool:
    """Whether a word has a ruler's numeral: no route reads it."""
    return _GENERATION.search(word) is not None


def one_kana(script: Script) -> Script:
    """The script under which routes are filed: hiragana count as katakana."""
    return Script.KATAKANA if script is Script.HIRAGANA else script


def titles() -> Iterator[tuple[str, str]]:
    """Code and title of every bridge."""
    for bridge in all_bridges():
        yield bridge.code, bridge.title
