"""What the dictionary of names says of kanji: the readings in kana of pieces of names, and of single characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from ...tables.sorted_table import SortedTable
from ...text.han import fold as fold_han
from .court import rulers

_SCALE = 10  # costs in the table are tenths of a nat
_RULER = 0.5  # an emperor's name read as such
_READING = re.compile(r"([ぁ-ゖー]+)(\d*)")


@lru_cache(maxsize=1 << 13)
def readings(piece: str) -> tuple[tuple[str, float], ...]:
    """The kana readings of one to four kanji as a name or part of one, with costs in nats, likely ones
    first.
    """
    folded = fold_han(piece)
    ruler = tuple((reading, _RULER) for reading in rulers().get(folded, ()))
    row = _table().row(folded)
    found = tuple(_read(row[1])) if row else ()
    return found + tuple(each for each in ruler if each[0] not in dict(found))


def begins_piece(two: str) -> bool:
    """Whether a piece may begin with two characters, folded: hardly any of those that stand side by side do."""
    return _table().begins_row(two) or two in _beginnings_of_rulers()


@cache
def _beginnings_of_rulers() -> frozenset[str]:
    return frozenset(name[:2] for name in rulers())


def single_characters() -> Iterator[tuple[str, list[tuple[str, float]]]]:
    """The characters that are pieces, folded, each with its readings and their costs in nats."""
    return ((piece, _read(row)) for piece, row in _table().rows() if len(piece) == 1)


def _read(row: str) -> list[tuple[str, float]]:
    return [(reading, int(cost or 0) / _SCALE) for reading, cost in _READING.findall(row)]


@cache
def _table() -> SortedTable:
    return SortedTable("japanese_names.tsv")
