"""Scripts that render names by sound (Arabic, Thai): what the routes from all languages into them share.

Tables spell the parts of a syllable; in Thai, where a vowel may stand before its consonant or around it, `-` is the
place of the consonant. What is compared leaves out what such renderings differ in at will: Arabic vowel signs, Thai
tone marks, vowel length and which letter of one sound is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from itertools import repeat

from msgspec import Struct

from ..tables import rows
from ..text.scripts import Script
from .lattice import Edge, Lattice, edges
from .spelling import Options, best, letters, merged
from .spelling import parse as options_of

Spelt = tuple[tuple[str, str, float], ...]
"""Folded text, text shown and cost of each spelling of a unit, cheapest first."""

_PLACE = "-"
_LIMIT = 32  # spellings of a syllable
_LONGEST_WORD = 24  # letters of a word that is read back

_ARABIC = str.maketrans(
    {"ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه", "ڤ": "ف", "ء": "", "ـ": ""}
)

# Thai letters of one sound as one letter of it, ็ and long vowels as short ones; the marks of tone fall away.
_THAI_MARKS = re.compile("[็-๋ํ๎ฺ]")
_THAI_SILENT = re.compile("[ก-ฮ][ิุ]?์")
_THAI = str.maketrans(
    "ฃคฅฆขฉฌญฎฏฐฑฒถธณผภฝศษสฬใีูื",
    "คคคคคชชญดตทททททนพพฟซซซลไิุึ",
)  # fmt: skip
_THAI_STEPS = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        ("ำ", "าม"),
        ("ญ(?=[ะาิุึเแโไัวอ])|(?<=[เแโไ])ญ", "ย"), ("ญ", "น"),
        ("ห(?=[งนมยรลว])", ""),
        ("ั(?!ว)", "า"),
        ("(เ[ก-ฮ]{1,2}ิย)ะ|([เแโ][ก-ฮ])ะ", r"\1\2"), ("ะ", "า"),
        ("ไ([ก-ฮ])ย?", r"\1าย"), ("เ([ก-ฮ])า", r"\1าว"),
    )
)  # fmt: skip


def fold_arabic(text: str) -> str:
    """Arabic and Persian letters without vowel signs, hamza and tatweel; ى and ی as ي, ة as ه."""
    return letters(text).translate(_ARABIC)


@lru_cache(maxsize=1 << 12)
def fold_thai(text: str) -> str:
    """Thai as it sounds but for tone and length: letters of one sound as one, no silent letters."""
    folded = _THAI_SILENT.sub("", _THAI_MARKS.sub("", text)).translate(_THAI)
    folded = "".join(char for char in folded if "ก" <= char <= "ไ")
    for pattern, instead in _THAI_STEPS:
        folded = pattern.sub(instead, folded)
    return folded


class Rendering(Struct, frozen=True, eq=False):
    """A script that renders names by sound: how it is called and folded, and how few words of it are a name."""

    script: Script
    name: str
    fold: Callable[[str], str]
    fewest: int

    @property
    def code(self) -> str:
        """The name in a bridge's code."""
        return self.name.casefold()


RENDERINGS = (
    Rendering(Script.ARABIC, "Arabic", fold_arabic, 2),
    Rendering(Script.THAI, "Thai", fold_thai, 1),
)
"""The scripts that the tables of renderings spell."""


@cache
def parts(table: str, script: Script) -> Mapping[tuple[str, str], Options]:
    """(part, sound) → spellings in a script, of one language's table."""
    return {(part, sound): options_of(cell) for code, part, sound, cell in rows(table) if code == script.value}


def composed(consonants: Options, *vowels: Options) -> dict[str, float]:
    """The consonant at its place in the first of the vowels, what follows behind it."""
    found: dict[str, float] = dict(consonants)
    for vowel in vowels:
        longer: dict[str, float] = {}
        for head, cost in found.items():
            for tail, extra in vowel.items():
                text = tail.replace(_PLACE, head) if _PLACE in tail else head + tail
                total = round(cost + extra, 3)
                if total < longer.get(text, 99.0):
                    longer[text] = total
        found = longer
    return found


def spelt(options: Iterable[tuple[Options, float]], rendering: Rendering, limit: int = _LIMIT) -> Spelt:
    """The spellings of alternatives, each with the cost of choosing it; of those that fold alike the cheapest."""
    found: dict[str, tuple[str, str, float]] = {}
    for shown, cost in best(merged(options), 2 * limit).items():
        text = rendering.fold(shown)
        if text:
            found.setdefault(text, (text, shown, cost))
    return tuple(found.values())[:limit]


class Inverse(Struct, frozen=True, eq=False):
    """The Latin spellings that a rendered text may stand for, as the keys have them that names are filed under."""

    sources: Mapping[str, tuple[str, ...]]
    longest: int

    @classmethod
    def of(cls, spellings: Iterable[tuple[str, str]]) -> Inverse:
        """From (Latin spelling, rendered text)."""
        found: dict[str, dict[str, None]] = {}
        for latin, text in spellings:
            found.setdefault(text, {})[latin] = None
        return cls({text: tuple(latin) for text, latin in found.items()}, max(map(len, found), default=0))


def read_back(words: tuple[str, ...], rendering: Rendering, inverse: Inverse, most: int) -> Lattice | None:
    """A rendered name in the Latin spellings that it may stand for; its units are the letters. None if there are none.

    `most`: the syllables of the longest name. A name of a single syllable is none.
    """
    folded = tuple(filter(None, map(rendering.fold, words)))
    if not rendering.fewest <= len(folded) <= most or any(len(word) > _LONGEST_WORD for word in folded):
        return None
    spans = [_spans(word, inverse) for word in folded]
    fewest = [_fewest(each, len(word)) for each, word in zip(spans, folded, strict=True)]
    if not all(fewest) or not 1 < sum(fewest) <= most:
        return None
    units, breaks = "".join(folded), set[int]()
    found: list[Edge] = []
    at = 0
    for each, word in zip(spans, folded, strict=True):
        breaks.add(at)
        for start, end in each:
            latin = inverse.sources[word[start:end]]
            found += edges(at + start, at + end, latin, latin, repeat(0.0))
        at += len(word)
    return Lattice(tuple(units), tuple(found), frozenset(breaks) - {0})


def _spans(word: str, inverse: Inverse) -> list[tuple[int, int]]:
    return [
        (start, end)
        for start in range(len(word))
        for end in range(start + 1, min(start + inverse.longest, len(word)) + 1)
        if word[start:end] in inverse.sources
    ]


def _fewest(spans: list[tuple[int, int]], length: int) -> int:
    """The least number of spans that make up the word; 0 if none do. Spans come by ascending start."""
    fewest = {0: 0}
    for start, end in spans:
        if start in fewest:
            fewest[end] = min(fewest[start] + 1, fewest.get(end, length + 1))
    return fewest.get(length, 0)
