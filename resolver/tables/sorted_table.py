"""A long table of which few rows are asked for: it stays one text, and no row is taken apart before."""

from __future__ import annotations

import mmap
import re
from bisect import bisect_right
from collections.abc import Iterator

from .. import tables

_APART = 1000  # bytes between the rows that are known by their places
_HEAD = re.compile(rb"(?:(?:#[^\n]*)?\n)*[^\n]*")
"""Comments, empty lines, and the line of column names."""


class SortedTable:
    """A table whose rows are in the order of their first cells, and have further ones; no comment is among them.

    `name` is the path of its file, as `tables.rows` has it. A list of a hundred thousand rows takes several times what
    the text does.
    """

    def __init__(self, name: str) -> None:
        with (
            (tables.FOLDER / name).open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole,
        ):
            head = _HEAD.match(whole)
            text = whole[head.end() if head else 0 :]  # copied once: with a line's end before each row
        places = {text.find(b"\n", near) + 1 for near in range(0, len(text), _APART)} - {0, len(text)}
        self._text = text
        self._places = [*sorted(places), len(text)]
        self._heads = [text[at : text.index(b"\t", at) + 1] for at in self._places[:-1]]

    def row(self, first: str) -> tuple[str, ...] | None:
        """The row with this first cell, as the file has it; None where there is none."""
        wanted = f"{first}\t".encode("utf-8", "replace")
        at = self._place(wanted, bisect_right(self._heads, wanted) - 1)
        if at < 0:
            return None
        end = self._text.find(b"\n", at)
        cells = tuple(self._text[at : end if end >= 0 else len(self._text)].decode().split("\t"))
        return cells if cells[0] == first else None

    def begins_row(self, beginning: str) -> bool:
        """Whether a row begins with a text."""
        wanted = beginning.encode("utf-8", "replace")
        number = bisect_right(self._heads, wanted)
        if number < len(self._heads) and self._heads[number].startswith(wanted):
            return True
        return self._place(wanted, number - 1) >= 0

    def rows(self) -> Iterator[tuple[str, ...]]:
        """All rows in their order, as the file has them."""
        return (tuple(line.split("\t")) for line in self._text.decode().split("\n") if line)

    def _place(self, wanted: bytes, number: int) -> int:
        """Where a row begins so, of those from the head of a number to the next; -1 where none does."""
        if number < 0:
            return -1
        return self._text.find(b"\n" + wanted, self._places[number] - 1, self._places[number + 1]) + 1 or -1
