"""Words that are given names of many, which titles and functions of other languages may look like: Regina, Marina."""

from __future__ import annotations

from functools import cache, lru_cache

from unidecode import unidecode

from ..tables.schema.countries import COMMON_NAMES
from ..tables.sorted_table import SortedTable

_KEPT = 1_024


@lru_cache(maxsize=_KEPT)
def is_given_name(word: str) -> bool:
    """Whether a word is a given name of many, and oftener that than a family name."""
    row = _common_names().row(unidecode(word).casefold())
    family, given = (float(share or 0) for share in row[1:]) if row else (0.0, 0.0)
    return given > family


@cache
def _common_names() -> SortedTable:
    return SortedTable(COMMON_NAMES.file)
