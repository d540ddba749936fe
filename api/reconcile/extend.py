"""Data extension: properties of entities that are known by their ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...resolver.model import Kind
from ..snapshot import Snapshot
from .properties import properties, proposed, values
from .question import MalformedError
from .types import type_of

Wire = dict[str, Any]
_MOST = 10_000  # cells of one request


def proposals(type_id: str, limit: int) -> Wire:
    """The properties that can be fetched of a type."""
    listed = [{"id": each.id, "name": each.name, "description": each.description} for each in proposed(type_id)]
    return {"type": type_id, "limit": limit, "properties": listed[:limit]}


def extended(snapshot: Snapshot, query: Any) -> tuple[list[Wire], dict[str, dict[str, list[Wire]]]]:
    """Columns in the order asked for, and for each id the values of every column: none is ever missing.

    Raises MalformedError.
    """
    ids, asked = _read(query)
    meta = [_column(each["id"]) for each in asked]
    rows: dict[str, dict[str, list[Wire]]] = {}
    for entity_id in ids:
        entity = snapshot.gazetteer.redirect(entity_id)
        row = rows.setdefault(entity_id, {})
        for each in asked:
            settings = each.get("settings")
            settings = settings if isinstance(settings, Mapping) else {}
            row[each["id"]] = values(snapshot, entity, each["id"], settings) if entity else []
    return meta, rows


def _column(property_id: str) -> Wire:
    known = properties().get(property_id)
    if known is None:
        return {"id": property_id, "name": property_id}
    column: Wire = {"id": known.id, "name": known.name}
    if known.type_id:
        column["type"] = type_of(Kind(known.type_id))
    return column


def _read(query: Any) -> tuple[Sequence[str], Sequence[Mapping[str, Any]]]:
    ids, asked = (query.get("ids"), query.get("properties")) if isinstance(query, Mapping) else (None, None)
    if not isinstance(ids, list) or not all(isinstance(each, str) for each in ids):
        raise MalformedError(
            "`ids` is a list of texts.", remedy='Write {"ids": [...], "properties": [{"id": "country"}]}.'
        )
    if not isinstance(asked, list) or not all(
        isinstance(each, Mapping) and isinstance(each.get("id"), str) for each in asked
    ):
        raise MalformedError("`properties` is a list of objects with an id.", remedy='Write {"id": "country"}.')
    if len(ids) * len(asked) > _MOST:
        raise MalformedError("these are too many values.", remedy=f"Ask for at most {_MOST} at a time.")
    return ids, asked
