"""Vietnamese: its syllables, how they are written in other scripts, and its codes of the 1990s."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from .cells import FORMS, SPELLINGS, TEXT, one_of, pattern
from .table import Table

Spellings = tuple[tuple[str, float], ...]

LETTERS = pattern("[a-zàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]+", "Vietnamese letters without capitals")


class Onset(NamedTuple):
    """An onset as written; `before` says before which vowels: front for e ê i y alone, back for all others."""

    onset: Annotated[str, LETTERS]
    before: Annotated[str, one_of("front", "back", "")]


class Rime(NamedTuple):
    """A rime as written, without tone."""

    rime: Annotated[str, LETTERS]


class Doublet(NamedTuple):
    """Syllables that are one word in different regions."""

    syllables: Annotated[tuple[str, ...], FORMS]


class InCyrillic(NamedTuple):
    """How a part of a syllable is written in Cyrillic."""

    part: Annotated[str, one_of("onset", "rime", "syllable")]
    vietnamese: Annotated[str, LETTERS]
    spellings: Annotated[Spellings, SPELLINGS]


class InHangul(NamedTuple):
    """How a part of a syllable is written in hangul."""

    part: Annotated[str, one_of("onset", "rime")]
    vietnamese: Annotated[str, LETTERS]
    spellings: Annotated[Spellings, SPELLINGS]


class InKana(NamedTuple):
    """How a part of a syllable is written in katakana, in a Latin code; rows `mora` spell the code in kana."""

    part: Annotated[str, one_of("onset", "rime", "syllable", "mora")]
    vietnamese: Annotated[str, TEXT]
    spellings: Annotated[Spellings, SPELLINGS]


class LegacyLetter(NamedTuple):
    """A letter in an 8-bit code: what its bytes are as Latin-1, and what they stand for."""

    code: Annotated[str, one_of("tcvn3", "vni")]
    written: Annotated[str, pattern(".+", "one character or two")]
    meant: Annotated[str, pattern(".", "one letter")]


class InHan(NamedTuple):
    """The Han characters that a syllable of a personal name is written with in Chinese."""

    syllable: Annotated[str, LETTERS]
    place: Annotated[str, one_of("family", "given")]
    characters: Annotated[Spellings, SPELLINGS]


ONSETS = Table("vietnamese_onsets.tsv", Onset, ("onset",))
RIMES = Table("vietnamese_rimes.tsv", Rime, ("rime",))
IN_CYRILLIC = Table("vietnamese_cyrillic.tsv", InCyrillic, ("part", "vietnamese"))
IN_HANGUL = Table("vietnamese_hangul.tsv", InHangul, ("part", "vietnamese"))
IN_KANA = Table("vietnamese_kana.tsv", InKana, ("part", "vietnamese"))
IN_HAN = Table("vietnamese_han.tsv", InHan, ("syllable", "place"))
TABLES = (
    ONSETS,
    RIMES,
    Table("vietnamese_doublets.tsv", Doublet, ("syllables",)),
    IN_CYRILLIC,
    IN_HANGUL,
    IN_KANA,
    IN_HAN,
    Table("legacy_vietnamese.tsv", LegacyLetter, ("code", "written")),
)
