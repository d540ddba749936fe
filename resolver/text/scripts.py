"""Which script a character is written in, as ISO 15924 names it, and the runs of one script in a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from enum import StrEnum
from functools import cache, lru_cache


class Script(StrEnum):
    """The scripts that names of the sources and benchmarks are written in; OTHER for the rest, NONE for signs."""

    LATIN = "Latn"
    HAN = "Hani"
    HIRAGANA = "Hira"
    KATAKANA = "Kana"
    HANGUL = "Hang"
    CYRILLIC = "Cyrl"
    GREEK = "Grek"
    ARABIC = "Arab"
    HEBREW = "Hebr"
    ARMENIAN = "Armn"
    GEORGIAN = "Geor"
    DEVANAGARI = "Deva"
    BENGALI = "Beng"
    TAMIL = "Taml"
    THAI = "Thai"
    LAO = "Laoo"
    KHMER = "Khmr"
    BURMESE = "Mymr"
    OTHER = "Zzzz"
    NONE = "Zyyy"

    __hash__ = str.__hash__  # that of enumerations is many times slower, and scripts are looked up everywhere


BY_CHARACTER = frozenset({Script.HAN, Script.HANGUL})
"""Scripts whose characters are units of a name."""

# First and last code point of the blocks that hold letters of names. Source: Unicode 15 Blocks.txt.
_BLOCKS: tuple[tuple[int, int, Script], ...] = tuple(
    sorted(
        [
            (0x41, 0x5A, Script.LATIN), (0x61, 0x7A, Script.LATIN), (0xAA, 0xAA, Script.LATIN),
            (0xBA, 0xBA, Script.LATIN), (0xC0, 0xD6, Script.LATIN), (0xD8, 0xF6, Script.LATIN),
            (0xF8, 0x24F, Script.LATIN), (0x250, 0x2AF, Script.LATIN), (0x1E00, 0x1EFF, Script.LATIN),
            (0x370, 0x3FF, Script.GREEK), (0x1F00, 0x1FFF, Script.GREEK),
            (0x400, 0x52F, Script.CYRILLIC), (0x1C80, 0x1C8F, Script.CYRILLIC), (0x2DE0, 0x2DFF, Script.CYRILLIC),
            (0x531, 0x58F, Script.ARMENIAN), (0x5D0, 0x5F4, Script.HEBREW),
            (0x620, 0x6FF, Script.ARABIC), (0x750, 0x77F, Script.ARABIC), (0x8A0, 0x8FF, Script.ARABIC),
            (0xFB50, 0xFDFF, Script.ARABIC), (0xFE70, 0xFEFC, Script.ARABIC), (0xFB1D, 0xFB4F, Script.HEBREW),
            (0x900, 0x97F, Script.DEVANAGARI), (0x980, 0x9FF, Script.BENGALI), (0xB80, 0xBFF, Script.TAMIL),
            (0xE00, 0xE7F, Script.THAI), (0xE80, 0xEFF, Script.LAO), (0x1000, 0x109F, Script.BURMESE),
            (0x10A0, 0x10FF, Script.GEORGIAN), (0x1C90, 0x1CBF, Script.GEORGIAN), (0x1780, 0x17FF, Script.KHMER),
            (0x1100, 0x11FF, Script.HANGUL), (0x3130, 0x318F, Script.HANGUL), (0xAC00, 0xD7AF, Script.HANGUL),
            (0x3005, 0x3007, Script.HAN), (0x2E80, 0x2FDF, Script.HAN), (0x3400, 0x4DBF, Script.HAN),
            (0x4E00, 0x9FFF, Script.HAN), (0xF900, 0xFAFF, Script.HAN), (0x20000, 0x323AF, Script.HAN),
            (0x3041, 0x309F, Script.HIRAGANA), (0x30A1, 0x30FA, Script.KATAKANA), (0x30FC, 0x30FF, Script.KATAKANA),
            (0x31F0, 0x31FF, Script.KATAKANA),
        ]
    )
)  # fmt: skip
_STARTS = [block[0] for block in _BLOCKS]


@lru_cache(maxsize=1 << 12)
def script_of(char: str) -> Script:
    """The script of one character; NONE for digits, signs, spaces and marks, OTHER for letters of other scripts."""
    code = ord(char)
    if 0x4E00 <= code <= 0x9FFF:
        return Script.HAN
    index = bisect_right(_STARTS, code) - 1
    if index >= 0 and code <= _BLOCKS[index][1]:
        return _BLOCKS[index][2]
    return Script.OTHER if char.isalpha() else Script.NONE


def only_script(text: str) -> Script | None:
    """The script of a text that begins with a letter, where all its characters are of one block, or ASCII signs.

    None where it takes a look at each character to tell: a quick question, which is enough for most names.
    """
    index = bisect_right(_STARTS, ord(text[:1] or " ")) - 1
    return _BLOCKS[index][2] if index >= 0 and _in_block(index).fullmatch(text) else None


@cache
def _in_block(index: int) -> re.Pattern[str]:
    """Texts of characters of a block, and of the signs and spaces of ASCII."""
    first, last, _ = _BLOCKS[index]
    return re.compile(rf"[{re.escape(chr(first))}-{re.escape(chr(last))}\0-@\[-`{{-\x7f]*")


def main_script(text: str) -> Script:
    """The script of most of the text's letters (the earliest of equals); NONE when it has no letter."""
    scripts = set(map(script_of, text)) - {Script.NONE}
    if len(scripts) == 1:
        return scripts.pop()
    counts = Counter(map(script_of, text))
    del counts[Script.NONE]
    return max(counts, key=lambda script: counts[script]) if counts else Script.NONE


def runs(text: str) -> list[tuple[Script, str]]:
    """The text cut where the script changes. Signs and spaces stay with the run before them."""
    found: list[tuple[Script, str]] = []
    for char in text:
        script = script_of(char)
        if found and (script in (Script.NONE, found[-1][0])):
            found[-1] = (found[-1][0], found[-1][1] + char)
        elif found and found[-1][0] is Script.NONE:
            found[-1] = (script, found[-1][1] + char)
        else:
            found.append((script, char))
    return found


SPACED_BY_PHRASE = frozenset({Script.THAI, Script.LAO, Script.KHMER, Script.BURMESE})
"""Scripts that write a space between phrases, as between a name and an office, not between words."""

SCRIPTS_WITHOUT_SPACES = SPACED_BY_PHRASE | {Script.HAN, Script.HIRAGANA, Script.KATAKANA, Script.HANGUL}
"""Scripts in which a name may stand as one unbroken string. (Hangul has spaces, but names are written without.)"""
