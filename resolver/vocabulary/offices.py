"""The words of titles in all languages at once: ranks, offices, honorifics, and what stands between them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..tables.schema.titles import DETERMINERS, HONORIFICS, OFFICES, RANKS, Honorific, Office, Rank
from ..text.phrases import Phrases
from . import countries, functions, stored
from .inflection import inflected

_ROMANCE = ("fr", "es", "pt", "it", "ro")
GLUED = "mul"
"""The language of honorifics that names in any language have glued to them: Koizumi-san."""


DETERMINER = "determiner"
"""The key of links that point at whose office it is, or at the one there is: his, the country's, az."""


class Sense(NamedTuple):
    """What a word of a title stands for.

    `kind` is rank, office, role (an office once a body stands beside it), honorific, function,
    category (a numbered function), portfolio (a function only beside a minister), country, modifier
    (deputy, former …), host (before the country of an envoy) or link (of, 的); `country` is one that
    the form implies.
    """

    kind: str
    key: str
    country: str
    lang: str


@cache
def lexicon() -> Phrases[Sense]:
    """Every word of titles, also those of functions and countries."""
    own = stored.sown("offices", entries, Sense._make)
    every = own.joined(functions.sown(), _function).joined(countries.sown(), _country)
    return Phrases(every, functions.portfolios(), _filled)


def compose(role: str, body: str) -> str:
    """The office of a role in a body: chair of the National Assembly, member of the Politburo."""
    if (role, body) == ("chair", "national-assembly"):
        return "chair-of-national-assembly"
    if body.startswith("ministry-of-") and role in {"minister", "deputy-minister", "chair"}:
        office = "minister" if role == "chair" else role  # глава МИД: the head of a ministry
        return f"{office}-of-{body.removeprefix('ministry-of-')}"
    if role == "secretary" and body in {"communist-party", "central-committee"}:
        return "general-secretary"
    return f"{body}-{role}"


def deputy(office: str) -> str:
    """The office of the deputy of an office: vice-president, deputy-minister-of-defence."""
    if office.startswith(("deputy-", "vice-")):
        return office
    return "vice-president" if office == "president" else f"deputy-{office}"


def entries() -> Iterator[tuple[str, str, Sense]]:
    """Language, written form and sense of every word of titles that is no function or country."""
    for rank in RANKS.read():
        yield from _forms("rank", rank)
    for honorific in HONORIFICS.read():
        yield from _forms("honorific", honorific)
    for office in OFFICES.read():
        if office.class_ == "template":
            for template, portfolio in functions.templates(office.lang, office.forms):
                key = f"{office.key}-of-{portfolio}"
                yield office.lang, template.text, Sense("office", key, template.country, office.lang)
        else:
            yield from _forms(office.class_, office)
    for row in DETERMINERS.read():
        yield from ((row.lang, form, Sense("link", DETERMINER, "", row.lang)) for form in row.forms)
    for lang in _ROMANCE:  # le ministre vietnamien de la Défense: the portfolio stands apart from its minister
        for key, form in functions.portfolio_forms(lang):
            yield lang, form, Sense("portfolio", f"ministry-of-{key}", "", lang)


def _function(lang: str, function: functions.Function) -> Sense:
    return Sense("category" if function.numbered else "function", function.key, function.country, lang)


def _country(lang: str, code: str) -> Sense:
    return Sense("country", code, code, lang)


def _filled(sense: Sense, portfolio: str) -> Sense:
    return sense._replace(key=sense.key.replace("~", portfolio))


def _forms(kind: str, row: Rank | Honorific | Office) -> Iterator[tuple[str, str, Sense]]:
    for form in row.forms:
        for text in inflected(row.lang, form.text, "title"):
            yield row.lang, text, Sense(kind, row.key, form.country, row.lang)
