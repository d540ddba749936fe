"""Hanja names in hangul, and through hangul in Latin letters.

Korean reads a character in one or two ways; the law of initials changes ㄹ and ㄴ at the head of a word
(리 becomes 이, 라 나, 녀 여), which people apply to family and given names as they choose.
"""

from __future__ import annotations

from functools import cache, lru_cache

from ...tables import rows
from ...text import han
from ...text.scripts import Script
from ...vocabulary import customs
from ..lattice import Bridge, Edge, Lattice
from ..spelling import Options, best, cyrillic_letters, hangul_syllables, letters, merged
from .hangul import changing, cyrillic_options, family_options, options, surname_options

_ALTERNATIVE = 0.5  # a further reading, or one of another character that is written the same
_BY_LAW = 0.2  # the reading by, or against, the law of initials
_LIMIT = 40  # edges a character
_Readings = tuple[tuple[str, float], ...]


def by_initial_law(syllable: str) -> str:
    """The syllable as it stands at the head of a word (리 이, 로 노, 녀 여); others unchanged."""
    code = ord(syllable) - 0xAC00
    onset, rime = divmod(code, 588)
    narrow = rime // 28 in {2, 3, 6, 7, 12, 17, 20}  # ㅑ ㅒ ㅕ ㅖ ㅛ ㅠ ㅣ
    if onset == 5 or (onset == 2 and narrow):  # ㄹ, or ㄴ before i and y
        onset = 11 if narrow else 2
    return chr(0xAC00 + onset * 588 + rime)


@lru_cache(maxsize=1 << 13)
def readings(char: str, place: str = "given") -> _Readings:
    """The hangul readings of a character in a name ("family" or "given" name), each with its cost."""
    listed = _names().get((han.fold(char), place))
    if listed:
        return tuple((sound, number * _ALTERNATIVE) for number, sound in enumerate(listed))
    own = dict(han.sounds(char, "hanja_readings.tsv"))
    kindred = {sound: rank + 1 for sound, rank in han.kindred_sounds(char, "hanja_readings.tsv").items()}
    found: dict[str, float] = {}
    for sound, rank in (kindred | own).items():
        head, cost = by_initial_law(sound), rank * _ALTERNATIVE
        first, second = (head, sound) if place == "family" else (sound, head)
        for syllable, extra in ((first, 0.0), (second, _BY_LAW)):
            found[syllable] = min(cost + extra, found.get(syllable, cost + extra))
    return tuple(sorted(found.items(), key=lambda reading: (reading[1], reading[0]))[:6])


@cache
def _names() -> dict[tuple[str, str], tuple[str, ...]]:
    return {(han.fold(char), place): tuple(sound.split("/")) for char, place, sound in rows("hanja_names.tsv")}


def _all_readings(chars: tuple[str, ...]) -> list[_Readings]:
    return [readings(char, "given" if index else "family") for index, char in enumerate(chars)]


def hangul(words: tuple[str, ...]) -> Lattice | None:
    """The hangul of a Han name read as Korean reads it."""
    chars, breaks = han.units(words)
    edges = tuple(
        Edge(index, index + 1, sound, sound, cost)
        for index, sounds in enumerate(_all_readings(chars))
        for sound, cost in sounds
    )
    return Lattice(chars, edges, breaks) if edges else None


def latin(words: tuple[str, ...]) -> Lattice | None:
    """The romanised spellings of a Han name read as Korean reads it: each hangul reading, romanised."""
    chars, breaks = han.units(words)
    sounds = _all_readings(chars)
    edges: list[Edge] = []
    compound = _compound(sounds)
    heads = {0, *breaks} | (set() if breaks else {2 if compound else 1})
    for index, here in enumerate(sounds):
        following = sounds[index + 1][0][0] if index and index + 1 < len(sounds) and sounds[index + 1] else ""
        for text, cost in _romanised(here, changing(following), index == 0).items():
            shown = text.capitalize() if index in heads else f"-{text}"
            edges.append(Edge(index, index + 1, text, shown, cost))
    edges += [Edge(0, 2, text, text.capitalize(), cost) for text, cost in compound.items()]
    return Lattice(chars, tuple(edges), breaks) if edges else None


def romanised(char: str, *, head: bool) -> Options:
    """The romanised spellings of one character at the head of a name or inside it."""
    return _romanised(readings(char, "family" if head else "given"), "", head)


@lru_cache(maxsize=8192)
def _romanised(sounds: _Readings, following: str, is_family: bool) -> Options:
    romanised = family_options if is_family else options
    return best(merged((romanised(sound, following), cost) for sound, cost in sounds), _LIMIT)


def _compound(sounds: list[_Readings]) -> dict[str, float]:
    """The spellings of a family name of two characters at the head of three or more (南宮 Namgung)."""
    if len(sounds) < 3:
        return {}
    return merged(
        (surname_options(first + second), cost + extra) for first, cost in sounds[0] for second, extra in sounds[1]
    )


def cyrillic(words: tuple[str, ...]) -> Lattice | None:
    """The Cyrillic spellings of a Han name read as Korean reads it."""
    chars, breaks = han.units(words)
    sounds = _all_readings(chars)
    edges: list[Edge] = []
    for index, here in enumerate(sounds):
        following = sounds[index + 1][0][0] if index and index + 1 < len(sounds) and sounds[index + 1] else ""
        for text, cost in _in_cyrillic(here, following, index == 0).items():
            shown = text.capitalize() if index in {0, 1, *breaks} else text
            edges.append(Edge(index, index + 1, cyrillic_letters(text), shown, cost))
    return Lattice(chars, tuple(edges), breaks) if edges else None


@lru_cache(maxsize=8192)
def _in_cyrillic(sounds: _Readings, following: str, is_family: bool) -> Options:
    spelt = ((cyrillic_options(sound, following, is_family=is_family), cost) for sound, cost in sounds)
    return best(merged(spelt), _LIMIT)


_KOREAN = customs.bearers("ko")

BRIDGES: tuple[Bridge, ...] = (
    Bridge(
        "hanja-hangul",
        "Korean reading of hanja",
        Script.HAN,
        Script.HANGUL,
        hangul,
        hangul_syllables,
        _KOREAN,
    ),
    Bridge("hanja-latin", "romanised Korean reading of hanja", Script.HAN, Script.LATIN, latin, letters, _KOREAN),
    Bridge(
        "hanja-cyrillic",
        "Korean reading of hanja in Cyrillic",
        Script.HAN,
        Script.CYRILLIC,
        cyrillic,
        cyrillic_letters,
        _KOREAN,
    ),
)
