"""Completing what is typed: entities, properties, types."""

from __future__ import annotations

from itertools import islice
from typing import Any

from ..name_list import fold
from ..routes.search import hits
from ..snapshot import Snapshot
from ..wire import well_formed
from .properties import properties
from .types import described_types, type_of

Wire = dict[str, Any]


def entities(snapshot: Snapshot, prefix: str, page: tuple[int, int], language: str) -> list[Wire]:
    """Entities whose name, a word of it or whose id begins so. `page`: offset and limit."""
    found = []
    for hit in _page(hits(snapshot, prefix), page) if prefix.strip() else []:
        entity = snapshot.gazetteer.entities[hit.entity_id]
        name, described = snapshot.names.label(entity, language), snapshot.describe(entity.id)
        description = described if hit.text in (name, entity.name) else f"{hit.text} · {described}"
        found.append(
            {
                "id": entity.id, "name": well_formed(name), "description": well_formed(description),
                "notable": [type_of(entity.kind)],
            }
        )  # fmt: skip
    return found


def property_list(prefix: str, page: tuple[int, int]) -> list[Wire]:
    """Properties by id, name or a word of the description."""
    listed = [{"id": each.id, "name": each.name, "description": each.description} for each in properties().values()]
    return _page(_matching(listed, prefix), page)


def types(prefix: str, page: tuple[int, int]) -> list[Wire]:
    """Types by id or name."""
    return _page(_matching(described_types(), prefix), page)


def _matching(listed: list[Wire], prefix: str) -> list[Wire]:
    """Those that begin so, then those that have it anywhere in id or name; all for an empty prefix."""
    wanted = fold(prefix)
    begin = [each for each in listed if each["id"].startswith(wanted) or fold(each["name"]).startswith(wanted)]
    inside = [each for each in listed if each not in begin and (wanted in each["id"] or wanted in fold(each["name"]))]
    return begin + inside


def _page(found: list[Any], page: tuple[int, int]) -> list[Any]:
    offset, limit = page
    return list(islice(found, offset, offset + limit))
