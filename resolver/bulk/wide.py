"""Long tables of CSV by polars: whole columns at a time, on all processors, with the bytes of each row as they were.

A block becomes a column of lines, so that nothing is ever parsed that is not asked about, and lines go out as they came
in. Lines with quotes, or with another number of delimiters than the header, are left to `plain`; a block in which one
of them is no row by itself is left to the reader that knows everything. Imported only for tables of many blocks.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import IO, Any, TypeVar, cast

import numpy as np
import numpy.typing as npt
import polars as pl

from .output import Write
from .plain import PlainReader, without_returns
from .rows import Cells, encoded

_UNUSED = "\x1e"
"""A separator that no line has, so that each line is one cell."""

Item = TypeVar("Item")


@dataclass(frozen=True)
class WideChunk:
    """Some rows in order: their lines, and the cells that are asked about, a column each."""

    lines: pl.Series
    columns: pl.DataFrame
    delimiter: str
    end: str

    def __len__(self) -> int:
        """How many rows."""
        return len(self.lines)

    @cached_property
    def _groups(self) -> pl.DataFrame:
        """The distinct cells in the order in which they first came."""
        rows = self.columns.with_row_index("row")
        groups = rows.group_by(self.columns.columns).agg(pl.len().alias("count"), pl.col("row").min())
        return groups.sort("row")

    @cached_property
    def distinct(self) -> list[Cells]:
        """The distinct cells in the order in which they first came."""
        return [encoded(cells) for cells in self._groups.select(self.columns.columns).iter_rows()]

    @property
    def counts(self) -> npt.NDArray[np.int64]:
        """How many rows have each of the distinct cells."""
        return self._groups["count"].to_numpy().astype(np.int64)

    def first_rows(self, most: int) -> list[list[int]]:
        """The first rows of each of the distinct cells, from 0."""
        rows = self.columns.with_row_index("row")
        groups = rows.group_by(self.columns.columns, maintain_order=True).agg(pl.col("row").head(most))
        return groups["row"].to_list()

    @property
    def cells(self) -> Iterator[Cells]:
        """The cells of each row, one after the other."""
        return map(encoded, self.columns.iter_rows())

    def write(self, suffixes: Sequence[bytes], write: Write) -> None:
        """Write the rows with what follows each of the distinct cells: a delimiter, added columns, the line's end."""
        cut = slice(len(self.delimiter), -len(self.end))
        added = pl.Series("added", [suffix[cut].decode() for suffix in suffixes], pl.String)
        keys = self.columns.columns
        answers = self._groups.select(keys).with_columns(added)
        joined = self.columns.join(answers, on=keys, how="left", maintain_order="left")["added"]
        rows, sink = pl.DataFrame([self.lines, joined]), _Sink(write)
        file = cast("IO[bytes]", sink)
        try:
            rows.write_csv(
                file, include_header=False, separator=self.delimiter, line_terminator=self.end, quote_style="never"
            )
        except (pl.exceptions.PolarsError, OSError) as error:
            raise sink.error or error from error


class _Sink(io.RawIOBase):
    """A file for polars that is no file of the system, so that errors of writing stay what they are."""

    def __init__(self, write: Write) -> None:
        super().__init__()
        self._write = write
        self.error: OSError | None = None

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any) -> int:
        """Hand on some bytes; an error is kept, for polars has only its text."""
        try:
            self._write(data)
        except OSError as error:
            self.error = error
            raise
        return len(data)


@dataclass(frozen=True, slots=True)
class WideReader:
    """Reads blocks of whole lines as `plain` does, which reads the lines that are not plain."""

    plain: PlainReader
    end: str

    def chunk(self, block: bytes) -> WideChunk | None:
        """The rows of a block (UTF-8, no line end after the last line); None when it is not plain enough."""
        if b"\r" in block:
            block = without_returns(block)
        if not block or _UNUSED.encode() in block:
            return None
        schema = {"line": pl.String}
        read = pl.read_csv(block, separator=_UNUSED, quote_char=None, has_header=False, schema=schema)
        lines = read["line"].fill_null("")
        if len(lines) != block.count(b"\n") + 1:
            return None
        plain = self.plain
        cells = lines.str.split(plain.delimiter)
        odd = ((cells.list.len() != plain.width) | lines.str.contains('"', literal=True)).arg_true()
        parsed = plain.parsed([line.encode() for line in lines.gather(odd)])
        if parsed is None:
            return None
        columns = [cells.list.get(at, null_on_oob=True).alias(f"{name}") for name, at in enumerate(plain.positions)]
        if parsed:
            rows = [(each,) if isinstance(each, bytes) else each for each in parsed]
            for column, values in zip(columns, zip(*rows, strict=True), strict=True):
                column.scatter(odd, [value.decode("utf-8", "replace") for value in values])
        return WideChunk(lines, pl.DataFrame(columns), plain.delimiter, self.end)


def is_utf8(block: bytes) -> bool:
    """Whether bytes are UTF-8, found several times faster than by decoding them."""
    try:
        pl.Series([block], dtype=pl.Binary).cast(pl.String)
    except pl.exceptions.PolarsError:
        return False
    return True


def ahead(items: Iterator[Item]) -> Iterator[Item]:
    """The same, each made in a thread while the one before it is worked on."""
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = thread.submit(next, items, None)
            yield item
