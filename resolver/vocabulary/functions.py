"""What organisations are for: ministries (a portfolio in a template), bodies, numbered categories."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..tables import rows
from ..text.phrases import Phrases
from ..text.units import GERMANIC


class Function(NamedTuple):
    """A function by its key (`ministry-of-defence`), and the country that its form implies (防衛省: jp).

    `numbered`: a category such as `military-hospital`, one of many in its country.
    """

    key: str
    country: str = ""
    numbered: bool = False


def entries() -> Iterator[tuple[str, str, Function]]:
    """Language, written form and function of the whole table; `~` in key and form stands for a portfolio."""
    for kind, key, lang, forms in rows("functions.tsv"):
        if kind in {"body", "organ", "abbreviation", "category"}:
            for form in forms.split("/"):
                text, _, country = form.partition("@")
                yield lang, text, Function(key, country, kind == "category")
        elif kind == "template":
            for _, form, portfolio in templates(lang, forms):
                text, _, country = form.partition("@")
                yield lang, text, Function(f"{key}-of-{portfolio}", country)


def filled(function: Function, portfolio: str) -> Function:
    """The function of a template whose slot is filled."""
    return function._replace(key=function.key.replace("~", portfolio))


@cache
def phrases() -> Phrases[Function]:
    """Every function as a phrase."""
    return Phrases(entries(), portfolios(), filled)


def templates(lang: str, forms: str) -> Iterator[tuple[str, str, str]]:
    """The templates of a row as language, written form and portfolio: both `~` where a slot takes any.

    Where a Germanic language glues the portfolio to the next letter (försvars|minister), each
    compound is written out.
    """
    for template in forms.split("/"):
        before, _, after = template.partition("~")
        after, at, country = after.partition("@")
        if lang not in GERMANIC or after == "" or after.startswith(" "):
            yield lang, template, "~"
            continue
        for key, form in portfolio_forms(lang):
            if form.endswith("-"):
                yield lang, f"{before}{form[:-1]}{after}{at}{country}", key


@cache
def of_few() -> frozenset[str]:
    """The functions that few countries have an organisation for: politburos, self-defence forces."""
    return frozenset(key for kind, key, *_ in rows("functions.tsv") if kind == "organ")


@cache
def portfolios() -> Phrases[str]:
    """What ministers are for (defence, foreign affairs), as phrases."""
    return Phrases(
        (lang, form, key) for lang, forms in _portfolio_forms().items() for key, form in forms if not form.endswith("-")
    )


def portfolio_forms(lang: str) -> tuple[tuple[str, str], ...]:
    """The portfolios of a language: key and written form."""
    return _portfolio_forms().get(lang, ())


@cache
def _portfolio_forms() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, key, lang, forms in rows("functions.tsv"):
        if kind == "portfolio":
            found.setdefault(lang, []).extend((key, form) for form in forms.split("/"))
    return {lang: tuple(forms) for lang, forms in found.items()}
