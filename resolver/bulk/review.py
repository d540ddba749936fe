"""Lists of distinct mentions: all of them, or those that a person should see, with two columns to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import Status
from .columns import appended
from .job import Job
from .layout import Delimited, Layout
from .ledger import Ledger, mention_of
from .output import text_sink, write_all
from .rows import Cells


def distinct_lines(ledger: Ledger, layout: Layout, asked: Sequence[str], prefix: str) -> Iterator[str]:
    """A header, then a line for each distinct mention with its hints, in the order in which they first came.

    The columns: those asked about, how often the mention occurs, its first three rows, the added ones.
    """
    names = (f"{prefix}count", f"{prefix}rows", *ledger.names)
    yield layout.header(asked, names)
    for cells, answer in ledger.answers.items():
        if ledger.only and answer.status not in ledger.only:
            continue
        for line in answer.lines:
            yield _line(layout, asked, cells, names, (*_place(ledger, cells), *line))


def review_lines(ledger: Ledger, layout: Layout, asked: Sequence[str], prefix: str) -> Iterator[str]:
    """A header, then the mentions without a match, ambiguous ones first, the most frequent before the others.

    A person fills in the last two columns: the decision (an id, `new`, `none` or `unsure`) and a note.
    """
    columns = (*appended(), "decision", "note")
    names = (f"{prefix}count", f"{prefix}rows", *(prefix + name for name in columns))
    yield layout.header(asked, names)
    for cells in sorted(_doubtful(ledger), key=lambda each: (ledger.statuses[each], -ledger.counts[each])):
        values = (*_place(ledger, cells), *ledger.answers[cells].brief, "", "")
        yield _line(layout, asked, cells, names, values)


def write_review(job: Job, ledger: Ledger, asked: Sequence[str], delimiter: str) -> None:
    """The file of mentions that a person should see, if one is wanted: CSV with the input's delimiter."""
    if job.review:
        layout = Delimited(delimiter or ",", guard=job.guard)
        with text_sink(job.review, job.bom) as write:
            write_all(write, review_lines(ledger, layout, asked, job.shape.prefix))


def _doubtful(ledger: Ledger) -> Iterator[Cells]:
    for cells, status in ledger.statuses.items():
        if status in {Status.AMBIGUOUS, Status.NONE} and mention_of(cells).strip():
            yield cells


def _place(ledger: Ledger, cells: Cells) -> tuple[str, str]:
    return str(ledger.counts[cells]), " ".join(map(str, ledger.places.get(cells, ())))


def _line(layout: Layout, asked: Sequence[str], cells: Cells, names: Sequence[str], values: Sequence[str]) -> str:
    own = (cells,) if isinstance(cells, str) else cells
    return layout.own(asked, own) + layout.suffix(names, values)
