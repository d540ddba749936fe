"""An import on its way: what was read so far, on disk, so that memory stays flat and a killed import goes on.

An SQLite file beside the destination, which goes away when the import is done. Each item of the source is known by
its content: what is there from a run that was killed is not read again, and what has left the source since is dropped,
so that the result is that of one run, whatever happened before.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import count, groupby
from pathlib import Path

from msgspec import Struct, field

from ..errors import ExonymError, InputError, Place
from ..model import Kind
from ..store.editing.files import make_directory, remove_empty
from .formats import Item, Reader
from .record import Record, Tally, joined

Change = Callable[[Record, Tally], Record]
"""What is done with a record before it is kept."""

_OURS = b"exonym-import-"
_FORMAT = f"{_OURS.decode()}3"
_FIRST_PAGES = 65_536  # bytes, with the one row of `about`
_COMMIT_EVERY = 5_000  # items; so many are read again after a crash
_TABLES = """
CREATE TABLE about (format TEXT);
CREATE TABLE items (hash BLOB PRIMARY KEY, number INTEGER, times INTEGER, left_out TEXT) WITHOUT ROWID;
CREATE TABLE records (item BLOB, part INTEGER, id TEXT, kind TEXT, fields TEXT, PRIMARY KEY (item, part)) WITHOUT ROWID;
CREATE TABLE texts (file TEXT, id TEXT, text TEXT, PRIMARY KEY (file, id)) WITHOUT ROWID;
CREATE TABLE terms (post TEXT, person TEXT, start TEXT, stop TEXT);
CREATE TABLE named (id TEXT PRIMARY KEY, kind TEXT) WITHOUT ROWID;
"""
_IN_ORDER = "SELECT id, kind, fields FROM records JOIN items ON hash = item WHERE times > 0 ORDER BY {}number, part"


class Spool(Struct):
    """Everything that an import has read. `resumed` counts the items that were there already."""

    database: sqlite3.Connection
    tally: Tally = field(default_factory=Tally)
    resumed: int = 0

    def take(self, reader: Reader, stream: Iterable[bytes], change: Change | None = None) -> None:
        """Reads a source. What is there is skipped; each record goes through `change`. Raises InputError."""
        self.database.execute("UPDATE items SET times = 0")
        self.database.executescript("DELETE FROM terms; DELETE FROM named;")
        for number, item in enumerate(reader.items(stream)):
            self.tally.read += 1
            key = hashlib.blake2b(item.content, digest_size=16).digest()
            if item.teaches or not self._has(key, number):
                self._add(reader, item, (key, number), change)
            if number % _COMMIT_EVERY == 0:
                self.database.commit()
        self.database.commit()

    def _has(self, key: bytes, number: int) -> bool:
        """Whether an item is there; then it counts once more, at its first place in this source."""
        found = self.database.execute("SELECT times FROM items WHERE hash = ?", (key,)).fetchone()
        if found is None:
            return False
        first = found[0] == 0
        self.resumed += first
        change = "times = 1, number = ?1" if first else "times = times + 1"
        self.database.execute(f"UPDATE items SET {change} WHERE hash = ?2", (number, key))  # noqa: S608 - two constants
        return True

    def _add(self, reader: Reader, item: Item, known_as: tuple[bytes, int], change: Change | None) -> None:
        key, number = known_as
        tally = Tally()
        records = [change(each, tally) if change else each for each in reader.records(item, tally)]
        if not records:  # most of a dump: to read it again costs less than to remember it
            self.tally.left_out += tally.left_out
            self.tally.without_records += 1
            return
        self.database.execute(
            "INSERT OR REPLACE INTO items VALUES (?, ?, 1, ?)", (key, number, json.dumps(tally.left_out))
        )
        rows = [(key, part, each.id, each.kind.value, _text(each)) for part, each in enumerate(records)]
        self.database.executemany("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?)", rows)

    def left_out(self) -> Counter[str]:
        """What was left out of all items, each counted as often as it came."""
        total = Counter(self.tally.left_out)
        for text, times in self.database.execute("SELECT left_out, times FROM items WHERE left_out != '{}'"):
            for reason, each in json.loads(text).items():
                total[reason] += each * times
        return total

    def records(self) -> Iterator[Record]:
        """All records, in the order of the source."""
        return map(_record, self.database.execute(_IN_ORDER.format("")))

    def united(self, tally: Tally) -> Iterator[Record]:
        """The records in the order of their ids, those of one id put together as in the order of the source.

        `tally` takes what was left out of that.
        """
        each = map(_record, self._by_id())
        return (joined(same, tally) for _, same in groupby(each, key=lambda record: record.id))

    def terms(self) -> Iterator[tuple[str, str, str, str]]:
        """Post, person, first day and first day no longer of each term, in the order of posts."""
        if self.database.execute("SELECT 1 FROM terms LIMIT 1").fetchone() is None:
            self.database.executemany("INSERT INTO terms VALUES (?, ?, ?, ?)", self._terms())
        yield from self.database.execute("SELECT post, person, start, stop FROM terms ORDER BY post, person, start")

    def _terms(self) -> Iterator[tuple[str, str, str, str]]:
        query = "SELECT id, fields FROM records JOIN items ON hash = item WHERE times > 0 AND fields LIKE '%\"posts\"%'"
        for person, text in self.database.execute(query):
            for term in json.loads(text).get("posts", ()):
                yield term["post"], person, term.get("from", ""), term.get("to", "")

    def names(self, entity_id: str, kind: Kind) -> bool:
        """Whether an entity of this kind, with a name, is among the records."""
        if self.database.execute("SELECT 1 FROM named LIMIT 1").fetchone() is None:
            self.database.executemany("INSERT INTO named VALUES (?, ?)", self._named())
        query = "SELECT 1 FROM named WHERE id = ? AND kind = ?"
        return self.database.execute(query, (entity_id, kind.value)).fetchone() is not None

    def _named(self) -> Iterator[tuple[str, str]]:
        """Ids with their kinds, as `joined` has them."""
        for entity_id, same in groupby(self._by_id(), key=lambda row: row[0]):
            rows = list(same)
            if any(kind == rows[0][1] and "name" in json.loads(fields) for _, kind, fields in rows):
                yield entity_id, rows[0][1]

    def _by_id(self) -> Iterator[tuple[str, str, str]]:
        self.database.execute("CREATE INDEX IF NOT EXISTS by_id ON records (id)")
        yield from self.database.execute(_IN_ORDER.format("id, "))

    def lay_out(self, texts: Iterable[tuple[str, str, str]]) -> None:
        """Takes the texts of entries, each with its file and id."""
        self.database.execute("DELETE FROM texts")
        self.database.executemany("INSERT INTO texts VALUES (?, ?, ?)", texts)
        self.database.commit()

    def files(self) -> Iterator[tuple[str, Iterator[str]]]:
        """The files with the texts of their entries, in the order of ids; one file is read before the next."""
        rows = self.database.execute("SELECT file, text FROM texts ORDER BY file, id")
        for file, texts in groupby(rows, key=lambda row: str(row[0])):
            yield file, (text for _, text in texts)


def _text(record: Record) -> str:
    return json.dumps(record.fields, ensure_ascii=True)


def _record(row: tuple[str, str, str]) -> Record:
    return Record(row[0], Kind(row[1]), json.loads(row[2]))


@contextmanager
def spooled(path: Path, signature: str) -> Iterator[Spool]:
    """The spool at a path: what a killed run with the same signature left, else an empty one.

    It is removed when all went well, and when the import is refused before it has read much; else the error says that
    it is kept. Raises InputError when it cannot be written, or another import has it open.
    """
    made: list[Path] = []
    try:
        made = make_directory(path.parent)
        database = _opened(path, f"{_FORMAT} {signature}")
    except (sqlite3.Error, OSError) as error:
        remove_empty(made)
        busy = "locked" in str(error)
        message = "another import is under way here." if busy else f"it cannot be written: {error}."
        raise InputError(message, place=Place(str(path))) from error
    keep = True
    try:
        yield Spool(database)
        keep = False
    except sqlite3.Error as error:
        raise InputError(f"it cannot be written: {error}.", place=Place(str(path))) from error
    except ExonymError as error:
        keep = isinstance(error, InputError) and _items(database) >= _COMMIT_EVERY
        if keep:
            error.remedy = (
                f"{error.remedy} What was read is kept in {path}: the same command goes on from there.".strip()
            )
        raise
    finally:
        with suppress(sqlite3.Error):
            database.commit()
        database.close()
        if not keep:
            path.unlink(missing_ok=True)
            remove_empty(made)


def _items(database: sqlite3.Connection) -> int:
    return int(database.execute("SELECT count(*) FROM items").fetchone()[0])


def _opened(path: Path, about: str) -> sqlite3.Connection:
    """Only one process at a time has it. The file of another import is begun anew; any other file makes way."""
    for _ in range(2):
        database = sqlite3.connect(path, timeout=0)
        try:
            database.execute("PRAGMA locking_mode = EXCLUSIVE")
            database.execute("PRAGMA synchronous = OFF")  # a crash of the machine costs the import, not data
            database.execute("BEGIN EXCLUSIVE")
            known = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if not known:
                database.execute("ROLLBACK")
                database.executescript(_TABLES)
                database.execute("INSERT INTO about VALUES (?)", (about,))
                database.commit()
                return database
            if database.execute("SELECT format FROM about").fetchone() == (about,):
                database.commit()
                return database
        except sqlite3.OperationalError as error:
            if "no such" not in str(error):  # locked, or on a disk that is full
                database.close()
                raise
        except sqlite3.DatabaseError:
            pass  # not a database, or a damaged one
        database.close()
        if _is_ours(path):
            path.unlink()
        else:
            path.rename(_free(path))
    raise sqlite3.OperationalError("it is not the file of an import")


def _is_ours(path: Path) -> bool:
    """Whether an import wrote this file, damaged as it may be."""
    with path.open("rb") as file:
        return _OURS in file.read(_FIRST_PAGES)


def _free(path: Path) -> Path:
    """A name beside a file that nothing has."""
    return next(free for free in (path.with_name(f"{path.name}.{n}") for n in count()) if not free.exists())
