"""An entity in a line: its name as it is at home, what the reader calls it, and what tells it from others."""

from __future__ import annotations

from msgspec import Struct

from ...resolver.model import Entity, EntityId, Kind
from ..name_list import fold
from ..snapshot import Snapshot
from .labels import Labels


class Card(Struct, frozen=True):
    """`name` is in `lang`; `label` is the name in the reader's language where that says something else."""

    id: EntityId
    kind: str
    name: str
    lang: str
    label: str
    label_lang: str
    description: str


class Link(Struct, frozen=True):
    """An entity that a page leads to; `id` is empty for what the gazetteer does not have. `beside` is another name."""

    id: EntityId
    text: str
    lang: str = ""
    beside: str = ""
    beside_lang: str = ""


def card(snapshot: Snapshot, entity: Entity, language: str) -> Card:
    """The card of an entity, for a reader of this language."""
    said = _said(snapshot, entity, language)
    described = snapshot.describe(entity.id)
    return Card(entity.id, entity.kind.value, entity.name, lang_of(entity), said, language, described)


def link(snapshot: Snapshot, entity_id: EntityId, language: str) -> Link:
    """A link to an entity, or to the one that it was merged into. People go by their own name, all else by the reader's
    word for it.
    """
    entity = snapshot.gazetteer.redirect(entity_id)
    if entity is None:
        return Link("", entity_id)
    said = _said(snapshot, entity, language)
    if entity.kind is Kind.PERSON or not said:
        return Link(entity.id, entity.name, lang_of(entity), said, language)
    return Link(entity.id, said, language)


def lang_of(entity: Entity) -> str:
    """The language of its name; empty where that is not known. Agreements go by their English titles."""
    known = entity.forms[0].lang if entity.forms else ""
    return known or ("en" if entity.kind is Kind.AGREEMENT else "")


def _said(snapshot: Snapshot, entity: Entity, language: str) -> str:
    """What the reader's language calls an entity, where that is another name: for a post at least its office."""
    label = snapshot.names.label(entity, language)
    if fold(label) != fold(entity.name):
        return label
    if entity.kind is not Kind.POST or not entity.office or lang_of(entity).partition("-")[0] == language:
        return ""
    word = Labels(language).word("office", entity.office)
    return "" if entity.name.isascii() else f"{word} ({Labels(language).country(entity.country)})"
