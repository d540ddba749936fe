"""A long table of which few rows are asked for: none is taken apart before."""

from __future__ import annotations

from bisect import bisect_left

from . import lines


class SortedTable:
    """A table whose rows are in the order of their first cells, and have further ones.

    `name` is the path of its file, as `tables.rows` has it.
    """

    def __init__(self, name: str) -> None:
        self._lines = lines(name)

    def row(self, first: str) -> tuple[str, ...] | None:
        """The row with this first cell, as the file has it; None where there is none."""
        wanted = f"{first}\t"
        at = bisect_left(self._lines, wanted)
        line = self._lines[at] if at < len(self._lines) else ""
        if not line.startswith(wanted):
            return None
        cells = tuple(line.split("\t"))
        return cells if cells[0] == first else None
