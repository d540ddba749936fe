"""The mentions of one document, without its text: rows of a table, queries of a batch. They are decided together.

Each is decided by itself first. What names somebody in full makes the document's memory, and the memory decides the
short forms, wherever they stand: what annotates running text does, with the same memory and the same evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from .. import organisations
from ..agreements.reading import parse as parse_agreement
from ..decision.several import over_parts
from ..mentions.name import parse, spell
from ..mentions.segments import Role, is_full_name, role_of
from ..model import Candidate, Decision, Entity, Hints, Kind, Part, Status
from ..policy import Policy
from ..search.catalogue import Catalogue
from ..text.cleaning import clean
from ..text.scripts import BY_CHARACTER
from ..text.units import split
from .acronyms import defined_in
from .memory import Memory, Naming, is_called, is_full, key_of

Ask = Callable[[str, Hints], Decision]
"""The decision over a name by itself."""

_BEGINNING = 4  # letters that two words have in common whatever their endings
_FAMILY = 2  # characters of a family name
_BODIES = frozenset({Kind.ORGANISATION.value, Kind.AGREEMENT.value})


class Mentioned(Struct, frozen=True):
    """A mention with its hints, and the decision over it by itself.

    `number` says which of the document's it is, from 1. A `settled` one is not decided again, but others may lean on
    it: a person has decided it.
    """

    mention: str
    hints: Hints
    alone: Decision
    number: int
    settled: bool = False


class Remembered(Struct, frozen=True):
    """What a document remembers, and the place in it of a mention that is asked about."""

    memory: Memory
    place: int


def with_document(hints: Hints, document: Hints) -> Hints:
    """The hints of a mention, and where they say nothing the date, the language and the countries of its document."""
    return replace(
        hints,
        date=hints.date or document.date,
        language=hints.language or document.language,
        context_countries=hints.context_countries or document.context_countries,
    )


def memory_of(mentioned: Iterable[Mentioned], ask: Ask, catalogue: Catalogue, policy: Policy) -> Memory:
    """Whom these mentions name in full, and the acronyms that they define; `ask` decides a name by itself."""
    namings: list[Naming] = []
    acronyms: dict[str, Naming] = {}
    for each in mentioned:
        for decision in _named(each.alone):
            namings += _people(each, decision, catalogue, policy)
            if (defined := _acronym(each, decision, ask, catalogue)) is not None:
                acronyms.setdefault(*defined)
    return Memory(namings, acronyms, catalogue, policy)


def together(
    mentioned: Sequence[Mentioned], ask: Ask, catalogue: Catalogue, policy: Policy, limit: int | None = None
) -> list[Decision]:
    """The decisions over the mentions of one document, in their order, each with at most `limit` candidates."""
    memory = memory_of(mentioned, ask, catalogue, policy)
    if not memory:
        return [each.alone for each in mentioned]
    return [recalled(each, memory, limit) for each in mentioned]


def recalled(mentioned: Mentioned, memory: Memory, limit: int | None = None) -> Decision:
    """The decision over a mention in the document of this memory."""
    alone = mentioned.alone
    if mentioned.settled or alone.status is Status.ERROR:
        return alone
    if not alone.parts:
        decision = _recalled(alone.mention, alone, mentioned, memory)
        return decision if decision is alone else replace(decision, candidates=decision.candidates[:limit])
    parts = tuple(
        Part(part.start, part.end, _recalled(part.decision.mention, part.decision, mentioned, memory))
        for part in alone.parts
    )
    if all(new.decision is old.decision for new, old in zip(parts, alone.parts, strict=True)):
        return alone
    decision = over_parts(mentioned.mention, parts)
    return replace(decision, candidates=decision.candidates[:limit])


def explained(mentioned: Mentioned, memory: Memory, otherwise: Candidate) -> Candidate:
    """What speaks for and against an entity in the document of this memory; `otherwise` is what does without it."""
    alone = mentioned.alone
    if not alone.parts:
        return memory.explain(alone.mention, alone, mentioned.hints, mentioned.number, otherwise)
    listed = (each for part in recalled(mentioned, memory).parts for each in part.decision.candidates)
    return next((each for each in listed if each.id == otherwise.id), otherwise)


def _recalled(mention: str, alone: Decision, mentioned: Mentioned, memory: Memory) -> Decision:
    return memory.recall(mention, alone, mentioned.hints, mentioned.number)


def _named(decision: Decision) -> Iterator[Decision]:
    """What a mention names: one, or each of several."""
    if decision.parts:
        yield from (part.decision for part in decision.parts)
    else:
        yield decision


def _people(mentioned: Mentioned, decision: Decision, catalogue: Catalogue, policy: Policy) -> Iterator[Naming]:
    """The full names of a mention: of somebody known, or of a stranger."""
    if mentioned.hints.kind in _BODIES:
        return
    if decision.status is Status.MATCH:
        entity = catalogue.gazetteer.entities[decision.id]
        if entity.kind is not Kind.PERSON:
            return
        written = {key_of(form.text) for form in entity.forms}
        names = _names(decision.mention)
        names += tuple(form for form in _written_inside(decision.mention, entity) if form not in names)
        if any(is_full(text, text if key_of(text) in written else "") for text in names):
            for text in names:  # one of two may be short: 小野寺(Onodera Itsunori)
                yield _naming(mentioned, text, decision, "named in full ", entity=entity, score=decision.score)
    elif _is_stranger(decision, mentioned.hints, policy):
        entities = [catalogue.gazetteer.entities[each.id] for each in decision.candidates]
        for text in _names(decision.mention):
            known = any(is_called(text, entity, catalogue) for entity in entities if entity.kind is Kind.PERSON)
            if is_full(text) and _is_full_name(text) and not known:
                may_be = frozenset(entity.id for entity in entities)
                yield _naming(mentioned, text, decision, "named in full ", may_be=may_be)


def _written_inside(mention: str, entity: Entity) -> tuple[str, ...]:
    """The written names in a mention without spaces, whose last character may be that of a title: 中谷元防衛相."""
    text = clean(mention)
    return tuple(
        form.text
        for form in entity.forms
        if len(form.text) > _FAMILY and form.text in text and spell(form.text).script in BY_CHARACTER
    )


def _names(mention: str) -> tuple[str, ...]:
    """The names of a mention without their titles, each as it is written."""
    hypotheses = parse(mention).hypotheses
    barest = max(hypotheses, key=lambda each: len(each.titles), default=None)
    return tuple(spelling.text for spelling in barest.spellings if spelling.words) if barest else ()


def _is_stranger(decision: Decision, hints: Hints, policy: Policy) -> bool:
    """Whether a mention looks like the full name of a person, and is nobody's whom the gazetteer may have."""
    best = decision.candidates[0] if decision.candidates else None
    if best is not None and best.score >= policy.known_score:
        return False
    text = clean(decision.mention)
    role, peeled = role_of(text)
    if role not in (Role.NAME, Role.OTHER) or not _is_full_name(peeled.rest):
        return False
    return hints.kind == Kind.PERSON or (organisations.parse(text) is None and parse_agreement(text) is None)


