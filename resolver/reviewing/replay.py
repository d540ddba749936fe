"""The file of decisions, read into the index of a review as it grows: whoever wrote it, here or elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

from ..bulk.answering.decision_log import Log
from ..bulk.answering.decisions import UNDO, Made, as_text, made_of, question, read_rows, without_torn
from ..errors import InputError, Place
from ..hints import FIELDS
from ..model import Hints
from .index import EVERYBODY, Database, Row, changing, tell, told
from .intake import context_of, context_text

_END = 4096  # bytes
_NEEDED = ("mention", "decision", "scope", "row", "reviewer")


def catch_up(database: Database, path: Path, log: Log | None = None) -> None:
    """Read the lines of the file of decisions that are not in the index yet. Raises InputError with the line.

    With an open `log`, which nobody else writes, its last line is repaired first.
    """
    if log is None and _size(path) == told(database, "log_size", 0) and _is_same(database, path):
        return
    with changing(database):
        if not _is_same(database, path):  # it is another file, or none any more: begin anew
            database.execute("DELETE FROM standing")
            database.execute("DELETE FROM made")
            tell(database, log_size=0)
        start = told(database, "log_size", 0)
        data = log.data(start) if log is not None else _read(path, start)
        header = told(database, "log_header", "") if start else ""
        whole = without_torn(header.encode() + data)[len(header.encode()) :]
        if not whole:
            return
        if not start:
            texts = as_text(whole, str(path))
            first, header = 1, texts.partition("\n")[0] + "\n"
            _refuse_narrow(header, path)
        else:
            first = told(database, "log_lines", 1)
            texts = header + as_text(whole, str(path), first)
        _learn(database, texts, path, first - 1)
        lines = first + whole.count(b"\n") - (0 if start else 1)
        end = start + len(whole)
        tell(database, log_size=end, log_end=_end_of(path, end), log_header=header, log_lines=lines)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _is_same(database: Database, path: Path) -> bool:
    """Whether the file still has what was read of it, as far as its end tells."""
    size = told(database, "log_size", 0)
    return not size or (_size(path) >= size and _end_of(path, size) == told(database, "log_end"))


def _end_of(path: Path, size: int) -> str:
    """What tells the last of so many bytes of the file from others."""
    start = max(0, size - _END)
    return blake2b(_read(path, start, size - start), digest_size=16).hexdigest()


def _read(path: Path, start: int, most: int = -1) -> bytes:
    try:
        with path.open("rb") as stream:
            stream.seek(start)
            return stream.read(most)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise InputError(f"cannot read the decisions: {error.strerror}.", place=Place(str(path))) from error


def _refuse_narrow(header: str, path: Path) -> None:
    """A review writes into some columns that a file made by hand may lack. Raises InputError."""
    columns = next(read_rows(header, str(path)), (1, []))[1]
    missing = [name for name in (*_NEEDED, *FIELDS) if name not in columns]
    if missing:
        what = f"a review needs the column(s) {', '.join(missing)} in its file of decisions."
        remedy = "Add them to the end of its first line; the lines below may stay as they are."
        raise InputError(what, place=Place(str(path), 1), remedy=remedy)


def _learn(database: Database, text: str, path: Path, before: int) -> None:
    """Take over the lines of a text that begins with the header; so many lines are `before` them in the file."""
    rows = read_rows(text, str(path))
    _, header = next(rows)
    about: set[tuple[str, str | None]] = set()
    for line, row in rows:
        cells = dict(zip(header, row, strict=False))
        made = made_of(cells, Place(str(path), line + before), undo=True)
        if made is not None:
            about.add(_insert(database, made, cells))
    _restand(database, about)


def _insert(database: Database, made: Made, cells: Mapping[str, str]) -> tuple[str, str | None]:
    """Note a decision, or that one is taken back; the name that it is about, and its hints unless it is about any."""
    name, _ = question(made.mention, Hints())
    context = context_of(made.hints)
    told_by = [cells.get(key, "") for key in ("decided", "before", "gazetteer")]
    values = (made.mention, name, json.dumps(context), context_text(context), made.scope, made.row,
              made.decision, made.note, made.reviewer, *told_by)  # fmt: skip
    cursor = database.execute(
        "INSERT INTO made (mention, name, hints, context, scope, row, decision, note, reviewer, at, before, gazetteer) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values,
    )  # fmt: skip
    if made.decision == UNDO:
        database.execute(
            "UPDATE made SET undone = ? WHERE seq = (SELECT max(seq) FROM made WHERE name = ? AND scope = ? "
            "AND row = ? AND (scope = 'name' OR context = ?) AND reviewer = ? AND decision <> ? "
            "AND undone = 0)",
            (cursor.lastrowid, name, made.scope, made.row, context_text(context), made.reviewer, UNDO),
        )
    return name, None if made.scope == "name" else context_text(context)


def _restand(database: Database, about: Iterable[tuple[str, str | None]]) -> None:
    """Find anew which decisions hold for the entries of these names with these hints, or with any."""
    for name, context in about:
        asked = {"name": name, "context": context, "undo": UNDO}
        live = database.execute(
            "SELECT seq, reviewer, scope, context, row FROM made WHERE name = :name AND undone = 0 "
            "AND decision <> :undo AND (:context IS NULL OR scope = 'name' OR context = :context) ORDER BY seq", asked,
        ).fetchall()  # fmt: skip
        entries = database.execute(
            "SELECT number, context, count FROM entry WHERE name = :name AND (:context IS NULL OR context = :context)",
            asked,
        )
        for entry in entries.fetchall():
            database.execute("DELETE FROM standing WHERE entry = ?", (entry["number"],))
            rows = [(entry["number"], who, seq) for who, seq in _standing(entry, live).items()]
            database.executemany("INSERT INTO standing VALUES (?, ?, ?)", rows)


def _standing(entry: Row, live: list[Row]) -> dict[str, int]:
    """The decision that holds for an entry, by reviewer: one about a row where each row has one."""
    found: dict[str, int] = {}
    rows: dict[str, set[int]] = {}
    for each in live:
        own = each["context"] == entry["context"]
        for who in (each["reviewer"], EVERYBODY):
            if each["scope"] == "row" and own:
                rows.setdefault(who, set()).add(each["row"])
            covers = each["scope"] == "name" or (each["scope"] == "context" and own)
            if covers or (own and len(rows.get(who, ())) >= entry["count"]):
                found[who] = each["seq"]
    return found


def covering(database: Database, entry: Row, row: int = 0) -> Row | None:
    """The last decision that covers a row of an entry, or the entry itself."""
    found: Row | None = database.execute(
        "SELECT * FROM made WHERE name = ? AND undone = 0 AND decision <> ? AND (scope = 'name' "
        "OR (context = ? AND (scope = 'context' OR (scope = 'row' AND row = ?)))) ORDER BY seq DESC LIMIT 1",
        (entry["name"], UNDO, entry["context"], row),
    ).fetchone()
    return found


def add(database: Database, path: Path, log: Log, made: Made, told_by: tuple[str, str, str]) -> int:
    """Put a decision at the end of the file, which is open, and into the index; its number. It is on the disk then.

    `told_by` are the version of the gazetteer, the time and what held before.
    """
    gazetteer, at, before = told_by
    log.append([made], gazetteer, at, [before])
    catch_up(database, path, log)
    return int(database.execute("SELECT max(seq) FROM made").fetchone()[0])


def last_of(database: Database, reviewer: str) -> Row | None:
    """The last decision of a reviewer that was not taken back."""
    found: Row | None = database.execute(
        "SELECT * FROM made WHERE reviewer = ? AND undone = 0 AND decision <> ? ORDER BY seq DESC LIMIT 1",
        (reviewer, UNDO),
    ).fetchone()
    return found


def history(database: Database, name: str | None, limit: int) -> list[Row]:
    """The decisions, about one name or all, the latest first, the taken back among them."""
    return database.execute(
        "SELECT * FROM made WHERE decision <> ? AND (? IS NULL OR name = ?) ORDER BY seq DESC LIMIT ?",
        (UNDO, name, name, limit),
    ).fetchall()
