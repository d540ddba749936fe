"""Popolo, as EveryPolitician and others publish it: one JSON document of persons, organizations, posts, memberships.

A membership is a term: in its post, or where it names none, in a post that stands for its role in the organization.
One without dates has those of its legislative period. Contact details, images and everything else that the gazetteer
must not or cannot hold is not read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from msgspec import Struct, field

from ..model import Kind
from .draft import Draft
from .formats import Item
from .json_arrays import members
from .record import Record, Tally, usable_id


class Popolo(Struct, frozen=True):
    """Reads such a document. `bodies` and `periods` are what `learn` found: names, and first and last dates, by id."""

    file: str
    bodies: dict[str, str] = field(default_factory=dict)
    periods: dict[str, tuple[str, str]] = field(default_factory=dict)

    def learn(self, stream: Iterable[bytes]) -> None:
        """Takes from a document what memberships refer to, before it is read: they may stand first."""
        for array, member in members(stream, self.file, _arrays()):
            if isinstance(member, dict) and array == "organizations":
                self.bodies[_text(member, "id")] = _text(member, "name")
            elif isinstance(member, dict) and array == "events":
                self.periods[_text(member, "id")] = (_text(member, "start_date"), _text(member, "end_date"))

    def items(self, stream: Iterable[bytes]) -> Iterator[Item]:
        """A person, organization, post or membership each, in the document's order. Raises InputError."""
        for number, (array, member) in enumerate(members(stream, self.file, _arrays())):
            if isinstance(member, dict) and array != "events":
                yield Item(number, f"{array} {json.dumps(member, sort_keys=True)}".encode(), (array, member))

    def records(self, item: Item, tally: Tally) -> Iterator[Record]:
        """An entity with what is nested in it, or the term that a membership is."""
        array, member = item.value
        if array == "memberships":
            yield from self._membership(member, tally)
            return
        kind = {"persons": Kind.PERSON, "organizations": Kind.ORGANISATION, "posts": Kind.POST}[array]
        yield from _entity(member, kind, tally)
        owner = {"persons": "person_id", "organizations": "organization_id", "posts": "post_id"}[array]
        for each in _objects(member, "memberships"):
            yield from self._membership({owner: member.get("id"), **each}, tally)
        for each in _objects(member, "posts"):
            yield from _entity({owner: member.get("id"), **each}, Kind.POST, tally)

    def _membership(self, value: dict[str, Any], tally: Tally) -> Iterator[Record]:
        person, body = _text(value, "person_id"), _text(value, "organization_id")
        post = _text(value, "post_id")
        if not person or not (post or body):
            tally.without("memberships without a person, or without post and organization")
            return
        if not post:
            role = _text(value, "role") or "member"
            post = f"{body} {role}"
            yield self._role(post, role, body, tally)
        if _text(value, "on_behalf_of_id"):
            tally.without("parties that a membership is for")
        draft = Draft(person, Kind.PERSON, tally)
        start, end = self.periods.get(_text(value, "legislative_period_id"), ("", ""))
        start, end = _text(value, "start_date") or start, _text(value, "end_date") or end
        draft.term(post, [start], [end])
        yield Record(usable_id(person), Kind.PERSON, draft.fields)

    def _role(self, post: str, role: str, body: str, tally: Tally) -> Record:
        """What a role in an organization is called nobody said, so its name is not one that a text would have."""
        draft = Draft(post, Kind.POST, tally, derived=True)
        draft.name(f"{role}, {self.bodies.get(body) or body}")
        draft.text("organisation", usable_id(body))
        return draft.record()


@cache
def _arrays() -> tuple[str, ...]:
    return ("persons", "organizations", "posts", "memberships", "events")


def _objects(popolo: dict[str, Any], key: str) -> Iterator[dict[str, Any]]:
    each = popolo.get(key)
    return (one for one in each if isinstance(one, dict)) if isinstance(each, list) else iter(())


def _text(value: Any, key: str) -> str:
    found = value.get(key) if isinstance(value, dict) else None
    return str(found) if isinstance(found, str | int) else ""


def _entity(value: dict[str, Any], kind: Kind, tally: Tally) -> Iterator[Record]:
    if not _text(value, "id"):
        tally.without("entities without an id")
        return
    draft = Draft(_text(value, "id"), kind, tally)
    called = [_text(value, key) for key in ("name", "label", "role")] if kind is Kind.POST else [_text(value, "name")]
    draft.name(next(filter(None, called), ""))
    for other in _objects(value, "other_names"):
        draft.name(_text(other, "name"), _text(other, "lang"))
    for key in ("nationality", "country"):
        draft.country(_text(value, key))
    for link in [*_objects(value, "links"), *_objects(value, "sources")]:
        draft.address(_text(link, "url"))
    for identifier in _objects(value, "identifiers"):
        if _text(identifier, "scheme") == "wikidata":
            draft.wikidata(_text(identifier, "identifier"))
    own = {
        Kind.PERSON: {"born": "birth_date", "died": "death_date"},
        Kind.ORGANISATION: {"founded": "founding_date", "dissolved": "dissolution_date"},
    }
    for key, theirs in own.get(kind, {}).items():
        draft.date(key, _text(value, theirs))
    if kind is Kind.POST:
        draft.text("organisation", usable_id(_text(value, "organization_id")) if value.get("organization_id") else "")
    yield draft.record()
