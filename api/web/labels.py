"""The gazetteer's fixed words in the language of the reader: countries, languages, offices, functions, topics."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ...resolver.vocabulary.countries import names_in
from ...resolver.vocabulary.fixed_words import name_of
from ..namesakes import country_name

_TABLE = Path(__file__).parent / "language_names.tsv"


@dataclass(frozen=True, slots=True)
class Labels:
    """What a language of the interface calls things; in English, or by their words, where it has no name for one."""

    language: str

    def country(self, code: str) -> str:
        """A country, or a group of countries."""
        return (names_in(self.language).get(code) or country_name(code)) if code else ""

    def spoken(self, code: str) -> str:
        """A language by its tag (BCP 47)."""
        names = _languages(self.language)
        plain, _, rest = code.partition("-")
        if code in names or plain not in names:
            return names.get(code, code)
        return f"{names[plain]} ({rest})" if rest else names[plain]

    def word(self, field: str, word: str) -> str:
        """A word of `office`, `function`, `instrument` or `topics`."""
        known = name_of(field, word, self.language) or name_of(field, word, "en") or word.replace("-", " ")
        return known[:1].upper() + known[1:]


@cache
def _languages(language: str) -> Mapping[str, str]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return {row["code"]: row[language] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}
