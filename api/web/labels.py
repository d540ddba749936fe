"""The gazetteer's fixed words in the language of the reader: countries, languages, offices, functions, topics."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from ...resolver.tables.schema.countries import LANGUAGE_NAMES, LANGUAGES
from ...resolver.vocabulary.countries import names_in
from ...resolver.vocabulary.fixed_words import name_of
from ..namesakes import country_name
from .strings import strings


class Labels(Struct, frozen=True):
    """What a language of the interface calls things; in English, or by their words, where it has no name for one."""

    language: str

    def country(self, code: str) -> str:
        """A country, or a group of countries."""
        return (names_in(self.language).get(code) or country_name(code)) if code else ""

    def spoken(self, code: str) -> str:
        """A language by its tag (BCP 47)."""
        plain, _, script = code.partition("-")
        name = _languages(self.language).get(plain) or _languages("en").get(plain, plain)
        written = strings(self.language).get(f"script.{script.lower()}", script)
        return f"{name[:1].upper()}{name[1:]} ({written})" if script else name[:1].upper() + name[1:]

    def word(self, field: str, word: str) -> str:
        """A word of `office`, `function`, `instrument` or `topics`."""
        known = name_of(field, word, self.language) or name_of(field, word, "en") or word.replace("-", " ")
        return known[:1].upper() + known[1:]


@cache
def _languages(language: str) -> Mapping[str, str]:
    if language == "en":
        return {row.lang: row.name for row in LANGUAGES.read()}
    return {row.code: row.name for row in LANGUAGE_NAMES.read() if row.lang == language}
