"""One line that tells namesakes apart: the latest office with its years, or parties and date."""

from __future__ import annotations

from functools import cache

from ..resolver.model import Entity, Gazetteer, Kind, Term
from ..resolver.tables.schema.countries import COUNTRIES


def description(entity: Entity, gazetteer: Gazetteer) -> str:
    """`Minister of National Defence of Vietnam, 2016–2021`; never empty: at worst the kind and the country."""
    if entity.kind is Kind.PERSON and entity.posts:
        return _of_person(entity, gazetteer)
    if entity.kind is Kind.AGREEMENT:
        return _of_agreement(entity)
    country = country_name(entity.country)
    noun = entity.kind.value.capitalize()
    if entity.kind is Kind.ORGANISATION and entity.function:
        noun = entity.function.replace("-", " ").capitalize()
    years = _years(entity.founded, entity.dissolved) if entity.kind is Kind.ORGANISATION else _life(entity)
    return _joined(f"{noun} of {country}" if country else noun, years)


def country_name(code: str) -> str:
    """The English name of a country, a group of countries or several; the code in capitals if none is known."""
    return _english().get(code, code.upper())


def english(entity: Entity) -> str:
    """The entity's first English form; else its name, or for a post the office in the gazetteer's own words."""
    named = next((form.text for form in entity.forms if form.lang == "en"), "")
    if named or entity.name.isascii() or not entity.office:
        return named or entity.name
    return entity.office.replace("-", " ").capitalize()


def _of_person(entity: Entity, gazetteer: Gazetteer) -> str:
    # The latest term: an open one counts as later than any that has ended.
    term = max(entity.posts, key=lambda each: (each.start or each.end, each.end or "9999"))
    post = gazetteer.redirect(term.post)
    title = english(post) if post else term.post
    country = country_name(post.country if post else entity.country)
    named = country and country.casefold() in title.casefold()
    return _joined(title if named or not country else f"{title} of {country}", _term_years(term))


def _of_agreement(entity: Entity) -> str:
    noun = entity.instrument.replace("-", " ").capitalize() or "Agreement"
    parties = [country_name(each) for each in entity.parties]
    between = (
        ""
        if not parties
        else f" of {parties[0]}"
        if len(parties) == 1
        else f" of {', '.join(parties[:-1])} and {parties[-1]}"
    )
    return _joined(noun + between, entity.signed or entity.in_force)


def _term_years(term: Term) -> str:
    return _years(term.start, term.end)


def _years(start: str, end: str) -> str:
    first, last = start[:4], end[:4]
    if first == last:
        return first
    if not last:
        return f"since {first}"
    return f"{first}–{last}" if first else f"until {last}"


def _life(entity: Entity) -> str:
    if entity.born and entity.died:
        return f"{entity.born[:4]}–{entity.died[:4]}"
    return f"born {entity.born[:4]}" if entity.born else f"died {entity.died[:4]}" if entity.died else ""


def _joined(what: str, when: str) -> str:
    return f"{what}, {when}" if when else what


@cache
def _english() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in COUNTRIES.read():
        if row.use == "name" and row.lang == "en":
            names.setdefault(row.code, row.forms[0])
    return names
