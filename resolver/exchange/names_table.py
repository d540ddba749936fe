"""Every name of every entity as a table, written and derived. Out only.

What is derived is no fact: the column of names is called `text`, so that no gazetteer loads the table by mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Entity
from ..names.exonyms import exonyms
from .column_mapping import table_row

COLUMNS = ("id", "kind", "lang", "text", "rule", "likelihood")


def export(entities: Iterable[Entity]) -> Iterator[str]:
    """A row for each name of a living entity: written ones first, `likelihood` from 0 to 1."""
    yield table_row(COLUMNS)
    for entity in entities:
        if not entity.merged_into:
            for name in exonyms(entity):
                yield table_row((entity.id, entity.kind.value, name.lang, name.text, name.rule, f"{name.likelihood:g}"))
