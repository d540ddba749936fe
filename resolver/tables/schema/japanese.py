"""Japanese: morae, readings of names in kanji, and words in kana that Chinese translates."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from .cells import FORMS, KANA_READINGS, TEXT, one_of, pattern, several
from .table import Table

_HIRAGANA = pattern("[ぁ-ゖー]+", "hiragana")


class Mora(NamedTuple):
    """A mora in hiragana, Hepburn, Polivanov's Cyrillic, and hangul at the beginning of a word and elsewhere."""

    kana: Annotated[str, _HIRAGANA]
    romaji: Annotated[str, pattern("[a-z']+", "small Latin letters")]
    cyrillic: Annotated[str, pattern("[а-яё]+", "small Cyrillic letters")]
    hangul_initial: Annotated[str, pattern("[가-힣]*|\u11ab", "hangul syllables, or the final ᆫ")]
    hangul: Annotated[str, pattern("[가-힣]*|\u11ab", "hangul syllables, or the final ᆫ")]


class NamePiece(NamedTuple):
    """A name or a character of names in kanji, with its readings and their costs."""

    piece: Annotated[str, TEXT]
    readings: Annotated[tuple[tuple[str, float], ...], KANA_READINGS]


class GivenName(NamedTuple):
    """A given name of one kanji and its readings."""

    kanji: Annotated[str, TEXT]
    readings: Annotated[tuple[str, ...], several(_HIRAGANA)]


class Ruler(NamedTuple):
    """An emperor's name with its reading, or a title behind a name with what English puts in its place."""

    part: Annotated[str, one_of("ruler", "title")]
    kanji: Annotated[str, TEXT]
    readings: Annotated[tuple[str, ...], FORMS]


class Loanword(NamedTuple):
    """A word of Japanese in katakana and what names in Chinese have in its place, the usual word first."""

    form: Annotated[str, TEXT]
    chinese: Annotated[tuple[str, ...], FORMS]


TABLES = (
    Table("japanese_kana.tsv", Mora, ("kana",)),
    Table("japanese_names.tsv", NamePiece, ("piece",), "build_japanese.py"),
    Table("japanese_given.tsv", GivenName, ("kanji",)),
    Table("japanese_rulers.tsv", Ruler, ("part", "kanji")),
    Table("loanwords.tsv", Loanword, ("form",)),
)
