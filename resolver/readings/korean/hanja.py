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
from ..lattice import Bridge, Lattice, Stretch, laid_out
from ..pieces import CHARACTERS, Row, Table
from ..spelling import Options, best, cyrillic_letters, hangul_syllables, letters, merged
from .hangul import (
    FAMILY,
    FOLLOWING,
    LINKING,
    changing,
    cyrillic_options,
    family_options,
    linking,
    options,
    shown,
    surname_options,
)

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
    return tuple(HANGUL(char, place).options().items())


def _found(char: str, place: str) -> _Readings:
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
    return [readings(char, place(index)) for index, char in enumerate(chars)]


def place(index: int) -> str:
    """The place in a name of the character at an index, as `readings` takes it."""
    return "given" if index else FAMILY


def hangul(words: tuple[str, ...]) -> Lattice | None:
    """The hangul of a Han name read as Korean reads it."""
    chars, breaks = han.units(words)
    rows = [Stretch(index, index + 1, HANGUL(char, place(index))) for index, char in enumerate(chars)]
    return laid_out(chars, breaks, rows)


def latin(words: tuple[str, ...]) -> Lattice | None:
    """The romanised spellings of a Han name read as Korean reads it: each hangul reading, romanised."""
    chars, breaks = han.units(words)
    sounds = _all_readings(chars)
    found: list[Stretch] = []
    compound = _compound(sounds)
    heads = {0, *breaks} | (set() if breaks else {2 if compound else 1})
    for index, char in enumerate(chars):
        row = LATIN(char, changing(_following(sounds, index)) if index else FAMILY)
        found.append(Stretch(index, index + 1, row, show=shown(is_head=index in heads)))
    found.append(Stretch(0, 2, Row.plain(compound), show=str.capitalize))
    return laid_out(chars, breaks, found)


def _following(sounds: list[_Readings], index: int) -> str:
    """The likeliest reading of the character behind one of the given name; empty when there is none."""
    return sounds[index + 1][0][0] if index and index + 1 < len(sounds) and sounds[index + 1] else ""


def romanised(char: str, *, head: bool) -> Options:
    """The romanised spellings of one character at the head of a name or inside it."""
    return LATIN(char, FAMILY if head else "").options()


def _latin_row(char: str, variant: str) -> Row:
    is_family = variant == FAMILY
    return _romanised(readings(char, place(not is_family)), "" if is_family else variant, is_family)


@lru_cache(maxsize=8192)
def _romanised(sounds: _Readings, following: str, is_family: bool) -> Row:
    romanised = family_options if is_family else options
    return Row.plain(best(merged((romanised(sound, following), cost) for sound, cost in sounds), _LIMIT))


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
    found: list[Stretch] = []
    for index, char in enumerate(chars):
        row = _CYRILLIC(char, linking(_following(sounds, index)) if index else FAMILY)
        found.append(Stretch(index, index + 1, row, show=str.capitalize if index in {0, 1, *breaks} else None))
    return laid_out(chars, breaks, found)


def _cyrillic_row(char: str, variant: str) -> Row:
    is_family = variant == FAMILY
    return _in_cyrillic(readings(char, place(not is_family)), "" if is_family else variant, is_family)


@lru_cache(maxsize=8192)
def _in_cyrillic(sounds: _Readings, following: str, is_family: bool) -> Row:
    spelt = ((cyrillic_options(sound, following, is_family=is_family), cost) for sound, cost in sounds)
    return Row.of((cyrillic_letters(text), text, cost) for text, cost in best(merged(spelt), _LIMIT).items())


HANGUL = Table("hanja-hangul", CHARACTERS, lambda char, place: Row.plain(dict(_found(char, place))), (FAMILY, "given"))
LATIN = Table("hanja-latin", CHARACTERS, _latin_row, (FAMILY, *FOLLOWING))
_CYRILLIC = Table("hanja-cyrillic", CHARACTERS, _cyrillic_row, (FAMILY, "", LINKING))
TABLES = (HANGUL, LATIN, _CYRILLIC)

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
