"""Which countries there are, and which language a name is written in when nobody said it."""

from __future__ import annotations

from functools import cache

from ...tables.schema.countries import LANGUAGES
from ...text.scripts import Script, main_script
from ...vocabulary.customs import customs, language_in


@cache
def countries() -> frozenset[str]:
    """ISO 3166 alpha-2 codes in lower case, xk (Kosovo), and asean, eu, nato, un."""
    return frozenset(customs())


@cache
def languages() -> frozenset[str]:
    """The codes of languages (BCP 47, without script and region) that names may be of."""
    return frozenset(_scripts())


@cache
def _scripts() -> dict[str, tuple[str, ...]]:
    return {row.lang: row.scripts for row in LANGUAGES.read()}


def scripts(language: str) -> tuple[str, ...]:
    """The scripts (ISO 15924) that a language is usually written in; none for one that is unknown or `mul`."""
    return _scripts().get(language, ())


def language_of(name: str, country: str) -> str:
    """The language of a name in the script of its letters in that country; empty where it would be a guess.

    A script that one language has almost to itself decides alone where the country does not.
    """
    script = main_script(name)
    known = language_in(country, str(script))
    return _by_script().get(script, "") if known is None else known


@cache
def _by_script() -> dict[Script, str]:
    return {
        Script.HAN: "zh", Script.HIRAGANA: "ja", Script.KATAKANA: "ja", Script.HANGUL: "ko",
        Script.CYRILLIC: "ru", Script.GREEK: "el", Script.HEBREW: "he", Script.ARMENIAN: "hy",
        Script.GEORGIAN: "ka", Script.THAI: "th", Script.LAO: "lo", Script.KHMER: "km", Script.BURMESE: "my",
    }  # fmt: skip
