"""How a row and the columns that are added to it are written: as delimited text, as JSON Lines, or for Parquet.

A written row is the row's own text, then a suffix; a suffix depends only on the answer, so it is made once
for each.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct, field

_FORMULA = tuple("=+-@\t\r＝＋－＠")


class Layout(Protocol):
    """A way to write rows."""

    @property
    def gap(self) -> str:
        """How an empty line, which does not count as a row, is written."""

    def header(self, own: Sequence[str], names: Sequence[str]) -> str:
        """The line of a table's own columns and of the added ones; empty if the layout has none."""

    def suffix(self, names: Sequence[str], values: Sequence[str], surplus: Sequence[str] = ()) -> str:
        """What follows a row's own text: the added columns, cells too many, and the end of the line."""

    def own(self, header: Sequence[str], cells: Sequence[str]) -> str:
        """A row's own text, up to the added columns, made from its cells."""


class Delimited(Struct, frozen=True):
    """CSV and its kin, quoted only where it must be; `guard` keeps spreadsheets from running cells."""

    delimiter: str = ","
    end: str = "\n"
    guard: bool = False

    @property
    def gap(self) -> str:
        """An empty line that ends as the others do."""
        return self.end

    def header(self, own: Sequence[str], names: Sequence[str]) -> str:
        """The line of all columns."""
        return self.join((*own, *names)) + self.end

    def suffix(self, names: Sequence[str], values: Sequence[str], surplus: Sequence[str] = ()) -> str:
        """The values behind a delimiter each, and the end of the line."""
        return self.delimiter + self.join((*values, *surplus)) + self.end

    def own(self, header: Sequence[str], cells: Sequence[str]) -> str:
        """The cells as canonical CSV."""
        return self.join(cells)

    def join(self, cells: Sequence[str]) -> str:
        """Cells between delimiters, without the end of the line."""
        joined = self.delimiter.join(cells)
        quotes = '"' in joined or "\n" in joined or "\r" in joined
        if quotes or self.guard or joined.count(self.delimiter) >= len(cells):
            return self.delimiter.join([self._cell(cell) for cell in cells])
        return joined

    def _cell(self, cell: str) -> str:
        if self.guard and _would_run(cell):
            cell = "'" + cell
        if '"' in cell or self.delimiter in cell or "\n" in cell or "\r" in cell:
            return '"' + cell.replace('"', '""') + '"'
        return cell


class JsonLines(Struct, frozen=True):
    """One JSON object a line. Scores and counts are numbers, candidates a list, what is empty is null.

    Cells too many are a list, the member `surplus`.
    """

    surplus: str = "exonym_surplus"

    @property
    def gap(self) -> str:
        """An empty line."""
        return "\n"

    def header(self, own: Sequence[str], names: Sequence[str]) -> str:
        """Nothing: each row names its members."""
        return ""

    def suffix(self, names: Sequence[str], values: Sequence[str], surplus: Sequence[str] = ()) -> str:
        """The added members, the closing brace and the end of the line."""
        added = {name: _json_value(name, value) for name, value in zip(names, values, strict=True)}
        if surplus:
            added[self.surplus] = list(surplus)
        return json.dumps(added, ensure_ascii=False)[1:] + "\n"

    def own(self, header: Sequence[str], cells: Sequence[str]) -> str:
        """An object of the cells, open at its end."""
        return json.dumps(dict(zip(header, cells, strict=True)), ensure_ascii=False)[:-1] + ", "


class Frame(Struct):
    """Rows on their way into a Parquet file: delimited text without a header, behind each row a list of its surplus.

    It knows of what is written what the file must know: the `columns`, own ones and then `added`, whether there is
    any `surplus`, and the `kinds` of values in own columns, if they may be more than text.
    """

    delimiter: str = "\t"
    columns: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    surplus: bool = False
    kinds: dict[str, set[str]] = field(default_factory=dict)

    @property
    def gap(self) -> str:
        """Nothing: a frame has no place for an empty line."""
        return ""

    def header(self, own: Sequence[str], names: Sequence[str]) -> str:
        """Nothing: the names are kept."""
        self.columns, self.added = tuple(own), tuple(names)
        return ""

    def suffix(self, names: Sequence[str], values: Sequence[str], surplus: Sequence[str] = ()) -> str:
        """The values, the cells too many as a JSON list, and the end of the line."""
        self.surplus = self.surplus or bool(surplus)
        listed = json.dumps(list(surplus), ensure_ascii=False)
        return self.delimiter + self.own((), (*values, listed)) + "\n"

    def own(self, header: Sequence[str], cells: Sequence[str]) -> str:
        """The cells as canonical CSV."""
        return Delimited(self.delimiter).join(cells)


def is_number(name: str) -> bool:
    """Whether an added column has numbers with decimals."""
    return name.endswith("score")


def is_count(name: str) -> bool:
    """Whether an added column has whole numbers."""
    return name.endswith(("rank", "count"))


def _json_value(name: str, value: str) -> object:
    if name.endswith("candidates"):
        return value.split()
    if not value:
        return None
    if is_number(name):
        return float(value)
    return int(value) if is_count(name) else value


def _would_run(cell: str) -> bool:
    return cell.startswith(_FORMULA) and not _reads_as_number(cell)


def unguarded(cell: str) -> str:
    """The cell as it was before it was guarded."""
    return cell[1:] if cell.startswith("'") and _would_run(cell[1:]) else cell


def _reads_as_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
