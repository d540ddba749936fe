"""Frames of polars, and Parquet to Parquet through them: distinct mentions are found, asked about and joined back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

import polars as pl
from msgspec import Struct

from ..errors import InputError, Place
from .answering.asker import Resolves
from .answering.distinct import Answers, Ledger
from .answering.documents import decided
from .answering.sources import Answering, run_answering
from .columns import refuse_clash
from .job import Job, Summary
from .layout import Frame, is_count, is_number
from .parquet import parquet_sink, polars_errors, scan
from .reading.rows import Cells, decoded, encoded
from .table import refuse_unwritten
from .writing.output import open_sink, write_all
from .writing.review import distinct_lines, write_review
from .writing.sssom import write_mappings


def reconcile_frame(job: Job, resolver: Callable[[], Resolves]) -> Summary:
    """A job that reads and writes Parquet: own columns keep their types. Raises UsageError, InputError."""
    refuse_unwritten(job, delimited=False)
    with polars_errors(job):
        return _reconcile(job, resolver)


def with_answers(frame: pl.DataFrame, job: Job, resolver: Callable[[], Resolves]) -> pl.DataFrame:
    """The rows of a frame with the added columns, as `reconcile_frame` writes them. The job names no files.

    `resolver` is called once the columns are found. Raises UsageError, InputError.
    """
    with polars_errors(job):
        question = _question(frame.lazy(), job)
        with _answered(question, job, resolver()) as (ledger, _):
            return _joined(question, ledger).collect()


class _Question(Struct, frozen=True):
    """What is asked about: the columns of a frame by their names, also as text (`keys`), and which hints they hold."""

    frame: pl.LazyFrame
    columns: tuple[str, ...]
    hints: tuple[str, ...]
    keys: tuple[pl.Expr, ...]


def _question(frame: pl.LazyFrame, job: Job) -> _Question:
    schema = frame.collect_schema()
    header = list(schema)
    found = job.columns.find(header)
    refuse_clash(header, job.shape.names)
    asked = tuple(header[at] for at in found.positions)
    keys = tuple(_as_text(name, schema[name]).alias(f"\x00{at}") for at, name in enumerate(asked))
    return _Question(frame, asked, found.hints, keys)


@contextmanager
def _answered(question: _Question, job: Job, known: Resolves) -> Iterator[tuple[Ledger, Summary]]:
    """The answers to all distinct mentions of a frame, and a summary that says what an earlier run had kept."""
    distinct = [(encoded(cells), count, row + 1) for *cells, count, row in _distinct(question).iter_rows()]
    summary = Summary(question.columns, gazetteer=known.gazetteer.version)
    with run_answering(job, known, question.hints) as asked:
        if asked.asker.own_rows and not job.distinct:
            what = f"a decision is about the row {min(asked.asker.own_rows)} alone, and rows of Parquet have no number."
            raise InputError(what, place=Place(job.decisions), remedy="Write CSV or JSON Lines instead.")
        summary.resumed, summary.stale = len(asked.journal), asked.journal.stale
        with _answers(job, asked, distinct) as answers:
            ledger = Ledger(answers, Frame(), job.shape.names, job.shape.only, keep=True)
            ledger.add(distinct)
            yield ledger, summary


@contextmanager
def _answers(job: Job, asked: Answering, distinct: Sequence[tuple[Cells, int, int]]) -> Iterator[Answers]:
    """Where the answers come from: of mentions that are of documents, from these as a whole."""
    if not job.columns.document:
        yield asked
        return
    with decided(asked, ((cells, row) for cells, _, row in distinct)) as answers:
        yield answers


def _reconcile(job: Job, resolver: Callable[[], Resolves]) -> Summary:
    question = _question(scan(job.source), job)
    known = resolver()
    with _answered(question, job, known) as (ledger, summary):
        if job.distinct:
            layout = Frame()
            with parquet_sink(job, layout) as write:
                write_all(write, distinct_lines(ledger, layout, question.columns, job.shape.prefix))
        else:
            with open_sink(job.target) as sink:
                _joined(question, ledger).sink_parquet(sink)
        write_review(job, ledger, question.columns, ",")
        write_mappings(job, ledger, question.columns, known.gazetteer.version)
        for row in question.frame.select(question.keys).head(job.show).collect().iter_rows():
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


def _distinct(question: _Question) -> pl.DataFrame:
    """The distinct cells, how often they occur and where first, in the order in which they first came."""
    rows = question.frame.select(question.keys).with_row_index("\x00row")
    groups = rows.group_by(_names(question)).agg(pl.len(), pl.col("\x00row").min())
    return groups.sort("\x00row").collect(engine="streaming")


def _names(question: _Question) -> list[str]:
    return [key.meta.output_name() for key in question.keys]


def _joined(question: _Question, ledger: Ledger) -> pl.LazyFrame:
    """The frame with the added columns: a score is a number, what is empty is empty."""
    names = _names(question)
    rows = [decoded(cells) + line for cells, answer, _, _ in ledger.each() for line in answer.lines_of(ledger.only)]
    schema = dict.fromkeys([*names, *ledger.names], pl.String)
    answers = pl.LazyFrame(rows, schema=schema, orient="row")
    numbers = [pl.col(name).cast(pl.Float64, strict=False) for name in ledger.names if is_number(name)]
    numbers += [pl.col(name).cast(pl.Int64, strict=False) for name in ledger.names if is_count(name)]
    how: Literal["inner", "left"] = "inner" if ledger.only else "left"
    joined = question.frame.with_columns(question.keys).join(
        answers.with_columns(numbers), on=names, how=how, maintain_order="left_right"
    )
    return joined.drop(names)
