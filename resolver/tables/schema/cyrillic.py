"""Names in Cyrillic: letters in Latin, translated given names, cases."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from .cells import LANGUAGE, SPELLINGS, one_of, pattern, several
from .table import Table

_CYRILLIC = pattern("[а-яёѐ-ӿ'’]+", "small Cyrillic letters")
_NOMINATIVE = pattern("[а-яёѐ-ӿ]+|∅", "an ending in small Cyrillic letters, or ∅")


class Letters(NamedTuple):
    """How a letter or letter group is written in Latin, in all languages or in some."""

    cyrillic: Annotated[str, _CYRILLIC]
    latin: Annotated[tuple[tuple[str, float], ...], SPELLINGS]
    languages: Annotated[tuple[str, ...], several(LANGUAGE, " ", empty=True)]


class GivenName(NamedTuple):
    """A given name and its forms in languages that translate it."""

    cyrillic: Annotated[str, _CYRILLIC]
    latin: Annotated[tuple[tuple[str, float], ...], SPELLINGS]


class Case(NamedTuple):
    """A case ending, the endings of the nominative that it may stand for, and what the stem must end in."""

    ending: Annotated[str, _CYRILLIC]
    nominative: Annotated[tuple[str, ...], several(_NOMINATIVE)]
    after: Annotated[str, one_of("consonant", "soft", "vowel", "")]


TABLES = (
    Table("cyrillic_latin.tsv", Letters, ("cyrillic", "languages")),
    Table("cyrillic_given_names.tsv", GivenName, ("cyrillic",)),
    Table("cyrillic_cases.tsv", Case, ("ending", "after")),
)
