"""The words of a name as compiled code takes them, one behind the other: numbers, rows of chunks, letters."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cache, lru_cache
from struct import Struct as Packing

from msgspec import Struct

from ..native.structure import POINTER, Structure
from ..text.scripts import Script
from .asked import counted
from .chunk_rows import ChunkRows, chunk_rows
from .chunks import reach
from .compiled_path import LONGEST, path_table
from .equivalents import has_another
from .matching import bound_of
from .spelt import FEMININE, Spelt, SpeltName

MOST_WORDS = 32
"""Words of a name that compiled code takes."""
_NUMBERS = {script: number for number, script in enumerate(Script)}
_HEAD, _REST = Packing("4q"), Packing("5q4d")
"""`Spoken` of name.c: what it has of its script, and what of itself."""
_UNIT = 8  # bytes that a word has a multiple of


class CompiledName(Struct, frozen=True, eq=False):
    """A name, with the tables that it points to.

    `is_paired` unless `matches.c` leaves its pairs to Python; `otherwise` are the places of words for which not only
    their sound speaks.
    """

    data: array[int]
    is_paired: bool
    otherwise: tuple[int, ...]
    scripts: tuple[_InScript, ...]


class _CTable(Structure):
    """The chunks of a script, `Table` of kernel.c."""

    _fields_ = tuple((name, POINTER) for name in ("starts", "chunks", "weights", "inserted"))


class _InScript(Struct, frozen=True, eq=False):
    """What all words of a script have in common, the tables that it points to, and the rows of these."""

    head: bytes
    tables: tuple[Structure, ...]
    rows: ChunkRows


class _Word(Struct, frozen=True, eq=False):
    """A word. What it has in common with `CompiledName` is said there."""

    data: bytes
    is_paired: bool
    otherwise: bool
    script: _InScript


@lru_cache(maxsize=1 << 12)
def compiled_name(name: SpeltName) -> CompiledName | None:
    """A name; None for one that is too long."""
    return joined_words(name.words) if len(name.words) <= MOST_WORDS else None


def joined_words(words: Sequence[Spelt]) -> CompiledName | None:
    """Words as those of one name; None where one is too long."""
    each = [found for word in words if (found := _word(word)) is not None]
    if len(each) < len(words):
        return None
    data = array("q")
    data.frombytes(b"".join([word.data for word in each]))
    is_paired = not [word for word in each if not word.is_paired]
    otherwise = tuple([place for place, word in enumerate(each) if word.otherwise])
    return CompiledName(data, is_paired, otherwise, tuple([word.script for word in each]))


@lru_cache(maxsize=1 << 12)
def _word(word: Spelt) -> _Word | None:
    own, units, latin, full = word.word.script, word.word.units, word.latin, word.full
    if len(units) > LONGEST or len(full) > LONGEST:
        return None
    script = _in_script(own)
    letters = f"{latin}{full}{word.bare}"
    rows, is_whole = script.rows.of_word(units)
    behind = rows.tobytes() + letters.encode("ascii", "replace")
    behind += bytes(-len(behind) % _UNIT)
    rest = _REST.pack(
        len(units), len(latin), len(full), len(word.bare), _HEAD.size + _REST.size + len(behind),
        reach(units, own), bound_of(word), word.rarity, counted(word),
    )  # fmt: skip
    return _Word(
        script.head + rest + behind,
        is_whole and len(latin) <= LONGEST and letters.isascii() and not latin.endswith(FEMININE),
        has_another(own, "".join(units), latin),
        script,
    )


@cache
def _in_script(script: Script) -> _InScript:
    known = chunk_rows(script)
    table = _CTable(known.starts, known.chunks, known.weights, known.inserted), path_table(script)
    head = _HEAD.pack(*[each.address for each in table], _NUMBERS[script], script is Script.LATIN)
    return _InScript(head, table, known)
