"""An entity as plain values, always the same for the same facts: what the version is a hash of, and what the
cache keeps.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from ..model import Entity, EntityId, Form, Kind, Term


@cache
def columns() -> tuple[str, ...]:
    """The fields of an entity, in the order of the model."""
    return tuple(column.name for column in fields(Entity))


def row(entity: Entity) -> list[Any]:
    """The values of an entity in the order of the columns, as JSON knows them."""
    return [_plain(getattr(entity, name)) for name in columns()]


def entity(values: list[Any]) -> Entity:
    """The entity of a row. Raises ValueError, TypeError, KeyError or AttributeError for anything else."""
    found: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in zip(columns(), values, strict=True)
    }
    found["kind"] = Kind(found["kind"])
    found["forms"] = tuple(Form(*form) for form in found["forms"])
    found["posts"] = tuple(Term(*term) for term in found["posts"])
    return Entity(**found)


def version(entities: Mapping[EntityId, Entity]) -> str:
    """12 hexadecimal digits of the SHA-256 of all entities in the order of ids: the same for the same
    content.

    Empty fields are left out, so that a new field of the model leaves old content its version.
    """
    digest = hashlib.sha256()
    for entity_id in sorted(entities):
        facts = [
            [name, value] for name, value in zip(columns(), row(entities[entity_id]), strict=True) if value
        ]
        digest.update(json.dumps(facts, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        digest.update(b"\n")
    return digest.hexdigest()[:12]


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Form):
        return [value.text, value.lang, value.role]
    if isinstance(value, Term):
        return [value.post, value.start, value.end, value.source]
    return value
