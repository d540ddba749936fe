"""A table that is being read, and the layout in which it goes out again."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ..errors import UsageError
from .columns import Found, refuse_clash
from .formats import file_format, is_tabbed
from .job import Job
from .layout import Delimited, Frame, JsonLines, Layout
from .reading.compiled_csv import LineChunk
from .reading.delimited import DelimitedReader
from .reading.jsonlines import JsonLinesReader
from .reading.rows import Chunk


class Table(Struct, frozen=True):
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
    table = _open_json_lines(job, blocks) if job.reads == "jsonl" else _open_delimited(job, blocks)
    if table is not None:
        delimited = isinstance(table.layout, Delimited)
        refuse_unwritten(job, delimited)
        if job.reads == "jsonl":
            refuse_unread(job, delimited)
    return table


def refuse_unwritten(job: Job, delimited: bool) -> None:
    """Raises UsageError for what would be ignored without a word, since nothing that is written is CSV."""
    if delimited or job.review:
        return
    if job.bom:
        raise UsageError("--bom is for CSV: JSON Lines and Parquet have no byte order mark.", remedy="Leave it out.")
    if job.guard:
        raise UsageError("--excel-safe is for CSV: spreadsheets run nothing else.", remedy="Leave it out.")


def refuse_unread(job: Job, delimited: bool) -> None:
    """Raises UsageError for what would be ignored without a word, since what is read is JSON Lines or Parquet."""
    what = "Parquet" if job.reads == "parquet" else "JSON Lines"
    if job.headless:
        raise UsageError(f"--no-header is for CSV: {what} has the names of its columns.", remedy="Leave it out.")
    if job.delimiter and not delimited and not job.review:
        raise UsageError(f"--delimiter is for CSV: {what} needs none.", remedy="Leave it out.")
    if job.encoding and job.reads == "parquet":
        raise UsageError("--encoding is for text: Parquet knows its own.", remedy="Leave it out.")


def surplus_name(job: Job) -> str:
    """The column of the cells that a row has too many, where they cannot stand behind the others."""
    return f"{job.shape.prefix}surplus"


def _open_delimited(job: Job, blocks: Iterator[bytes]) -> Table | None:
    delimiter = job.delimiter or ("\t" if is_tabbed(job.source) else "")
    reader = DelimitedReader(blocks, delimiter=delimiter, headless=job.headless, name=job.called)
    if not reader.header:
        return None
    found = job.columns.find(reader.header)
    refuse_clash(reader.header, job.shape.names)
    if file_format(job.target) != "delimited":
        return _delimited_to_named(job, reader, found)
    delimiter = _target_delimiter(job, reader.delimiter)
    layout = Delimited(delimiter, reader.end, job.guard)
    text = "" if job.headless else reader.header_text + layout.suffix((), job.shape.names)
    if job.guard or delimiter != reader.delimiter:
        reader.rewrite = layout.join
        text = "" if job.headless else layout.header(reader.header, job.shape.names)

    reader.joins = job.shape.is_line_for_line and not reader.rewrite
    return Table(reader.header, found, layout, text, reader.chunks(found.positions), reader.delimiter)


def _target_delimiter(job: Job, delimiter: str) -> str:
    """The input's, unless the output's name says otherwise."""
    if is_tabbed(job.target):
        return "\t"
    return "," if is_tabbed(job.source) and job.target.lower().endswith(".csv") else delimiter


def _delimited_to_named(job: Job, reader: DelimitedReader, found: Found) -> Table:
    """To JSON Lines or to Parquet, where each value goes by the name of its column."""
    header = reader.header
    twice = next((name for name in header if header.count(name) > 1), None)
    if twice is not None:
        what = (
            "JSON cannot have two members" if file_format(job.target) == "jsonl" else "Parquet cannot have two columns"
        )
        raise UsageError(f"{what} of one name, and the header has {twice!r} twice.", remedy="Write CSV.")
    refuse_clash(header, [surplus_name(job)])
    layout: JsonLines | Frame
    if file_format(job.target) == "jsonl":
        layout = JsonLines(surplus_name(job))
    else:
        layout = Frame(reader.delimiter if reader.delimiter.isascii() else "\t")
        reader.keeps_plain = layout.delimiter == reader.delimiter
        reader.joins = reader.keeps_plain and job.shape.is_line_for_line
    reader.rewrite = lambda cells: layout.own(header, cells)
    text = layout.header(header, job.shape.names)
    return Table(header, found, layout, text, reader.chunks(found.positions), reader.delimiter)


def _open_json_lines(job: Job, blocks: Iterator[bytes]) -> Table | None:
    reader = JsonLinesReader(blocks, job.called)
    if not reader.header:
        return None
    found = job.columns.find(reader.header)
    refuse_clash(reader.header, job.shape.names)
    target = file_format(job.target)
    if job.target in {"", "-"} or target == "jsonl":
        return Table(reader.header, found, JsonLines(), "", reader.chunks(found.positions, job.shape.names))
    layout: Delimited | Frame
    if target == "parquet":
        refuse_clash(reader.header, [surplus_name(job)])
        layout = Frame(kinds=reader.kinds)
    else:
        layout = Delimited("\t" if is_tabbed(job.target) else job.delimiter or ",", guard=job.guard)
    reader.join = lambda cells: layout.own((), cells)
    text = layout.header(reader.header, job.shape.names)
    return Table(reader.header, found, layout, text, reader.chunks(found.positions, job.shape.names))
