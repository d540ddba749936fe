"""How Korean names in hangul are spelt in Latin, Cyrillic and kana."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from .cells import SPELLINGS, one_of, optional, pattern
from .han import HANGUL
from .table import Table

Spellings = tuple[tuple[str, float], ...]

_JAMO = pattern("[ㄱ-ㅣ]", "a hangul letter")


class Onset(NamedTuple):
    """How an initial consonant is romanised, and how else before i and y."""

    jamo: Annotated[str, _JAMO]
    latin: Annotated[Spellings, SPELLINGS]
    before_i: Annotated[Spellings | None, optional(SPELLINGS)]


class Vowel(NamedTuple):
    """How a vowel is romanised, and how else where no consonant precedes."""

    jamo: Annotated[str, _JAMO]
    latin: Annotated[Spellings, SPELLINGS]
    alone: Annotated[Spellings | None, optional(SPELLINGS)]


class Coda(NamedTuple):
    """How a final consonant is romanised, and what it may become before what follows."""

    jamo: Annotated[str, _JAMO]
    latin: Annotated[Spellings, SPELLINGS]
    before_vowel: Annotated[Spellings | None, optional(SPELLINGS)]
    before_nasal: Annotated[Spellings | None, optional(SPELLINGS)]
    before_liquid: Annotated[Spellings | None, optional(SPELLINGS)]


class Syllable(NamedTuple):
    """How a syllable is romanised in ways that its letters do not give."""

    syllable: Annotated[str, HANGUL]
    latin: Annotated[Spellings, SPELLINGS]


class Surname(NamedTuple):
    """How a family name is romanised by habit."""

    surname: Annotated[str, pattern("[가-힣]{1,2}", "one or two hangul syllables")]
    latin: Annotated[Spellings, SPELLINGS]


class InCyrillic(NamedTuple):
    """How a part of a syllable, or a family name, is written in Cyrillic."""

    part: Annotated[str, one_of("onset", "vowel", "coda", "surname")]
    sound: Annotated[str, pattern("[ㄱ-ㅣ가-힣]", "a hangul letter or syllable")]
    cyrillic: Annotated[Spellings, SPELLINGS]
    before_vowel: Annotated[Spellings | None, optional(SPELLINGS)]


class InKana(NamedTuple):
    """How a part of a syllable is written in katakana, in a Latin code of one letter group a mora."""

    part: Annotated[str, one_of("onset", "vowel", "coda", "syllable")]
    jamo: Annotated[str, pattern("[ㄱ-ㅣ가-힣]", "a hangul letter or syllable")]
    plain: Annotated[Spellings, SPELLINGS]
    voiced: Annotated[Spellings | None, optional(SPELLINGS)]
    linked: Annotated[Spellings | None, optional(SPELLINGS)]


TABLES = (
    Table("hangul_onsets.tsv", Onset, ("jamo",)),
    Table("hangul_vowels.tsv", Vowel, ("jamo",)),
    Table("hangul_codas.tsv", Coda, ("jamo",)),
    Table("hangul_syllables.tsv", Syllable, ("syllable",)),
    Table("hangul_surnames.tsv", Surname, ("surname",)),
    Table("hangul_cyrillic.tsv", InCyrillic, ("part", "sound")),
    Table("korean_kana.tsv", InKana, ("part", "jamo")),
)
