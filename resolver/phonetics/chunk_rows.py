"""The tables of chunks as flat arrays: a row for each unit or two, with the Latin chunks that render them."""

from __future__ import annotations

from array import array
from functools import cache
from itertools import pairwise, repeat
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from .. import lazy_numpy as np
from ..index.postings import cumulated
from ..text.scripts import Script
from .chunks import LONGEST_LATIN, UNKNOWN, Chunk, chunks, latin_chunks
from .phones import romanised, syllables

if TYPE_CHECKING:
    import numpy.typing as npt

Floats: TypeAlias = "npt.NDArray[np.float32]"

NEVER = -1e6
"""The weight of a chunk that is impossible. A sum that has it stands for no way at all."""
NO_ROW = -1
"""In the place of the row of two units that stand for nothing together."""


@cache
def chunk_numbers() -> dict[str, int]:
    """Every Latin chunk of a table, and every letter, with a number from 1; 0 is none of them."""
    known = {chr(code) for code in range(ord("a"), ord("z") + 1)} | {""}
    known.update(chunk for chunk in latin_chunks() if len(chunk) <= LONGEST_LATIN)
    return {chunk: number for number, chunk in enumerate(sorted(known), 1)}


@cache
def chunk_lengths() -> npt.NDArray[np.uint8]:
    """Letters of each chunk, by its number."""
    lengths = np.zeros(len(chunk_numbers()) + 1, np.uint8)
    lengths[1:] = list(map(len, chunk_numbers()))
    return lengths


@cache
def chunk_keys() -> npt.NDArray[np.uint32]:
    """The letters of each chunk as the bytes of a number, the first the highest; ascending, as chunks are numbered."""
    padded = "".join([chunk.ljust(LONGEST_LATIN, "\0") for chunk in chunk_numbers()])
    return np.frombuffer(padded.encode(), ">u4").astype(np.uint32)


class ChunkRows(Struct, frozen=True, eq=False):
    """The table of one script.

    `rows` has the row of each chunk of units, `units` that of each unit. Row r renders, by number, the `chunks`
    from `starts[r]` to `starts[r + 1]` with these `weights` in nats, which are the `exact` ones as floats; the last
    row is empty. `inserted` has, by number, what a letter weighs that stands for nothing.
    """

    script: Script
    rows: dict[Chunk, int]
    units: dict[str, int]
    starts: npt.NDArray[np.int32]
    chunks: npt.NDArray[np.int16]
    weights: Floats
    exact: npt.NDArray[np.float64]
    inserted: Floats

    def of_word(self, units: tuple[str, ...]) -> tuple[array[int], bool]:
        """For each unit the row of it alone, then that of it and the next; `NO_ROW` where there is none. And whether
        these are all: the rough romanisation of a unit may be no chunk of any table.

        A unit that no table has is rendered by that romanisation alone: -2 less the number of its chunk.
        """
        found = [NO_ROW] * (2 * len(units))
        try:
            found[::2] = map(self.units.__getitem__, units)
        except KeyError:
            known = self.units
            found[::2] = [known[unit] if unit in known else self._of_unit(unit) for unit in units]
        found[1:-1:2] = map(self.rows.get, pairwise(units), repeat(NO_ROW))
        return array("q", found), self.script is Script.HAN or len(self.starts) - 2 not in found

    def _of_unit(self, unit: str) -> int:
        """As `Chunks.row`, of a unit without a row."""
        nothing = len(self.starts) - 2
        if self.script is Script.HAN:
            return self.units.get(syllables().get(unit, unit), nothing)
        number = chunk_numbers().get(romanised((unit,), self.script))
        return nothing if number is None else -2 - number


@cache
def chunk_rows(script: Script) -> ChunkRows:
    """The table of a script, also of one that none was learned for."""
    table, numbers = chunks(script), chunk_numbers()
    rows = {units: number for number, units in enumerate(table.weights)}
    each = [
        [(numbers[latin], weight) for latin, weight in row.items() if latin in numbers]
        for row in table.weights.values()
    ]
    flat = [pair for row in each for pair in row]
    inserted = np.full(len(numbers) + 1, NEVER, np.float32)
    for chunk, number in numbers.items():
        if len(chunk) <= 1:
            inserted[number] = max(table.inserted.get(chunk, UNKNOWN), UNKNOWN)
    return ChunkRows(
        script,
        rows,
        {units[0]: number for units, number in rows.items() if len(units) == 1},
        cumulated(np.array([*map(len, each), 0])).astype(np.int32),
        np.array([number for number, _ in flat], np.int16),
        np.array([weight for _, weight in flat], np.float32),
        np.array([weight for _, weight in flat], np.float64),
        inserted,
    )
