"""A file of what the routes say of their pieces: made once from the tables, mapped, and read a row at a time.

A piece is a character, a syllable or whatever else a route spells alone; the pieces of an inventory are numbered in the
order of their checksums. A table has a row for each of them, and for each of its variants (at the head of a name,
before a vowel). Equal rows are kept once: most characters share their readings with others.

The first line is JSON: the digest of what the file was made of, and where each part lies.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, KeysView, Mapping, Sequence
from functools import lru_cache, partial
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from ..text import mapped_file
from .row import Row, packed, unpacked

__all__ = ["Made", "PieceFile", "Row", "StoredPieces", "StoredTable", "packed", "unpacked", "write"]

_KEPT_TABLE = 1 << 19  # bytes of a table whose rows stay in memory once they were read: of a few thousand
_LAST = "\uffff"  # character that is looked up by its code point; pieces of one beyond are few and lie far apart
_KEPT_NUMBERS = 1 << 13  # of pieces of an inventory: names are written with few of them


class Made(NamedTuple):
    """A table as it is made: the name of its inventory, its variants, and the row of a piece in a variant."""

    inventory: str
    variants: tuple[str, ...]
    row: Callable[[str, str], Row]


def write(path: Path, digest: str, inventories: Mapping[str, Iterable[str]], tables: Mapping[str, Made]) -> None:
    """Write tables, by their names. `digest` tells later whether the file is still that of its sources."""
    parts: list[bytes] = []
    head: dict[str, Any] = {"inventories": {}, "tables": {}}
    numbered = {name: sorted({*pieces}, key=_by_checksum) for name, pieces in inventories.items()}
    for name, pieces in numbered.items():
        head["inventories"][name] = _placed(parts, _packed_pieces(pieces))
    for name, made in tables.items():
        packed = _packed_rows(made, numbered[made.inventory])
        head["tables"][name] = [made.inventory, list(made.variants), _placed(parts, packed)]
    mapped_file.write(path, digest, head, parts)


def _placed(parts: list[bytes], packed: Iterable[bytes]) -> list[int]:
    """Where the parts begin and end in turn, counted from the first of the file; each is added to the others."""
    found = [sum(map(len, parts))]
    for part in packed:
        parts.append(part + b"\0" * (-len(part) % 4))
        found.append(found[-1] + len(parts[-1]))
    return found


def _packed_pieces(pieces: list[str]) -> tuple[bytes, bytes, bytes, bytes]:
    """The checksums of the pieces, where each ends, the pieces, and the numbers of those of one character."""
    written = [piece.encode() for piece in pieces]
    return (
        array("I", map(crc32, written)).tobytes(),
        array("I", accumulate(map(len, written))).tobytes(),
        b"".join(written),
        _by_character(pieces).tobytes(),
    )


def _by_character(pieces: list[str]) -> array[int]:
    """The first character that is a piece; then for it and each one up to the last the number of its piece and 1.

    None beyond `_LAST`.
    """
    known = {ord(piece): number for number, piece in enumerate(pieces, 1) if len(piece) == 1 and piece <= _LAST}
    first = min(known, default=0)
    return array("I", [first, *[known.get(code, 0) for code in range(first, max(known, default=-1) + 1)]])


def _packed_rows(made: Made, pieces: list[str]) -> tuple[bytes, bytes, bytes]:
    """The numbers of the rows, variant by variant, where each row ends, and the rows."""
    known: dict[Row, int] = {}
    numbers = array("I")
    for variant in made.variants:
        numbers.extend(known.setdefault(made.row(piece, variant), len(known)) for piece in pieces)
    found = list(map(packed, known))
    return numbers.tobytes(), array("I", accumulate(map(len, found))).tobytes(), b"".join(found)


def _by_checksum(piece: str) -> tuple[int, str]:
    return crc32(piece.encode()), piece


class PieceFile:
    """A file of tables, open."""

    def __init__(self, data: memoryview, head: Mapping[str, Any]) -> None:
        self._data = data
        self._head = head
        self._inventories: dict[str, StoredPieces] = {}

    @classmethod
    def open(cls, path: Path, digest: str) -> PieceFile | None:
        """The file at a path; None when there is none, or it is damaged or was made of something else."""
        found = mapped_file.opened(path, digest)
        return found and cls(memoryview(found.data)[found.start :], found.head)

    def table(self, name: str) -> StoredTable | None:
        """A table; None where the file has none of the name."""
        if name not in self._head["tables"]:
            return None
        inventory, variants, place = self._head["tables"][name]
        return StoredTable(self.pieces(inventory), variants, self._parts(place))

    def pieces(self, inventory: str) -> StoredPieces:
        """The pieces of an inventory. Raises KeyError for an unknown one."""
        if inventory not in self._inventories:
            place = self._head["inventories"][inventory]
            self._inventories[inventory] = StoredPieces(self._parts(place[:-1]), self._part(*place[-2:]).cast("I"))
        return self._inventories[inventory]

    def _parts(self, place: list[int]) -> tuple[memoryview, memoryview, memoryview]:
        first, second, third = (self._part(start, end) for start, end in pairwise(place))
        return first.cast("I"), second.cast("I"), third

    def _part(self, start: int, end: int) -> memoryview:
        return self._data[start:end]


class StoredPieces:
    """The pieces of an inventory, and their numbers."""

    def __init__(self, parts: tuple[memoryview, memoryview, memoryview], by_character: memoryview) -> None:
        _, self._ends, self._pieces = parts
        self._number = lru_cache(maxsize=_KEPT_NUMBERS)(partial(_number, *parts))
        self._by_character = by_character
        self._before = by_character[0] - 1
        self._known: dict[str, int] | None = None

    def __len__(self) -> int:
        return len(self._ends)

    def number(self, piece: str) -> int:
        """The number of a piece; -1 for one that the inventory has not."""
        if len(piece) == 1 and piece <= _LAST:
            at = ord(piece) - self._before
            return self._by_character[at] - 1 if 0 < at < len(self._by_character) else -1
        return self._number(piece) if self._known is None else self._known.get(piece, -1)

    def every(self) -> KeysView[str]:
        """All pieces, in the order of their numbers, which are known at once from then on."""
        if self._known is None:
            pieces, ends = bytes(self._pieces), [0, *self._ends.tolist()]
            self._known = {pieces[start:end].decode(): at for at, (start, end) in enumerate(pairwise(ends))}
        return self._known.keys()


def _number(checksums: memoryview, ends: memoryview, pieces: memoryview, piece: str) -> int:
    wanted = piece.encode("utf-8", "replace")
    checksum = crc32(wanted)
    at = bisect_left(checksums, checksum)
    while at < len(checksums) and checksums[at] == checksum:
        if pieces[ends[at - 1] if at else 0 : ends[at]] == wanted:
            return at
        at += 1
    return -1


class StoredTable:
    """The rows of a table."""

    def __init__(
        self, pieces: StoredPieces, variants: Sequence[str], parts: tuple[memoryview, memoryview, memoryview]
    ) -> None:
        self.pieces = pieces
        self._before = {variant: number * len(pieces) for number, variant in enumerate(variants)}
        self._numbers, self._ends, self._rows = parts
        self._read: dict[int, Row] = {}
        self._stays = len(self._rows) <= _KEPT_TABLE

    def row(self, piece: str, variant: str) -> Row | None:
        """The row of a piece; None where the table has no such piece."""
        at = self.pieces.number(piece)
        if at < 0:
            return None
        number = self._numbers[self._before[variant] + at]
        row = self._read.get(number)
        if row is None:
            row = unpacked(bytes(self._rows[self._ends[number - 1] if number else 0 : self._ends[number]]))
            if self._stays:
                self._read[number] = row
        return row
