"""Parquet, through polars: distinct mentions are found, asked about and joined back, all by streaming."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

import polars as pl

from ..errors import InputError, Place
from .answers import Resolves
from .asking import Answering
from .columns import refuse_clash
from .job import Job, Summary, file_format, is_tabbed
from .layout import Delimited, JsonLines
from .ledger import Ledger
from .output import byte_sink, open_sink, write_all
from .review import distinct_lines, write_review
from .rows import decoded, encoded
from .run import run_answering
from .sssom import write_mappings


def reconcile_frame(job: Job, resolver: Callable[[], Resolves]) -> Summary:
    """A job that reads Parquet, or JSON Lines that go out as Parquet. Raises UsageError, InputError."""
    try:
        return _reconcile(job, resolver)
    except (pl.exceptions.PolarsError, OSError) as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise InputError(f"cannot read or write it: {error}", place=Place(job.source)) from error


def _reconcile(job: Job, resolver: Callable[[], Resolves]) -> Summary:
    frame = _scan(job)
    schema = frame.collect_schema()
    header = list(schema)
    found = job.columns.find(header)
    refuse_clash(header, job.shape.names)
    asked = tuple(header[at] for at in found.positions)
    keys = [_as_text(name, schema[name]).alias(f"\x00{at}") for at, name in enumerate(asked)]
    known = resolver()
    with run_answering(job, known, found.hints) as answers:
        ledger = _ledger(job, answers)
        summary = Summary(asked, gazetteer=known.gazetteer.version, resumed=len(answers.journal))
        distinct = _distinct(frame, keys).iter_rows()
        ledger.add([(encoded(cells), count, row + 1) for *cells, count, row in distinct])
        if job.distinct and job.target:
            with byte_sink(job.target, job.bom) as write:
                write_all(write, distinct_lines(ledger, ledger.layout, asked, job.shape.prefix))
        elif job.target:
            with open_sink(job.target) as sink:
                _sink(_joined(frame, keys, ledger), job, sink)
        write_review(job, ledger, asked, ",")
        write_mappings(job, ledger, asked, known.gazetteer.version)
        for row in frame.select(keys).head(job.show).collect().iter_rows():
            summary.shown.append((row, ledger.answers[ledger.numbers[encoded(row)]]))
        return ledger.summed(summary)


def _scan(job: Job) -> pl.LazyFrame:
    if not Path(job.source).is_file():
        raise InputError("there is no such file.", place=Place(job.source), remedy="Parquet is read from files only.")
    return pl.scan_parquet(job.source) if file_format(job.source) == "parquet" else pl.scan_ndjson(job.source)


def _as_text(name: str, dtype: pl.DataType) -> pl.Expr:
    """A column as text: lists of texts joined by spaces, nothing as empty."""
    column = pl.col(name)
    if isinstance(dtype, pl.List) and dtype.inner == pl.String:
        return column.list.join(" ").fill_null("")
    if dtype.is_nested():
        raise InputError(f"the column {name!r} is neither text nor numbers.")
    return column.cast(pl.String).fill_null("")


def _ledger(job: Job, answers: Answering) -> Ledger:
    tab = "\t" if is_tabbed(job.target) else ","
    layout = JsonLines() if file_format(job.target) == "jsonl" else Delimited(tab, guard=job.guard)
    return Ledger(answers, layout, job.shape.names, job.shape.only, keep=True)


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
    numbers = [pl.col(name).cast(pl.Float64, strict=False) for name in ledger.names if name.endswith("score")]
    numbers += [pl.col(name).cast(pl.Int64, strict=False) for name in ledger.names if name.endswith("rank")]
    how = "inner" if ledger.only else "left"
    joined = frame.with_columns(keys).join(
        answers.with_columns(numbers),
        on=names,
        how=how,  # type: ignore[arg-type]
        maintain_order="left_right",
    )
    return joined.drop(names)


def _sink(frame: pl.LazyFrame, job: Job, sink: IO[bytes]) -> None:
    target = file_format(job.target)
    if target == "parquet":
        frame.sink_parquet(sink)
    elif target == "jsonl":
        frame.sink_ndjson(sink)
    else:
        frame.sink_csv(sink, separator="\t" if is_tabbed(job.target) else ",", include_bom=job.bom)


def tsv_to_parquet(path: Path, job: Job) -> None:
    """What a text job wrote, as the Parquet file that the job wants: texts, and scores as numbers."""
    texts = pl.scan_csv(path, separator="\t", infer_schema=False, truncate_ragged_lines=True)
    texts = texts.with_columns(pl.all().fill_null(""))
    score = f"{job.shape.prefix}score"
    if score in job.shape.names:
        texts = texts.with_columns(pl.col(score).cast(pl.Float64, strict=False))
    with open_sink(job.target) as sink:
        texts.sink_parquet(sink)
