"""FollowTheMoney entities, a JSON object a line, as OpenSanctions publishes them: in and out.

Schemata that are read: Person; Organization, PublicBody, Company, LegalEntity; Position; Occupancy, which is a
person's term in a position; each on a line of its own, or nested as in `targets.nested.json`. Others, and
every property that the gazetteer has no field for, are left out and counted.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from ..errors import Place
from ..model import Entity, Gazetteer, Kind
from .draft import Draft, is_address
from .formats import Item
from .json_stream import lines, parsed, strings
from .record import Record, Tally, usable_id


@cache
def _kinds() -> dict[str, Kind]:
    return {
        "Person": Kind.PERSON, "Organization": Kind.ORGANISATION, "PublicBody": Kind.ORGANISATION,
        "Company": Kind.ORGANISATION, "LegalEntity": Kind.ORGANISATION, "Position": Kind.POST,
    }  # fmt: skip


class FollowTheMoney(Struct, frozen=True):
    """Reads such a file."""

    file: str

    def items(self, stream: Iterable[bytes]) -> Iterator[Item]:
        """A line each."""
        return (Item(number, line, line) for number, line in lines(stream))

    def records(self, item: Item, tally: Tally) -> Iterator[Record]:
        """An entity, or the terms that an occupancy is, with what is nested in it. Raises InputError."""
        for entity in _flat(parsed(item.value, Place(self.file, item.number))):
            schema, properties = entity.get("schema"), entity.get("properties")
            if not isinstance(properties, dict) or not isinstance(entity.get("id"), str):
                tally.without("lines that are not an entity")
            elif schema == "Occupancy":
                yield from _occupancy(properties, tally)
            elif strings(properties.get("topics", [])) == ["role.rca"]:
                tally.without("people known as relatives or associates only")
            elif schema in _kinds():
                yield _entity(entity, properties, tally)
            else:
                tally.without(f"entities of the schema {schema}")


def _flat(entity: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The entity with ids in place of the entities that stand in its properties, and behind it the terms among those.

    Others, as relatives, have no line of their own: they are there for its sake.
    """
    properties = entity.get("properties")
    if not isinstance(properties, dict):
        yield entity
        return
    nested: list[dict[str, Any]] = []
    plain: dict[str, Any] = {}
    for key, values in properties.items():
        inside = [each for each in values if isinstance(each, dict)] if isinstance(values, list) else []
        nested += inside
        plain[key] = [each.get("id") if isinstance(each, dict) else each for each in values] if inside else values
    yield {**entity, "properties": plain}
    for each in nested:
        if each.get("schema") in {"Occupancy", "Position"}:
            yield from _flat(each)


def _occupancy(properties: dict[str, Any], tally: Tally) -> Iterator[Record]:
    starts, ends = strings(properties.get("startDate", [])), strings(properties.get("endDate", []))
    holders, posts = strings(properties.get("holder", [])), strings(properties.get("post", []))
    if not holders or not posts:
        tally.without("occupancies without a holder or a post")
    elif not ends and "ended" in strings(properties.get("status", [])):
        tally.without("occupancies that have ended, nobody says when")  # as a term they would last
    else:
        source = next(filter(is_address, strings(properties.get("sourceUrl", []))), "")
        for holder in holders:
            draft = Draft(holder, Kind.PERSON, tally)
            for post in posts:
                draft.term(post, starts, ends, source)
            yield Record(usable_id(holder), Kind.PERSON, draft.fields)


@cache
def _own_dates() -> dict[Kind, dict[str, str]]:
    return {
        Kind.PERSON: {"born": "birthDate", "died": "deathDate"},
        Kind.ORGANISATION: {"founded": "incorporationDate", "dissolved": "dissolutionDate"},
    }


@cache
def _read() -> frozenset[str]:
    """The properties that are read, but for dates."""
    own = ("notes", "organization", "sourceUrl", "wikidataId", "positionOccupancies", "topics")
    return frozenset((*_NAMES, *_COUNTRIES, *own))


