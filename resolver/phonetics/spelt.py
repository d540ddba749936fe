"""A name made ready to be compared by sound: its words with their letters and skeletons, its numerals, its realm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from ..tables import rows
from ..text.scripts import Script
from ..text.units import split
from ..vocabulary.countries import mentioned
from .compiled_spelling import Letters, letters_by_python, letters_of
from .equivalents import has_another, is_notion, numerals_for, states
from .segments import Word, words
from .skeleton import latin

RARE = 9.5
"""Nats of surprise of a word that `common.tsv` does not list, since it is rarer than one in 13,000."""
FEMININE = "ova"
"""The ending of a Czech or Slovak woman's family name, which a rendering may leave out."""
_EMPTY = 3.5
"""Nats of surprise of a word that says nothing of a person: of, de, the."""
_LEAST_PART = 0.1
"""The part of its letters that such a word keeps."""
_SHORTEST_FEMININE = 6
"""Letters of a family name with the ending -ová."""
_PATRONYMIC = 0.3
"""The part of its letters that a patronymic between given and family name keeps: many have it, many leave it out."""
_IS_PATRONYMIC = re.compile(
    "(?:[eo]|ie|yo|ye)[vw](?:[iy](?:ch|cs?|tch|tsch|cz|tsj|tz|ts|tj|tsh|cius)(?:a|u|em|e)?|n(?:a|y|e|u|o|oi|oy))$"
)
_RUSSIAN = re.compile("[оеё]в(?:ич|н)[а-я]{0,2}$")


class Spelt(Struct, frozen=True):
    """A word with its plain Latin letters and its skeletons; `size` in letters, less for words that everyone has.

    `rarity`: nats that it can bear as evidence, the surprise of meeting it in another name by chance.
    """

    word: Word
    latin: str
    full: str
    bare: str
    size: float
    rarity: float

    def __hash__(self) -> int:
        return hash(self.word.text)  # of all fields, it takes as long as what is kept under it


class Spoken(Struct, frozen=True, eq=False):
    """A word made ready, and what is known of it whatever the name that it is in.

    `otherwise` says whether not only its sound speaks for it; `numerals` are those that it may stand for.
    """

    word: Spelt
    letters: Letters
    otherwise: bool
    numerals: tuple[int, ...]


class SpeltName(Struct, frozen=True, eq=False):
    """A name ready to be compared: its words, its numerals, and numerals that may be initials (V. Iván).

    `spoken` is what is known of its words whatever the name.
    `realm` is the place of the first word behind a numeral that follows a word (Louis XVIII *of France*), `countries`
    are the countries and the states of realms named there, or behind the name that follows a numeral (II. Lajos
    *magyar király*), by code; `father` is the patronymic without its ending, if the name has one, and `father_at` its
    place (else -1). `size` are the letters of all words that count.
    """

    words: tuple[Spelt, ...]
    spoken: tuple[Spoken, ...]
    numerals: frozenset[int]
    maybe: frozenset[int]
    realm: int
    countries: frozenset[str]
    father: Spelt | None
    father_at: int
    size: float


@lru_cache(maxsize=1 << 12)
def spelt(name: str) -> SpeltName:
    """A name cut into words and made ready."""
    return made_ready([spoken_word(word) if word.units else word.number for word in words(name)])


def made_ready(parts: Sequence[Spoken | int]) -> SpeltName:
    """A name of these words and numerals."""
    spoken = tuple([part for part in parts if not isinstance(part, int)])
    found, count = [each.word for each in spoken], len(spoken)
    father = _patronymic(found) if count > 2 else None
    if father is not None:
        found[father] = replace(found[father], size=found[father].size * _PATRONYMIC)
    numerals: frozenset[int] = frozenset()
    countries: frozenset[str] = frozenset()
    realm = count
    if count < len(parts):
        numerals = frozenset([part for part in parts if isinstance(part, int)])
        first = next(place for place, part in enumerate(parts) if isinstance(part, int))
        realm = first or count
        countries = _countries(found[realm if first else 1 :])
    maybe = frozenset([numeral for each in spoken for numeral in each.numerals])
    stem = None if father is None else _stem(found[father])
    size = sum([word.size for word in found])
    father_at = -1 if father is None else father
    return SpeltName(tuple(found), spoken, numerals, maybe, realm, countries, stem, father_at, size)