def _is_full_name(text: str) -> bool:
    """Whether it looks like all of somebody's name, also where a hyphen parts a given name: Kim Min-su."""
    return is_full_name(text.replace("-", ""))


def _acronym(mentioned: Mentioned, decision: Decision, ask: Ask, catalogue: Catalogue) -> tuple[str, Naming] | None:
    """The acronym in brackets behind a name, of what is known or of what its words spell, and that name."""
    if (defined := defined_in(decision.mention)) is None:
        return None
    name, acronym, spelt = defined
    is_known = decision.status is Status.MATCH
    if is_known and spelt and key_of(decision.matched_name) == key_of(acronym):
        entity = catalogue.gazetteer.entities[decision.id]
        is_known = _shares_a_word(name, entity) or ask(name, mentioned.hints).status is not Status.NONE
    if is_known:
        entity = catalogue.gazetteer.entities[decision.id]
        if entity.kind is Kind.PERSON:
            return None
        return acronym, _naming(mentioned, name, decision, "", entity=entity, score=decision.score)
    if spelt and (decision.status in (Status.NONE, Status.MATCH) or _is_all_alike(decision, acronym)):
        return acronym, _naming(mentioned, name, decision, "")
    return None


def _is_all_alike(decision: Decision, acronym: str) -> bool:
    """Whether those who may be meant have no more than an acronym in common with a name that spells it otherwise."""
    return all(key_of(each.matched_name) == key_of(acronym) for each in decision.candidates)


def _shares_a_word(name: str, entity: Entity) -> bool:
    """Whether a word of a name begins as one of the entity's names does: else they may share no more than letters."""
    begun = {unit.key[:_BEGINNING] for form in entity.forms for unit in split(form.text) if len(unit.key) >= _BEGINNING}
    return any(unit.key[:_BEGINNING] in begun for unit in split(name))


def _naming(mentioned: Mentioned, text: str, decision: Decision, how: str, **known: object) -> Naming:
    number = mentioned.number
    where = f"{how}in mention {number:,}"
    return Naming(text, decision.mention.strip(), number, where, place={"number": number}, **known)  # type: ignore[arg-type]
