"""What a reviewer does at a review: decide, take back, look at the rows and at what others decided."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from ..bulk.answering.decision_log import Log, opened
from ..bulk.answering.decisions import RESERVED, SCOPES, UNDO, Made, Scope
from ..errors import InputError
from ..hints import FIELDS, parse_hints
from ..model import Gazetteer, Hints
from .agreement import Agreement, agreement
from .index import CELLS, EVERYBODY, Database, Row
from .replay import add, catch_up, covering, last_of


class Covers(Struct, frozen=True):
    """A scope that a decision may have, and how many rows it would cover."""

    scope: Scope
    count: int


class Choice(Struct, frozen=True):
    """A decision that is wanted: an id or a reserved word, what it covers (for a row its number), and a note."""

    decision: str
    scope: Scope = "context"
    row: int = 0
    note: str = ""


class Changed(Struct, frozen=True):
    """What was decided or taken back: the number of its line, and how many rows it covers; None for nothing."""

    seq: int
    rows: int
    made: Made | None = None


def scopes(database: Database, entry: Row) -> list[Covers]:
    """The scopes of a decision over an entry, each with the number of its rows."""
    named = database.execute("SELECT sum(count) FROM entry WHERE name = ?", (entry["name"],)).fetchone()[0]
    counts: dict[Scope, int] = {"row": 1, "name": named, "context": entry["count"]}
    return [Covers(scope, counts[scope]) for scope in ("row", "name", "context")]


def rows_of(database: Database, entry: Row, most: int) -> list[tuple[int, list[str]]]:
    """The first rows of an entry: their numbers and their cells."""
    found = database.execute(
        "SELECT row, cells FROM line WHERE entry = ? ORDER BY row LIMIT ?", (entry["number"], most)
    )
    return [(row, cells.split(CELLS)) for row, cells in found]


def hints_of(entry: Row) -> Hints:
    """The hints of an entry. Raises HintError where they cannot be."""
    return parse_hints(json.loads(entry["hints"]))


class Desk(Struct, frozen=True):
    """A review with its file of decisions, for a time, a version of the gazetteer and a reviewer."""

    database: Database
    decisions: Path
    gazetteer: Gazetteer
    at: str
    reviewer: str = ""

    def decide(self, entry: Row, choice: Choice) -> Changed:
        """Put a decision into the file. Raises InputError for one that cannot be."""
        row = (choice.row or (entry["first"] if entry["count"] == 1 else 0)) if choice.scope == "row" else 0
        self._refuse(entry, choice, row)
        note = " ".join(choice.note.split())
        made = Made(entry["mention"], hints_of(entry), choice.decision, note, 0, self.reviewer, choice.scope, row)
        with opened(str(self.decisions)) as log:
            catch_up(self.database, self.decisions, log)
            before = covering(self.database, entry, row)
            seq = self._add(log, made, before["decision"] if before else "")
        rows = next(each.count for each in scopes(self.database, entry) if each.scope == choice.scope)
        return Changed(seq, rows, made)

    def _refuse(self, entry: Row, choice: Choice, row: int) -> None:
        if entry["wrong"]:
            remedy = "Mend the hint in the table and review it anew."
            raise InputError(f"no decision can hold: {entry['wrong']}", remedy=remedy)
        if choice.decision not in RESERVED and self.gazetteer.redirect(choice.decision) is None:
            remedy = f"Give an id of the gazetteer, or {', '.join(RESERVED)}."
            raise InputError(f"there is no entity {choice.decision!r}.", remedy=remedy)
        own = "SELECT 1 FROM line WHERE row = ? AND entry = ?"
        if choice.scope == "row" and self.database.execute(own, (row, entry["number"])).fetchone() is None:
            raise InputError(f"the row {row} is not one of this name.", remedy="Give `row`, as the rows are numbered.")

    def undo(self) -> Changed:
        """Take back the reviewer's last decision, by a further line in the file."""
        if not self.decisions.exists():
            return Changed(0, 0)
        with opened(str(self.decisions)) as log:
            catch_up(self.database, self.decisions, log)
            last = last_of(self.database, self.reviewer)
            if last is None:
                return Changed(0, 0)
            made = made_from(last)
            undoing = Made(made.mention, made.hints, UNDO, "", 0, self.reviewer, made.scope, made.row)
            self._add(log, undoing, last["decision"])
        entry = self.database.execute(
            "SELECT * FROM entry WHERE name = ? AND context = ?", (last["name"], last["context"])
        ).fetchone()
        rows = {each.scope: each.count for each in scopes(self.database, entry)} if entry else {}
        return Changed(last["seq"], rows.get(made.scope, 0), made)

    def _add(self, log: Log, made: Made, before: str) -> int:
        return add(self.database, self.decisions, log, made, (self.gazetteer.version, self.at, before))

    def is_stale(self, decision: str) -> bool:
        """Whether an id that was chosen is gone by now, or merged into another."""
        entity = self.gazetteer.redirect(decision)
        return decision not in RESERVED and (entity is None or entity.id != decision)


def made_from(row: Row) -> Made:
    """A decision of the index."""
    scope = next(each for each in SCOPES if each == row["scope"])
    hints = parse_hints(json.loads(row["hints"]))
    return Made(row["mention"], hints, row["decision"], row["note"], row["seq"], row["reviewer"], scope, row["row"])


def reviewers(database: Database) -> list[str]:
    """Whose decisions hold for some entry."""
    found = database.execute("SELECT DISTINCT reviewer FROM standing WHERE reviewer <> ? ORDER BY 1", (EVERYBODY,))
    return [each[0] for each in found]


def agreements(database: Database) -> Iterator[tuple[str, str, Agreement[int]]]:
    """How far each two reviewers agree; what differs by the numbers of the entries."""
    names = reviewers(database)
    made = {name: _by_entry(database, name) for name in names}
    for at, one in enumerate(names):
        for other in names[at + 1 :]:
            yield one, other, agreement(made[one], made[other])


def _by_entry(database: Database, reviewer: str) -> dict[int, str]:
    return dict(
        database.execute(
            "SELECT s.entry, m.decision FROM standing s JOIN made m ON m.seq = s.seq WHERE s.reviewer = ? ORDER BY 1",
            (reviewer,),
        ).fetchall()
    )


def gold(database: Database, reviewer: str = EVERYBODY) -> Iterator[list[str]]:
    """What was decided, as lines of a labelled file: mention, hints, right id (empty for nobody), how often it occurs.

    Names about which a reviewer was unsure are left out. The header comes first.
    """
    yield ["mention", *FIELDS, "id", "count"]
    rows = database.execute(
        "SELECT e.mention, e.context, e.count, m.decision FROM standing s JOIN made m ON m.seq = s.seq "
        "JOIN entry e ON e.number = s.entry WHERE s.reviewer = ? AND m.decision <> 'unsure' ORDER BY e.first",
        (reviewer,),
    )
    for mention, context, count, decision in rows:
        hints = json.loads(context)
        right = "" if decision in RESERVED else decision
        yield [mention, *(hints.get(name, "") for name in FIELDS), right, str(count)]
