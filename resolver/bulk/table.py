"""A table that is being read, and the layout in which it goes out again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import UsageError
from .columns import Found, refuse_clash
from .delimited import DelimitedReader
from .job import Job, file_format, is_tabbed
from .jsonlines import JsonLinesReader
from .layout import Delimited, JsonLines, Layout
from .lines import LineChunk
from .rows import Chunk


@dataclass(frozen=True, slots=True)
class Table:
    """An open table: which columns are read, how rows are written, its header as it goes out, its rows."""

    header: list[str]
    found: Found
    layout: Layout
    header_text: str
    chunks: Iterator[Chunk | LineChunk]
    delimiter: str = ""

    @property
    def asked(self) -> tuple[str, ...]:
        """The headers of the columns that are read."""
        return tuple(self.header[at] for at in self.found.positions)


def open_table(job: Job, blocks: Iterator[bytes]) -> Table | None:
    """The table of these lines; None when there is nothing. Raises UsageError for columns not there."""
    if file_format(job.source) == "jsonl":
        return _open_json_lines(job, blocks)
    return _open_delimited(job, blocks)


def _open_delimited(job: Job, blocks: Iterator[bytes]) -> Table | None:
    delimiter = job.delimiter or ("\t" if is_tabbed(job.source) else "")
    reader = DelimitedReader(blocks, delimiter=delimiter, headless=job.headless, name=job.source)
    if not reader.header:
        return None
    found = job.columns.find(reader.header)
    refuse_clash(reader.header, job.shape.names)
    if file_format(job.target) == "jsonl":
        return _delimited_to_json(reader, found)
    delimiter = _target_delimiter(job, reader.delimiter)
    layout = Delimited(delimiter, reader.end, job.guard)
    text = "" if job.headless else reader.header_text + layout.suffix((), job.shape.names)
    if job.guard or delimiter != reader.delimiter:
        reader.rewrite = layout.join
        text = "" if job.headless else layout.header(reader.header, job.shape.names)

    reader.joins = not (job.shape.long or job.shape.only or reader.rewrite)
    return Table(reader.header, found, layout, text, reader.chunks(found.positions), reader.delimiter)


def _target_delimiter(job: Job, delimiter: str) -> str:
    """The input's, unless the output's name says otherwise."""
    if is_tabbed(job.target):
        return "\t"
    return "," if is_tabbed(job.source) and job.target.lower().endswith(".csv") else delimiter


def _delimited_to_json(reader: DelimitedReader, found: Found) -> Table:
    if len(set(reader.header)) < len(reader.header):
        raise UsageError("JSON cannot have two members of one name, and the header has.", remedy="Write CSV.")
    layout, header = JsonLines(), reader.header
    reader.rewrite = lambda cells: layout.own(header, cells)
    return Table(header, found, layout, "", reader.chunks(found.positions), reader.delimiter)


def _open_json_lines(job: Job, blocks: Iterator[bytes]) -> Table | None:
    reader = JsonLinesReader(blocks)
    if not reader.header:
        return None
    found = job.columns.find(reader.header)
    refuse_clash(reader.header, job.shape.names)
    if job.target in {"", "-"} or file_format(job.target) == "jsonl":
        return Table(reader.header, found, JsonLines(), "", reader.chunks(found.positions, job.shape.names))
    layout = Delimited("\t" if is_tabbed(job.target) else job.delimiter or ",", guard=job.guard)
    reader.join = layout.join
    text = layout.header(reader.header, job.shape.names)
    return Table(reader.header, found, layout, text, reader.chunks(found.positions, job.shape.names))
