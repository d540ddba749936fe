"""Texts cut into units, so that phrases can be looked for: words where words are spaced, else single characters.

Two units are equal when they differ only in case, in the form of a Han character, in diacritics that one of them leaves
out altogether, in an ending of Russian, Ukrainian or a Germanic language, or in an Arabic article.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, NamedTuple

from .cleaning import unmarked
from .han import fold
from .proclitics import arabic_key, is_joining, without_proclitic

GERMANIC = frozenset({"sv", "no", "da", "de", "nl"})
"""Languages whose words are compared without endings and may be compounds."""

# Thai, Lao, Burmese, Khmer, kana, Han and hangul: every character is a unit.
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u309f\u30a1-\u30ff\u3400-\u9fff"
_UNSPACED += r"\uac00-\ud7a3\uf900-\ufaff\U00020000-\U000323af"
# Vowel signs of the Hebrew, Arabic and Indian scripts are no letters to `re`, and stand inside words.
_VOWEL_SIGNS = "".join(chr(code) for code in range(0x591, 0xE00) if unicodedata.category(chr(code))[0] == "M")
_FIRST_HAN = "\u2e80"
_LETTERS = rf"[^\W\d_{_UNSPACED}]"
# ABD'nin, Trump'n: Turkish and Finnish put an ending behind an apostrophe; 's and :s are of other languages too
_CASE_ENDING = r"(?:[':][sS](?!\w)|(?<=\w\w)'[a-zçğıöşü]{1,5}(?!\w))?"
_UNITS = re.compile(rf"[{_UNSPACED}]|\d+|\+|{_LETTERS}+(?:[{_VOWEL_SIGNS}]+{_LETTERS}*)*{_CASE_ENDING}")


def _by_last_letter(*endings: str) -> dict[str, list[str]]:
    """Endings in their order by the letter that they end in: most words end in another."""
    found: dict[str, list[str]] = {}
    for each in endings:
        found.setdefault(each[-1], []).append(each)
    return found


_GERMANIC_ENDINGS = _by_last_letter(
    "ernas", "ernes", "arnas", "erna", "erne", "arna", "enes", "ens", "ets", "ene", "ern", "er", "en", "et",
    "es", "em", "ns", "n", "t", "e", "a", "r",
)  # fmt: skip
_CYRILLIC_ENDINGS = _by_last_letter(
    "ого", "его", "ому", "ему", "ыми", "ими", "ами", "ями", "ией", "иям", "ием", "ах", "ях", "ов",
    "ев", "ей", "ой", "ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие", "ых", "их", "ым",
    "им", "ом", "ем", "ую", "юю", "ою", "ею", "ам", "ям", "ья", "ия", "ии", "ию", "а",
    "я", "о", "е", "у", "ю", "ы", "и", "ь", "й",
    "ові", "еві", "єві", "ої", "ьої", "ій", "єю", "єм", "ів", "їв", "ії", "ію", "ія", "і", "ї", "є",
)  # fmt: skip


class Unit(NamedTuple):
    """A word, or a character of a script without spaces. `start` and `end` are offsets into the text.

    `key` is the folded unit (a stem, in Cyrillic), `stem` the same without Germanic endings, or without a letter
    before an Arabic or Hebrew word that may be a word of its own, `marks`
    its diacritics in code point order (so that ủy and uỷ agree), `case` 0 for small letters, 1 for a
    capital first, 2 for capitals.
    """

    key: str
    stem: str
    marks: str
    case: int
    start: int
    end: int


_unit: Callable[[tuple[Any, ...]], Unit] = partial(tuple.__new__, Unit)
"""A unit of its fields, which are as they must be: what `Unit` makes of them in twice the time."""


@lru_cache(maxsize=64)
def split(text: str) -> tuple[Unit, ...]:
    """The units of a clean text, signs and white space dropped.

    The cache serves those who read one mention one after the other.
    """
    return tuple([_unit(_folded(match[0]) + match.span()) for match in _UNITS.finditer(text)])


def first_word(text: str) -> str:
    """What the first unit of a text is written as; empty for a text without."""
    found = _UNITS.search(text)
    return found[0] if found else ""


def key_of(word: str, lang: str) -> str:
    """The key of what is one unit, as words of the language are compared: the stem in a Germanic one."""
    key, stem, *_ = _folded(word)
    return stem if lang in GERMANIC else key


def first_letter(word: str) -> str:
    """What the key of a word begins with, as `letter` has it; empty for an empty word."""
    return letter((arabic_key(word) if is_joining(word) else word)[:1])


@lru_cache(maxsize=4096)
def letter(char: str) -> str:
    """What the first letters of a word and of its key, however it is folded, have in common.

    One letter stands for all Han characters and radicals, so that their table is read only for a text that has some.
    """
    if char >= _FIRST_HAN and not "\u3000" <= char < "\u3400" and not "\ua000" <= char < "\uf900":
        return _FIRST_HAN
    return unmarked(char.casefold())[:1]


@lru_cache(maxsize=8192)
def _folded(word: str) -> tuple[str, str, str, int]:
    """Key, stem, marks and case of a word. The cache is bounded: words of names repeat, mentions do not."""
    if len(word) == 1 and word > "\u0e00":
        return (key := fold(word)), key, "", 0
    if word.endswith(":s"):
        word = word[:-2]
    elif "'" in word:
        word = word[: word.index("'")]
    elif len(word) > 2 and word[-1] == "s" and word[:-1].isupper():
        word = word[:-1]  # FNs, USAs
    case = 2 if word.isupper() and len(word) > 1 else int(word[0].isupper())
    lower = word.replace("İ", "i").casefold()
    if "\u0400" <= lower[0] <= "\u04ff":
        return (key := cyrillic_stem(lower)), key, "", case
    if is_joining(lower):
        return (key := arabic_key(lower)), without_proclitic(key), "", case
    if lower.isascii():
        return lower, germanic_stem(lower), "", case
    key = unmarked(lower)
    stem = germanic_stem(key) if key[-1:].isascii() else key  # another letter is of no ending
    return key, stem, _marks(lower) if key != lower else "", case


def _marks(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    return "".join(sorted([char for char in decomposed if unicodedata.combining(char) or char in "đøæœł"]))


def germanic_stem(word: str) -> str:
    """The word without Swedish, Norwegian, Danish or German endings: försvarsministerns → forsvarsminist."""
    if len(word) > 3 and word.endswith("s"):
        word = word[:-1]
    return _without(word, _GERMANIC_ENDINGS, 5)


def cyrillic_stem(word: str) -> str:
    """The word without Russian or Ukrainian endings of case and number: Вьетнама → вьетн, as Вьетнам → вьетн."""
    return _without(word.replace("ё", "е"), _CYRILLIC_ENDINGS, 3)


def _without(word: str, endings: Mapping[str, Sequence[str]], shortest: int) -> str:
    """The word without endings, one after the other, as long as `shortest` letters remain."""
    while True:
        for ending in endings.get(word[-1:], ()):
            if word.endswith(ending) and len(word) - len(ending) >= shortest:
                word = word[: -len(ending)]
                break
        else:
            return word
