"""A table whose mentions are decided document by document: it is read twice, first for what it asks about.

What was read waits in a temporary file in between, so that a pipe can be read twice too, and no row is held in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO, cast

from msgspec import Struct

from .answering.distinct import Answers
from .answering.documents import decided, mentions_of
from .answering.sources import Answering
from .job import Job
from .reading.byte_source import Progress, TextBlocks
from .table import Table, open_table


class Blocks(Struct, frozen=True):
    """The blocks of a table, of which a copy is kept where it is to be read twice."""

    text: TextBlocks
    copy: IO[bytes] | None = None

    def __iter__(self) -> Iterator[bytes]:
        for block in self.text:
            if self.copy is not None:
                self.copy.write(block)
                self.copy.write(b"\n")
            yield block

    def again(self) -> TextBlocks:
        """The same from the copy."""
        copy = cast("IO[bytes]", self.copy)
        copy.seek(0)
        return TextBlocks(copy, self.text.name, "utf-8")


@contextmanager
def readable_twice(job: Job, text: TextBlocks) -> Iterator[Blocks]:
    """The blocks of a job's table, with a copy if its mentions are decided by document."""
    if not job.columns.document:
        yield Blocks(text)
        return
    with TemporaryFile(prefix="exonym-") as copy:
        yield Blocks(text, cast("IO[bytes]", copy))


@contextmanager
def answered(
    job: Job, table: Table, answering: Answering, blocks: Blocks, progress: Progress | None = None
) -> Iterator[tuple[Table, Answers]]:
    """The table to write, and its answers: found as it is read, or before, document by document."""
    if blocks.copy is None:
        yield table, answering
        return
    with decided(answering, mentions_of(table.chunks), _in_bytes(blocks, progress)) as documents:
        again = open_table(job, iter(blocks.again()))
        yield again or table, documents


def _in_bytes(blocks: Blocks, progress: Progress | None) -> Callable[[int, int], None] | None:
    """Progress as the share of the bytes that were read."""
    if progress is None:
        return None
    return lambda done, total: progress(done, blocks.text.consumed * done // max(total, 1))
