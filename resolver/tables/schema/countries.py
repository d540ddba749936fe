"""Languages, countries and how their people are named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple

from .cells import COUNTRY, FORMS, LANGUAGE, SCRIPT, TEXT, Cell, number, one_of, optional, pattern, several
from .table import Table

Addressed = Literal["family", "given", "whole", ""]

_CODE = pattern("[a-z]{2,4}|asean", "a code in small letters")
_PARTS = one_of("given", "family", "mother", "patronymic")


def _check_written(text: str) -> None:
    script, colon, lang = text.partition(":")
    SCRIPT.check(script)
    if colon:
        LANGUAGE.check(lang)


def _written(text: str) -> tuple[str, str]:
    script, _, lang = text.partition(":")
    return script, lang


class Language(NamedTuple):
    """A language that tables may name, with its English name."""

    lang: Annotated[str, pattern("[a-z]{2,3}", "a language: a code of BCP 47")]
    name: Annotated[str, TEXT]
    scripts: Annotated[tuple[str, ...], several(SCRIPT, empty=True)]


class LanguageName(NamedTuple):
    """What a language is called in another."""

    code: Annotated[str, LANGUAGE]
    lang: Annotated[str, LANGUAGE]
    name: Annotated[str, TEXT]


class NamingCustom(NamedTuple):
    """How the people of a country are named; the head of the table explains the columns."""

    country: Annotated[str, pattern("[a-z]{2}|asean|nato", "a code of ISO 3166 in small letters, or of a group")]
    order: Annotated[tuple[str, ...], several(_PARTS, "-", empty=True)]
    addressed: Annotated[Addressed, one_of("family", "given", "whole", "")]
    names: Annotated[str | None, optional(LANGUAGE)]
    chinese: Annotated[tuple[str, ...], several(one_of("mandarin", "cantonese", "southern"), empty=True)]
    written: Annotated[
        tuple[tuple[str, str], ...],
        several(Cell("a script with the language of a name in it, `Latn:vi`", _check_written, _written), empty=True),
    ]

    def problems(self) -> Iterator[tuple[str, str]]:
        """Whether people are addressed by a part that their names have."""
        if bool(self.order) != bool(self.addressed):
            yield "order and addressed: only one of the two is given", "Give both, or neither where nobody is at home."
        elif self.addressed not in (*self.order, "whole", ""):
            yield f"addressed: {self.addressed!r} is not in the order of the parts", "Name one of the parts, or whole."


class CountryForms(NamedTuple):
    """What a country is called, in one language and use."""

    code: Annotated[str, COUNTRY]
    use: Annotated[str, one_of("name", "adjective", "pair")]
    lang: Annotated[str, LANGUAGE]
    forms: Annotated[tuple[str, ...], FORMS]


class CountryName(NamedTuple):
    """The usual names of a country in one language."""

    code: Annotated[str, COUNTRY]
    lang: Annotated[str, LANGUAGE]
    forms: Annotated[tuple[str, ...], FORMS]


class FamilyName(NamedTuple):
    """A family name and the share of people who bear it; None where few do."""

    lang: Annotated[str, LANGUAGE]
    name: Annotated[str, TEXT]
    share: Annotated[float | None, optional(number(0, 1))]


class CommonName(NamedTuple):
    """A word of names that many bear, and the shares of people who bear it as a family and as a given name."""

    name: Annotated[str, TEXT]
    family: Annotated[float | None, optional(number(0, 1))]
    given: Annotated[float | None, optional(number(0, 1))]


class WikidataCountry(NamedTuple):
    """The item of Wikidata that is a country, or one of its items."""

    item: Annotated[str, pattern("Q[1-9][0-9]*", "an item of Wikidata")]
    code: Annotated[str, COUNTRY]


class CountryCode(NamedTuple):
    """A code of a country as it may be written, and the codes of the countries that it stands for today."""

    code: Annotated[str, _CODE]
    today: Annotated[tuple[str, ...], several(COUNTRY)]


class TerritoryNames(NamedTuple):
    """The names of a country or territory in many languages, for hints alone; the English one first."""

    code: Annotated[str, _CODE]
    forms: Annotated[tuple[str, ...], FORMS]


class LanguageHome(NamedTuple):
    """The countries that a language is the language of, where they are few."""

    lang: Annotated[str, LANGUAGE]
    countries: Annotated[tuple[str, ...], several(COUNTRY)]


LANGUAGES = Table("languages.tsv", Language, ("lang",), "build_languages.py")
LANGUAGE_NAMES = Table("language_names.tsv", LanguageName, ("code", "lang"), "build_language_names.py")
NAMING_CUSTOMS = Table("naming_customs.tsv", NamingCustom, ("country",))
COUNTRIES = Table("countries.tsv", CountryForms, ("code", "use", "lang"))
COUNTRY_NAMES = Table("country_names.tsv", CountryName, ("code", "lang"), "build_countries.py")
COUNTRY_CODES = Table("country_codes.tsv", CountryCode, ("code",), "build_country_codes.py")
TERRITORY_NAMES = Table("territory_names.tsv", TerritoryNames, ("code",), "build_country_codes.py")
LANGUAGE_HOMES = Table("language_homes.tsv", LanguageHome, ("lang",))
FAMILY_NAMES = Table("family_names.tsv", FamilyName, ("lang", "name"))
COMMON_NAMES = Table("common_names.tsv", CommonName, ("name",), "build_common_names.py")
WIKIDATA_COUNTRIES = Table("wikidata_countries.tsv", WikidataCountry, ("item",), "build_wikidata_countries.py")
TABLES = (
    LANGUAGES,
    LANGUAGE_NAMES,
    LANGUAGE_HOMES,
    NAMING_CUSTOMS,
    COUNTRIES,
    COUNTRY_NAMES,
    COUNTRY_CODES,
    TERRITORY_NAMES,
    FAMILY_NAMES,
    COMMON_NAMES,
    WIKIDATA_COUNTRIES,
)