_NAMES = ("name", "alias", "previousName", "weakAlias", "abbreviation")
_COUNTRIES = ("nationality", "citizenship", "jurisdiction", "mainCountry", "country")
"""What somebody is a citizen of comes before where somebody lives, which `country` may be."""


def _entity(entity: dict[str, Any], properties: dict[str, Any], tally: Tally) -> Record:
    draft = Draft(entity["id"], _kinds()[entity["schema"]], tally)
    caption = entity.get("caption")
    names = [name for key in _NAMES for name in strings(properties.get(key, []))]
    if isinstance(caption, str) and caption in names:
        draft.name(caption)
    for name in names:
        draft.name(name)
    for code in (code for key in _COUNTRIES for code in strings(properties.get(key, []))):
        draft.country(code)
    dated = _own_dates().get(draft.kind, {})
    for key, theirs in dated.items():
        draft.date(key, *strings(properties.get(theirs, [])))
    draft.text("note", " ".join(strings(properties.get("notes", []))[:1]))
    for organisation in strings(properties.get("organization", []))[:1]:
        draft.text("organisation", usable_id(organisation) if draft.kind is Kind.POST else "")
    for address in strings(properties.get("sourceUrl", [])):
        draft.address(address)
    for item in strings(properties.get("wikidataId", [])):
        draft.wikidata(item)
    for _ in set(properties) - _read() - set(dated.values()):
        tally.without("properties that the gazetteer has no field for")
    return draft.record()


def export(gazetteer: Gazetteer, tally: Tally) -> Iterator[str]:
    """The entities that FollowTheMoney has schemata for, a line each; agreements are left out and counted."""
    referents: dict[str, list[str]] = defaultdict(list)
    for entity in gazetteer.entities.values():
        if entity.merged_into and (living := gazetteer.redirect(entity.id)) is not None:
            referents[living.id].append(entity.id)
    for entity in gazetteer.entities.values():
        if entity.merged_into:
            continue
        if entity.kind is Kind.AGREEMENT:
            tally.without("agreements: FollowTheMoney has no schema for them")
            continue
        tally.read += 1
        yield _line(_schema(entity), entity.id, _properties(entity), entity.name, referents.get(entity.id, []))
        yield from _occupancies(entity)


def _schema(entity: Entity) -> str:
    schemata = {Kind.PERSON: "Person", Kind.POST: "Position", Kind.ORGANISATION: "Organization"}
    return schemata[entity.kind]


def _line(schema: str, entity_id: str, properties: dict[str, list[str]], caption: str, referents: list[str]) -> str:
    known = {key: values for key, values in properties.items() if values and all(values)}
    line: dict[str, Any] = {"id": entity_id, "caption": caption, "schema": schema, "properties": known}
    if referents:
        line["referents"] = referents
    return json.dumps(line, ensure_ascii=False)


def _properties(entity: Entity) -> dict[str, list[str]]:
    country = [entity.country] if len(entity.country) == 2 and entity.country != "un" else []
    properties = {
        "name": [entity.name],
        "alias": list(dict.fromkeys(form.text for form in entity.forms if form.text != entity.name)),
        "country": country,
        "notes": [entity.note],
        "sourceUrl": [source for source in entity.sources if source.startswith("http")],
    }
    if entity.kind is Kind.PERSON:
        return {**properties, "birthDate": [entity.born], "deathDate": [entity.died]}
    if entity.kind is Kind.POST:
        return {**properties, "organization": [entity.organisation]}
    return {**properties, "incorporationDate": [entity.founded], "dissolutionDate": [entity.dissolved]}


def _occupancies(entity: Entity) -> Iterator[str]:
    for term in entity.posts:
        said = f"{entity.id} {term.post} {term.start} {term.end}"
        properties = {
            "holder": [entity.id], "post": [term.post], "startDate": [term.start], "endDate": [term.end],
            "sourceUrl": [term.source] if term.source.startswith("http") else [],
        }  # fmt: skip
        yield _line("Occupancy", f"occ-{hashlib.sha256(said.encode()).hexdigest()[:20]}", properties, entity.name, [])
