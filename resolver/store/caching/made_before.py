"""What was made of entities when a gazetteer was compiled before, so that only what has changed is made anew.

Kept beside each compiled gazetteer as texts (see `search.making`), compressed by some dozens. An entity that is written
as it was then, letter by letter, has the same made of it by the same code. While a gazetteer is being compiled, a file
takes what is made as it comes: where that is broken off, the next one goes on from there.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ...index.postings import Arrays, cumulated
from .compiled import Row, fingerprint, read_arrays

_TOGETHER = 64  # entities whose texts are compressed as one
_LEVEL = 1
_LENGTH = 4  # bytes that say how long a block is
_UNFINISHED = ".unfinished"
_NAMED = re.compile(r"[0-9a-f]{12}\.unfinished")


class MadeBefore:
    """Takes over what is known of entities and collects what was made of each. `rows` are the entities in turn.

    `by` says what code derives the rest that a caller wants, beside this package's: what other code made is not taken
    over. Used by one process of a directory at a time.
    """

    def __init__(self, rows: Sequence[Row], directory: Path, by: str) -> None:
        self._rows = rows
        self._by = hashlib.sha256(f"{fingerprint()} {by}".encode()).hexdigest()[:12]
        self._file = directory / f"{self._by}{_UNFINISHED}"
        self._before: list[_Compiled | _Unfinished] = [_Unfinished(self._file)]
        for place in sorted(directory.glob(f"*-{fingerprint()}.compiled"), key=_age):
            with suppress(KeyError):
                self._before.append(_Compiled(read_arrays(place) or {}, self._by))
        self._sources: dict[int, _Compiled | _Unfinished] = {}  # where what is known of the entity of a number is from
        self._noted: list[tuple[str, str, str]] = []
        self._texts: list[str] = []
        self._blocks: list[bytes] = []

    def get(self, number: int) -> str | None:
        """What was made of the entity of a number; None where it is not known."""
        entity_id, row = self._rows[number]
        for before in self._before:
            if (found := before.get(entity_id, row)) is not None:
                self._sources[number] = before
                return found
        return None

    def note(self, number: int, text: str) -> None:
        """Takes what was made of the entity of a number while others are still being made."""
        entity_id, row = self._rows[number]
        self._noted.append((entity_id.decode(), row.decode(), text))
        if len(self._noted) < _TOGETHER:
            return
        block = _packed(json.dumps(self._noted))
        self._noted.clear()
        with suppress(OSError), self._file.open("ab") as stream:  # what is not written is made again
            stream.write(len(block).to_bytes(_LENGTH, "little") + block)

    def put(self, text: str) -> None:
        """Takes what was made of each entity in turn."""
        self._texts.append(text)
        if len(self._texts) == _TOGETHER:
            self._pack()

    def _pack(self) -> None:
        first = len(self._blocks) * _TOGETHER
        numbers = range(first, first + len(self._texts))
        sources = {self._sources.pop(number, None) for number in numbers}
        source = sources.pop() if len(sources) == 1 else None
        block = source.block([self._rows[number][0] for number in numbers]) if source is not None else None
        self._blocks.append(block or _packed("\n".join(self._texts)))
        self._texts.clear()

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """All that was put, to be kept beside the compiled gazetteer."""
        if self._texts:
            self._pack()
        lengths = np.fromiter(map(len, self._blocks), np.int64, len(self._blocks))
        made, by = b"".join(self._blocks), self._by.encode()
        found = {"made": np.frombuffer(made, np.uint8), "made_by": np.frombuffer(by, np.uint8)}
        return {**found, "made_starts": cumulated(lengths)}

    def finish(self) -> None:
        """Removes what was noted meanwhile, of other versions of the code too: the compiled gazetteer has it now."""
        for file in self._file.parent.glob(f"*{_UNFINISHED}"):
            if _NAMED.fullmatch(file.name):
                with suppress(OSError):
                    file.unlink()


class _Compiled:
    """What is kept beside a compiled gazetteer. KeyError where nothing is, or what other code made."""

    def __init__(self, arrays: Arrays, by: str) -> None:
        if arrays["made_by"].tobytes() != by.encode():
            raise KeyError("made_by")
        self._made, self._starts = arrays["made"], arrays["made_starts"]
        self._entities, self._entity_starts = arrays["entities"], arrays["entity_starts"]
        ids = arrays["entity_ids"].tobytes()
        each = pairwise(arrays["entity_id_starts"].tolist())
        self._numbers = {ids[start:end]: number for number, (start, end) in enumerate(each)}
        self._block: tuple[int, list[str]] = (-1, [])  # entities are asked for in turn

    def get(self, entity_id: bytes, row: bytes) -> str | None:
        number = self._numbers.get(entity_id)
        if number is None:
            return None
        start, end = self._entity_starts[number : number + 2].tolist()
        if end - start != len(row) or self._entities[start:end].tobytes() != row:
            return None
        block, place = divmod(number, _TOGETHER)
        try:
            if self._block[0] != block:
                start, end = self._starts[block : block + 2].tolist()
                self._block = (block, _unpacked(self._made[start:end].tobytes()).split("\n"))
            return self._block[1][place]
        except (zlib.error, ValueError, IndexError):
            return None

    def block(self, entity_ids: Sequence[bytes]) -> bytes | None:
        """The texts of these entities as they are compressed, where they are the ones that are kept together."""
        numbers = [self._numbers[each] for each in entity_ids]
        block = numbers[0] // _TOGETHER
        first, last = block * _TOGETHER, min((block + 1) * _TOGETHER, len(self._numbers))
        if numbers != list(range(first, last)):
            return None
        start, end = self._starts[block : block + 2].tolist()
        return self._made[start:end].tobytes()


class _Unfinished:
    """What was noted by a process that did not come to its end."""

    def __init__(self, file: Path) -> None:
        self._known: dict[bytes, tuple[bytes, bytes]] = {}  # by id: the entity, and what was made of it
        with suppress(OSError, zlib.error, ValueError, TypeError):
            for block in _blocks(file.read_bytes()):
                for entity_id, row, text in json.loads(_unpacked(block)):
                    self._known[entity_id.encode()] = (row.encode(), text.encode())

    def get(self, entity_id: bytes, row: bytes) -> str | None:
        known = self._known.get(entity_id)
        return known[1].decode() if known is not None and known[0] == row else None

    def block(self, entity_ids: Sequence[bytes]) -> None:
        """Nothing is kept together that belongs together."""


def _blocks(raw: bytes) -> Iterator[bytes]:
    """The blocks of a file, the last of which may be cut off."""
    at = 0
    while at + _LENGTH <= len(raw):
        size = int.from_bytes(raw[at : at + _LENGTH], "little")
        yield raw[at + _LENGTH : at + _LENGTH + size]
        at += _LENGTH + size


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)


def _unpacked(block: bytes) -> str:
    return zlib.decompress(block).decode("utf-8", "surrogatepass")


def _age(place: Path) -> float:
    """The newest first."""
    with suppress(OSError):
        return -place.stat().st_mtime
    return 0.0
