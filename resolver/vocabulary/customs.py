"""How people are named where: the order of a name's parts, what stands for a person, whose names they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from ..tables import rows

Addressed = Literal["family", "given", "whole"]
_ADDRESSED: dict[str, Addressed] = {"family": "family", "given": "given", "whole": "whole"}


@dataclass(frozen=True, slots=True)
class Custom:
    """A row of naming_customs.tsv, whose header explains the columns.

    `order` has the parts of a full name; `addressed` is empty where nobody is at home; `languages` maps a script
    (ISO 15924) of the official languages to the language of a name in it, or to an empty text.
    """

    order: tuple[str, ...]
    addressed: Addressed | None
    names: str
    chinese: tuple[str, ...]
    languages: dict[str, str]


_BORROWERS_FIRST = ("vi", "ja", "ko", "zh")
_UNKNOWN = Custom((), None, "", (), {})


@cache
def customs() -> dict[str, Custom]:
    """The custom of every country and group of countries, by its code in lower case."""
    return {
        country: Custom(
            tuple(filter(None, order.split("-"))),
            _ADDRESSED.get(addressed),
            names,
            tuple(filter(None, chinese.split("/"))),
            {script: lang for script, _, lang in (each.partition(":") for each in written.split("/") if each)},
        )
        for country, order, addressed, names, chinese, written in rows("naming_customs.tsv")
    }


def addressed_by(country: str) -> Addressed:
    """What stands for a person alone or beside an office: the family name, the given name or only the whole name.

    "whole" where the country is unknown: of a name that may follow any custom no part is known to stand for it.
    """
    return customs().get(country, _UNKNOWN).addressed or "whole"


def family_first(country: str) -> bool:
    """Whether people write their family name before the given name."""
    return customs().get(country, _UNKNOWN).order[:1] == ("family",)


def names_of(country: str) -> str:
    """The language whose names most people of a country bear, of those with a table of family names; or empty."""
    return customs().get(country, _UNKNOWN).names


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
