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
from .chunk_rows import chunk_rows
from .compiled_path import LONGEST, path_table, rows
from .equivalents import stands_for_any, words_for
from .matching import bound_of, reach_of
from .spelt import Spelt, SpeltName, rarity

MOST_WORDS = 32
"""Words of a name that compiled code takes."""
_SCRIPTS = {script: number for number, script in enumerate(Script)}
_HEAD = Packing("9q4d")  # of `Spoken` of name.c
_UNIT = 8  # bytes that a word has a multiple of
_FEMININE = "ova"


class CompiledName(Struct, frozen=True, eq=False):
    """A name, with the tables that it points to.

    `is_paired` unless `matches.c` leaves its pairs to Python; `otherwise` are the places of words for which not only
    their sound speaks.
    """

    data: array[int]
    is_paired: bool
    otherwise: tuple[int, ...]
    tables: tuple[Structure, ...]


class _CTable(Structure):
    """The chunks of a script, `Table` of kernel.c."""

    _fields_ = tuple((name, POINTER) for name in ("starts", "chunks", "weights", "inserted"))


class _Word(Struct, frozen=True, eq=False):
    """A word. What it has in common with `CompiledName` is said there."""

    data: bytes
    is_paired: bool
    otherwise: bool
    tables: tuple[Structure, ...]


@lru_cache(maxsize=1 << 12)
def compiled_name(name: SpeltName) -> CompiledName | None:
    """A name; None for one that is too long."""
    return joined_words(name.words) if len(name.words) <= MOST_WORDS else None


def joined_words(words: Sequence[Spelt]) -> CompiledName | None:
    """Words as those of one name; None where one is too long."""
    data, tables, places = array("q"), list[Structure](), list[int]()
    is_paired = True
    for place, word in enumerate(map(_word, words)):
        if word is None:
            return None
        data.frombytes(word.data)
        tables += word.tables
        is_paired = is_paired and word.is_paired
        if word.otherwise:
            places.append(place)
    return CompiledName(data, is_paired, tuple(places), tuple(tables))


@lru_cache(maxsize=1 << 12)
def _word(word: Spelt) -> _Word | None:
    units, script, latin = word.word.units, word.word.script, word.latin
    if max(len(units), len(word.full)) > LONGEST:
        return None
    letters = f"{latin}{word.full}{word.bare}"
    is_paired = len(latin) <= LONGEST and letters.isascii() and not latin.endswith(_FEMININE)
    tables = (_table(script), path_table(script))
    own, is_whole = rows(script, units)
    behind = own.tobytes() + letters.encode("ascii", "replace")
    behind += bytes(-len(behind) % _UNIT)
    head = _HEAD.pack(
        *[each.address for each in tables],
        _SCRIPTS[script], script is Script.LATIN, len(units), len(latin), len(word.full), len(word.bare),
        _HEAD.size + len(behind), reach_of(word), bound_of(word), rarity(word), counted(word),
    )  # fmt: skip
    return _Word(
        head + behind,
        is_paired and is_whole,
        stands_for_any(script, "".join(units), latin) or bool(words_for(latin)),
        tables,
    )


@cache
def _table(script: Script) -> _CTable:
    known = chunk_rows(script)
    return _CTable(known.starts, known.chunks, known.weights, known.inserted)
