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
from .compiled_path import path_table
from .matching import bound_of
from .spelt import FEMININE, Spelt, SpeltName, Spoken

MOST_WORDS = 32
"""Words of a name that compiled code takes."""
_NUMBERS = {script: number for number, script in enumerate(Script)}
_HEAD, _EVIDENCE = Packing("4q"), Packing("3d")
"""`Spoken` of name.c: what a word has of its script, and what it bears as evidence; `Letters.packed` is the rest."""


class CompiledName(Struct, frozen=True, eq=False):
    """A name, with the tables that it points to.

    `is_paired` unless `matches.c` leaves its pairs to Python; `is_feminine` where a word has a feminine ending;
    `otherwise` are the places of words for which not only their sound speaks.
    """

    data: array[int]
    is_paired: bool
    is_feminine: bool
    otherwise: tuple[int, ...]
    scripts: tuple[_InScript, ...]


class _CTable(Structure):
    """The chunks of a script, `Table` of kernel.c."""

    _fields_ = tuple((name, POINTER) for name in ("starts", "chunks", "weights", "inserted"))


class _InScript(Struct, frozen=True, eq=False):
    """What all words of a script have in common, and the tables that it points to."""

    head: bytes
    tables: tuple[Structure, ...]


@lru_cache(maxsize=1 << 12)
def compiled_name(name: SpeltName) -> CompiledName | None:
    """A name; None for one that is too long."""
    return joined_words(name.words, name.spoken) if len(name.words) <= MOST_WORDS else None


def joined_words(words: Sequence[Spelt], spoken: Sequence[Spoken]) -> CompiledName | None:
    """Words, with what is known of them, as those of one name; None where one is too long to be packed."""
    parts: list[bytes] = []
    scripts: list[_InScript] = []
    otherwise: list[int] = []
    is_paired, is_feminine = True, False
    for place, (word, known) in enumerate(zip(words, spoken, strict=True)):
        letters, script = known.letters, _in_script(word.word.script)
        if letters.packed is None:
            return None
        if not letters.is_whole:
            is_paired = False
        if word.latin.endswith(FEMININE):
            is_feminine = True
        if known.otherwise:
            otherwise.append(place)
        parts += script.head, _EVIDENCE.pack(bound_of(word), word.rarity, counted(word)), letters.packed
        scripts.append(script)
    data = array("q", b"".join(parts))
    return CompiledName(data, is_paired and not is_feminine, is_feminine, tuple(otherwise), tuple(scripts))


@cache
def _in_script(script: Script) -> _InScript:
    known = chunk_rows(script)
    table = _CTable(known.starts, known.chunks, known.weights, known.inserted), path_table(script)
    head = _HEAD.pack(*[each.address for each in table], _NUMBERS[script], script is Script.LATIN)
    return _InScript(head, table)
