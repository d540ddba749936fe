"""What the formats have in common: a source is a stream of items, and an item gives records."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from msgspec import Struct

from .record import Record, Tally


class Item(Struct, frozen=True):
    """One thing that a source says: a line, a row, an object of an array.

    `content` are the bytes that it is known by when it comes again; `value` is what the format's reader makes records
    of. `teaches`: it says something of other items, so it is read even when it is known.
    """

    number: int
    content: bytes
    value: Any
    teaches: bool = False


class Reader(Protocol):
    """A format. Both raise InputError, with the place, for what is not the format."""

    def items(self, stream: Iterable[bytes]) -> Iterator[Item]:
        """The items of a source, in its order, one at a time."""

    def records(self, item: Item, tally: Tally) -> Iterable[Record]:
        """What an item says of entities; what is left out of it is counted."""


def read(reader: Reader, stream: Iterable[bytes], tally: Tally) -> Iterator[Record]:
    """The records of a source, streaming. Raises InputError."""
    for item in reader.items(stream):
        tally.read += 1
        yield from reader.records(item, tally)


def as_file(blocks: Iterable[bytes]) -> io.BufferedReader:
    """Blocks of bytes as a file that a decoder or parser reads from."""
    return io.BufferedReader(_Blocks(blocks))


class _Blocks(io.RawIOBase):
    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = iter(blocks)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._rest = block
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size
