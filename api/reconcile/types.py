"""Kinds of entities as types of the protocol."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...resolver.model import Kind

Type = dict[str, Any]

_ALIASES = {"org": "organisation", "organization": "organisation"}
_DESCRIPTIONS = {
    Kind.PERSON: "A person, by any spelling of the name, also an office with its date",
    Kind.ORGANISATION: "A ministry, an armed service, a party, a company",
    Kind.AGREEMENT: "A treaty, a declaration, a partnership between states",
    Kind.POST: "An office. Reconciling with it finds its holder, a person",
}


def type_of(kind: Kind) -> Type:
    """A kind as a type: id and name."""
    return {"id": kind.value, "name": kind.value.capitalize()}


def described_types() -> list[Type]:
    """All types with a description each."""
    return [{**type_of(kind), "description": text} for kind, text in _DESCRIPTIONS.items()]


def default_types() -> list[Type]:
    """The types of candidates."""
    return [type_of(kind) for kind in (Kind.PERSON, Kind.ORGANISATION, Kind.AGREEMENT)]


def kinds_of(types: Iterable[str]) -> frozenset[Kind]:
    """The kinds that these type ids mean; unknown ones mean none. Holders of posts are persons."""
    found = set()
    for each in types:
        text = _ALIASES.get(each.strip().casefold(), each.strip().casefold())
        if text in set(Kind):
            found.add(Kind.PERSON if text == Kind.POST else Kind(text))
    return frozenset(found)
