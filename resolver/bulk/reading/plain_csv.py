"""Blocks of CSV without surprises, cut by arithmetic on bytes: a few operations for a block, not some for each cell.

A line is plain when it has no quote and as many delimiters as the header. Lines with quotes that close on the same line
go through the csv module together. A block in which anything else occurs is left to the reader that knows everything.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from .rows import Cells, Chunk, encoded

_LINE_FEED = 10


class PlainReader(Struct, frozen=True):
    """Reads blocks of whole lines of a table with `width` columns, and from it the cells at `positions`."""

    delimiter: str
    width: int
    positions: Sequence[int]

    def chunk(self, block: bytes) -> Chunk | None:
        """The rows of a block (UTF-8, no line end after the last line); None when it is not plain enough."""
        if b"\r" in block:
            block = without_returns(block)
            if not block:
                return None
        lines = block.split(b"\n")
        raw = np.frombuffer(block, np.uint8)
        ends = np.append(np.flatnonzero(raw == _LINE_FEED), len(raw))
        starts = np.append(0, ends[:-1] + 1)
        cuts = np.flatnonzero(raw == ord(self.delimiter))
        first = np.searchsorted(cuts, starts)
        odd = np.diff(np.append(first, len(cuts))) != self.width - 1
        if b'"' in block:
            quotes = np.flatnonzero(raw == ord('"'))
            odd[np.searchsorted(ends, quotes)] = True
        parsed = self.parsed([lines[at] for at in np.flatnonzero(odd).tolist()])
        if parsed is None or (len(cuts) == 0 and self.width > 1):
            return None
        columns = [self._column(block, at, (starts, ends), cuts, first) for at in self.positions]
        cells: list[Cells] = columns[0] if len(columns) == 1 else list(zip(*columns, strict=True))  # type: ignore[assignment]
        for at, row in zip(np.flatnonzero(odd).tolist(), parsed, strict=True):
            cells[at] = row
        return Chunk(lines, cells, whole=True)  # type: ignore[arg-type]

    def _column(
        self,
        block: bytes,
        position: int,
        lines: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]],
        cuts: npt.NDArray[np.int64],
        first: npt.NDArray[np.int64],
    ) -> list[bytes]:
        """The cell at a position of each line; of lines that are not plain, anything."""
        starts, ends = lines
        last = len(cuts) - 1
        left = cuts[np.minimum(first + position - 1, last)] + 1 if position else starts
        right = cuts[np.minimum(first + position, last)] if position < self.width - 1 else ends
        return [block[a:b] for a, b in zip(left.tolist(), right.tolist(), strict=True)]

    def parsed(self, lines: list[bytes]) -> list[Cells] | None:
        """The cells of lines that need a parser; None when one of them is not a row by itself."""
        if not lines:
            return []
        if self.width > 1 and b"" in lines:
            return None
        texts = [line.decode() + "\n" for line in lines]
        try:
            rows = list(csv.reader([*texts, "end"], delimiter=self.delimiter))
        except csv.Error:
            return None
        if rows.pop() != ["end"] or len(rows) != len(lines):
            return None
        if any(len(row) != self.width for row in rows):
            return None
        return [encoded([row[at] for at in self.positions]) for row in rows]


def without_returns(block: bytes) -> bytes:
    """Lines that all end with carriage return and line feed, without the return; empty if some do not."""
    returns = block.count(b"\r")
    if block.endswith(b"\r") and returns == block.count(b"\r\n") + 1 == block.count(b"\n") + 1:
        return block[:-1].replace(b"\r\n", b"\n")
    return b""
