"""How East Asian names are written in scripts that render them by sound."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from .cells import SCRIPT, SPELLINGS, one_of, pattern
from .han import PINYIN
from .table import Table
from .vietnamese import LETTERS

Spellings = tuple[tuple[str, float], ...]


class OfMandarin(NamedTuple):
    """How a part of a Mandarin syllable is written in a script; `-` in a final is the place of the initial."""

    script: Annotated[str, SCRIPT]
    part: Annotated[str, one_of("initial", "final", "syllable")]
    sound: Annotated[str, PINYIN]
    spellings: Annotated[Spellings, SPELLINGS]


class OfVietnamese(NamedTuple):
    """How a part of a Vietnamese syllable is written in a script; `-` in a rime is the place of the onset."""

    script: Annotated[str, SCRIPT]
    part: Annotated[str, one_of("onset", "rime", "alone", "syllable")]
    sound: Annotated[str, LETTERS]
    spellings: Annotated[Spellings, SPELLINGS]


class OfKorean(NamedTuple):
    """How a part of a hangul syllable, or a family name, is written in a script; `-` is the place of the onset."""

    script: Annotated[str, SCRIPT]
    part: Annotated[str, one_of("onset", "vowel", "alone", "coda", "surname")]
    sound: Annotated[str, pattern("[ㄱ-ㅣ가-힣]", "a hangul letter or syllable")]
    spellings: Annotated[Spellings, SPELLINGS]


class OfJapanese(NamedTuple):
    """How a consonant or a vowel of a mora is written in a script; `-` in a vowel is the place of the consonant."""

    script: Annotated[str, SCRIPT]
    part: Annotated[str, one_of("onset", "vowel", "alone")]
    sound: Annotated[str, pattern("[a-z]{1,2}", "one or two small letters of Hepburn romaji")]
    spellings: Annotated[Spellings, SPELLINGS]


TABLES = (
    Table("mandarin_rendered.tsv", OfMandarin, ("script", "part", "sound")),
    Table("vietnamese_rendered.tsv", OfVietnamese, ("script", "part", "sound")),
    Table("korean_rendered.tsv", OfKorean, ("script", "part", "sound")),
    Table("japanese_rendered.tsv", OfJapanese, ("script", "part", "sound")),
)
