"""Han characters: variants, and their readings in Mandarin, Cantonese and Korean."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from .cells import CHARACTER, CHARACTERS, FORMS, TEXT, one_of, optional, pattern, several
from .table import Table

HANGUL = pattern("[가-힣]", "a hangul syllable")
PINYIN = pattern("[a-z]+", "a syllable of pinyin or jyutping, without tone, v for ü")


class Folded(NamedTuple):
    """Characters that are one character written differently, by the one that stands for all."""

    representative: Annotated[str, CHARACTER]
    members: Annotated[str, CHARACTERS]


class Displayed(NamedTuple):
    """A character in simplified and in traditional Chinese."""

    char: Annotated[str, CHARACTER]
    simplified: Annotated[str, CHARACTER]
    traditional: Annotated[str, CHARACTER]


class Variants(NamedTuple):
    """Characters that names do not tell apart, or that a source joins wrongly."""

    members: Annotated[str, CHARACTERS]
    relation: Annotated[str, one_of("same", "apart")]
    note: Annotated[str, TEXT]


class MandarinSound(NamedTuple):
    """A syllable of Mandarin and the characters of which it is the first reading, or a further one."""

    pinyin: Annotated[str, PINYIN]
    first: Annotated[str | None, optional(CHARACTERS)]
    further: Annotated[str | None, optional(CHARACTERS)]


class CantoneseSound(NamedTuple):
    """A syllable of Cantonese and the characters of which it is the first reading, or a further one."""

    jyutping: Annotated[str, PINYIN]
    first: Annotated[str | None, optional(CHARACTERS)]
    further: Annotated[str | None, optional(CHARACTERS)]


class KoreanSound(NamedTuple):
    """A syllable of Korean and the characters of which it is the first reading, or a further one."""

    hangul: Annotated[str, HANGUL]
    first: Annotated[str | None, optional(CHARACTERS)]
    further: Annotated[str | None, optional(CHARACTERS)]


class MandarinInNames(NamedTuple):
    """The reading of characters in names, where it is not the common one; a syllable a character."""

    chars: Annotated[str, TEXT]
    place: Annotated[str, one_of("family", "given", "any")]
    reading: Annotated[tuple[str, ...], FORMS]


class CantoneseInNames(NamedTuple):
    """The Cantonese reading of a character in names, where it is not the common one."""

    char: Annotated[str, CHARACTER]
    reading: Annotated[tuple[str, ...], several(PINYIN)]


class KoreanInNames(NamedTuple):
    """The Korean reading of a character in names, where it is not the common one."""

    char: Annotated[str, CHARACTER]
    place: Annotated[str, one_of("family", "given")]
    hangul: Annotated[tuple[str, ...], several(HANGUL)]


class SinoVietnamese(NamedTuple):
    """The Vietnamese readings of a character, the main one first."""

    char: Annotated[str, CHARACTER]
    readings: Annotated[tuple[str, ...], FORMS]


class SinoVietnameseKin(NamedTuple):
    """A vernacular or older cousin of a character's reading, and somebody whose name has it."""

    char: Annotated[str, CHARACTER]
    readings: Annotated[tuple[str, ...], FORMS]
    example: Annotated[str, TEXT]


HAN_FOLD = Table("han_fold.tsv", Folded, ("representative",), "build_han.py")
HAN_DISPLAY = Table("han_display.tsv", Displayed, ("char",), "build_han.py")
MANDARIN_READINGS = Table("mandarin_readings.tsv", MandarinSound, ("pinyin",), "build_han.py")
CANTONESE_READINGS = Table("cantonese_readings.tsv", CantoneseSound, ("jyutping",), "build_han.py")
HANJA_READINGS = Table("hanja_readings.tsv", KoreanSound, ("hangul",), "build_han.py")
TABLES = (
    HAN_FOLD,
    HAN_DISPLAY,
    Table("han_variants.tsv", Variants, ("members",)),
    MANDARIN_READINGS,
    CANTONESE_READINGS,
    HANJA_READINGS,
    Table("mandarin_names.tsv", MandarinInNames, ("chars", "place")),
    Table("cantonese_names.tsv", CantoneseInNames, ("char",)),
    Table("hanja_names.tsv", KoreanInNames, ("char", "place")),
    Table("sinovietnamese.tsv", SinoVietnamese, ("char",)),
    Table("sinovietnamese_unihan.tsv", SinoVietnamese, ("char",), "build_vietnamese.py"),
    Table("sinovietnamese_kin.tsv", SinoVietnameseKin, ("char",)),
)
