"""A table of a stream, answered as it is read: for services, which have neither paths nor a second output."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TypeAlias

from msgspec.structs import replace

from .answering.asker import Resolves
from .answering.decisions import Decisions
from .answering.distinct import Answers, Ledger
from .answering.sources import run_answering
from .by_document import answered, readable_twice
from .job import Job
from .options import Result
from .reading.byte_source import TextBlocks
from .table import Table, open_table
from .writing.review import distinct_lines, review_columns, review_layout, review_lines
from .writing.sssom import mapping_lines

Parts: TypeAlias = "Iterator[bytes | memoryview]"


def reconcile_rows(
    job: Job, known: Resolves, stream: IO[bytes], result: Result = "rows", made: Decisions | None = None
) -> Parts:
    """What comes of the table of a stream, as it is read. Holds a block of rows and what is distinct.

    Of the job, `source` and `target` only say formats by the ends of their names (not Parquet); nothing is opened,
    written or kept. `made` are the decisions to obey. All but the rows comes after the last row was read.
    Raises UsageError, InputError: before the first part for options and the header, later for rows.
    """
    job = replace(job, review="", mappings="", decisions="", resume=False)
    with readable_twice(job, TextBlocks(stream, job.source, job.encoding)) as blocks:
        table = open_table(job, iter(blocks))
        if table is None:
            return
        with (
            run_answering(replace(job, target=""), known, table.found.hints, made or Decisions()) as asked,
            answered(job, table, asked, blocks) as (read, answers),
        ):
            yield from _written(job, read, answers, result, known.gazetteer.version)


def _written(job: Job, table: Table, answers: Answers, result: Result, version: str) -> Parts:
    keep = job.distinct or result != "rows"
    ledger = Ledger(answers, table.layout, job.shape.names, job.shape.only, keep)
    if not keep:
        yield from _rows(job, table, ledger)
        return
    for chunk in table.chunks:
        ledger.learn(chunk)
    if job.bom and result != "sssom":
        yield _MARK
    for line in _lines(job, table, ledger, result, version):
        yield line.encode("utf-8", "replace")


_MARK = b"\xef\xbb\xbf"


def _rows(job: Job, table: Table, ledger: Ledger) -> Parts:
    if job.bom:
        yield _MARK
    yield table.header_text.encode("utf-8", "replace")
    for chunk in table.chunks:
        yield ledger.written(chunk)


def _lines(job: Job, table: Table, ledger: Ledger, result: Result, version: str) -> Iterator[str]:
    """The lines of what is made of distinct mentions."""
    prefix = job.shape.prefix
    if result == "sssom":
        return mapping_lines(ledger, table.asked, job.base, version)
    if result == "review":
        return review_lines(ledger, review_layout(job, table.delimiter), review_columns(job, table.asked), prefix)
    return distinct_lines(ledger, table.layout, table.asked, prefix)
