"""Organisations by what they are for: function, country and number, language-neutral.

`Bộ Quốc phòng Nhật Bản`, `防衛省` and `MOD Japan` are one functional name. A name of a function without
a country fits several countries, so that a decision over it is ambiguous unless something else is
known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from . import connectors, numerals
from .model import Entity, Evidence
from .offices import Sense, lexicon
from .phrases import Found
from .policy import OrganisationWeights
from .text import clean
from .units import split

_WIDER = ("government", "communist-party", "armed-forces", "peoples-army", "central-committee")
"""Functions that name the whole another belongs to (General Staff of the People's Army), the widest first."""

_PERSONAL = frozenset({"office", "role", "rank"})


@dataclass(frozen=True, slots=True)
class FunctionalName:
    """A name that says what an organisation is for.

    `functions`: keys, the organisation's own first, then those it belongs to; `countries`: the one it
    is of first; `numbered`: one of many in its country; `leftover`: words that say something not
    understood here.
    """

    functions: tuple[str, ...]
    countries: tuple[str, ...] = ()
    number: str = ""
    numbered: bool = False
    leftover: tuple[str, ...] = ()

    @property
    def function(self) -> str:
        """What the organisation itself is for."""
        return self.functions[0]

    @property
    def country(self) -> str:
        """The country it is of; empty when the name says none."""
        return self.countries[0] if self.countries else ""


def parse(text: str) -> FunctionalName | None:
    """The functional name that a clean text is; None when no function is named, or a person's title is."""
    units = split(text)
    found = [hit for hit in lexicon().scan(units) if _counts(hit)]
    functions = [sense for hit in found if (sense := _sense(hit, "function", "category"))]
    if not functions or any(_is_personal(hit) for hit in found):
        return None
    own = max(functions, key=_narrowness)
    implied = [sense.country for sense in functions if sense.country]
    named = [sense.key for hit in found if (sense := _sense(hit, "country"))]
    covered = {place for hit in found for place in range(hit.start, hit.end)}
    return FunctionalName(
        functions=tuple(dict.fromkeys((own.key, *(sense.key for sense in functions)))),
        countries=tuple(dict.fromkeys(named or implied)),
        number=numerals.first(units, covered),
        numbered=own.kind == "category",
        leftover=connectors.leftover(units, covered),
    )


def compare(read: FunctionalName, entity: Entity, weights: OrganisationWeights | None = None) -> tuple[Evidence, ...]:
    """What a functional name says about an organisation; nothing when they differ in function."""
    known = described(entity)
    if read.function not in known.functions:
        return ()
    weights = weights or _default_weights()
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


def _counts(hit: Found[Sense]) -> bool:
    return any(sense.kind not in {"portfolio", "honorific"} for sense in hit.values)


def _is_personal(hit: Found[Sense]) -> bool:
    kinds = {sense.kind for sense in hit.values}
    return bool(kinds & _PERSONAL) and not kinds & {"function", "category"}


def _sense(hit: Found[Sense], *kinds: str) -> Sense | None:
    return next((sense for sense in hit.values if sense.kind in kinds), None)


def _narrowness(sense: Sense) -> int:
    """Later among the wider functions is narrower; what is not among them is narrowest."""
    return _WIDER.index(sense.key) if sense.key in _WIDER else len(_WIDER)


def _words(key: str) -> str:
    return key.replace("-", " ")


@cache
def _default_weights() -> OrganisationWeights:
    return OrganisationWeights()
