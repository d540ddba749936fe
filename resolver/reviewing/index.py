"""The index of a review, one file of SQLite: what the table says and what was found, ready to be asked for in pages.

Nothing in it is the only copy: rows come from the table, answers from the resolver, decisions from their own file. So
memory stays small whatever the table, several processes share it, and a lost index is made anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..bulk.answering.decisions import RESERVED

_WAIT = 30.0  # seconds for another process to end its change
_LAYOUT = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entry (
  number INTEGER PRIMARY KEY, key TEXT, mention TEXT, name TEXT, hints TEXT, context TEXT, wrong TEXT,
  count INTEGER, first INTEGER, script TEXT, answered TEXT, status TEXT, score REAL, margin REAL, kind TEXT, id TEXT,
  label TEXT, why TEXT, tier INTEGER, weight REAL
);
CREATE TABLE IF NOT EXISTS line (row INTEGER PRIMARY KEY, entry INTEGER, cells TEXT);
CREATE TABLE IF NOT EXISTS made (
  seq INTEGER PRIMARY KEY, mention TEXT, name TEXT, hints TEXT, context TEXT, scope TEXT, row INTEGER, decision TEXT,
  note TEXT, reviewer TEXT, at TEXT, before TEXT, gazetteer TEXT, undone INTEGER DEFAULT 0
);
CREATE TABLE IF NOT EXISTS standing (
  entry INTEGER, reviewer TEXT, seq INTEGER, PRIMARY KEY (entry, reviewer)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS answers (status TEXT PRIMARY KEY, count INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tally (
  reviewer TEXT, status TEXT, word TEXT, count INTEGER, PRIMARY KEY (reviewer, status, word)
) WITHOUT ROWID;
"""
"""`entry`: a distinct name with its hints; `name` and `context` are these as decisions compare them, `wrong` says why
its hints cannot be; `answered` is the version of the gazetteer that answered. `line`: the rows of the table with all
their cells. `made`: the lines of the file of decisions; `undone` is the line that takes one back. `standing`: the
decision of each reviewer that holds for an entry, and of all of them under the name `*`. `answers`: how many entries
have each status. `tally`: for how many entries of each status, empty for those without one yet, a decision of a
reviewer holds: a word of `RESERVED`, or `id`. The two are kept by triggers."""

_WORD = f"CASE WHEN m.decision IN ({', '.join(map(repr, RESERVED))}) THEN m.decision ELSE 'id' END"
_ONE_MORE = "ON CONFLICT (reviewer, status, word) DO UPDATE SET count = count + 1"
_TRIGGERS = f"""
CREATE TRIGGER IF NOT EXISTS stands AFTER INSERT ON standing BEGIN
  INSERT INTO tally SELECT new.reviewer, ifnull(e.status, ''), {_WORD}, 1 FROM entry e, made m
    WHERE e.number = new.entry AND m.seq = new.seq {_ONE_MORE};
END;
CREATE TRIGGER IF NOT EXISTS falls AFTER DELETE ON standing BEGIN
  UPDATE tally SET count = count - 1 WHERE (reviewer, status, word) = (
    SELECT old.reviewer, ifnull(e.status, ''), {_WORD} FROM entry e, made m
    WHERE e.number = old.entry AND m.seq = old.seq);
END;
CREATE TRIGGER IF NOT EXISTS is_answered AFTER UPDATE OF status ON entry WHEN new.status IS NOT old.status BEGIN
  INSERT INTO answers VALUES (new.status, 1) ON CONFLICT (status) DO UPDATE SET count = count + 1;
  UPDATE answers SET count = count - 1 WHERE status = old.status;
  UPDATE tally SET count = count - 1 WHERE status = ifnull(old.status, '') AND (reviewer, word) IN (
    SELECT s.reviewer, {_WORD} FROM standing s JOIN made m ON m.seq = s.seq WHERE s.entry = new.number);
  INSERT INTO tally SELECT s.reviewer, new.status, {_WORD}, 1 FROM standing s JOIN made m ON m.seq = s.seq
    WHERE s.entry = new.number {_ONE_MORE};
END;
"""  # noqa: S608 - of our own words alone

_INDEXES = (
    "entry_key ON entry (key)", "entry_name ON entry (name, context)",
    "entry_worth ON entry (tier DESC, weight DESC, number)", "entry_status ON entry (status)",
    "entry_answered ON entry (answered, count DESC, number)", "line_entry ON line (entry)",
    "made_name ON made (name, context)", "standing_seq ON standing (reviewer, seq)",
)  # fmt: skip

EVERYBODY = "*"
"""Whose decisions hold in the end: the last one counts, whoever made it."""

CELLS = "\x1f"
"""Stands between the cells of a row: the unit separator of ASCII."""

Database = sqlite3.Connection
Row = sqlite3.Row


@contextmanager
def connected(path: Path) -> Iterator[Database]:
    """A connection to an index, made if need be. To be used in one thread.

    Raises sqlite3.DatabaseError where another version of the code made it.
    """
    database = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    try:
        database.row_factory = sqlite3.Row
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'standing'").fetchone():
            database.executescript(f"BEGIN IMMEDIATE;{_TABLES}{_TRIGGERS}PRAGMA user_version = {_LAYOUT};COMMIT")
        if database.execute("PRAGMA user_version").fetchone()[0] != _LAYOUT:
            raise sqlite3.DatabaseError("the index has another layout.")
        yield database
    finally:
        database.close()


def add_indexes(database: Database) -> None:
    """Make what is looked up quick to find, once the table is in: earlier it would be twice the work."""
    for index in _INDEXES:
        database.execute(f"CREATE INDEX IF NOT EXISTS {index}")


@contextmanager
def changing(database: Database) -> Iterator[None]:
    """A change that is there as a whole or not at all."""
    database.execute("BEGIN IMMEDIATE")
    whole = False
    try:
        yield
        whole = True
    finally:
        database.execute("COMMIT" if whole else "ROLLBACK")


def told(database: Database, key: str, default: Any = None) -> Any:
    """What is noted about a review under a key."""
    found = database.execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()
    return default if found is None else json.loads(found[0])


def tell(database: Database, **notes: Any) -> None:
    """Note something about a review."""
    rows = [(key, json.dumps(value, ensure_ascii=False)) for key, value in notes.items()]
    database.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", rows)
