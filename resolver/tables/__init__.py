"""Facts about languages: tables of tab-separated values beside this file, each with its source and licence at the top.

`schema` describes the columns of every table; docs/contributing-a-language.md says which of them a language needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ..errors import Place, TableError

FOLDER = Path(__file__).parent
"""Where they lie."""


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """The rows of a table as texts, without comments and the line of column names.

    `name` is the path of the file in this folder. Every row is as wide as the line of columns: empty cells at its end
    may be left out of the file. The texts are not checked; `schema` does that. Raises TableError for a row with more
    cells than columns.
    """
    columns, *found = [tuple(line.split("\t")) for line in _lines(name)] or [()]
    width = len(columns)
    return (cells if len(cells) == width else _as_wide(name, cells, width) for cells in found)


def numbered(name: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows of a table as `rows` gives them, each with the number of its line. Raises TableError as `rows` does."""
    lines = enumerate(_text(name).split("\n"), 1)
    # one comprehension: the first question of a program reads thirty thousand rows
    found = [(number, tuple(line.split("\t"))) for number, line in lines if line and line[0] != "#"]
    width = len(found[0][1]) if found else 0
    return (row if len(row[1]) == width else _filled(name, row, width) for row in found[1:])


def _as_wide(name: str, cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    if len(cells) > width:
        list(numbered(name))  # tells in which line
    return (*cells, *("",) * (width - len(cells)))


def _filled(name: str, row: tuple[int, tuple[str, ...]], width: int) -> tuple[int, tuple[str, ...]]:
    """A row with the empty cells at its end that the file leaves out."""
    number, cells = row
    if len(cells) > width:
        raise TableError(
            f"the row has {len(cells)} cells, and the table {width} columns.",
            remedy="Remove the tabs that are too many.",
            place=Place(name, number),
        )
    return number, (*cells, *("",) * (width - len(cells)))


def column(name: str, at: int) -> list[str]:
    """The cells of one column: the whole table takes three times as long. Rows without a first cell are left out."""
    return [line.split("\t", at + 1)[at] for line in _text(name).split("\n") if line and line[0] not in "#\t"][1:]


def header(name: str) -> tuple[str, ...]:
    """The names of a table's columns; none for an empty table."""
    lines = (line for line in _text(name).split("\n") if line and not line.startswith("#"))
    return tuple(next(lines, "").split("\t"))


@cache
def mapping(name: str) -> dict[str, tuple[str, ...]]:
    """A table of two columns as a dictionary from the first cell to the values of the second, which `/` separates.

    All callers share the dictionary: it must not be changed.
    """
    return {key: tuple(value.split("/")) for key, value, *_ in rows(name)}


def _lines(name: str) -> list[str]:
    """The line of column names and the rows."""
    return [line for line in _text(name).split("\n") if line and line[0] != "#"]


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
