"""Which languages the tables know, and how much of each: the measure is what the same table has in English."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ..errors import UsageError
from .schema import agreements, countries, organisations, phonetic, titles
from .schema.table import Table

TABLES: tuple[Table[Any], ...] = (
    titles.RANKS,
    titles.HONORIFICS,
    titles.OFFICES,
    titles.FUNCTIONS,
    organisations.CONNECTORS,
    organisations.ARTICLES,
    agreements.INSTRUMENTS,
    agreements.TOPICS,
    agreements.PLACES,
    countries.COUNTRY_NAMES,
    countries.COUNTRIES,
    countries.LANGUAGE_HOMES,
    countries.FAMILY_NAMES,
    phonetic.PHRASES,
)
"""The tables that have words of languages side by side, in the order in which a language is best added."""

COMPLETE = (
    "ar", "be", "bg", "bn", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fil", "fr", "he", "hi", "hr", "hu",
    "id", "is", "it", "ja", "kk", "km", "ko", "lo", "lt", "lv", "mk", "mn", "ms", "my", "nl", "no", "pl", "pt", "ro",
    "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh",
)  # fmt: skip
"""Languages that have every word of English; a test holds them to it. Serbian and Croatian share theirs."""
MEASURED = tuple(
    table
    for table in TABLES
    if table not in (organisations.ARTICLES, countries.LANGUAGE_HOMES, countries.FAMILY_NAMES, countries.COUNTRY_NAMES)
)
"""The tables that a complete language fills: not all have articles, one home, or family names of their own rules.

The usual names of countries count among the others.
"""

_MEASURE = "en"
_NO_LANGUAGE = "mul"
_READ_OTHERWISE = frozenset({"Latn", "Hani", "Hira"})
"""Scripts that phonetic/letters.tsv leaves out: they have tables of their own, or are written as another script."""


class Covered(Struct, frozen=True):
    """What a table has of a language.

    `share` is that of the English keys that the language has too, 0 to 1; None where the table has no English.
    `missing` are the other English keys, in the order of the table.
    """

    rows: int
    share: float | None
    missing: tuple[str, ...]


class LanguageCoverage(Struct, frozen=True):
    """A language with what each of TABLES has of it, by the name of the table without `.tsv`.

    `unread` are those of its scripts for which phonetic/letters.tsv has no letters.
    """

    lang: str
    name: str
    scripts: tuple[str, ...]
    unread: tuple[str, ...]
    tables: dict[str, Covered]


def coverage() -> tuple[LanguageCoverage, ...]:
    """Every language of which a table has a row, by its code."""
    known = [(_stem(table), _keys(table)) for table in TABLES]
    spoken = {lang for _, keys in known for lang in keys}
    read = _READ_OTHERWISE | {row.script for row in phonetic.LETTERS.read()}
    return tuple(
        _language(row, known, read)
        for row in countries.LANGUAGES.read()
        if row.lang in spoken and row.lang != _NO_LANGUAGE
    )


def coverage_of(lang: str) -> LanguageCoverage:
    """What the tables have of one language, perhaps nothing. Raises UsageError for a code that languages.tsv lacks."""
    for row in countries.LANGUAGES.read():
        if row.lang == lang:
            read = _READ_OTHERWISE | {letter.script for letter in phonetic.LETTERS.read()}
            return _language(row, [(_stem(table), _keys(table)) for table in TABLES], read)
    raise UsageError(f"{lang!r} is not a language.", remedy="Use a code of BCP 47: vi, zh, sv.")


def _language(
    row: countries.Language, known: list[tuple[str, dict[str, dict[str, int]]]], read: frozenset[str]
) -> LanguageCoverage:
    unread = tuple(script for script in row.scripts if script not in read)
    tables = {name: _covered(keys.get(row.lang, {}), keys.get(_MEASURE, {})) for name, keys in known}
    return LanguageCoverage(row.lang, row.name, row.scripts, unread, tables)


def _covered(own: dict[str, int], english: dict[str, int]) -> Covered:
    missing = tuple(key for key in english if key not in own)
    share = 1 - len(missing) / len(english) if english else None
    return Covered(sum(own.values()), share, missing)


def _keys(table: Table[Any]) -> dict[str, dict[str, int]]:
    """For each language the keys of its rows, in order, with the number of rows."""
    found: dict[str, dict[str, int]] = {}
    for lang, key in _rows(table):
        counts = found.setdefault(lang, {})
        counts[key] = counts.get(key, 0) + 1
    return found


def _rows(table: Table[Any]) -> Iterator[tuple[str, str]]:
    """Language and key of each row; of countries also what other tables give: usual names, adjectives by rule."""
    if table is countries.COUNTRIES:
        yield from _countries()
        return
    columns = [f"{column}_" if column == "class" else column for column in table.key if column != "lang"]
    for row in table.read():
        yield row.lang, " ".join(getattr(row, column) for column in columns) or "its row"


def _countries() -> Iterator[tuple[str, str]]:
    found = {(row.lang, f"{row.code} {row.use}"): None for row in countries.COUNTRIES.read() if row.use != "pair"}
    found.update({(row.lang, f"{row.code} name"): None for row in countries.COUNTRY_NAMES.read()})
    by_rule = {rule.lang for rule in titles.INFLECTIONS.read() if rule.use == "nationality"}
    named = [(lang, key.removesuffix(" name")) for lang, key in found if lang in by_rule and key.endswith(" name")]
    found.update({(lang, f"{code} adjective"): None for lang, code in named})
    yield from found


def _stem(table: Table[Any]) -> str:
    return table.file.removesuffix(".tsv")
