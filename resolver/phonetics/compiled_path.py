"""How `path.c` is asked what a word weighs with Latin letters."""

from __future__ import annotations

import ctypes
from array import array
from functools import cache, lru_cache
from typing import Any

from ..native.library import library
from ..native.structure import Structure
from ..text.scripts import Script
from .chunk_rows import chunk_lengths, chunk_numbers, chunk_rows
from .chunks import BY_LETTER, LONGEST_LATIN, UNKNOWN, Chunks

_LONGEST = 64  # units, and letters, that it takes
_NUMBER, _POINTER, _DOUBLE = ctypes.c_int64, ctypes.c_void_p, ctypes.c_double


class _CPathTable(Structure):
    _fields_ = (
        *((name, _POINTER) for name in ("starts", "chunks", "weights")),
        *((name, _NUMBER) for name in ("count", "empty")),
        *((name, _DOUBLE) for name in ("unknown", "by_letter")),
        ("lengths", _POINTER),
    )


def path_weight(table: Chunks, units: tuple[str, ...], latin: str) -> float | None:
    """As that of `chunk_alignment`; None where nothing was compiled, or the words are not such as it takes."""
    function = _function()
    if function is None or len(units) > _LONGEST or len(latin) > _LONGEST:
        return None
    rows = _rows(table.script, units)
    if rows is None:
        return None
    inserted = array("d", [max(table.inserted.get(letter, UNKNOWN), UNKNOWN) for letter in latin])
    known = array("d", bytes(16 * (len(chunk_numbers()) + 1)))
    kept = (rows, _pieces(latin), inserted, known)
    at = [each.buffer_info()[0] for each in kept]
    found: float = function(_table(table.script), at[0], len(units), at[1], at[2], len(latin), at[3])
    return found


@lru_cache(maxsize=1 << 12)
def _rows(script: Script, units: tuple[str, ...]) -> array[int] | None:
    """The rows of a word; None where the rough romanisation of a unit is no chunk of any table."""
    known = chunk_rows(script)
    rows = known.of_word(units)
    nothing = len(known.starts) - 2
    return None if nothing in rows and script is not Script.HAN else array("q", rows)


@lru_cache(maxsize=1 << 12)
def _pieces(latin: str) -> array[int]:
    """For each letter the numbers of the chunks that begin there, by length from 1; 0 where there is none."""
    number = chunk_numbers().get
    lengths = range(1, LONGEST_LATIN + 1)
    return array("h", [
        number(latin[at : at + length], 0) if at + length <= len(latin) else 0
        for at in range(len(latin)) for length in lengths
    ])  # fmt: skip


@cache
def _table(script: Script) -> _CPathTable:
    rows, lengths = chunk_rows(script), chunk_lengths()
    arrays = (rows.starts, rows.chunks, rows.exact)
    return _CPathTable(*arrays, len(lengths), chunk_numbers()[""], UNKNOWN, BY_LETTER, lengths)


@cache
def _function() -> Any:
    """The compiled loop, if there is one; else None."""
    found = library()
    if found is None:
        return None
    function = found.exonym_path_weight
    function.argtypes = [ctypes.POINTER(_CPathTable), _POINTER, _NUMBER, _POINTER, _POINTER, _NUMBER, _POINTER]
    function.restype = _DOUBLE
    return function
