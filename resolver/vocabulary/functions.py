"""What organisations are for: ministries (a portfolio in a template), bodies, numbered categories."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..tables.schema.cells import Form
from ..tables.schema.titles import FUNCTIONS, SLOT
from ..text.phrase_roots import Sown
from ..text.phrases import Phrases
from ..text.units import GERMANIC
from . import stored
from .inflection import inflected

_GLUED = GERMANIC | {"bn", "et", "fi", "hi", "hu", "is"}
"""Languages in which a portfolio makes one word with its minister."""


class Function(NamedTuple):
    """A function by its key (`ministry-of-defence`), and the country that its form implies (防衛省: jp).

    `numbered`: a category such as `military-hospital`, one of many in its country.
    """

    key: str
    country: str = ""
    numbered: bool = False


def entries() -> Iterator[tuple[str, str, Function]]:
    """Language, written form and function of the whole table; `~` in key and form stands for a portfolio."""
    for row in FUNCTIONS.read():
        if row.class_ in {"body", "organ", "abbreviation", "category"}:
            for form in row.forms:
                function = Function(row.key, form.country, row.class_ == "category")
                yield from ((row.lang, text, function) for text in inflected(row.lang, form.text, "title"))
        elif row.class_ == "template":
            for form, portfolio in templates(row.lang, row.forms):
                yield row.lang, form.text, Function(f"{row.key}-of-{portfolio}", form.country)


def filled(function: Function, portfolio: str) -> Function:
    """The function of a template whose slot is filled."""
    return function._replace(key=function.key.replace("~", portfolio))


@cache
def sown() -> Sown[Function]:
    """The phrases by their first words, for a vocabulary that has them too."""
    return stored.sown("functions", entries, Function._make)


@cache
def phrases() -> Phrases[Function]:
    """Every function as a phrase."""
    return Phrases(sown(), portfolios(), filled)


def templates(lang: str, forms: tuple[Form, ...]) -> Iterator[tuple[Form, str]]:
    """The templates of a row as written form and portfolio: both `~` where a slot takes any.

    Where a language glues the portfolio to the next letter (försvars|minister), each
    compound is written out.
    """
    for form in forms:
        for template in inflected(lang, form.text, "title"):
            yield from ((form._replace(text=text), portfolio) for text, portfolio in _compounds(lang, template))


def _compounds(lang: str, template: str) -> Iterator[tuple[str, str]]:
    if not is_glued(lang, template):
        yield template, SLOT
        return
    before, _, after = template.partition(SLOT)
    for key, form in portfolio_forms(lang):
        if form.endswith("-"):
            yield f"{before}{form[:-1]}{after}", key


def is_glued(lang: str, template: str) -> bool:
    """Whether a language makes one word of a portfolio and the letters behind it in a template."""
    _, _, after = template.partition(SLOT)
    return lang in _GLUED and after != "" and not after.startswith(" ")


@cache
def of_few() -> frozenset[str]:
    """The functions that few countries have an organisation for: politburos, self-defence forces."""
    return frozenset(row.key for row in FUNCTIONS.read() if row.class_ == "organ")


@cache
def portfolios() -> Phrases[str]:
    """What ministers are for (defence, foreign affairs), as phrases."""
    return Phrases(stored.sown("portfolios", portfolio_entries, str))


def portfolio_entries() -> Iterator[tuple[str, str, str]]:
    """Language, written form and key of what ministers are for, where it is a word of its own."""
    for lang, forms in _portfolio_forms().items():
        yield from ((lang, form, key) for key, form in forms if not form.endswith("-"))


def portfolio_forms(lang: str) -> tuple[tuple[str, str], ...]:
    """The portfolios of a language: key and written form."""
    return _portfolio_forms().get(lang, ())


@cache
def _portfolio_forms() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for row in FUNCTIONS.read():
        if row.class_ == "portfolio":
            found.setdefault(row.lang, []).extend((row.key, form.text) for form in row.forms)
    return {lang: tuple(forms) for lang, forms in found.items()}
