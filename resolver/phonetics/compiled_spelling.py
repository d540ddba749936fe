"""How `spelling.c` is asked for the plain letters of a word, its skeletons, and what a search compares of it."""

from __future__ import annotations

import ctypes
from array import array
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from string import ascii_lowercase
from struct import Struct as Packing
from typing import Any

from msgspec import Struct

from ..native.library import compiled_function
from ..native.structure import Structure, address_of
from ..text.scripts import Script
from .chunk_rows import chunk_rows
from .chunks import reach
from .compiled_path import LONGEST
from .segments import Word, letters
from .skeleton import bare, full, latin

_NUMBER, _POINTER = ctypes.c_int64, ctypes.c_void_p
_OWN = Packing("5qd")
"""`Spoken` of name.c from its units to its rows; the first four numbers count units and letters."""
_BEFORE = 7 * 8  # bytes that it has of the script and of a name before
_NUMBER_BYTES = 8
_UNIT_LETTERS, _UNIT_CODES = 4, 3  # as in spelling.c
_ROOM, _ROOM_OF_A_UNIT = _OWN.size // _NUMBER_BYTES + 1, 2 + _UNIT_LETTERS
"""Numbers for what a word has; for the rows of a unit, its letters, and twice as many of both skeletons."""
_ZERO = array("q", [0])
_UNIT = Packing("d3i4s")  # `Unit` of spelling.c
_LAST_CODE = "\uffff"
_MARKED = (*range(0xDF, 0x250), *range(0x1E00, 0x1F00))  # Latin letters, most of them with marks
_PLAIN = frozenset(ascii_lowercase)


class Letters(Struct, frozen=True, eq=False):
    """A word in plain letters, with its full and its bare skeleton.

    `packed` is what `Spoken` of name.c has of the word alone: None where it is too long for that, or nothing was
    compiled. `is_whole` says whether its rows are all that speaks for it, so that `matches.c` may pair it.
    """

    latin: str
    full: str
    bare: str
    packed: bytes | None = None
    is_whole: bool = False


class _CUnits(Structure):
    """`Units` of spelling.c."""

    _fields_ = (
        *((name, _POINTER) for name in ("each", "pairs")),
        *((name, _NUMBER) for name in ("first", "count")),
        ("numbers", _POINTER),
        ("clusters", _NUMBER),
        *((name, _POINTER) for name in ("keys", "places")),
    )


class Speller(Struct, frozen=True, eq=False):
    """The compiled loop, and the units of a script that it knows, with their address."""

    function: Any
    address: int
    units: _CUnits


def letters_by_python(word: Word) -> Letters:
    """A word, which is not packed."""
    plain = latin(word)
    skeleton = full(plain)
    return Letters(plain, skeleton, bare(skeleton))


def packed_by_python(word: Word) -> Letters:
    """A word, packed where it is not too long for that."""
    found, count = letters_by_python(word), len(word.units)
    if count > LONGEST or len(found.full) > LONGEST:
        return found
    written = f"{found.latin}{found.full}{found.bare}"
    rows, is_whole = chunk_rows(word.script).of_word(word.units)
    behind = rows.tobytes() + written.encode("ascii", "replace")
    behind += bytes(-len(behind) % _NUMBER_BYTES)
    lengths = (count, len(found.latin), len(found.full), len(found.bare))
    numbers = _OWN.pack(*lengths, _BEFORE + _OWN.size + len(behind), reach(word.units, word.script))
    is_whole = is_whole and written.isascii() and len(found.latin) <= LONGEST
    return Letters(found.latin, found.full, found.bare, numbers + behind, is_whole)


def letters_of(word: Word) -> Letters:
    """A word that has units, by compiled code where there is some that knows them all."""
    speller, units = speller_of(word.script), word.units
    if speller is None:
        return letters_by_python(word)
    text, count = "".join(units), len(units)
    if count > LONGEST:
        return letters_by_python(word)
    lengths = None if len(text) == count else bytes(map(len, units))
    out = _ZERO * (_ROOM + count * _ROOM_OF_A_UNIT)
    length = speller.function(speller.address, text.encode("utf-32", "surrogatepass"), lengths, count, address_of(out))
    if not length:
        return packed_by_python(word)
    end_latin, own_full = out[1], out[2]
    if own_full > LONGEST:
        return letters_by_python(word)
    packed = out.tobytes()[:length]
    text, end_full = packed[_OWN.size + 2 * _NUMBER_BYTES * count :].decode(), end_latin + own_full
    skeletons = text[end_latin:end_full], text[end_full : end_full + out[3]]
    return Letters(text[:end_latin], *skeletons, packed, end_latin <= LONGEST)


@cache
def speller_of(script: Script) -> Speller | None:
    """What spells words of a script; None where nothing was compiled."""
    function = compiled_function("exonym_spell", [*[_POINTER] * 3, _NUMBER, _POINTER], _NUMBER, is_brief=True)
    if function is None:
        return None
    rows = _rows(script)
    single = {ord(unit): number for number, unit in enumerate(rows, 1) if len(unit) == 1}
    first, last = min(single, default=0), max(single, default=0)
    clusters = sorted([(_key(unit), number) for number, unit in enumerate(rows, 1) if len(unit) > 1])
    units = _CUnits(
        *_records(script, rows),
        first,
        last - first + 1,
        memoryview(array("H", [single.get(code, 0) for code in range(first, last + 1)])),
        len(clusters),
        memoryview(array("Q", [key for key, _ in clusters])),
        memoryview(array("H", [number for _, number in clusters])),
    )
    return Speller(function, units.address, units)


def _key(unit: str) -> int:
    """The characters of a unit as one number."""
    return int.from_bytes(unit.encode("utf-16-be"), "big")


def _rows(script: Script) -> dict[str, int]:
    """The row of each unit that stands for few plain letters, or for none, in a table of chunks or else."""
    known = chunk_rows(script)
    found: dict[str, int] = {}
    for unit in dict.fromkeys([*known.units, *_more_units(script)]):
        (row, _), is_whole = known.of_word((unit,))
        letters = _latin(unit, script)
        is_short = len(letters) <= _UNIT_LETTERS and len(unit) <= _UNIT_CODES and max(unit) <= _LAST_CODE
        if is_whole and is_short and _PLAIN.issuperset(letters):
            found[unit] = row
    return found


def _records(script: Script, rows: Mapping[str, int]) -> tuple[memoryview, memoryview]:
    """`Unit` of each, and each `UnitPair`."""
    numbers = {unit: number for number, unit in enumerate(rows)}
    seconds: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for units, row in chunk_rows(script).rows.items():
        if len(units) > 1 and numbers.keys() >= set(units):
            seconds[units[0]].append((numbers[units[1]], row))
    records, pairs = bytearray(), array("i")
    for unit, row in rows.items():
        each, place, letters = seconds[unit], len(pairs) // 2, _latin(unit, script).encode()
        records += _UNIT.pack(reach((unit,), script), row, place, len(each), letters)
        pairs.extend([number for pair in each for number in pair])
    return memoryview(records), memoryview(pairs)


def _latin(unit: str, script: Script) -> str:
    return latin(Word(unit, script, (unit,)))


def _more_units(script: Script) -> list[str]:
    """Letters of a script that its table of chunks may lack."""
    return [*ascii_lowercase, *map(chr, _MARKED)] if script is Script.LATIN else [*letters(script)]