def may_be_patronymic(word: Spelt) -> bool:
    """Whether a word behind another may be a patronymic, if there is a third."""
    return bool(_IS_PATRONYMIC.search(word.latin) or _RUSSIAN.search("".join(word.word.units)))


def _countries(found: Sequence[Spelt]) -> frozenset[str]:
    """The codes of the countries, and of the states of realms, that words behind a ruler's name speak of."""
    if not found:
        return frozenset()
    named = {code for code, _, _ in mentioned(split(" ".join(each.word.text for each in found)))}
    return frozenset(named.union(*(states(each.latin) for each in found)))


def _patronymic(found: list[Spelt]) -> int | None:
    """The place of a patronymic: between two names or, in Russian, behind family and given name."""
    count = len(found)
    last = (count - 1,) if count == 3 and _RUSSIAN.search("".join(found[-1].word.units)) else ()
    return next((at for at in (*range(1, count - 1), *last) if _IS_PATRONYMIC.search(found[at].latin)), None)


def _stem(patronymic: Spelt) -> Spelt | None:
    letters = _IS_PATRONYMIC.sub("", patronymic.latin)
    return spelt_word(Word(letters, Script.LATIN, tuple(letters))) if letters else None


_LETTER_NUMERALS = {"i": 1, "v": 5, "x": 10, "ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9}


def ready_word(word: Word) -> Spoken:
    """A word made ready in Python, which compiled code is not asked about."""
    return _spoken(word, letters_by_python(word))


@lru_cache(maxsize=1 << 12)
def spoken_word(word: Word) -> Spoken:
    """A word made ready."""
    return _spoken(word, letters_of(word))


def spelt_word(word: Word) -> Spelt:
    """The same, without what is known besides."""
    return spoken_word(word).word


def _spoken(word: Word, letters: Letters) -> Spoken:
    plain, text = letters.latin, "".join(word.units)
    nats, otherwise = surprise(plain), has_another(word.script, text, plain)
    numerals = numerals_for(word.script, text) if otherwise else ()
    if plain in _LETTER_NUMERALS:
        numerals = (*numerals, _LETTER_NUMERALS[plain])
    size = size_of(letters.full, nats) if nats < RARE else float(len(letters.full))  # as of most
    ready = Spelt(word, plain, letters.full, letters.bare, size, nats)
    return Spoken(ready, letters, otherwise, numerals)


def size_of(skeleton: str, nats: float) -> float:
    """The letters that count of a word with this full skeleton, of which so many nats are the surprise."""
    return len(skeleton) * min(1.0, max(_LEAST_PART, (nats - _EMPTY) / (RARE - _EMPTY)))


@cache
def _common() -> dict[str, float]:
    """Nats of surprise of a common word of names, in plain letters."""
    return {word: float(nats) for word, nats, *_ in rows("phonetic/common.tsv")}


def surprise(word: str) -> float:
    """Nats of surprise of a word in plain Latin letters, as a part of anybody's name."""
    return _common().get(word, RARE)


@lru_cache(maxsize=1 << 10)
def is_patronymic(word: str) -> bool:
    """Whether a word, in Cyrillic or Latin letters, has the form of a Russian or Ukrainian patronymic."""
    if word.isascii() and word.isalpha():  # cut and spelt it would be just that
        return _IS_PATRONYMIC.search(word.lower()) is not None
    found = words(word)
    return bool(found) and _IS_PATRONYMIC.search(latin(found[0])) is not None


def masculine(word: Spelt) -> Spelt | None:
    """A woman's family name without the ending that Czech and Slovak give to any (Merkelová); None for other words."""
    if not word.latin.endswith(FEMININE) or word.word.units[-3:] != ("o", "v", "á"):
        return None
    if len(word.word.units) < _SHORTEST_FEMININE:
        return None
    return spelt_word(Word(word.word.text, Script.LATIN, word.word.units[:-3]))


def of_a_realm(name: SpeltName, place: int) -> bool:
    """Whether a word beside a ruler's numeral says which realm, or that it is a ruler's (III. Ahmed oszmán szultán)."""
    latin = name.words[place].latin
    return place >= name.realm or is_notion(latin) or (bool(name.numerals) and bool(states(latin)))
