"""What is known of an entity as properties: to be fetched (data extension), and to be compared with given values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from msgspec import Struct

from ...resolver.model import Entity, EntityId, Kind
from ...resolver.vocabulary import country_lookup, written_dates
from ..name_list import fold
from ..namesakes import country_name
from ..snapshot import Snapshot
from ..wire import well_formed

Value = dict[str, Any]
_ALL = tuple(Kind)


class Property(Struct, frozen=True):
    """A property. `values` are what an entity has of it; `type_id` is set when they are entities themselves.

    Without `values` it is only a hint: what the asker knows of the document.
    """

    id: str
    name: str
    description: str
    kinds: tuple[Kind, ...]
    values: Callable[[Snapshot, Entity], list[Value]] | None = None
    type_id: str = ""


@cache
def properties() -> Mapping[str, Property]:
    """Every property by its id, in the order in which they are proposed. Shared: must not be changed."""
    person, post = (Kind.PERSON,), (Kind.POST,)
    organisation, agreement = (Kind.ORGANISATION,), (Kind.AGREEMENT,)
    listed = (
        Property("country", "Country", "ISO 3166 code in lower case, or eu, asean, nato, un. As a hint also a "
                 "name (Vietnam, 越南): it chooses among those whom the name fits, and another country rules out",
                 _ALL, lambda _, entity: _texts(entity.country, *entity.parties)),
        Property("kind", "Kind", "person, organisation, agreement or post", _ALL,
                 lambda _, entity: _texts(entity.kind.value)),
        Property("role", "Role", "Office or rank. As a hint: in any language, as part of the name", person, _roles),
        Property("description", "Description", "One line that tells namesakes apart", _ALL,
                 lambda snapshot, entity: _texts(snapshot.describe(entity.id))),
        Property("names", "Names", "Names as the gazetteer writes them; with a language also derived ones", _ALL,
                 lambda _, entity: _texts(*(form.text for form in entity.forms))),
        Property("post", "Post", "Offices held, the latest last", person, _posts, "post"),
        Property("born", "Born", "Date as precise as is known", person, lambda _, entity: _texts(entity.born)),
        Property("died", "Died", "Date as precise as is known", person, lambda _, entity: _texts(entity.died)),
        Property("function", "Function", "What an organisation is for, in words of no language", organisation,
                 lambda _, entity: _texts(entity.function)),
        Property("founded", "Founded", "Date", organisation, lambda _, entity: _texts(entity.founded)),
        Property("dissolved", "Dissolved", "Date", organisation, lambda _, entity: _texts(entity.dissolved)),
        Property("parties", "Parties", "Country codes", agreement, lambda _, entity: _texts(*entity.parties)),
        Property("instrument", "Instrument", "treaty, agreement, declaration, …", agreement,
                 lambda _, entity: _texts(entity.instrument)),
        Property("topics", "Topics", "What it is about, in words of no language", agreement,
                 lambda _, entity: _texts(*entity.topics)),
        Property("signed", "Signed", "Date", agreement, lambda _, entity: _texts(entity.signed)),
        Property("in_force", "In force", "Date", agreement, lambda _, entity: _texts(entity.in_force)),
        Property("ended", "Ended", "Date", agreement, lambda _, entity: _texts(entity.ended)),
        Property("replaces", "Replaces", "The agreement before it", agreement,
                 lambda snapshot, entity: _entities(snapshot, [entity.replaces]), "agreement"),
        Property("office", "Office", "The office of a post, in words of no language", post,
                 lambda _, entity: _texts(entity.office)),
        Property("organisation", "Organisation", "The organisation that a post leads", post,
                 lambda snapshot, entity: _entities(snapshot, [entity.organisation]), "organisation"),
        Property("sources", "Sources", "Where the gazetteer has it from", _ALL,
                 lambda _, entity: _texts(*entity.sources)),
        Property("date", "Date", "Hint: the document's date. It chooses holders of offices", _ALL),
        Property("context_countries", "Countries of the context",
                 "Hint, codes or names: they choose, they rule nothing out", _ALL),
        Property("language", "Language", "Hint: the document's language (BCP 47)", _ALL),
    )  # fmt: skip
    return {each.id: each for each in listed}


def proposed(type_id: str) -> list[Property]:
    """The properties that can be fetched of entities of a type; of all types when it is empty or unknown."""
    kinds = set(_ALL) if type_id not in set(Kind) else {Kind(type_id)}
    return [each for each in properties().values() if each.values and kinds & set(each.kinds)]


def values(snapshot: Snapshot, entity: Entity, property_id: str, settings: Mapping[str, Any]) -> list[Value]:
    """What an entity has of a property; empty for properties that are unknown or only hints."""
    known = properties().get(property_id)
    if known is None or known.values is None:
        return []
    found = known.values(snapshot, entity)
    language = settings.get("language")
    if property_id == "names" and isinstance(language, str) and language.strip():
        found = _texts(*_names_in(snapshot, entity.id, language.strip()))
    limit = _number(settings.get("limit"))
    return found[:limit] if limit else found


def agrees(snapshot: Snapshot, entity: Entity, property_id: str, given: Sequence[str]) -> bool | None:
    """Whether one of the given values is one that the entity has; None when it has none, so that nothing is known.

    Dates agree when one is as precise as the other or less; countries are read as hints are.
    """
    own = [text for value in values(snapshot, entity, property_id, {}) for text in _spellings(property_id, value)]
    if not own or not given:
        return None
    if property_id in ("born", "died", "founded", "dissolved", "signed", "in_force", "ended"):
        wanted = {written_dates.read(each) or fold(each) for each in given}
        return any(have.startswith(want) or want.startswith(have) for have in own for want in wanted)
    wanted = {fold(each) for each in given}
    if property_id in ("country", "parties"):
        wanted |= {code for each in given for sense in country_lookup.senses(each) for code in sense}
    return bool(wanted & {fold(each) for each in own})


def _spellings(property_id: str, value: Value) -> list[str]:
    texts = [value[key] for key in ("str", "id", "name") if key in value]
    if property_id in ("country", "parties"):
        texts += [country_name(each) for each in texts]
    return texts


def _texts(*texts: str) -> list[Value]:
    return [{"str": well_formed(text)} for text in texts if text]


def _entities(snapshot: Snapshot, ids: Sequence[EntityId]) -> list[Value]:
    found = []
    for each in dict.fromkeys(ids):
        entity = snapshot.gazetteer.redirect(each)
        if entity is not None:
            found.append({"id": entity.id, "name": entity.name, "description": snapshot.describe(entity.id)})
    return found


def _posts(snapshot: Snapshot, entity: Entity) -> list[Value]:
    return _entities(snapshot, [term.post for term in sorted(entity.posts, key=lambda term: term.start)])


def _roles(snapshot: Snapshot, entity: Entity) -> list[Value]:
    found = (snapshot.gazetteer.redirect(term.post) for term in entity.posts)
    return _texts(*dict.fromkeys(form.text for post in found if post for form in post.forms))


def _names_in(snapshot: Snapshot, entity_id: EntityId, language: str) -> list[str]:
    wanted = language.casefold()
    return [
        name.text for name in snapshot.resolver.names(entity_id)
        if name.likelihood >= snapshot.resolver.policy.exonyms.label
        and (name.lang.casefold() == wanted or name.lang.casefold().startswith(f"{wanted}-"))
    ]  # fmt: skip


def _number(value: Any) -> int:
    """A setting as OpenRefine sends it: a number, or a string with one; 0 means all."""
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0
