"""How Chinese names are spelt in Latin, Cyrillic, hangul and kana."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from .cells import CHARACTER, SPELLINGS, TEXT, one_of, pattern
from .han import PINYIN
from .table import Table

Spellings = tuple[tuple[str, float], ...]


class MandarinInitial(NamedTuple):
    """How an initial of Mandarin is spelt."""

    initial: Annotated[str, PINYIN]
    latin: Annotated[Spellings, SPELLINGS]
    cyrillic: Annotated[Spellings, SPELLINGS]
    hangul: Annotated[Spellings, SPELLINGS]


class MandarinFinal(NamedTuple):
    """How a final of Mandarin is spelt after an initial."""

    final: Annotated[str, PINYIN]
    latin: Annotated[Spellings, SPELLINGS]
    cyrillic: Annotated[Spellings, SPELLINGS]
    hangul: Annotated[Spellings, SPELLINGS]


class MandarinSyllable(NamedTuple):
    """How a syllable of Mandarin is spelt besides what its initial and final give."""

    syllable: Annotated[str, PINYIN]
    latin: Annotated[Spellings, SPELLINGS]
    cyrillic: Annotated[Spellings, SPELLINGS]
    hangul: Annotated[Spellings, SPELLINGS]


class MandarinKana(NamedTuple):
    """How a part of a Mandarin syllable is written in katakana, in a Latin code of one letter group a mora."""

    part: Annotated[str, one_of("initial", "final", "syllable")]
    pinyin: Annotated[str, PINYIN]
    spellings: Annotated[Spellings, SPELLINGS]


class SouthernCharacter(NamedTuple):
    """How a character of given names is spelt by southern Chinese overseas."""

    char: Annotated[str, CHARACTER]
    latin: Annotated[Spellings, SPELLINGS]


class MandarinSurname(NamedTuple):
    """How a family name is spelt outside the conventions of Mandarin."""

    chars: Annotated[str, pattern("[^\\s\\x00-\\x7f]{1,2}", "one or two characters")]
    spellings: Annotated[Spellings, SPELLINGS]


class RulerTitle(NamedTuple):
    """How English names the Chinese rulers whose names end in a character; `*` lists the characters of dynasties."""

    last: Annotated[str, pattern("[^\\s\\x00-\\x7f]|\\*", "one character, or *")]
    title: Annotated[str, TEXT]
    kept: Annotated[str, one_of("yes", "no", "")]


class CantoneseInitial(NamedTuple):
    """How an initial of Cantonese is spelt."""

    initial: Annotated[str, PINYIN]
    latin: Annotated[Spellings, SPELLINGS]


class CantoneseFinal(NamedTuple):
    """How a final of Cantonese is spelt."""

    final: Annotated[str, PINYIN]
    latin: Annotated[Spellings, SPELLINGS]


class CantoneseSyllable(NamedTuple):
    """How a syllable of Cantonese is spelt besides what its initial and final give."""

    syllable: Annotated[str, PINYIN]
    latin: Annotated[Spellings, SPELLINGS]


MANDARIN_INITIALS = Table("mandarin_initials.tsv", MandarinInitial, ("initial",))
MANDARIN_FINALS = Table("mandarin_finals.tsv", MandarinFinal, ("final",))
MANDARIN_SYLLABLES = Table("mandarin_syllables.tsv", MandarinSyllable, ("syllable",))
MANDARIN_KANA = Table("mandarin_kana.tsv", MandarinKana, ("part", "pinyin"))
CANTONESE_INITIALS = Table("cantonese_initials.tsv", CantoneseInitial, ("initial",))
CANTONESE_FINALS = Table("cantonese_finals.tsv", CantoneseFinal, ("final",))
CANTONESE_SYLLABLES = Table("cantonese_syllables.tsv", CantoneseSyllable, ("syllable",))
TABLES = (
    MANDARIN_INITIALS,
    MANDARIN_FINALS,
    MANDARIN_SYLLABLES,
    MANDARIN_KANA,
    Table("mandarin_southern.tsv", SouthernCharacter, ("char",)),
    Table("mandarin_surnames.tsv", MandarinSurname, ("chars",)),
    Table("mandarin_rulers.tsv", RulerTitle, ("last",)),
    CANTONESE_INITIALS,
    CANTONESE_FINALS,
    CANTONESE_SYLLABLES,
)
