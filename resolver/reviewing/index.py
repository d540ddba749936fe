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

_WAIT = 30.0  # seconds for another process to end its change
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
"""
"""`entry`: a distinct name with its hints; `name` and `context` are these as decisions compare them, `wrong` says why
its hints cannot be; `answered` is the version of the gazetteer that answered. `line`: the rows of the table with all
their cells. `made`: the lines of the file of decisions; `undone` is the line that takes one back. `standing`: the
decision of each reviewer that holds for an entry, and of all of them under the name `*`."""

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
    """A connection to an index, made if need be. To be used in one thread."""
    database = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    try:
        database.row_factory = sqlite3.Row
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'standing'").fetchone():
            database.executescript(_TABLES)
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
