"""The mentions of a table by document: a document's are decided together, wherever in the table they stand.

They wait in a temporary file, sorted by document, so that memory follows the largest document and not the table. Each
document goes to one worker as a whole; its answers wait in the same file until their rows are written.
"""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from hashlib import sha256
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from ...workers import Workers
from ..reading.compiled_csv import LineChunk
from ..reading.rows import Cells, Chunk, Fault, Gap, encoded
from ..shape import Answer
from .asker import Asker
from .journal import line, record
from .sources import Answering

Mentions = tuple[Cells, ...]
"""The distinct mentions of one document with their hints, in the order in which they first came."""

Decided = Callable[[int, int], None]
"""Called with the mentions that are decided and with all of them."""

_AT_ONCE = 4_096  # documents that are handed to the workers
_MANY = 1_000  # mentions for which it is worth while to copy the process
_TABLES = (
    "CREATE TABLE mention (document BLOB, cells BLOB, row INTEGER, PRIMARY KEY (document, cells)) WITHOUT ROWID",
    "CREATE TABLE answer (cells BLOB PRIMARY KEY, answer BLOB) WITHOUT ROWID",
)


class Store:
    """The distinct mentions of a table with the row in which each first came, and their answers, in one file."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        for setting in ("journal_mode = OFF", "synchronous = OFF", "temp_store = FILE"):
            self._database.execute(f"PRAGMA {setting}")
        for table in _TABLES:
            self._database.execute(table)
        self._database.execute("BEGIN")
        self._count = 0

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def __len__(self) -> int:
        return self._count

    def add(self, mentions: Iterable[tuple[Cells, int]]) -> None:
        """Keep mentions, each with its row; of equal ones of a document the first."""
        rows = ((document_of(cells), _kept(cells), row) for cells, row in mentions)
        self._count += self._database.executemany("INSERT OR IGNORE INTO mention VALUES (?, ?, ?)", rows).rowcount

    def documents(self) -> Iterator[Mentions]:
        """The documents, one after the other. A blank cell is that of a document of one mention."""
        rows = self._database.cursor().execute("SELECT document, row, cells FROM mention ORDER BY document")
        for document, group in groupby(rows, key=itemgetter(0)):
            if not document:
                yield from ((_cells(cells),) for _, _, cells in group)
                continue
            yield tuple(_cells(cells) for _, cells in sorted((row, cells) for _, row, cells in group))

    def learn(self, answered: Iterable[tuple[Cells, Answer]]) -> None:
        """Keep answers of mentions that are here."""
        rows = ((_kept(cells), line(b"", answer)) for cells, answer in answered)
        self._database.executemany("INSERT OR REPLACE INTO answer VALUES (?, ?)", rows)

    def answer(self, cells: Cells) -> Answer:
        """The answer of a mention that is here. Raises KeyError."""
        row = self._database.execute("SELECT answer FROM answer WHERE cells = ?", (_kept(cells),)).fetchone()
        found = record(row[0]) if row else None
        if found is None:
            raise KeyError(cells)
        return found[1]


def _kept(cells: Cells | Mentions) -> bytes:
    return marshal.dumps(cells, 2)  # version 2: equal cells are equal bytes


def _cells(kept: bytes) -> Cells:
    cells: Cells = marshal.loads(kept)  # noqa: S302 - our own file, which nobody else writes
    return cells


def document_of(cells: Cells) -> bytes:
    """The document among the cells that were asked about: the last of them; empty where it is blank."""
    return cells[-1].strip() if isinstance(cells, tuple) else b""


class TogetherAsker:
    """Asks about all mentions of a document at once: what the workers have in the place of an `Asker`."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def ask(self, mentions: Mentions) -> list[Answer]:
        """The answers to the mentions of one document, in their order."""
        return self._asker.ask_together(mentions)


class Documents(Struct, frozen=True):
    """Answers that have been found document by document."""

    asker: Asker
    store: Store

    def answers(self, cells: Sequence[Cells]) -> Iterator[tuple[Cells, Answer]]:
        """The answers to distinct cells, in any order."""
        for each in cells:
            yield each, self.store.answer(each)

    def again(self, cells: Cells) -> Answer:
        """The answer to cells that were asked about before."""
        return self.store.answer(cells)

    @property
    def distinct(self) -> int:
        """How many distinct cells there are in all."""
        return len(self.store)

    def expect_more(self) -> None:
        """Nothing is left to ask."""


@contextmanager
def decided(
    answering: Answering, mentions: Iterable[tuple[Cells, int]], report: Decided | None = None
) -> Iterator[Documents]:
    """The answers to mentions, each with the number of its row, found document by document."""
    with TemporaryDirectory(prefix="exonym-") as folder, closing(Store(Path(folder) / "mentions")) as store:
        store.add(mentions)
        _decide(answering, store, report)
        yield Documents(answering.asker, store)


def _decide(answering: Answering, store: Store, report: Decided | None) -> None:
    workers = Workers(TogetherAsker(answering.asker), answering.workers.count, batch=1)
    total, done = len(store), 0
    try:
        if total >= _MANY:
            workers.start()
        for documents in _some(store):
            unknown = []
            for mentions in documents:
                kept = _taken(answering, mentions)
                if kept is None:
                    unknown.append(mentions)
                else:
                    store.learn(zip(mentions, kept, strict=True))
            for batch in workers.ask(unknown):
                for mentions, answers in batch:
                    answering.journal.keep(zip(_names(mentions), answers, strict=True))
                    store.learn(zip(mentions, answers, strict=True))
                    done += len(mentions)
                if report:
                    report(done, total)
    finally:
        workers.close()


def _some(store: Store) -> Iterator[list[Mentions]]:
    documents = store.documents()
    while some := list(islice(documents, _AT_ONCE)):
        yield some


def _taken(answering: Answering, mentions: Mentions) -> list[Answer] | None:
    """The answers that an earlier run had found for a document that was the same; None where any is missing."""
    if not len(answering.journal):
        return None
    found = [answering.journal.take(name) for name in _names(mentions)]
    answers = [answer for answer in found if answer is not None]
    return answers if len(answers) == len(mentions) else None


def _names(mentions: Mentions) -> list[Cells]:
    """What the answers of a document are kept under: they depend on all that it has, in its order."""
    digest = sha256(_kept(mentions)).hexdigest()
    return [encoded([digest, str(at)]) for at in range(len(mentions))]


def mentions_of(chunks: Iterable[Chunk | LineChunk]) -> Iterator[tuple[Cells, int]]:
    """The cells of each row that has some, with the number of the row; of a block, those of its distinct rows."""
    before = 0
    for chunk in chunks:
        if isinstance(chunk, LineChunk):
            for cells, rows in zip(chunk.distinct, chunk.first_rows(1), strict=True):
                yield cells, before + rows[0] + 1
            before += len(chunk)
            continue
        for each in chunk.cells:
            if isinstance(each, Gap):
                continue
            before += 1
            if not isinstance(each, Fault):
                yield each, before
