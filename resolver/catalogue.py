"""The gazetteer made ready to be asked: forms parsed, keys filed, posts and functions listed. Built once, immutable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from . import agreements, organisations
from .forms import KnownForm, known_forms
from .index import Index
from .keys import filed
from .model import Entity, EntityId, Gazetteer, Kind, Term
from .phonetics.search import Phonetics
from .scripts import Script


@dataclass(frozen=True)
class Catalogue:
    """`forms` are numbered by position; `index` gives form numbers; `holders` lists (person, term) by post id.

    `scripts` are those that forms are written in; `unread` those of forms whose owner's Han characters are not
    written, so that a mention in Han characters may have to reach them by a reading.
    """

    gazetteer: Gazetteer
    forms: tuple[KnownForm, ...]
    scripts: frozenset[Script]
    unread: frozenset[Script]
    by_entity: Mapping[EntityId, tuple[KnownForm, ...]]
    index: Index
    holders: Mapping[EntityId, tuple[tuple[Entity, Term], ...]]
    posts: tuple[Entity, ...]
    organisations: tuple[Entity, ...]
    agreements: tuple[Entity, ...]

    def with_function(self, function: str) -> tuple[Entity, ...]:
        """The organisations that are for this."""
        return self._by_function.get(function, ())

    def with_concepts(self, concepts: Iterable[str]) -> tuple[Entity, ...]:
        """The agreements that share a topic, an instrument or a word with these, in the order of the gazetteer."""
        found = {entity.id: entity for concept in concepts for entity in self._by_concept.get(concept, ())}
        return tuple(found[entity_id] for entity_id in sorted(found))

    @cached_property
    def _by_function(self) -> Mapping[str, tuple[Entity, ...]]:
        return _inverted((entity, organisations.described(entity).functions) for entity in self.organisations)

    @cached_property
    def _by_concept(self) -> Mapping[str, tuple[Entity, ...]]:
        return _inverted((entity, agreements.described(entity).concepts) for entity in self.agreements)

    @cached_property
    def phonetics(self) -> Phonetics:
        """The names of people by their sound; made when it is first needed."""
        return Phonetics.build(
            (number, form.spelling.text) for number, form in enumerate(self.forms) if form.entity.kind is Kind.PERSON
        )


def _inverted(entities: Iterable[tuple[Entity, Iterable[str]]]) -> Mapping[str, tuple[Entity, ...]]:
    found: dict[str, list[Entity]] = defaultdict(list)
    for entity, keys in entities:
        for key in keys:
            found[key].append(entity)
    return {key: tuple(each) for key, each in found.items()}


def build(gazetteer: Gazetteer, index: Index | None = None) -> Catalogue:
    """The catalogue of a gazetteer; merged entities are left out, since their ids redirect.

    `index`, where given, is one that was built from the same gazetteer by the same code.
    """
    living = [entity for _, entity in sorted(gazetteer.entities.items()) if not entity.merged_into]
    forms = tuple(form for entity in living if entity.kind is not Kind.POST for form in known_forms(entity))
    by_entity: dict[EntityId, list[KnownForm]] = defaultdict(list)
    for form in forms:
        by_entity[form.entity.id].append(form)
    holders: dict[EntityId, list[tuple[Entity, Term]]] = defaultdict(list)
    for entity in living:
        for term in entity.posts:
            holders[term.post].append((entity, term))
    return Catalogue(
        gazetteer=gazetteer,
        forms=forms,
        scripts=frozenset(form.spelling.script for form in forms),
        unread=frozenset(form.spelling.script for form in forms if not form.in_han),
        by_entity={entity_id: tuple(each) for entity_id, each in by_entity.items()},
        index=index or Index.build((number, filed(form)) for number, form in enumerate(forms)),
        holders={post: tuple(each) for post, each in holders.items()},
        posts=tuple(entity for entity in living if entity.kind is Kind.POST),
        organisations=tuple(entity for entity in living if entity.kind is Kind.ORGANISATION),
        agreements=tuple(entity for entity in living if entity.kind is Kind.AGREEMENT),
    )
