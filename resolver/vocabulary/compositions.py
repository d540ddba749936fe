"""What languages call a function, an office, an agreement and a country: the way back from the words to their names.

Every form comes with its share, the probability that the language uses this one of the forms that its table has. Tables
have the usual form first; the n-th is taken to be used 1/n as often.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from ..tables.coverage import COMPLETE
from ..tables.schema.agreements import INSTRUMENTS, TOPICS
from ..tables.schema.cells import Form
from ..tables.schema.countries import COUNTRIES, COUNTRY_NAMES
from ..tables.schema.organisations import COMPOSITIONS
from ..tables.schema.titles import FUNCTIONS, OFFICES, SLOT
from .functions import is_glued, portfolio_forms

Shares = tuple[tuple[Form, float], ...]
"""Forms with their shares, the usual one first."""
LANGUAGES = COMPLETE
"""The languages that have a word for everything that English has one for."""

_ANY = "mul"
_AGREEING = frozenset({"fr", "it", "pt"})
"""Languages whose articles agree with the portfolio, of which the table does not say the gender."""
_OF = "-of-"
_CLASSES = {"organisation": frozenset({"body", "organ", "category"}), "post": frozenset({"office", "role"})}


def pattern(lang: str, of: str) -> str:
    """How a language makes a name of a kind of entity, as a text for `str.format`."""
    known = _patterns()
    return known.get((lang, of, "")) or known[_ANY, of, ""]


def country(lang: str, code: str) -> str:
    """The name of a country as it stands in such a name; empty where the language has none."""
    return _patterns().get((lang, "country", code)) or country_name(lang, code)


def country_name(lang: str, code: str) -> str:
    """The usual name of a country; empty where the language has none."""
    return _countries().get((lang, code), "")


def heads(lang: str, of: str, key: str, country: str) -> Shares:
    """The words for a function (`organisation`) or an office (`post`) that hold for a country.

    A form that implies the country (防衛省) is the usual one there; those of other countries are left out.
    """
    known = _words(of)
    own = known.get((lang, key), ())
    filled: list[Form] = []
    if _OF in key and lang not in _AGREEING:
        template, _, portfolio = key.partition(_OF)
        filled = _filled(lang, known.get((lang, f"{template}{_OF}{SLOT}"), ()), portfolio, country)
    of_country = [form for form in (*own, *filled) if form.country and form.country == country]
    return _shares((*of_country, *(form for form in (*filled, *own) if not form.country)))


def _filled(lang: str, templates: Sequence[Form], portfolio: str, country: str) -> list[Form]:
    """The templates with the words for a portfolio, those whose rank in the two tables is highest first."""
    words = [form for key, form in portfolio_forms(lang) if key == portfolio]
    ranked = [
        (at * place, Form(_put(template.text, word), template.country))
        for at, template in enumerate(templates, 1)
        for place, word in enumerate(words, 1)
        if template.country in {"", country} and word.endswith("-") == is_glued(lang, template.text)
    ]
    return [form for _, form in sorted(ranked, key=lambda each: each[0])]


def _put(template: str, word: str) -> str:
    """The template filled: what is glued behind other letters has no capital (Vize|außenminister)."""
    inside = word.endswith("-") and not template.startswith(SLOT)
    return template.replace(SLOT, (word[:1].lower() + word[1:] if inside else word).removesuffix("-"))


def instruments(lang: str, key: str) -> Shares:
    """The words for a kind of agreement."""
    return _shares(Form(form) for form in _instruments().get((lang, key), ()) if not form.startswith("*"))


def topic(lang: str, key: str) -> str:
    """The usual word for a topic; empty where the language has none."""
    forms = _topics().get((lang, key), ())
    return next((form.removesuffix("?") for form in forms if not form.endswith("*")), "")


def _shares(forms: Iterable[Form]) -> Shares:
    known = list(dict.fromkeys(forms))
    total = sum(1.0 / rank for rank in range(1, len(known) + 1))
    return tuple((form, 1.0 / rank / total) for rank, form in enumerate(known, 1))


@cache
def _patterns() -> Mapping[tuple[str, str, str], str]:
    return {(row.lang, row.of, row.key or ""): row.form for row in COMPOSITIONS.read()}


@cache
def _countries() -> Mapping[tuple[str, str], str]:
    """(language, code) → the first form: as typed by hand, else as published."""
    found = {(row.lang, row.code): row.forms[0] for row in COUNTRY_NAMES.read()}
    found |= {(row.lang, row.code): row.forms[0] for row in COUNTRIES.read() if row.use == "name"}
    return found


@cache
def _functions() -> Mapping[tuple[str, str], tuple[Form, ...]]:
    return _by_key(FUNCTIONS.read(), _CLASSES["organisation"])


@cache
def _offices() -> Mapping[tuple[str, str], tuple[Form, ...]]:
    return _by_key(OFFICES.read(), _CLASSES["post"])


def _words(of: str) -> Mapping[tuple[str, str], tuple[Form, ...]]:
    return _functions() if of == "organisation" else _offices()


def _by_key(rows: Iterable[Any], classes: frozenset[str]) -> dict[tuple[str, str], tuple[Form, ...]]:
    """(language, key) → forms; of a template the key ends in its slot."""
    found: dict[tuple[str, str], tuple[Form, ...]] = {}
    for row in rows:
        if row.class_ == "template":
            found[row.lang, f"{row.key}{_OF}{SLOT}"] = row.forms
        elif row.class_ in classes:
            found.setdefault((row.lang, row.key), row.forms)
    return found


@cache
def _instruments() -> Mapping[tuple[str, str], tuple[str, ...]]:
    return {(row.lang, row.key): row.forms for row in INSTRUMENTS.read()}


@cache
def _topics() -> Mapping[tuple[str, str], tuple[str, ...]]:
    return {(row.lang, row.key): row.forms for row in TOPICS.read()}
