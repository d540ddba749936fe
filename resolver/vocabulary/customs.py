"""How people are named where: the order of a name's parts, what stands for a person, whose names they are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal

from ..tables.schema.countries import NAMING_CUSTOMS, NamingCustom

_BORROWERS_FIRST = ("vi", "ja", "ko", "zh")


@cache
def customs() -> dict[str, NamingCustom]:
    """The customs of every country and group of countries, by its code in lower case. Must not be changed."""
    return {row.country: row for row in NAMING_CUSTOMS.read()}


def addressed_by(country: str) -> Literal["family", "given", "whole"]:
    """What stands for a person alone or beside an office: the family name, the given name or only the whole name.

    The family name where the country is unknown, or has no people of its own: that is the custom of most.
    """
    custom = customs().get(country)
    return (custom.addressed if custom else "") or "family"


def family_first(country: str) -> bool:
    """Whether people write their family name before the given name."""
    custom = customs().get(country)
    return custom is not None and custom.order[:1] == ("family",)


def languages_of(country: str) -> Mapping[str, str]:
    """The scripts (ISO 15924) of a country's official languages, each with the language of a name in it, or empty."""
    custom = customs().get(country)
    return dict(custom.written) if custom else {}


def names_of(country: str) -> str:
    """The language whose names most people of a country bear, of those with a table of family names; or empty."""
    custom = customs().get(country)
    return (custom.names if custom else None) or ""


@lru_cache(maxsize=1 << 10)
def language_in(country: str, script: str) -> str | None:
    """The language of a name in a script (ISO 15924) of a country's official languages.

    Empty where several of them share the script, None where none has it.
    """
    custom = customs().get(country)
    return dict(custom.written).get(script) if custom else None


@cache
def bearers(language: str) -> frozenset[str]:
    """The countries most of whose people bear names of a language: `kp` and `kr` for Korean."""
    return frozenset(country for country, custom in customs().items() if language and custom.names == language)


@cache
def spelling_chinese(manner: str, *, usually: bool = False) -> frozenset[str]:
    """The countries where Chinese names are spelt in a manner (mandarin, cantonese, southern), at all or usually."""
    return frozenset(
        country for country, custom in customs().items() if manner in custom.chinese[: 1 if usually else None]
    )


@cache
def shared_names(countries: frozenset[str]) -> str:
    """The language whose names a route of these countries is for; Chinese comes last, as the source of the others."""
    return next((language for language in _BORROWERS_FIRST if countries & bearers(language)), "")
