"""Taking a table into a review: its rows, and its distinct names with their hints, each once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import TypeAlias

from msgspec import Struct

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
from ..model import NO_HINTS, Hints
from ..text.scripts import main_script
from .index import CELLS, Database, add_indexes, changing, tell, told

Chunks: TypeAlias = "Iterator[Chunk | LineChunk]"


class Taken(Struct):
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
                if told(database, "rows") is not None:  # another process was quicker
                    return Taken(*(told(database, each, 0) for each in ("rows", "names", "faults", "blank")))
                taken = _Intake(database, job, found, most).take(chunks)
                if not taken.names:
                    what = f"no row has a name in the column {header[found.mention]!r}."
                    raise InputError(
                        what, place=Place(job.called), remedy="Name another column, or give a table with rows."
                    )
                columns = [header[at] for at in found.positions]
                add_indexes(database)
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


class _Context(Struct, frozen=True):
    """The hints of a row: as they are given and as they are compared, both as JSON; `wrong` says why they cannot be."""

    given: str
    compared: str
    wrong: str


class _Intake:
    """Rows on their way into an index."""

    def __init__(self, database: Database, job: Job, found: Found, most: int) -> None:
        self._database = database
        self._job = job
        self._found = found
        self._most = most
        self._convert = converter(job.legacy)
        self._taken = Taken()
        self._known: dict[tuple[str, ...], int] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        self._contexts: dict[tuple[str, ...], _Context] = {}
        self._counts: list[int] = []
        self._entries: list[tuple[object, ...]] = []
        self._lines: list[tuple[int, int, str]] = []

    def take(self, chunks: Chunks) -> Taken:
        """Put all rows in."""
        for chunk in chunks:
            for cells in chunk.cells:
                self._add(cells)
            self._write()
        counts = ((count, number) for number, count in enumerate(self._counts, 1))
        self._database.executemany("UPDATE entry SET count = ? WHERE number = ?", counts)
        self._taken.names = len(self._counts)
        return self._taken

    def _write(self) -> None:
        self._database.executemany(
            "INSERT INTO entry (number, key, mention, name, hints, context, wrong, first, script) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", self._entries,
        )  # fmt: skip
        self._database.executemany("INSERT INTO line VALUES (?, ?, ?)", self._lines)
        self._entries.clear()
        self._lines.clear()

    def _add(self, cells: Cells | Fault | Gap) -> None:
        """Put a row in; broken rows and blank names are only counted."""
        if isinstance(cells, Gap):
            return
        self._taken.rows += 1
        if self._taken.rows > self._most:
            remedy = "Review it in parts, or only the doubtful names: exonym reconcile --review FILE."
            what = f"the table has more than {self._most} rows."
            raise InputError(what, place=Place(self._job.called), remedy=remedy)
        if isinstance(cells, Fault):
            self._taken.faults += 1
            return
        own = decoded(cells)
        asked = tuple([own[at] for at in self._found.positions])
        entry = self._known.get(asked)
        if entry is None:
            entry = self._known[asked] = self._entry(asked)
        if not entry:
            self._taken.blank += 1
            return
        self._counts[entry - 1] += 1
        text = CELLS.join([cell.replace(CELLS, " ") for cell in own])
        self._lines.append((self._taken.rows, entry, _encodable(text)))

    def _entry(self, asked: tuple[str, ...]) -> int:
        """The number of the entry of a mention with its hints; 0 for a blank one."""
        mention = _encodable(self._convert(asked[0]))
        name, _ = question(mention, NO_HINTS)
        if not name:
            return 0
        context = self._contexts.get(asked[1:]) or self._context(asked[1:])
        known = self._numbers.get((name, context.compared))
        if known is not None:
            return known
        number = self._numbers[name, context.compared] = len(self._counts) + 1
        self._counts.append(0)
        key = blake2b(f"{name}\n{context.compared}".encode(), digest_size=8).hexdigest()
        self._entries.append((number, key, mention, name, context.given, context.compared, context.wrong,
                              self._taken.rows, main_script(mention).value))  # fmt: skip
        return number

    def _context(self, cells: tuple[str, ...]) -> _Context:
        given = {name: cell for name, cell in zip(self._found.hints, cells, strict=False) if cell.strip()}
        hints, wrong = _parsed(given)
        compared = context_text(given if wrong else context_of(hints))
        context = self._contexts[cells] = _Context(json.dumps(given), compared, wrong)
        return context


def _encodable(text: str) -> str:
    """The text as a database can hold it: half a pair of surrogates, which JSON may have, is replaced."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


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
