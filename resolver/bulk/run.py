"""The whole job: a table in, the same table out with the answers beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from msgspec.structs import replace

from .answering.asker import Resolves
from .answering.distinct import Answers, Ledger
from .answering.sources import run_answering
from .by_document import answered, readable_twice
from .formats import file_format
from .job import Job, Summary
from .layout import Delimited, Frame, Layout
from .reading.byte_source import Progress, TextBlocks
from .reading.compiled_csv import LineChunk
from .reading.rows import Chunk
from .reading.sniffing import open_source
from .table import Table, open_table, refuse_unread
from .writing.output import Write, byte_sink, write_all
from .writing.review import distinct_lines, write_review
from .writing.sssom import write_mappings
from .writing.targets import refuse_targets

Open = Callable[[], Resolves]
Item = TypeVar("Item")
_LONG = 1 << 22
"""Bytes after which a table is worth a thread for being read, and one for being written."""
_LARGE_BLOCK = 1 << 22


def reconcile(job: Job, resolver: Open, progress: Progress | None = None) -> Summary:
    """Do the job. Raises UsageError (no such column, …) and InputError (unreadable, wrong encoding, …).

    `resolver` is called for the resolver once the table is open, so that nobody waits for a gazetteer to be
    loaded only to read that a column was misspelt.
    """
    refuse_targets(job)
    if job.reads == "parquet":
        return _reconcile_parquet(job, resolver, progress)
    with open_source(job) as source:
        recognised, job = source.recognised, replace(job, format=source.format)
        if job.reads != "parquet":
            blocks = TextBlocks(source.stream, job.called, job.encoding)
            summary = _reconcile_text(job, resolver, blocks, progress)
    if job.reads == "parquet":
        summary = _reconcile_parquet(job, resolver, progress)
    summary.recognised = recognised
    return summary


def _reconcile_parquet(job: Job, resolver: Open, progress: Progress | None) -> Summary:
    """To Parquet by joining frames, so that types are kept; to anything else as text, as all text is."""
    target = file_format(job.target)
    refuse_unread(job, target == "delimited")
    if target == "parquet":
        from .frames import reconcile_frame

        return reconcile_frame(job, resolver)
    from .parquet import as_text

    with as_text(job) as (text, path), path.open("rb") as stream:
        summary = _reconcile_text(text, resolver, TextBlocks(stream, job.source, text.encoding), progress)
    summary.delimiter = ""
    return summary


def _reconcile_text(job: Job, resolver: Open, blocks: TextBlocks, progress: Progress | None) -> Summary:
    with readable_twice(job, blocks) as source:
        table = open_table(job, iter(source))
        if table is None:
            with _table_sink(job, Frame() if file_format(job.target) == "parquet" else Delimited()):
                return Summary()
        known = resolver()
        with run_answering(job, known, table.found.hints) as asked:
            summary = Summary(table.asked, table.delimiter, known.gazetteer.version)
            summary.resumed, summary.stale = len(asked.journal), asked.journal.stale
            with answered(job, table, asked, source, progress) as (read, answers):
                return _write_table(job, read, answers, blocks, progress, summary)


def _write_table(
    job: Job, table: Table, answers: Answers, blocks: TextBlocks, progress: Progress | None, summary: Summary
) -> Summary:
    keep = bool(job.distinct or job.review or job.mappings)
    ledger = Ledger(answers, table.layout, job.shape.names, job.shape.only, keep)

    with _table_sink(job, table.layout) as write, behind(write) as write_behind:
        if not job.distinct:
            write(table.header_text.encode("utf-8", "replace"))
        for chunk in _chunks(table, answers, blocks):
            if job.distinct:
                ledger.learn(chunk)
            else:
                put = write_behind if blocks.consumed > _LONG else write
                put(ledger.written(chunk))
            if len(summary.shown) < job.show:
                summary.shown += ledger.first(chunk.cells, job.show - len(summary.shown))
            if progress:
                progress(ledger.rows, blocks.consumed)
        if job.distinct:
            write_all(write, distinct_lines(ledger, table.layout, table.asked, job.shape.prefix))
    write_review(job, ledger, table.asked, table.delimiter)
    write_mappings(job, ledger, table.asked, summary.gazetteer)
    return ledger.summed(summary)


@contextmanager
def _table_sink(job: Job, layout: Layout) -> Iterator[Write]:
    """Writes rows in that layout to the job's target."""
    if isinstance(layout, Frame):
        from .parquet import parquet_sink

        with parquet_sink(job, layout) as write:
            yield write
        return
    with byte_sink(job.target, job.bom and isinstance(layout, Delimited)) as write:
        yield write


def _chunks(table: Table, answers: Answers, blocks: TextBlocks) -> Iterator[Chunk | LineChunk]:
    """The rows of a table; from some way into a long one, each chunk is read while the one before is worked on."""
    for chunk in table.chunks:
        yield chunk
        if blocks.consumed > _LONG:
            answers.expect_more()
            blocks.size = _LARGE_BLOCK
            yield from ahead(table.chunks)


def ahead(items: Iterator[Item]) -> Iterator[Item]:
    """The same, each made in a thread while the one before it is worked on."""
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = thread.submit(next, items, None)
            yield item


@contextmanager
def behind(write: Write) -> Iterator[Write]:
    """Writes each part in a thread while the next is made; what goes wrong is raised with the part after, or last."""
    with ThreadPoolExecutor(1) as thread:
        pending: list[Future[object]] = []

        def later(part: bytes | memoryview) -> None:
            while pending:
                pending.pop().result()
            pending.append(thread.submit(write, part))

        yield later
        while pending:
            pending.pop().result()
