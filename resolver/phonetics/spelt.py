"""A name made ready to be compared by sound: its words with their letters and skeletons, its numerals, its realm."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from ..tables import rows
from ..text.scripts import Script
from ..text.units import split
from ..vocabulary.countries import mentioned
from .equivalents import is_notion, numerals_for, states
from .segments import Word, words
from .skeleton import bare, full, latin

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


class SpeltName(Struct, frozen=True, eq=False):
    """A name ready to be compared: its words, its numerals, and numerals that may be initials (V. Iván).

    `realm` is the place of the first word behind a numeral that follows a word (Louis XVIII *of France*), `countries`
    are the countries and the states of realms named there, or behind the name that follows a numeral (II. Lajos
    *magyar király*), by code; `father` is the patronymic without its ending, if the name has one, and `father_at` its
    place (else -1).
    """

    words: tuple[Spelt, ...]
    numerals: frozenset[int]
    maybe: frozenset[int]
    realm: int
    countries: frozenset[str]
    father: Spelt | None
    father_at: int


@lru_cache(maxsize=1 << 12)
def spelt(name: str) -> SpeltName:
    """A name cut into words and made ready."""
    return made_ready(words(name), spelt_word)


def made_ready(cut: Sequence[Word], ready: Callable[[Word], Spelt]) -> SpeltName:
    """A name of these words; `ready` is `ready_word` or what keeps its results."""
    found = [ready(word) for word in cut if word.units]
    father = _patronymic(found)
    if father is not None:
        found[father] = replace(found[father], size=found[father].size * _PATRONYMIC)
    numerals, first = set[int](), len(cut)
    if len(found) < len(cut):  # whatever has no units is a numeral
        numerals = {word.number for word in cut if word.number}
        first = next((place for place, word in enumerate(cut) if word.number), len(cut))
    realm = first if first else len(found)
    maybe = [numeral for each in found for numeral in _maybe_numerals(each)]
    stem = None if father is None else _stem(found[father])
    behind = found[realm if first else 1 :] if numerals else []
    return SpeltName(tuple(found), frozenset(numerals), frozenset(maybe), realm, _countries(behind), stem,
                     -1 if father is None else father)  # fmt: skip


def _maybe_numerals(word: Spelt) -> tuple[int, ...]:
    translated = numerals_for(word.word.script, "".join(word.word.units))
    return (*translated, _LETTER_NUMERALS[word.latin]) if word.latin in _LETTER_NUMERALS else translated


def may_be_numeral(word: Spelt) -> bool:
    """Whether a word, also a mere letter, may stand for a numeral."""
    return bool(_maybe_numerals(word))


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


def ready_word(word: Word) -> Spelt:
    """A word made ready."""
    plain = latin(word)
    skeleton, nats = full(plain), surprise(plain)
    return Spelt(word, plain, skeleton, bare(skeleton), size_of(skeleton, nats), nats)


def size_of(skeleton: str, nats: float) -> float:
    """The letters that count of a word with this full skeleton, of which so many nats are the surprise."""
    return len(skeleton) * min(1.0, max(_LEAST_PART, (nats - _EMPTY) / (RARE - _EMPTY)))


spelt_word = lru_cache(maxsize=1 << 12)(ready_word)


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
