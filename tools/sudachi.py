"""Read the words of a SudachiDict system dictionary (binary format 1, PyPI sudachidict_core up to 2024)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HEADER = 272
MAGIC = 0xCE9F011A92394434


@dataclass(frozen=True, slots=True)
class Word:
    """One entry: spelling, six-part class, katakana reading, word cost (the lower, the commoner)."""

    surface: str
    pos: tuple[str, ...]
    reading: str
    cost: int


@dataclass(slots=True)
class Reader:
    """A cursor over little-endian bytes."""

    data: bytes
    at: int

    def unpack(self, form: str) -> int:
        (value,) = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return int(value)

    def skip(self, size: int) -> None:
        self.at += size

    def string(self) -> str:
        length = self.unpack("B")
        if length >= 128:
            length = ((length & 0x7F) << 8) | self.unpack("B")
        text = self.data[self.at : self.at + 2 * length].decode("utf-16-le")
        self.at += 2 * length
        return text


def words(path: Path) -> Iterator[Word]:
    """Every word of the dictionary. Raises ValueError when the file is of another format."""
    reader = Reader(path.read_bytes(), 0)
    if reader.unpack("Q") != MAGIC:
        raise ValueError(f"{path} is not a SudachiDict of format 1: take a release of 2024 or earlier")
    reader.at = HEADER
    classes = [tuple(reader.string() for _ in range(6)) for _ in range(reader.unpack("H"))]
    left, right = reader.unpack("H"), reader.unpack("H")
    reader.skip(2 * left * right)  # the connection matrix
    reader.skip(4 * reader.unpack("I"))  # the trie
    reader.skip(reader.unpack("I"))  # the table of word ids
    count = reader.unpack("I")
    params = reader.at
    offsets = struct.unpack_from(f"<{count}I", reader.data, params + 6 * count)
    for number, offset in enumerate(offsets):
        reader.at = offset
        surface = reader.string()
        reader.skip(1 if reader.data[reader.at] < 128 else 2)  # length of the headword
        pos = classes[reader.unpack("H")]
        reader.string()  # normalized form
        reader.skip(4)  # dictionary form
        reading = reader.string() or surface
        (cost,) = struct.unpack_from("<h", reader.data, params + 6 * number + 4)
        yield Word(surface, pos, reading, cost)
