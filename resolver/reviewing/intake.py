"""Taking a table into a review: its rows, and its distinct names with their hints, each once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

from ..bulk.answering.decision_log import written_hints
from ..bulk.answering.decisions import question
from ..bulk.answering.legacy_codes import converter
from ..bulk.columns import Found
from ..bulk.formats import is_tabbed
from ..bulk.job import Job
from ..bulk.reading.byte_source import TextBlocks, readable
from ..bulk.reading.compiled_csv import LineChunk
from ..bulk.reading.delimited import DelimitedReader
from ..bulk.reading.jsonlines import JsonLinesReader
from ..bulk.reading.rows import Cells, Chunk, Fault, Gap, decoded
from ..bulk.reading.sniffing import open_source
from ..errors import HintError, InputError, Place
from ..hints import parse_hints
from ..model import Hints
from ..text.scripts import main_script
from .index import Database, changing, tell

_AT_ONCE = 5_000

Chunks: TypeAlias = "Iterator[Chunk | LineChunk]"


@dataclass(slots=True)
class Taken:
    """What a table came to: its rows, broken and blank ones among them, and distinct names with their hints."""

    rows: int = 0
    names: int = 0
    faults: int = 0
    blank: int = 0


def take(database: Database, job: Job, most: int) -> Taken:
    """Take the table that a job reads into a new index. Raises UsageError, InputError.

    A table of more than `most` rows is refused.
    """
    with open_source(job) as source:
        if source.format == "parquet":
            raise InputError("Parquet is not reviewed.", place=Place(job.called), remedy="Save the table as CSV.")
        blocks = iter(TextBlocks(source.stream, job.called, job.encoding))
        with readable(job.called):
            header, found, chunks = _opened(job, source.format, blocks)
            with changing(database):
                taken = _Intake(database, job, header, found, most).take(chunks)
                if not taken.names:
                    what = f"no row has a name in the column {header[found.mention]!r}."
                    raise InputError(
                        what, place=Place(job.called), remedy="Name another column, or give a table with rows."
                    )
                columns = [header[at] for at in found.positions]
                tell(database, header=header, columns=columns, hints=list(found.hints), rows=taken.rows,
                     names=taken.names, faults=taken.faults, blank=taken.blank)  # fmt: skip
    return taken


def _opened(job: Job, reads: str, blocks: Iterator[bytes]) -> tuple[list[str], Found, Chunks]:
    """The header, the columns that are read, and the rows with all their cells."""
    if reads == "jsonl":
        lines = JsonLinesReader(blocks, job.called)
        found = job.columns.find(lines.header or _nothing(job))
        return lines.header, found, lines.chunks(range(len(lines.header)), ())
    delimiter = job.delimiter or ("\t" if is_tabbed(job.source) else "")
    reader = DelimitedReader(blocks, delimiter=delimiter, headless=job.headless, name=job.called)
    found = job.columns.find(reader.header or _nothing(job))
    return reader.header, found, reader.chunks(range(len(reader.header)))


def _nothing(job: Job) -> list[str]:
    raise InputError("the table is empty.", place=Place(job.called), remedy="Give one with a header and rows.")


class _Intake:
    """Rows on their way into an index."""

    def __init__(self, database: Database, job: Job, header: Sequence[str], found: Found, most: int) -> None:
        self._database = database
        self._job = job
        self._found = found
        self._most = most
        self._convert = converter(job.legacy)
        self._taken = Taken()
        self._known: dict[tuple[str, ...], int] = {}
        self._numbers: dict[tuple[str, object], int] = {}
        self._counts: list[int] = []
        self._single = len(header) == 1

    def take(self, chunks: Chunks) -> Taken:
        """Put all rows in."""
        lines: list[tuple[int, int, str]] = []
        for chunk in chunks:
            for cells in chunk.cells:
                line = self._line(cells)
                if line is not None:
                    lines.append(line)
            if len(lines) >= _AT_ONCE:
                self._write(lines)
        self._write(lines)
        counts = ((count, number) for number, count in enumerate(self._counts, 1))
        self._database.executemany("UPDATE entry SET count = ? WHERE number = ?", counts)
        self._taken.names = len(self._counts)
        return self._taken

    def _write(self, lines: list[tuple[int, int, str]]) -> None:
        self._database.executemany("INSERT INTO line VALUES (?, ?, ?)", lines)
        lines.clear()

    def _line(self, cells: Cells | Fault | Gap) -> tuple[int, int, str] | None:
        """A row for the index; none for a gap, a broken row or a blank name, which are counted."""
        if isinstance(cells, Gap):
            return None
        self._taken.rows += 1
        if self._taken.rows > self._most:
            remedy = "Review it in parts, or only the doubtful names: exonym reconcile --review FILE."
            raise InputError(
                f"the table has more than {self._most} rows.", place=Place(self._job.called), remedy=remedy
            )
        if isinstance(cells, Fault):
            self._taken.faults += 1
            return None
        own = decoded(cells)
        entry = self._entry(tuple(own[at] for at in self._found.positions))
        if not entry:
            self._taken.blank += 1
            return None
        return self._taken.rows, entry, json.dumps(own)

    def _entry(self, asked: tuple[str, ...]) -> int:
        """The number of the entry of a mention with its hints; 0 for a blank one."""
        known = self._known.get(asked)
        if known is None:
            known = self._known[asked] = self._new(asked)
        if known:
            self._counts[known - 1] += 1
        return known

    def _new(self, asked: tuple[str, ...]) -> int:
        mention = self._convert(asked[0]).encode("utf-8", "replace").decode()  # half a pair of JSON has no place
        if not mention.strip():
            return 0
        given = {name: cell for name, cell in zip(self._found.hints, asked[1:], strict=False) if cell.strip()}
        hints, wrong = _parsed(given)
        name, _ = question(mention, Hints())
        context = context_text(given if wrong else context_of(hints))
        number = self._numbers.get((name, context))
        if number is None:
            number = self._numbers[name, context] = len(self._counts) + 1
            self._counts.append(0)
            key = sha256(f"{name}\n{context}".encode()).hexdigest()[:12]
            row = (number, key, mention, name, json.dumps(given), context, wrong, 0,
                   self._taken.rows, main_script(mention).value)  # fmt: skip
            self._database.execute(
                "INSERT INTO entry (number, key, mention, name, hints, context, wrong, count, first, script) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row,
            )  # fmt: skip
        return number


def _parsed(given: dict[str, str]) -> tuple[Hints, str]:
    """The hints, and why they cannot be."""
    try:
        return parse_hints(given), ""
    except HintError as error:
        return Hints(), str(error)


def context_text(context: Mapping[str, str]) -> str:
    """The hints of a context as one text, which is the same for the same hints."""
    return json.dumps(context, sort_keys=True)


def context_of(hints: Hints) -> dict[str, str]:
    """Hints as an index compares them."""
    return {name: value for name, value in written_hints(hints).items() if value}
