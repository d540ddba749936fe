"""What the functional name of a mention says about an organisation: function, country, number, words left over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..model import Entity, Evidence
from ..policy import DEFAULT_POLICY, OrganisationWeights
from ..text.cleaning import clean
from .reading import FunctionalName, parse


def compare(
    read: FunctionalName, entity: Entity, weights: OrganisationWeights = DEFAULT_POLICY.organisation
) -> tuple[Evidence, ...]:
    """What a functional name says about an organisation; nothing when they differ in function."""
    known = described(entity)
    if read.function not in known.functions:
        return ()
    rarity = weights.category if read.numbered else weights.function
    text = f"{_words(read.function)}, as {entity.name}"
    return (
        Evidence("function", rarity, text, data={"function": read.function}),
        *_country(read, known, weights),
        *_number(read, known, weights),
        *_proper_name(read, known, weights),
        *_leftover_cost(read, known, weights),
    )


@dataclass(frozen=True, slots=True)
class _Described:
    functions: frozenset[str]
    countries: frozenset[str]
    numbers: frozenset[str]
    words: frozenset[str]  # of all its forms, beside their function
    needed: frozenset[str]  # of its plainest form: without them it is another organisation
    named: frozenset[frozenset[str]]  # the words that tell it apart in its category, one set a form (Juntendo)


@lru_cache(maxsize=65536)
def described(entity: Entity) -> _Described:
    """An organisation's side of the comparison: its forms through the same `parse`, and its fields.

    A written form tells more than the field (ADMM and ADMM-Plus share one), so the field's function
    counts only where no form names one.
    """
    read = [name for form in entity.forms if (name := parse(clean(form.text)))]
    functions = {name.function for name in read} or {entity.function} - {""}
    countries = {entity.country} - {""} or {country for name in read for country in name.countries[:1]}
    return _Described(
        frozenset(functions),
        frozenset(countries),
        frozenset(name.number for name in read if name.number),
        frozenset(word for name in read for word in name.leftover),
        frozenset() if entity.function else _plainest(read),
        frozenset(frozenset(name.leftover) for name in read if name.numbered and name.leftover and not name.number),
    )


def _plainest(read: list[FunctionalName]) -> frozenset[str]:
    """The words beside the function in the form that has the fewest of them."""
    leftovers = sorted([name.leftover for name in read], key=len)
    return frozenset(leftovers[0] if leftovers else ())


def _country(read: FunctionalName, known: _Described, weights: OrganisationWeights) -> Iterator[Evidence]:
    if not read.countries or not known.countries:
        return
    own = ", ".join(sorted(country.upper() for country in known.countries))
    if set(read.countries) & known.countries:
        yield Evidence("function-country", weights.country, f"of {own}", data={"country": read.country})
        others = ", ".join(code.upper() for code in read.countries if code not in known.countries)
        if others:
            yield Evidence("function-country", weights.leftover, f"the mention also says {others}")
    else:
        said = ", ".join(country.upper() for country in read.countries)
        yield Evidence("function-country", weights.conflict, f"of {own}, but the mention says {said}", veto=True)


def _number(read: FunctionalName, known: _Described, weights: OrganisationWeights) -> Iterator[Evidence]:
    if read.number in known.numbers:
        weight = weights.long_number if len(read.number) > 2 else weights.number
        yield Evidence("function-number", weight, f"number {read.number}", data={"number": read.number})
    elif read.number and known.numbers:
        own = ", ".join(sorted(known.numbers))
        yield Evidence(
            "function-number",
            weights.conflict,
            f"number {own}, but the mention says {read.number}",
            veto=True,
        )
    elif read.number:
        yield Evidence("function-number", weights.conflict, f"has no number {read.number}", veto=True)


def _proper_name(read: FunctionalName, known: _Described, weights: OrganisationWeights) -> Iterator[Evidence]:
    """Juntendo in `Đại học Juntendo`: one of many by its own name, which the mention says and nothing else.

    Too little without a country: Miami University is not the University of Miami.
    """
    if read.numbered and not read.number and frozenset(read.leftover) in known.named:
        yield Evidence("function-words", weights.number, f"called {' '.join(read.leftover)}")


def _leftover_cost(read: FunctionalName, known: _Described, weights: OrganisationWeights) -> Iterator[Evidence]:
    strange = [word for word in read.leftover if word not in known.words]
    if strange:
        cost = max(weights.leftover * len(strange), weights.leftover_most)
        yield Evidence("function-words", cost, f"the mention also says {', '.join(strange)}")
    unsaid = known.needed - set(read.leftover)
    if unsaid:
        cost = max(weights.leftover * len(unsaid), weights.leftover_most)
        yield Evidence("function-words", cost, f"the mention does not say {', '.join(sorted(unsaid))}")


def _words(key: str) -> str:
    return key.replace("-", " ")
