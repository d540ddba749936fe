"""An entity as plain values, always the same for the same facts: what the version is a hash of, and what the
cache keeps.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from operator import attrgetter
from typing import Any

from msgspec import convert

from ...model import DatedName, Entity, EntityId, Form, Period, Term

_SORTED = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def columns() -> tuple[str, ...]:
    """The fields of an entity, in the order of the model."""
    return Entity.__struct_fields__


@cache
def _values() -> Callable[[Entity], tuple[Any, ...]]:
    """Gives the fields of an entity in that order, quicker than one by one."""
    return attrgetter(*columns())


def facts(entity: Entity) -> dict[str, Any]:
    """What is known of an entity, as JSON has it; empty fields are left out."""
    names, values = columns(), _values()(entity)
    told = ((name, value) for name, value in zip(names, values, strict=True) if value)
    return {name: value if type(value) is str else _plain(value) for name, value in told}


def entity(known: dict[str, Any]) -> Entity:
    """The entity of such facts. Raises ValueError for anything else."""
    return convert({"name": "", "forms": (), **known}, Entity)


def version(entities: Mapping[EntityId, Entity]) -> str:
    """12 hexadecimal digits of the SHA-256 of all entities in the order of ids: the same for the same
    content.

    Empty fields do not count, so that a new field of the model leaves old content its version.
    """
    return version_of(facts(entities[entity_id]) for entity_id in sorted(entities))


def version_of(known: Iterable[Mapping[str, Any]]) -> str:
    """The same of the facts of all entities in that order."""
    digest = hashlib.sha256()
    for each in known:
        digest.update(_SORTED.encode(each).encode())
        digest.update(b"\n")
    return digest.hexdigest()[:12]


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind is str:  # as most are
        return value
    if kind is Form:
        return [value.text, value.lang, value.role]
    if kind is not tuple and isinstance(value, (str, int)):
        return value
    if isinstance(value, DatedName):
        return [value.text, value.start, value.end]
    if isinstance(value, Period):
        return [value.start, value.end]
    if isinstance(value, Term):
        plain = [value.post, value.start, value.end, value.source]
        return [*plain, value.acting, _plain(value.suspended)] if value.acting or value.suspended else plain
    return [_plain(item) for item in value]
