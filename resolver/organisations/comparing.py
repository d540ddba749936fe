"""What the functional name of a mention says about an organisation: function, country, number, words left over."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct
from msgspec.json import Decoder, Encoder

from ..model import Entity, Evidence, Hints
from ..policy import DEFAULT_POLICY, OrganisationWeights
from ..text.cleaning import clean
from ..vocabulary import countries
from ..vocabulary.functions import of_few
from .reading import WIDER, FunctionalName, parse

_Words = frozenset[str]
_ENCODER = Encoder(order="deterministic")
_DECODER = Decoder(tuple[_Words, _Words, _Words, _Words, _Words, frozenset[_Words]])

NEAR_MISSES = frozenset({"function-unknown-words", "function-unsaid-country"})
"""Rules of evidence that forbid a match, without a contradiction."""


def compare(
    read: FunctionalName, known: KnownOrganisation, weights: OrganisationWeights = DEFAULT_POLICY.organisation
) -> tuple[Evidence, ...]:
    """What a functional name says about an organisation; nothing when they differ in function."""
    if read.function not in known.functions:
        return ()
    rarity = weights.category if read.numbered else weights.function
    text = f"{_words(read.function)}, as {known.entity.name}"
    return (
        Evidence("function", rarity, text, data={"function": read.function}),
        *_country(read, known, weights),
        *_number(read, known, weights),
        *_proper_name(read, known, weights),
        *_leftover_cost(read, known, weights),
    )


def unsaid_country(
    read: FunctionalName,
    entity: Entity,
    known: Collection[str],
    hints: Hints,
    weights: OrganisationWeights = DEFAULT_POLICY.organisation,
) -> Iterator[Evidence]:
    """What the document says of whose organisation is meant, where the mention does not say it.

    `known`: the countries whose organisation of this function is in the gazetteer; `hints.language`: the mention's.
    Among the countries of the document, the one that the mention is written in the language of is meant; else any of
    them, so that none is the answer while the organisation of one is missing from the gazetteer.
    """
    spoken_of = [code for code in hints.context_countries if code not in countries.GROUPS]
    if read.countries or read.number or hints.country or not spoken_of or not entity.country:
        return
    if read.numbered or not set(known) - countries.GROUPS:
        return  # one of many is told by its number or name; or of groups alone: a security council
    own = _homes(read, hints) & set(spoken_of)
    shown = ", ".join(sorted(code.upper() for code in own or spoken_of))
    if entity.country in own:
        yield Evidence("function-country", weights.own_language, f"written in the language of {shown}")
    elif own or entity.country not in hints.context_countries:
        text = f"of {entity.country.upper()}, where {shown} is more likely meant"
        yield Evidence("function-country", weights.elsewhere, text)
    missing = sorted(code.upper() for code in own or spoken_of if code not in known)
    if missing and read.function not in of_few():
        text = f"which of {shown} is not said, and that of {', '.join(missing)} is not known"
        yield Evidence("function-unsaid-country", weights.unsaid_country, text)


def _homes(read: FunctionalName, hints: Hints) -> frozenset[str]:
    """The countries at home in the mention's language: as asked, or as the words for the function give it away."""
    if hints.language:
        return countries.home(hints.language[:2])
    homes = [countries.home(language) for language in read.languages]
    return frozenset().union(*homes) if all(homes) else frozenset()


class KnownOrganisation(Struct, frozen=True):
    """An organisation's side of the comparison: what its fields say, and what its forms say besides."""

    entity: Entity
    functions: frozenset[str]
    countries: frozenset[str]
    numbers: frozenset[str]
    words: frozenset[str]  # of all its forms, beside their function
    needed: frozenset[str]  # of its plainest form: without them it is another organisation
    named: frozenset[frozenset[str]]  # the words that tell it apart in its category, one set a form (Juntendo)


def described(entity: Entity) -> KnownOrganisation:
    """An organisation ready to be compared: its forms through the same `parse`, and its fields.

    A written form tells more than the field (ADMM and ADMM-Plus share one), so the field's function
    counts only where no form names one. Where the field says a narrower one, a form that names the whole (在日米軍, of
    a command) does not make it the whole.
    """
    read = [name for form in entity.forms if (name := parse(clean(form.text)))]
    wider = frozenset(WIDER) if entity.function and entity.function not in WIDER else frozenset()
    functions = {name.function for name in read} - wider or {entity.function} - {""}
    countries = {entity.country} - {""} or {country for name in read for country in name.countries[:1]}
    return KnownOrganisation(
        entity,
        frozenset(functions),
        frozenset(countries),
        frozenset(name.number for name in read if name.number),
        frozenset(word for name in read for word in name.leftover),
        frozenset() if entity.function else _plainest(read),
        frozenset(frozenset(name.leftover) for name in read if name.numbered and name.leftover and not name.number),
    )


def packed(known: KnownOrganisation) -> str:
    """What the names of an organisation say, as a text; the same for the same."""
    named = sorted(map(sorted, known.named))  # the encoder sorts words, not sets of them
    said = (known.functions, known.countries, known.numbers, known.words, known.needed, named)
    return _ENCODER.encode(said).decode()


def unpacked(entity: Entity, text: bytes) -> KnownOrganisation:
    """An organisation with what was packed of it. Raises ValueError for anything else."""
    return KnownOrganisation(entity, *_DECODER.decode(text))


def _plainest(read: list[FunctionalName]) -> frozenset[str]:
    """The words beside the function in the form that has the fewest of them."""
    leftovers = sorted([name.leftover for name in read], key=len)
    return frozenset(leftovers[0] if leftovers else ())


def _country(read: FunctionalName, known: KnownOrganisation, weights: OrganisationWeights) -> Iterator[Evidence]:
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


def _number(read: FunctionalName, known: KnownOrganisation, weights: OrganisationWeights) -> Iterator[Evidence]:
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


def _proper_name(read: FunctionalName, known: KnownOrganisation, weights: OrganisationWeights) -> Iterator[Evidence]:
    """Juntendo in `Đại học Juntendo`: one of many by its own name, which the mention says and nothing else.

    Too little without a country: Miami University is not the University of Miami.
    """
    if read.numbered and not read.number and frozenset(read.leftover) in known.named:
        yield Evidence("function-words", weights.number, f"called {' '.join(read.leftover)}")


def _leftover_cost(read: FunctionalName, known: KnownOrganisation, weights: OrganisationWeights) -> Iterator[Evidence]:
    strange = [word for word in read.leftover if word not in known.words]
    if strange:
        cost = max(weights.leftover * len(strange), weights.leftover_most)
        text = f"the mention also says {', '.join(strange)}, which is not understood"
        yield Evidence("function-unknown-words", cost, text)
    unsaid = known.needed - set(read.leftover)
    if unsaid:
        cost = max(weights.leftover * len(unsaid), weights.leftover_most)
        yield Evidence("function-words", cost, f"the mention does not say {', '.join(sorted(unsaid))}")


def _words(key: str) -> str:
    return key.replace("-", " ")
