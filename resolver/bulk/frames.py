"""Parquet to Parquet, through polars: distinct mentions are found, asked about and joined back, all by streaming."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from ..errors import InputError
from .answering.asker import Resolves
from .answering.distinct import Ledger
from .answering.sources import run_answering
from .columns import refuse_clash
from .job import Job, Summary
from .layout import Frame, is_count, is_number
from .parquet import parquet_sink, polars_errors, scan
from .reading.rows import decoded, encoded
from .table import refuse_unwritten
from .writing.output import open_sink, write_all
from .writing.review import distinct_lines, write_review
from .writing.sssom import write_mappings


def reconcile_frame(job: Job, resolver: Callable[[], Resolves]) -> Summary:
    """A job that reads and writes Parquet: own columns keep their types. Raises UsageError, InputError."""
    refuse_unwritten(job, delimited=False)
    with polars_errors(job):
        return _reconcile(job, resolver)


def _reconcile(job: Job, resolver: Callable[[], Resolves]) -> Summary:
    frame = scan(job.source)
    schema = frame.collect_schema()
    header = list(schema)
    found = job.columns.find(header)
    refuse_clash(header, job.shape.names)
    asked = tuple(header[at] for at in found.positions)
    keys = [_as_text(name, schema[name]).alias(f"\x00{at}") for at, name in enumerate(asked)]
    known = resolver()
    with run_answering(job, known, found.hints) as answers:
        layout = Frame()
        ledger = Ledger(answers, layout, job.shape.names, job.shape.only, keep=True)
        summary = Summary(asked, gazetteer=known.gazetteer.version)
        summary.resumed, summary.stale = len(answers.journal), answers.journal.stale
        distinct = _distinct(frame, keys).iter_rows()
        ledger.add([(encoded(cells), count, row + 1) for *cells, count, row in distinct])
        if job.distinct:
            with parquet_sink(job, layout) as write:
                write_all(write, distinct_lines(ledger, layout, asked, job.shape.prefix))
        else:
            with open_sink(job.target) as sink:
                _joined(frame, keys, ledger).sink_parquet(sink)
        write_review(job, ledger, asked, ",")
        write_mappings(job, ledger, asked, known.gazetteer.version)
        for row in frame.select(keys).head(job.show).collect().iter_rows():
            summary.shown.append((row, ledger.answers[ledger.numbers[encoded(row)]]))
        return ledger.summed(summary)


def _as_text(name: str, dtype: pl.DataType) -> pl.Expr:
    """A column as text: lists of texts joined by spaces, nothing as empty."""
    column = pl.col(name)
    if isinstance(dtype, pl.List) and dtype.inner == pl.String:
        return column.list.join(" ").fill_null("")
    if dtype.is_nested():
        raise InputError(f"the column {name!r} is neither text nor numbers.")
    return column.cast(pl.String).fill_null("")


def _distinct(frame: pl.LazyFrame, keys: Sequence[pl.Expr]) -> pl.DataFrame:
    """The distinct cells, how often they occur and where first, in the order in which they first came."""
    rows = frame.select(keys).with_row_index("\x00row")
    names = [key.meta.output_name() for key in keys]
    groups = rows.group_by(names).agg(pl.len(), pl.col("\x00row").min())
    return groups.sort("\x00row").collect(engine="streaming")


def _joined(frame: pl.LazyFrame, keys: Sequence[pl.Expr], ledger: Ledger) -> pl.LazyFrame:
    """The frame with the added columns: a score is a number, what is empty is empty."""
    names = [key.meta.output_name() for key in keys]
    rows = [
        decoded(cells) + line
        for cells, answer, _, _ in ledger.each()
        if not ledger.only or answer.status in ledger.only
        for line in answer.lines
    ]
    schema = dict.fromkeys([*names, *ledger.names], pl.String)
    answers = pl.LazyFrame(rows, schema=schema, orient="row")
    numbers = [pl.col(name).cast(pl.Float64, strict=False) for name in ledger.names if is_number(name)]
    numbers += [pl.col(name).cast(pl.Int64, strict=False) for name in ledger.names if is_count(name)]
    how = "inner" if ledger.only else "left"
    joined = frame.with_columns(keys).join(
        answers.with_columns(numbers),
        on=names,
        how=how,  # type: ignore[arg-type]
        maintain_order="left_right",
    )
    return joined.drop(names)
