"""Scripts that render names by sound (Arabic, Thai): what the routes from all languages into them share.

Tables spell the parts of a syllable; in Thai, where a vowel may stand before its consonant or around it, `-` is the
place of the consonant. What is compared leaves out what such renderings differ in at will: Arabic vowel signs, Thai
tone marks, vowel length and which letter of one sound is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Set
from functools import cache, cached_property, lru_cache

from msgspec import Struct

from ..tables import rows
from ..text.scripts import Script
from .consisting import ConsistingOf
from .lattice import Lattice, Stretch
from .pieces import Inventory, Row, Table
from .spelling import Options, best, letters, merged, rewritten, rules
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
_THAI_STEPS = rules(
    ("ำ", "ำ", "าม"),
    ("ญ", "ญ(?=[ะาิุึเแโไัวอ])|(?<=[เแโไ])ญ", "ย"), ("ญ", "ญ", "น"),
    ("ห", "ห(?=[งนมยรลว])", ""),
    ("ั", "ั(?!ว)", "า"),
    ("ะ", "(เ[ก-ฮ]{1,2}ิย|[เแโ][ก-ฮ])ะ", r"\1"), ("ะ", "ะ", "า"),
    ("ไ", "ไ([ก-ฮ])ย?", r"\1าย"), ("เ", "เ([ก-ฮ])า", r"\1าว"),
)  # fmt: skip


def fold_arabic(text: str) -> str:
    """Arabic and Persian letters without vowel signs, hamza and tatweel; ى and ی as ي, ة as ه."""
    return letters(text).translate(_ARABIC)


@lru_cache(maxsize=1 << 12)
def fold_thai(text: str) -> str:
    """Thai as it sounds but for tone and length: letters of one sound as one, no silent letters."""
    folded = _THAI_SILENT.sub("", _THAI_MARKS.sub("", text)).translate(_THAI)
    return rewritten("".join([char for char in folded if "ก" <= char <= "ไ"]), _THAI_STEPS)


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


class Inverse:
    """The Latin spellings that a rendered text may stand for, as the keys have them that names are filed under.

    `spellings` gives every Latin spelling with a text that renders it.
    """

    def __init__(self, name: str, spellings: Callable[[], Iterable[tuple[str, str]]]) -> None:
        self._spellings = spellings
        self.table = Table(name, Inventory(name, lambda: self._sources), self._row)

    @property
    def texts(self) -> Set[str]:
        """Every text that renders a Latin spelling."""
        return self.table.pieces

    @cached_property
    def longest(self) -> int:
        """Letters of the longest of these."""
        return max(map(len, self.texts), default=0)

    @cached_property
    def consists(self) -> ConsistingOf:
        """Whether a word may consist of such texts: most words do not, which is sooner known than of how many."""
        return ConsistingOf(lambda: self.texts)

    @cached_property
    def _sources(self) -> Mapping[str, Mapping[str, float]]:
        found: dict[str, dict[str, float]] = {}
        for latin, text in self._spellings():
            found.setdefault(text, {})[latin] = 0.0
        return found

    def _row(self, text: str, _variant: str) -> Row:
        return Row.plain(self._sources[text])


def read_back(words: tuple[str, ...], rendering: Rendering, inverse: Inverse, most: int) -> Lattice | None:
    """A rendered name in the Latin spellings that it may stand for; its units are the letters. None if there are none.

    `most`: the syllables of the longest name. A name of a single syllable is none.
    """
    folded = tuple(filter(None, map(rendering.fold, words)))
    if not rendering.fewest <= len(folded) <= most or any(len(word) > _LONGEST_WORD for word in folded):
        return None
    if not all(map(inverse.consists, folded)):
        return None
    spans = [_spans(word, inverse) for word in folded]
    if not 1 < sum(map(_fewest, spans, map(len, folded))) <= most:
        return None
    units, breaks = "".join(folded), set[int]()
    found: list[Stretch] = []
    at = 0
    for each, word in zip(spans, folded, strict=True):
        breaks.add(at)
        found += [Stretch(at + start, at + end, inverse.table(word[start:end])) for start, end in each]
        at += len(word)
    return Lattice(tuple(units), breaks=frozenset(breaks) - {0}, rows=found)


def _spans(word: str, inverse: Inverse) -> list[tuple[int, int]]:
    texts, longest = inverse.texts, inverse.longest
    return [
        (start, end)
        for start in range(len(word))
        for end in range(start + 1, min(start + longest, len(word)) + 1)
        if word[start:end] in texts
    ]


def _fewest(spans: Iterable[tuple[int, int]], length: int) -> int:
    """The least number of spans, which are in order, that make up a word which consists of such."""
    fewest = [0, *[length + 1] * length]
    for start, end in spans:
        fewest[end] = min(fewest[end], fewest[start] + 1)
    return fewest[length]
