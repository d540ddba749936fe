"""Parquet on the way to and from the text that all tables are read and written as: one code for all formats."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from msgspec.structs import replace

from ..errors import InputError, Place, UsageError
from .formats import file_format, is_tabbed
from .job import Job
from .layout import Frame, is_count, is_number
from .table import surplus_name
from .writing.output import Write, open_sink, scratch_file

_TYPES: dict[frozenset[str], type[pl.DataType]] = {
    frozenset({"whole"}): pl.Int64, frozenset({"large"}): pl.Int64, frozenset({"whole", "large"}): pl.Int64,
    frozenset({"fraction"}): pl.Float64, frozenset({"whole", "fraction"}): pl.Float64,
}  # fmt: skip
"""What a column is whose values in JSON are all of these kinds."""


def scan(path: str) -> pl.LazyFrame:
    """The table in a file. Raises InputError for a file that does not exist."""
    if not Path(path).is_file():
        raise InputError("no such file.", place=Place(path), remedy="Parquet is read from files only.")
    if path.lower().endswith((".gz", ".zst")):
        raise InputError("a packed Parquet file is not read.", place=Place(path), remedy="Unpack it first.")
    return pl.scan_parquet(path, glob=False)


@contextmanager
def polars_errors(job: Job) -> Iterator[None]:
    """What polars cannot read or write becomes an InputError in one line."""
    try:
        yield
    except pl.exceptions.PolarsError as error:
        reason = str(error).strip().partition("\n")[0].rstrip(".")
        raise InputError(f"cannot read or write it: {reason}.", place=Place(job.source)) from error


@contextmanager
def as_text(job: Job) -> Iterator[tuple[Job, Path]]:
    """The rows of a Parquet file as text, and the job that reads it: CSV, or JSON Lines if such are wanted.

    Raises UsageError, InputError.
    """
    with TemporaryDirectory() as folder, polars_errors(job):
        path = Path(folder) / "rows"
        frame = scan(job.source)
        if file_format(job.target) == "jsonl":
            _bytes_as_text(frame, job).sink_ndjson(path)
            text = replace(job, format="jsonl")
        else:
            delimiter = "\t" if is_tabbed(job.target) else job.delimiter or ","
            if not delimiter.isascii():
                raise UsageError(f"{delimiter!r} cannot be a delimiter here.", remedy="Give an ASCII character.")
            _cells(_bytes_as_text(frame, job)).sink_csv(path, separator=delimiter)
            text = replace(job, format="delimited", delimiter=delimiter)
        yield replace(text, encoding="utf-8", headless=False), path


def _bytes_as_text(frame: pl.LazyFrame, job: Job) -> pl.LazyFrame:
    """With columns of bytes, as old writers made of texts, as text. Raises InputError for bytes that are none."""
    schema = frame.collect_schema()
    for name, dtype in schema.items():
        if dtype.is_nested() and "Binary" in str(dtype):
            raise InputError(f"the column {name!r} has bytes inside.", place=Place(job.source), remedy="Leave it out.")
    binary = [name for name, dtype in schema.items() if dtype == pl.Binary]
    for name in binary:
        try:
            frame.select(pl.col(name).cast(pl.String).str.len_bytes().sum()).collect(engine="streaming")
        except pl.exceptions.PolarsError as error:
            problem = f"the column {name!r} has bytes that are not UTF-8."
            raise InputError(problem, place=Place(job.source), remedy="Leave it out.") from error
    return frame.with_columns(pl.col(binary).cast(pl.String))


def _cells(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Each column as what CSV can hold: lists of texts joined by spaces, other structures as JSON; empty as null."""
    return frame.with_columns(_cell(name, dtype) for name, dtype in frame.collect_schema().items())


def _cell(name: str, dtype: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if dtype == pl.Duration:
        return column.dt.to_string("iso")
    if isinstance(dtype, pl.Array):
        column, dtype = column.arr.to_list(), pl.List(dtype.inner)
    if dtype == pl.List(pl.String):
        column, dtype = column.list.join(" "), pl.String()
    if dtype == pl.String:
        return pl.when(column != "").then(column).alias(name)  # else it would be quoted
    if dtype.is_nested():
        listed = pl.struct(column.alias("x")).struct.json_encode()
        return pl.when(column.is_not_null()).then(listed.str.slice(5, listed.str.len_chars() - 6)).alias(name)
    return column


@contextmanager
def parquet_sink(job: Job, layout: Frame) -> Iterator[Write]:
    """Takes rows in that layout, and makes the job's Parquet file of them in the end. Raises InputError."""
    with open_sink(job.target) as sink, scratch_file(job.target) as path:
        with path.open("wb") as rows:
            yield rows.write
        with polars_errors(job):
            _typed(path, layout, surplus_name(job)).sink_parquet(sink)


def _typed(path: Path, layout: Frame, surplus: str) -> pl.LazyFrame:
    """The rows as a table: what is a number everywhere is one, all else is text; a list of surplus if there is any."""
    schema = dict.fromkeys([*layout.columns, *layout.added, surplus], pl.String)
    rows = pl.scan_csv(path, separator=layout.delimiter, has_header=False, schema=schema, raise_if_empty=False)
    columns = [_own(name, layout.kinds.get(name, set())) for name in layout.columns]
    columns += [_added(name) for name in layout.added]
    if layout.surplus:
        columns.append(pl.col(surplus).str.json_decode(pl.List(pl.String)))
    return rows.select(columns)


def _own(name: str, kinds: set[str]) -> pl.Expr:
    if kinds == {"truth"}:
        return pl.when(pl.col(name) != "").then(pl.col(name) == "true").alias(name)
    dtype = _TYPES.get(frozenset(kinds))
    return pl.col(name).cast(dtype) if dtype else pl.col(name).fill_null("")


def _added(name: str) -> pl.Expr:
    if is_number(name):
        return pl.col(name).cast(pl.Float64)
    return pl.col(name).cast(pl.Int64) if is_count(name) else pl.col(name).fill_null("")
