"""Every error in the tables: first each table by itself, then what they say of one another."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import TableError
from .references import CHECKS
from .registry import TABLES


def errors() -> Iterator[TableError]:
    """All that is wrong, in the order of the tables; cross-references are checked once every table is in order."""
    found = False
    for table in TABLES:
        for error in table.errors():
            found = True
            yield error
    if not found:
        for check in CHECKS:
            yield from check()
