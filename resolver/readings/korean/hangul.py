"""Hangul names in Latin letters: Revised Romanisation, McCune-Reischauer and what people choose.

Each syllable is spelt by the tables of its jamo; family names and frequent syllables have rows of their own.
What sounds change where syllables meet (전라 Jeolla, 복영 Bogyeong) are options of the consonants that meet.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from math import inf

from ...tables import rows
from ...text.scripts import Script
from ...vocabulary import customs
from ..lattice import Bridge, Lattice, Stretch
from ..pieces import Inventory, Row, Table
from ..spelling import Options, best, cyrillic_letters, hangul_syllables, joined, letters, merged, parse

_LIMIT = 40  # edges a syllable
_ROW = 0.15  # what a spelling by jamo costs more where the syllable has a row of its own that lacks it
_ROUNDED = 0.001  # nats by which a cost may be rounded down
_ONSETS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_CODAS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_PALATALISING = frozenset("ㅣㅟㅑㅕㅛㅠㅖㅒ")
_NASALS = frozenset("ㄴㅁ")


def jamo(syllable: str) -> tuple[str, str, str]:
    """Onset, vowel and coda (empty when open) of one composed hangul syllable."""
    code = ord(syllable) - 0xAC00
    return _ONSETS[code // 588], _VOWELS[code % 588 // 28], _CODAS[code % 28]


_ALIKE = {"ㅇ": "아", "ㄴ": "나", "ㅁ": "나", "ㄹ": "라"}
"""Onsets that change the coda before them, and a syllable that stands for all that change it in this way."""


def changing(following: str) -> str:
    """A syllable that changes a coda before it as this one does; empty when it changes none."""
    return _ALIKE.get(jamo(following)[0], "") if following else ""


LINKING = "아"


def linking(following: str) -> str:
    """A syllable to which a coda before it is carried over as to this one; empty when this one takes none."""
    return LINKING if following and jamo(following)[0] == "ㅇ" else ""


@lru_cache(maxsize=1 << 13)
def options(syllable: str, following: str = "") -> Options:
    """How a syllable is romanised before the syllable that follows it (empty: at the end of a word)."""
    return _options(syllable, following, inf)


def likely_options(syllable: str, most: float) -> Options:
    """Those `options` of a syllable at the end of a word that cost no more than `most`: far sooner made."""
    found = _options(syllable, "", most + _ROUNDED)
    return {spelling: cost for spelling, cost in found.items() if cost <= most}


def _options(syllable: str, following: str, most: float) -> Options:
    onset, vowel, coda = jamo(syllable)
    onsets = _jamo("hangul_onsets.tsv")[onset]
    vowels = _jamo("hangul_vowels.tsv")[vowel]
    heads = merged((column, 0.0) for column in onsets[: 2 if vowel in _PALATALISING else 1])
    cores = merged((column, 0.0) for column in vowels[: 2 if onset == "ㅇ" else 1])
    regular = joined(heads, cores, _coda(coda, following) if coda else {"": 0.0}, most=most)
    own = _rows("hangul_syllables.tsv").get(syllable, {})
    met = {} if not own or not _changes(coda, following) else regular
    return best(merged([(own, 0.0), (met, 0.0), (regular, _ROW if own else 0.0)]), _LIMIT)


def _coda(coda: str, following: str) -> Options:
    """The coda's spellings, with what it becomes before the next syllable."""
    plain, vowel, nasal, liquid = _jamo("hangul_codas.tsv").get(coda, ({"": 0.0}, {}, {}, {}))
    onset = jamo(following)[0] if following else ""
    extra = vowel if onset == "ㅇ" else nasal if onset in _NASALS else liquid if onset == "ㄹ" else {}
    return merged([(plain, 0.0), (extra, 0.0)])


def _changes(coda: str, following: str) -> bool:
    return bool(coda and following) and jamo(following)[0] in _ALIKE


@cache
def _jamo(table: str) -> dict[str, tuple[dict[str, float], ...]]:
    return {sound: tuple(parse(column) for column in columns) for sound, *columns in rows(table)}


@cache
def _rows(table: str) -> dict[str, dict[str, float]]:
    return {syllable: parse(spellings) for syllable, spellings in rows(table)}


@lru_cache(maxsize=1 << 13)
def surname_options(surname: str) -> Options:
    """How a family name of one or two syllables is romanised by habit; empty when it has no row."""
    return _rows("hangul_surnames.tsv").get(surname, {})


@lru_cache(maxsize=1 << 13)
def family_options(syllable: str, following: str = "") -> Options:
    """How the first syllable of a name is romanised: as a family name by habit, else by its jamo."""
    habits = surname_options(syllable)
    return best(merged([(habits, 0.0), (options(syllable, following), 0.5 if habits else 0.0)]), _LIMIT)


def syllables(words: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[int]]:
    """The hangul syllables of a name's words, and the positions at which words begin."""
    found: list[str] = []
    breaks: set[int] = set()
    for word in words:
        breaks.add(len(found))
        found += unicodedata.normalize("NFC", hangul_syllables(word))
    return tuple(char for char in found if "가" <= char <= "힣"), frozenset(breaks - {0, len(found)})


