"""What the dictionary of names says of kanji: the readings in kana of pieces of names, and of single characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache

from ... import tables
from ...text.han import fold as fold_han
from .court import rulers

_APART = 1000  # bytes between the rows of the table that are known by their places
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
    found = tuple(_read(_row(folded)))
    return found + tuple(each for each in ruler if each[0] not in dict(found))


def begins_piece(two: str) -> bool:
    """Whether a piece may begin with two characters, folded: hardly any of those that stand side by side do."""
    wanted, (heads, places) = two.encode(), _landmarks()
    number = bisect_right(heads, wanted)
    if number < len(heads) and heads[number].startswith(wanted):
        return True
    begin = max(places[number - 1] - 1, 0) if number else 0
    return _table().find(b"\n" + wanted, begin, places[number]) >= 0 or two in _beginnings_of_rulers()


@cache
def _beginnings_of_rulers() -> frozenset[str]:
    return frozenset(name[:2] for name in rulers())


def single_characters() -> Iterator[tuple[str, list[tuple[str, float]]]]:
    """The characters that are pieces, folded, each with its readings and their costs in nats."""
    for row in re.findall(r"^\S\t.*", _table().decode(), re.MULTILINE):
        yield row[0], _read(row)


def _read(row: str) -> list[tuple[str, float]]:
    return [(reading, int(cost or 0) / _SCALE) for reading, cost in _READING.findall(row)]


def _row(piece: str) -> str:
    """The table's row of a piece, without its beginning; empty when there is none."""
    start, text = f"\n{piece}\t".encode(), _table()
    heads, places = _landmarks()
    number = bisect_right(heads, start[1:]) - 1
    at = text.find(start, max(places[number] - 1, 0), places[number + 1]) if number >= 0 else -1
    return text[at + len(start) : text.index(b"\n", at + 1)].decode() if at >= 0 else ""


@cache
def _landmarks() -> tuple[list[bytes], list[int]]:
    """The beginnings of some rows, a thousand bytes apart, and where those stand; the end of the table comes last."""
    text = _table()
    places = [text.index(b"\n", near) + 1 for near in range(0, len(text) - 1, _APART)]
    places = sorted({1, *places} - {len(text)})
    return [text[at : text.index(b"\t", at) + 1] for at in places], [*places, len(text)]


@cache
def _table() -> bytes:
    """The table's rows in the order of their pieces, a line's end before each.

    They are one text, since a list of a hundred thousand takes thrice that.
    """
    text = (tables.FOLDER / "japanese_names.tsv").read_bytes()
    rows_begin = text.index(b"\n", text.rindex(b"\n#") + 1) + 1
    return text[text.index(b"\n", rows_begin) :]
