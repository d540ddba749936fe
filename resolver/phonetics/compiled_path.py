"""How `path.c` is asked what a word weighs with Latin letters."""

from __future__ import annotations

import ctypes
import math
from array import array
from functools import cache
from typing import Any

from ..index.postings import room
from ..native.library import compiled_function
from ..native.structure import Structure, address_of
from ..text.scripts import Script
from .chunk_rows import chunk_keys, chunk_lengths, chunk_numbers, chunk_rows
from .chunks import BY_LETTER, UNKNOWN, Chunks, chunks

LONGEST = 64
"""Units, and letters, that it takes."""
_CODES = 256  # of letters, as C tells them apart
_NUMBER, _POINTER, _DOUBLE = ctypes.c_int64, ctypes.c_void_p, ctypes.c_double


class CPathTable(Structure):
    """The chunks of a script, `PathTable` of path.c."""

    _fields_ = (
        *((name, _POINTER) for name in ("starts", "chunks", "weights")),
        *((name, _NUMBER) for name in ("count", "empty")),
        *((name, _DOUBLE) for name in ("unknown", "by_letter")),
        *((name, _POINTER) for name in ("lengths", "keys", "inserted")),
    )


def path_weight(table: Chunks, units: tuple[str, ...], latin: str) -> float | None:
    """As that of `chunk_alignment`; None where nothing was compiled, or the words are not such as it takes."""
    function = _function()
    if function is None or len(units) > LONGEST or len(latin) > LONGEST:
        return None
    own, is_whole = chunk_rows(table.script).of_word(units)
    if not is_whole or not latin.isascii():
        return None
    found: float = function(path_table(table.script), address_of(own), len(units), latin.encode(), len(latin), room())
    if math.isnan(found):
        raise MemoryError
    return found


@cache
def path_table(script: Script) -> CPathTable:
    """The table of a script as C takes it."""
    known, lengths, inserted = chunk_rows(script), chunk_lengths(), chunks(script).inserted
    by_letter = [max(inserted.get(chr(code), UNKNOWN), UNKNOWN) for code in range(_CODES)]
    arrays = (known.starts, known.chunks, known.exact)
    return CPathTable(
        *arrays,
        len(lengths),
        chunk_numbers()[""],
        UNKNOWN,
        BY_LETTER,
        lengths,
        chunk_keys(),
        memoryview(array("d", by_letter)),
    )


@cache
def _function() -> Any:
    """The compiled loop, if there is one; else None."""
    return compiled_function(
        "exonym_path_weight",
        [ctypes.POINTER(CPathTable), _POINTER, _NUMBER, ctypes.c_char_p, _NUMBER, _POINTER],
        _DOUBLE,
    )
