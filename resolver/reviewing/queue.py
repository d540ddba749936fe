"""The queue of a review: which entries are wanted, in which order, a page at a time, and the counts of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Literal

from msgspec import Struct

from ..bulk.answering.decisions import RESERVED, question
from ..model import NO_HINTS, Status
from .index import EVERYBODY, Database, Row

Sort = Literal["value", "file", "score", "count"]
_ORDERS = {
    "value": "e.tier DESC, e.weight DESC, e.number",
    "file": "e.first",
    "score": "e.score DESC, e.number",
    "count": "e.count DESC, e.number",
}


class Wanted(Struct, frozen=True):
    """Which entries. Several statuses, kinds and scripts may be wanted; empty means all. `least` and `most` are scores.

    `decided` is `yes`, `no`, `id` or a word of `RESERVED`, or `stale` for ids that are gone or merged. Decisions are
    those of `reviewer`, or with `*` what holds in the end. `text` is part of the name or of the best candidate.
    """

    statuses: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    decided: str = ""
    text: str = ""
    sort: Sort = "value"
    offset: int = 0
    limit: int = 50
    reviewer: str = EVERYBODY


class Page(Struct, frozen=True):
    """Some entries, each with the decision that holds if there is one, and how many were wanted in all."""

    total: int
    rows: list[Row]


_FROM = (
    "FROM entry e LEFT JOIN standing s ON s.entry = e.number AND s.reviewer = ? LEFT JOIN made m ON m.seq = s.seq "
    "WHERE e.status IS NOT NULL"
)
_MADE = (
    "m.seq AS made_seq, m.decision, m.note, m.reviewer, m.scope, m.row, m.at, m.before, m.gazetteer AS made_gazetteer"
)


def page(database: Database, wanted: Wanted, is_stale: Callable[[str], bool]) -> Page:
    """The entries that are wanted."""
    where, values = _where(database, wanted, is_stale)
    total = database.execute(f"SELECT count(*) {_FROM} {where}", values).fetchone()[0]
    rows = database.execute(
        f"SELECT e.*, {_MADE} {_FROM} {where} ORDER BY {_ORDERS[wanted.sort]} LIMIT ? OFFSET ?",
        (*values, wanted.limit, wanted.offset),
    ).fetchall()
    return Page(total, rows)


def entry_of(database: Database, key: str, reviewer: str = EVERYBODY) -> Row | None:
    """One entry, with the decision that holds if there is one."""
    found: Row | None = database.execute(
        f"SELECT e.*, {_MADE} FROM entry e LEFT JOIN standing s ON s.entry = e.number AND s.reviewer = ? "  # noqa: S608
        "LEFT JOIN made m ON m.seq = s.seq WHERE e.key = ?",
        (reviewer, key),
    ).fetchone()
    return found


def _where(database: Database, wanted: Wanted, is_stale: Callable[[str], bool]) -> tuple[str, list[object]]:
    parts: list[str] = []
    values: list[object] = [wanted.reviewer]

    def among(column: str, texts: Iterable[str]) -> None:
        listed = list(texts)
        parts.append(f"AND {column} IN ({', '.join('?' * len(listed))})")
        values.extend(listed)

    for column, texts in (("e.status", wanted.statuses), ("e.kind", wanted.kinds), ("e.script", wanted.scripts)):
        if texts:
            among(column, texts)
    if wanted.least is not None:
        parts.append("AND e.score >= ?")
        values.append(wanted.least)
    if wanted.most is not None:
        parts.append("AND e.score <= ?")
        values.append(wanted.most)
    if wanted.text:
        database.create_function("folded", 1, _folded, deterministic=True)
        parts.append("AND (instr(e.name, ?) OR instr(folded(e.label), ?) OR e.id = ?)")
        text, _ = question(wanted.text, NO_HINTS)
        values += [text, text, wanted.text]
    if wanted.decided in {"yes", "no"}:
        parts.append(f"AND s.seq IS {'NOT ' if wanted.decided == 'yes' else ''}NULL")
    elif wanted.decided == "stale":
        among("m.decision", stale_ids(database, is_stale))
    elif wanted.decided == "id":
        parts.append(f"AND m.decision NOT IN ({', '.join('?' * len(RESERVED))})")
        values += RESERVED
    elif wanted.decided:
        among("m.decision", [wanted.decided])
    return " ".join(parts), values


def _folded(label: str | None) -> str:
    """SQLite's own `lower` knows ASCII alone."""
    return (label or "").casefold()


def stale_ids(database: Database, is_stale: Callable[[str], bool]) -> list[str]:
    """The ids that were chosen and that the gazetteer has no more, or has under another id."""
    chosen = database.execute("SELECT DISTINCT decision FROM made WHERE undone = 0").fetchall()
    return [each[0] for each in chosen if each[0] not in RESERVED and is_stale(each[0])]


class Counts(Struct, frozen=True):
    """All entries that are answered by status, the decisions that hold by what they are, and the entries left to do."""

    statuses: dict[str, int]
    decided: dict[str, int]
    left: int


def counts(database: Database, reviewer: str = EVERYBODY) -> Counts:
    """The counts. Left are those neither decided nor matched; what has wrong hints cannot be decided."""
    statuses: Counter[str] = Counter(dict(database.execute("SELECT status, count FROM answers").fetchall()))
    open_ = statuses.copy()
    decided: Counter[str] = Counter()
    for status, word, count in database.execute(
        "SELECT status, word, count FROM tally WHERE reviewer = ?", (reviewer,)
    ):
        open_[status] -= count
        decided[word] += count
    return Counts(
        {status.value: statuses[status.value] for status in Status},
        {word: decided[word] for word in ("id", *RESERVED)},
        sum(open_[status.value] for status in Status if status not in {Status.MATCH, Status.ERROR}),
    )
