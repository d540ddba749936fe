"""A table: its file, the class of its rows, and reading and checking it by that class."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Generic, TypeVar, get_type_hints

from msgspec import Struct

from ...errors import Place, TableError
from .. import header, numbered
from .cells import Cell, CellError

R = TypeVar("R")


class Table(Struct, Generic[R], frozen=True):
    """A shipped table.

    `file` is its path in resolver/tables; `row` a named tuple whose fields are the columns, each annotated with its
    `Cell`; `key` the columns that no two rows share; `tool` the file of tools/ that writes it, empty for a table edited
    by hand.
    """

    file: str
    row: Callable[..., R]
    key: tuple[str, ...]
    tool: str = ""

    def read(self) -> Iterator[R]:
        """Its rows in order, read quickly: a word or key that is not allowed is found by `errors` alone.

        Raises TableError, with file, line and cure, for a cell that cannot be read, such as a number.
        """
        readers = [(at, cell.read) for at, cell in enumerate(columns(self.row).values()) if cell.read is not str]
        for line, texts in numbered(self.file):
            values: list[Any] = list(texts)
            try:
                for at, read in readers:
                    values[at] = read(texts[at])
                yield self.row(*values)
            except ValueError:
                raise next(self._row_errors(line, texts)) from None

    def errors(self) -> Iterator[TableError]:
        """Everything that is wrong with the table by itself: columns, cells, rows, and rows that stand twice."""
        names = tuple(columns(self.row))
        if header(self.file) != names:
            yield self.error(0, f"its columns are {header(self.file)}.", f"Its row class has: {', '.join(names)}.")
            return
        key_columns = [names.index(column) for column in self.key]
        seen: dict[tuple[str, ...], int] = {}
        for line, texts in numbered(self.file):
            yield from self._row_errors(line, texts)
            key = tuple([texts[at] for at in key_columns])
            if seen.setdefault(key, line) != line:
                shown = ", ".join(f"{column} {text!r}" for column, text in zip(self.key, key, strict=True))
                yield self.error(line, f"{shown} is in line {seen[key]} too.", "Put all it says in one row.")

    def error(self, line: int, message: str, remedy: str) -> TableError:
        """An error at a line of this table."""
        return TableError(message, remedy=remedy, place=Place(self.file, line))

    def lines(self) -> Iterator[tuple[int, R]]:
        """Its rows with the numbers of their lines. Raises as `read` does."""
        yield from zip((line for line, _ in numbered(self.file)), self.read(), strict=True)

    def _row_errors(self, line: int, texts: tuple[str, ...]) -> Iterator[TableError]:
        cells = columns(self.row)
        wrong = False
        for (column, cell), text in zip(cells.items(), texts, strict=True):
            try:
                cell.check(text)
            except CellError as error:
                wrong = True
                yield self.error(line, f"column {column}: {error.message}.", error.remedy)
        if not wrong and hasattr(self.row, "problems"):
            row = self.row(*[cell.read(text) for cell, text in zip(cells.values(), texts, strict=True)])
            for message, remedy in row.problems():  # type: ignore[attr-defined]
                yield self.error(line, f"{message}.", remedy)


@cache
def columns(row: Callable[..., object]) -> Mapping[str, Cell[Any]]:
    """The columns of a row class in order, each with what its cells hold. A field `class_` is a column `class`."""
    hints = get_type_hints(row, include_extras=True)
    return {name.rstrip("_"): hint.__metadata__[0] for name, hint in hints.items()}