def latin(words: tuple[str, ...]) -> Lattice | None:
    """The romanised spellings of a hangul name.

    `shown` begins family and given name in capitals and joins the given name's syllables by hyphens.
    """
    units, breaks = syllables(words)
    if not units:
        return None
    found: list[Stretch] = []
    compound = surname_options("".join(units[:2])) if len(units) > 2 else {}
    head = min(breaks, default=2 if compound else 1)
    for index, unit in enumerate(units):
        following = changing(units[index + 1]) if index + 1 < len(units) and index + 1 != head else ""
        row = _LATIN(unit, following if index else FAMILY + following)
        found.append(Stretch(index, index + 1, row, show=shown(is_head=index in {0, head, *breaks})))
    found.append(Stretch(0, 2, Row.plain(compound), show=str.capitalize))
    return Lattice(units, breaks=breaks, rows=found)


def shown(*, is_head: bool) -> Callable[[str], str]:
    """How a reader writes a spelling of a syllable: in capitals at the head of a name, else behind a hyphen."""
    return str.capitalize if is_head else "-".__add__


@lru_cache(maxsize=1 << 13)
def cyrillic_options(syllable: str, following: str = "", *, is_family: bool = False) -> Options:
    """How a syllable is written in Cyrillic before the syllable that follows it, or as a family name."""
    table = _cyrillic_table()
    onset, vowel, coda = jamo(syllable)
    ending, linked = table.get(("coda", coda), ({"": 0.0}, {}))
    if following and jamo(following)[0] == "ㅇ":
        ending = merged([(ending, 0.0), (linked, 0.0)])
    regular = joined(table["onset", onset][0], table["vowel", vowel][0], ending)
    habits = table.get(("surname", syllable), ({}, {}))[0] if is_family else {}
    return best(merged([(habits, 0.0), (regular, 0.5 if habits else 0.0)]), _LIMIT)


@cache
def _cyrillic_table() -> dict[tuple[str, str], tuple[dict[str, float], dict[str, float]]]:
    return {(part, sound): (parse(plain), parse(linked)) for part, sound, plain, linked in rows("hangul_cyrillic.tsv")}


def cyrillic(words: tuple[str, ...]) -> Lattice | None:
    """The Cyrillic spellings of a hangul name; family and given name are shown in capitals."""
    units, breaks = syllables(words)
    if not units:
        return None
    head = min(breaks, default=2 if len(units) > 2 and surname_options("".join(units[:2])) else 1)
    found: list[Stretch] = []
    for index, unit in enumerate(units):
        following = linking(units[index + 1]) if index + 1 < len(units) and index + 1 != head else ""
        row = _CYRILLIC(unit, following if index else FAMILY + following)
        found.append(Stretch(index, index + 1, row, show=str.capitalize if index in {0, head, *breaks} else None))
    return Lattice(units, breaks=breaks, rows=found)


FAMILY = "family"
"""What the name of a variant begins with: the first syllable of a name; the syllable that follows comes behind it."""


def _common_syllables() -> Iterator[str]:
    """The syllables of modern Korean and of foreign names in hangul: the 2,350 of the national standard KS X 1001."""
    for syllable in map(chr, range(0xAC00, 0xD7A4)):
        if len(syllable.encode("euc_kr")) == 2:  # others are spelt out in eight bytes
            yield syllable


def _latin_row(syllable: str, variant: str) -> Row:
    following = variant.removeprefix(FAMILY)
    is_family = variant.startswith(FAMILY)
    return Row.plain(family_options(syllable, following) if is_family else options(syllable, following))


def _cyrillic_row(syllable: str, variant: str) -> Row:
    found = cyrillic_options(syllable, variant.removeprefix(FAMILY), is_family=variant.startswith(FAMILY))
    return Row.of((cyrillic_letters(text), text, cost) for text, cost in found.items())


SYLLABLES = Inventory("hangul", _common_syllables)
FOLLOWING = ("", *dict.fromkeys(_ALIKE.values()))
"""What stands for every syllable that may follow."""
_LATIN = Table("hangul-latin", SYLLABLES, _latin_row, (*FOLLOWING, *(FAMILY + each for each in FOLLOWING)))
_CYRILLIC = Table("hangul-cyrillic", SYLLABLES, _cyrillic_row, ("", LINKING, FAMILY, FAMILY + LINKING))
TABLES = (_LATIN, _CYRILLIC)

_KOREAN = customs.bearers("ko")

BRIDGES: tuple[Bridge, ...] = (
    Bridge("hangul", "romanisation of hangul", Script.HANGUL, Script.LATIN, latin, letters, _KOREAN),
    Bridge(
        "hangul-cyrillic",
        "hangul in Cyrillic (Kontsevich)",
        Script.HANGUL,
        Script.CYRILLIC,
        cyrillic,
        cyrillic_letters,
        _KOREAN,
    ),
)
