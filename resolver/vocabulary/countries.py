"""Countries and groups of countries as names speak of them: nouns, adjectives, the pairs of news (日越)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from ..tables.schema.countries import COUNTRIES, COUNTRY_NAMES, LANGUAGE_HOMES
from ..text.phrase_roots import Sown
from ..text.phrases import Phrases
from ..text.units import Unit, split
from . import stored
from .inflection import inflected, nationalities

GROUPS = frozenset({"eu", "asean", "nato", "un"})
"""Organisations of countries that stand where a country may stand."""


def entries() -> Iterator[tuple[str, str, str]]:
    """Language, written form and code of every noun and adjective."""
    for row in COUNTRIES.read():
        for form in row.forms:
            if row.use == "name":
                yield from _named(row.lang, form, row.code)
            elif row.use == "adjective":
                yield from ((row.lang, each, row.code) for each in inflected(row.lang, form, "adjective"))
    for name in COUNTRY_NAMES.read():
        for form in name.forms:
            yield from _named(name.lang, form, name.code)


def _named(lang: str, form: str, code: str) -> Iterator[tuple[str, str, str]]:
    """A name of a country in its cases, and the adjectives that a rule makes of it."""
    yield from ((lang, each, code) for each in inflected(lang, form, "country"))
    for adjective in nationalities(lang, form):
        yield from ((lang, each, code) for each in inflected(lang, adjective, "adjective"))


@cache
def names_of_groups() -> frozenset[str]:
    """The keys of groups of countries whose name is one word, as languages write them, in no case."""
    written = [split(form) for row in COUNTRIES.read() if row.code in GROUPS for form in row.forms]
    return frozenset(units[0].key for units in written if len(units) == 1)


@lru_cache(maxsize=64)
def names_in(language: str) -> dict[str, str]:
    """What a language calls each country, by code: the first name that the tables have. Must not be changed."""
    named = [(row.code, row.forms[0]) for row in COUNTRY_NAMES.read() if row.lang == language]
    named += [(row.code, row.forms[0]) for row in COUNTRIES.read() if row.lang == language and row.use == "name"]
    return dict(reversed(named))


@cache
def sown() -> Sown[str]:
    """The phrases by their first words, for a vocabulary that has them too."""
    return stored.sown("countries", entries, str)


@cache
def phrases() -> Phrases[str]:
    """The nouns and adjectives as phrases; their values are codes."""
    return Phrases(sown())


@cache
def pairs() -> Phrases[str]:
    """The words that stand for a country beside another as phrases; their values are codes."""
    return Phrases(stored.sown("pairs", pair_entries, str))


def pair_entries() -> Iterator[tuple[str, str, str]]:
    """Language, written form and code of the one word that stands for a country beside another."""
    return ((row.lang, form, row.code) for row in COUNTRIES.read() if row.use == "pair" for form in row.forms)


def home(language: str) -> frozenset[str]:
    """The countries that a language is at home in; none for one that is written in many countries, or is unknown."""
    return _homes().get(language, frozenset())


@cache
def _homes() -> dict[str, frozenset[str]]:
    return {row.lang: frozenset(row.countries) for row in LANGUAGE_HOMES.read()}


def whole(text: str) -> str:
    """The code of a text that is a country and nothing else (Vietnams, 日本, японский); empty otherwise."""
    units = split(text)
    found = phrases().longest(units, 0) if units else None
    return found.values[0] if found and found.end == len(units) else ""


def mentioned(units: tuple[Unit, ...]) -> tuple[tuple[str, int, int], ...]:
    """The countries of a text in order, with the span of their units; both of a pair (日越, Việt - Nhật)."""
    if not may_be_in(units):
        return ()
    found: list[tuple[str, int, int]] = []
    hits, abbreviations = phrases().everywhere(units), pairs().everywhere(units)
    end = 0
    for at, (hit, abbreviation) in enumerate(zip(hits, abbreviations, strict=True)):
        if at < end or not (hit or abbreviation):
            continue
        pair = pair_at(units, at) if abbreviation else ()
        if pair and (not hit or hit.end < at + 2):
            found += [(code, at + place, at + place + 1) for place, code in enumerate(pair)]
            end = at + len(pair)
        elif hit:
            found.append((hit.values[0], at, hit.end))
            end = hit.end
        elif not pair and _leads_to_a_country(units, at):
            found.append((abbreviated(units, at), at, at + 1))
    return tuple(found)


def may_be_in(units: tuple[Unit, ...]) -> bool:
    """Whether a text may speak of any country: a quick question, by which most names are let go."""
    return phrases().may_be_in(units) or pairs().may_be_in(units)


def _leads_to_a_country(units: tuple[Unit, ...], at: int) -> bool:
    """한-베트남: one character, one sign, a country."""
    if at + 1 == len(units) or units[at + 1].start != units[at].end + 1 or not abbreviated(units, at):
        return False
    return phrases().longest(units, at + 1) is not None


def pair_at(units: tuple[Unit, ...], at: int) -> tuple[str, ...]:
    """The two or three countries that stand in a row by one word each (日越); empty when none starts here."""
    codes: list[str] = []
    for unit_at in range(at, min(at + 3, len(units))):
        hit = pairs().longest(units, unit_at)
        if not hit or hit.values[0] in codes:
            break
        codes.append(hit.values[0])
    return tuple(codes) if len(codes) > 1 else ()


def abbreviated(units: tuple[Unit, ...], at: int) -> str:
    """The code of a country that one character stands for (俄, 美, 米); empty when a unit is none."""
    hit = pairs().longest(units, at) if units[at].key > "\u2fff" else None
    return hit.values[0] if hit else ""
