"""Lists of distinct mentions: all of them, or those that a person should see, with two columns to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model import Status
from ..answering.distinct import Ledger
from ..columns import appended
from ..formats import is_tabbed
from ..job import Job
from ..layout import Delimited, Layout
from ..reading.rows import Cells, decoded, mention_of
from ..shape import Answer
from .output import byte_sink, write_all


def distinct_lines(ledger: Ledger, layout: Layout, asked: Sequence[str], prefix: str) -> Iterator[str]:
    """A header, then a line for each distinct mention with its hints, in the order in which they first came.

    The columns: those asked about, how often the mention occurs, its first three rows, the added ones.
    """
    names = (f"{prefix}count", f"{prefix}rows", *ledger.names)
    yield layout.header(asked, names)
    for cells, answer, count, places in ledger.each():
        if ledger.only and answer.status not in ledger.only:
            continue
        for line in answer.lines:
            yield layout.own(asked, decoded(cells)) + layout.suffix(names, (str(count), _spaced(places), *line))


def review_lines(ledger: Ledger, layout: Layout, asked: Sequence[str], prefix: str) -> Iterator[str]:
    """A header, then the mentions that are neither matched nor decided: ambiguous ones, then frequent ones first.

    A person fills in the last two columns: the decision (an id, `new`, `none` or `unsure`) and a note.
    """
    columns = (*appended(), "decision", "note")
    names = (f"{prefix}count", f"{prefix}rows", *(prefix + name for name in columns))
    yield layout.header(asked, names)
    doubtful = (each for each in ledger.each() if _is_doubtful(each[0], each[1]))
    for cells, answer, count, places in sorted(doubtful, key=lambda each: (each[1].status, -each[2])):
        values = (str(count), _spaced(places), *answer.brief, "", "")
        yield layout.own(asked, ledger.answering.asker.readable(cells)) + layout.suffix(names, values)


def write_review(job: Job, ledger: Ledger, asked: Sequence[str], delimiter: str) -> None:
    """The file of mentions that a person should see, if one is wanted: CSV with the input's delimiter."""
    if job.review:
        with byte_sink(job.review, job.bom) as write:
            lines = review_lines(ledger, review_layout(job, delimiter), review_columns(job, asked), job.shape.prefix)
            write_all(write, lines)


def review_columns(job: Job, asked: Sequence[str]) -> Sequence[str]:
    """The columns that were asked about, as a review names them: a document is for the eye, and no hint."""
    return (*asked[:-1], f"{job.shape.prefix}document") if job.columns.document else asked


def review_layout(job: Job, delimiter: str) -> Layout:
    """CSV with the input's delimiter, unless the name says tabs; of an input that has none, with commas."""
    return Delimited("\t" if is_tabbed(job.review) else delimiter or job.delimiter or ",", guard=job.guard)


def _is_doubtful(cells: Cells, answer: Answer) -> bool:
    open_statuses = {Status.AMBIGUOUS, Status.NONE, Status.SEVERAL}
    return answer.status in open_statuses and not answer.decided and bool(mention_of(cells).strip())


def _spaced(places: Sequence[int]) -> str:
    return " ".join(map(str, places))
