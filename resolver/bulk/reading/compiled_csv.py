"""Blocks of CSV at the speed of memory, by `lines.c`: rows are bytes that go out as they came in.

Only what is asked about is ever made into objects, once for each distinct row of a block. Lines with quotes, or with
another number of delimiters than the header, are left to `plain`; a block in which one of them is not a whole row is
left to the reader that knows everything. Without the compiled library all blocks are left to `plain`.
"""

from __future__ import annotations

import ctypes
import secrets
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ...native.library import library
from .plain_csv import PlainReader, without_returns
from .rows import Cells

Places = npt.NDArray[np.int32]

_LINE_FEED = 10
_SEED = secrets.randbits(64)


class LineChunk(Struct, frozen=True, eq=False):
    """Some rows in order: a block of lines, where each ends, and which of the distinct cells it asks about.

    `distinct` are numbered in the order in which they first came.
    """

    block: bytes
    ends: Places
    groups: Places
    distinct: list[Cells]

    def __len__(self) -> int:
        """How many rows."""
        return len(self.ends)

    @property
    def counts(self) -> npt.NDArray[np.int64]:
        """How many rows have each of the distinct cells."""
        return np.bincount(self.groups, minlength=len(self.distinct))

    def first_rows(self, most: int) -> list[list[int]]:
        """The first rows of each of the distinct cells, from 0."""
        rows = np.argsort(self.groups, kind="stable")
        return [each[:most].tolist() for each in np.split(rows, np.cumsum(self.counts)[:-1])]

    @property
    def cells(self) -> Iterator[Cells]:
        """The cells of each row, one after the other."""
        return map(self.distinct.__getitem__, self.groups.tolist())

    def each(self) -> Iterator[tuple[bytes, Cells]]:
        """The rows one by one: the line, and its cells."""
        lines = (_line(self.block, self.ends, row) for row in range(len(self)))
        return zip(lines, self.cells, strict=True)

    def beside(self, suffixes: Sequence[bytes]) -> memoryview:
        """The rows with what follows each of the distinct cells: a delimiter, added columns, the line's end."""
        starts = np.fromiter(accumulate(map(len, suffixes), initial=0), np.int64, len(suffixes) + 1)
        size = len(self.block) + int(np.diff(starts) @ self.counts)
        out = np.empty(size, np.uint8)
        written = _compiled().exonym_beside(
            self.block, _at(self.ends), _at(self.groups), len(self), b"".join(suffixes), _at(starts), _at(out)
        )
        return out[:written].data


class LineReader(Struct, frozen=True):
    """Reads blocks of whole lines as `plain` does, which reads the lines that are not plain."""

    plain: PlainReader

    def chunk(self, block: bytes) -> LineChunk | None:
        """The rows of a block (UTF-8, no line end after the last line); None when it is not plain enough."""
        if b"\r" in block:
            block = without_returns(block)
        if not block or library() is None:
            return None
        plain, count = self.plain, len(self.plain.positions)
        rows = int(np.count_nonzero(np.frombuffer(block, np.uint8) == _LINE_FEED)) + 1  # four times as fast as count
        ends, odd, cells = np.empty(rows, np.int32), np.empty(rows, np.uint8), np.zeros((rows, count, 2), np.int32)
        slots = np.full(plain.width, -1, np.int32)
        slots[list(plain.positions)] = range(count)
        strange = _compiled().exonym_lines(
            block, len(block), ord(plain.delimiter), plain.width, _at(slots), count, _at(ends), _at(odd), _at(cells)
        )
        parsed = plain.parsed([_line(block, ends, row) for row in np.flatnonzero(odd).tolist()]) if strange else []
        if parsed is None:
            return None
        if len(set(plain.positions)) < count:
            cells = cells[:, slots[list(plain.positions)]]
        groups, firsts = _groups(block, cells, odd)
        distinct = _cells(block, cells[firsts])
        if parsed:
            groups, distinct = _with_odd(groups, firsts.tolist(), distinct, np.flatnonzero(odd), parsed)
        return LineChunk(block, ends, groups, distinct)


def _line(block: bytes, ends: Places, row: int) -> bytes:
    return block[int(ends[row - 1]) + 1 if row else 0 : int(ends[row])]


def _groups(block: bytes, cells: Places, odd: npt.NDArray[np.uint8]) -> tuple[Places, Places]:
    """The number of each row's cells, of odd ones -1; and the first row of each number."""
    rows, count, _ = cells.shape
    cells = np.ascontiguousarray(cells)
    capacity = 1 << (2 * rows - 1).bit_length()
    places, groups, firsts = np.full(capacity, -1, np.int32), np.full(rows, -1, np.int32), np.empty(rows, np.int32)
    found = _compiled().exonym_groups(
        block, _at(cells), count, _at(odd), rows, _SEED, _at(places), capacity, _at(groups), _at(firsts)
    )
    return groups, firsts[:found]


def _cells(block: bytes, spans: Places) -> list[Cells]:
    columns = [
        [block[start:end] for start, end in zip(*spans[:, at].T.tolist(), strict=True)] for at in range(spans.shape[1])
    ]
    return columns[0] if len(columns) == 1 else list(zip(*columns, strict=True))  # type: ignore[return-value]


def _with_odd(
    groups: Places, firsts: list[int], distinct: list[Cells], rows: npt.NDArray[np.int64], parsed: list[Cells]
) -> tuple[Places, list[Cells]]:
    """The same with the cells of odd rows, numbered anew in the order in which they first came."""
    numbers = {cells: number for number, cells in enumerate(distinct)}
    for row, cells in zip(rows.tolist(), parsed, strict=True):
        number = groups[row] = numbers.setdefault(cells, len(numbers))
        if number == len(firsts):
            firsts.append(row)
        firsts[number] = min(firsts[number], row)
    order = np.argsort(firsts)
    known = list(numbers)
    return np.argsort(order).astype(np.int32)[groups], [known[number] for number in order.tolist()]


def is_utf8(block: bytes) -> bool:
    """Whether bytes are UTF-8; False also where only decoding can tell."""
    return library() is not None and bool(_compiled().exonym_utf8(block, len(block)))


def _at(array: npt.NDArray[Any]) -> int:
    return array.ctypes.data


@cache
def _compiled() -> ctypes.CDLL:
    """The library with the types of its functions. They let other threads run."""
    found = library()
    if found is None:
        raise RuntimeError("the compiled library is missing")
    text, array, size, letter = ctypes.c_char_p, ctypes.c_void_p, ctypes.c_int64, ctypes.c_int32
    found.exonym_utf8.argtypes = [text, size]
    found.exonym_lines.argtypes = [text, size, letter, size, array, size, array, array, array]
    found.exonym_groups.argtypes = [
        text, array, size, array, size, ctypes.c_uint64, array, size, array, array,
    ]  # fmt: skip
    found.exonym_beside.argtypes = [text, array, array, size, text, array, array]
    for function in (found.exonym_lines, found.exonym_groups, found.exonym_beside):
        function.restype = size
    return found
