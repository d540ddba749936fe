"""Names written in pinyin, in Cyrillic and hangul: for Chinese people of whom only the pinyin is known.

Pinyin says where its syllables end: one that begins with a vowel stands at the head of a word or after an
apostrophe, so nearly every word has one cut into syllables.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import takewhile

from ...tables import rows
from ...text.scripts import Script
from ...vocabulary import customs
from ..consisting import ConsistingOf
from ..lattice import Bridge, Lattice, Stretch
from ..links import by_word
from ..pieces import Inventory, Row, Table
from ..spelling import cyrillic_letters, hangul_syllables
from .mandarin import IN_CYRILLIC, IN_HANGUL, Convention, spellings

_LONGEST = 6  # letters of a syllable: zhuang
MOST_WORDS = 3
_BARE_U = 1.0  # ü whose dots are left out (Lu for Lü)


def is_pinyin(word: str) -> bool:
    """Whether a word can be cut into syllables of pinyin."""
    return bool(syllables(word))


@lru_cache(maxsize=1 << 13)
def syllables(word: str) -> tuple[str, ...]:
    """The syllables of a word in pinyin, without tones and with v for ü; empty when it is no pinyin."""
    found: list[str] = []
    toneless = _toneless(word)
    for chunk in (toneless,) if toneless.isalpha() and toneless.isascii() else _APART.split(toneless):
        if chunk:
            cut = _cut(chunk) if _CONSISTING(chunk) else ()
            if not cut:
                return ()
            found += cut
    return tuple(found)


_APART = re.compile("[^a-z]+")


def _toneless(word: str) -> str:
    if word.isascii():
        return word.casefold()
    marked = unicodedata.normalize("NFD", word.casefold()).replace("u\u0308", "v")
    return "".join(char for char in marked if not unicodedata.combining(char))


def _cut(chunk: str) -> tuple[str, ...]:
    """The cut into fewest syllables; empty when there is none."""
    known = _known()
    cuts: list[tuple[str, ...] | None] = [()] + [None] * len(chunk)
    for start in range(len(chunk)):
        head = cuts[start]
        if head is None or (start and chunk[start] in "aoe"):
            continue
        for end in range(start + 1, min(start + _LONGEST, len(chunk)) + 1):
            if (tail := chunk[start:end]) in known:
                best = cuts[end]
                if best is None or len(head) + 1 < len(best):
                    cuts[end] = (*head, tail)
    return cuts[-1] or ()


@cache
def _known() -> frozenset[str]:
    return frozenset(sound for sound, *_ in rows("mandarin_readings.tsv") if sound not in {"m", "n", "hm", "o"})


_CONSISTING = ConsistingOf(_known)
"""Most words do not consist of syllables, wherever these may begin: that is sooner known."""

Spell = Callable[[tuple[tuple[str, float], ...], bool], Iterable[tuple[str, str, float]]]
"""Folded text, text shown and cost of a syllable with these readings, at the head of a word or inside."""

_SYLLABLES = Inventory("pinyin", _known)
_HEAD = "head"


def table_of(name: str, spell: Spell) -> Table:
    """What a script makes of each syllable, as a table for `lattice`."""
    return Table(name, _SYLLABLES, lambda sound, at: Row.of(spell(_readings(sound), at == _HEAD)), (_HEAD, ""))


def lattice(words: tuple[str, ...], table: Table) -> Lattice | None:
    """A name in pinyin as another script spells its syllables, which are its units; None when it is no pinyin."""
    if not words or len(words) > MOST_WORDS:
        return None
    parts = list(takewhile(bool, map(syllables, words)))  # most names are closed by their first word
    if len(parts) < len(words):
        return None
    units = tuple(sound for part in parts for sound in part)
    heads = {sum(map(len, parts[:number])) for number in range(len(parts))}
    rows = [Stretch(at, at + 1, table(sound, _HEAD if at in heads else "")) for at, sound in enumerate(units)]
    return Lattice(units, breaks=frozenset(heads - {0}), rows=rows)


def _readings(sound: str) -> tuple[tuple[str, float], ...]:
    dotted = sound.replace("u", "v")
    if sound in {"lu", "nu", "lue", "nue"} and dotted in _known():
        return ((sound, 0.0), (dotted, _BARE_U))
    return ((sound, 0.0),)


def cyrillic(words: tuple[str, ...]) -> Lattice | None:
    """The Cyrillic spellings (Palladius) of a name in pinyin."""
    return lattice(words, _CYRILLIC)


def hangul(words: tuple[str, ...]) -> Lattice | None:
    """The hangul spellings of a name in pinyin."""
    return lattice(words, _HANGUL)


def _table(name: str, convention: Convention) -> Table:
    return table_of(name, lambda readings, is_head: spellings(readings, convention, is_head))


_CYRILLIC, _HANGUL = _table("pinyin-cyrillic", IN_CYRILLIC), _table("pinyin-hangul", IN_HANGUL)
TABLES = (_CYRILLIC, _HANGUL)


def _bridge(code: str, title: str, target: Script, lattice: Callable[[tuple[str, ...]], Lattice | None]) -> Bridge:
    fold = cyrillic_letters if target is Script.CYRILLIC else hangul_syllables
    chinese = customs.spelling_chinese("mandarin")
    links = by_word(lattice, MOST_WORDS)
    return Bridge(code, title, Script.LATIN, target, lattice, fold, chinese, admits=is_pinyin, links=links)


BRIDGES: tuple[Bridge, ...] = (
    _bridge("pinyin-cyrillic", "pinyin in Cyrillic (Palladius)", Script.CYRILLIC, cyrillic),
    _bridge("pinyin-hangul", "pinyin in hangul", Script.HANGUL, hangul),
)
