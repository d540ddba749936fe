"""What people decided about mentions, read from a file that only grows, and what a later run makes of it.

The file is CSV with the columns of `COLUMNS`. A decision holds for its mention, whatever its case, white space and
Unicode normalisation: with exactly its hints (the scope `context`, and an empty cell), with any hints (`name`), or in
one numbered row of a table (`row`). Of those that cover a row the last one counts. Nothing is ever taken out of the
file: a line with the decision `undo` takes back the last one before it of the same reviewer with the same mention and
scope, and what that one had replaced holds again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from msgspec import Struct
from msgspec.structs import replace

from ...errors import HintError, InputError, Place
from ...hints import FIELDS, parse_hints
from ...model import Candidate, Decision, Gazetteer, Hints, Status
from ...text.cleaning import clean

COLUMNS = (
    "mention", *FIELDS, "decision", "note", "gazetteer", "decided", "reviewer", "scope", "row", "before",
)  # fmt: skip
"""The columns of a file of decisions: the gazetteer's version, the time and what held before are for people."""

RESERVED = ("new", "none", "unsure")
"""Decisions other than an id."""

UNDO = "undo"
"""What takes a decision back, in a file of decisions alone."""

Scope: TypeAlias = Literal["context", "name", "row"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
"""What a decision covers: its mention with its hints, with any hints, in one row."""

_AS_UTF8 = "Save it as UTF-8."
_AS_CSV = "Close the quotes that are opened here, and write a quote within a cell twice."
_BETWEEN_QUOTES = 'Put a cell that has a comma between quotes: "A, B".'
_DIGITS = 18  # of the number of a row
_END = "\x1e"  # a line of its own behind the file: within a cell if a quote is open there
_ID = re.compile(r"[A-Za-z0-9._~-]+")


@dataclass(frozen=True, slots=True)
class Made:
    """One decision of a person: an id or one of `RESERVED`. `line` is where it was made, 0 for nowhere.

    `row` is the number of the row that it is about, from 1, if its scope is one.
    """

    mention: str
    hints: Hints
    decision: str
    note: str = ""
    line: int = field(default=0, compare=False)
    reviewer: str = field(default="", compare=False)
    scope: Scope = "context"
    row: int = 0

    @property
    def question(self) -> tuple[str, Hints]:
        """What it answers."""
        return question(self.mention, self.hints)

    @property
    def covered(self) -> Covered:
        """What it is about: of two decisions about the same the later one counts."""
        name, hints = self.question
        return (self.scope, name, None if self.scope == "name" else hints, self.row)


Covered: TypeAlias = "tuple[Scope, str, Hints | None, int]"
"""A scope, the mention as it is compared, hints unless any will do, the row or 0."""


def question(mention: str, hints: Hints) -> tuple[str, Hints]:
    """What two mentions with hints have in common when one decision holds for both."""
    return clean(mention).casefold(), hints


class Decisions(Struct, frozen=True):
    """The decisions that hold, by what they cover. `rows` are the numbers of rows with one of their own."""

    made: Mapping[Covered, Made] = {}
    rows: frozenset[int] = frozenset()

    def find(self, mention: str, hints: Hints, row: int = 0) -> Made | None:
        """The last decision that covers a mention with these hints, in the row of this number."""
        if not self.made:
            return None
        name, _ = question(mention, hints)
        covering: list[Covered] = [("context", name, hints, 0), ("name", name, None, 0)]
        if row in self.rows:
            covering.append(("row", name, hints, row))
        found = [self.made[each] for each in covering if each in self.made]
        return max(found, key=lambda each: each.line, default=None)

    def latest(self) -> list[Made]:
        """The decisions that hold, in the order in which they were made."""
        return sorted(self.made.values(), key=lambda each: each.line)


def standing(made: Iterable[Made]) -> Decisions:
    """The decisions that hold after these were made one after the other, some of them to take back others."""
    stacks: dict[Covered, list[Made]] = {}
    for each in made:
        stack = stacks.setdefault(each.covered, [])
        if each.decision != UNDO:
            stack.append(each)
            continue
        own = [at for at, one in enumerate(stack) if one.reviewer == each.reviewer]
        if own:
            del stack[own[-1]]
    held = {covered: stack[-1] for covered, stack in stacks.items() if stack}
    return Decisions(held, frozenset(each.row for each in held.values() if each.row))


def read_decisions(path: str) -> Decisions:
    """The decisions of a file; none when there is no such file yet.

    Raises InputError for what is not such a file.
    """
    file = Path(path)
    if not path or not file.exists():
        return Decisions()
    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read the decisions: {error.strerror}.", place=Place(path)) from error
    return parse_decisions(data, path)


def parse_decisions(data: bytes, name: str) -> Decisions:
    """The decisions in the bytes of such a file, which errors call `name`. Raises InputError with the line."""
    rows = read_rows(as_text(without_torn(data), name), name)
    _, header = next(rows, (1, []))
    if not header:
        return Decisions()
    if not {"mention", "decision"} <= set(header):
        columns = ", ".join(COLUMNS)
        raise InputError(
            "a file of decisions has the columns mention and decision.",
            place=Place(name, 1), remedy=f"Let its first line name them; all that are known: {columns}.",
        )  # fmt: skip
    made = (made_of(row, place, undo=True) for row, place in _cells(rows, header, name))
    return standing(each for each in made if each is not None)


def as_text(data: bytes, name: str, before: int = 0) -> str:
    """What such a file says; so many lines are `before` these bytes. Raises InputError with the line."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Place(name, before + data.count(b"\n", 0, error.start) + 1)
        raise InputError(f"not utf-8: byte 0x{data[error.start]:02X}.", place=place, remedy=_AS_UTF8) from error


def _cells(
    rows: Iterable[tuple[int, list[str]]], header: list[str], name: str
) -> Iterator[tuple[dict[str, str], Place]]:
    return ((dict(zip(header, row, strict=False)), Place(name, line)) for line, row in rows)


def without_torn(data: bytes) -> bytes:
    """The file without its last record where that was not written to its end: nobody was told that it is kept.

    That record has an open quote, fewer cells than the header, or no line's end though it names a gazetteer, as those
    that people add by hand do not. Decisions behind a quote that somebody left open stay, and reading says where it
    is. A file without the column `scope` was made by hand, and stays as it is.
    """
    header = _header(data)
    if b"\n" not in data and ",".join(COLUMNS).startswith(",".join(header)):
        return b""
    if "scope" not in header or (data.endswith(b"\n") and b'"' not in data):
        return data
    start, row, is_open = _last_record(data)
    if is_open:
        is_torn = not _has_decisions(data[start:], header)
    else:
        cells = dict(zip(header, row, strict=False))
        is_torn = not data.endswith(b"\n") and (len(row) < len(header) or bool(cells.get("gazetteer")))
    return data[:start] if is_torn else data


def _header(data: bytes) -> list[str]:
    line = data.partition(b"\n")[0].decode("utf-8-sig", "replace").rstrip("\r")
    try:
        return next(csv.reader([line]), [])
    except csv.Error:
        return []


def _last_record(data: bytes) -> tuple[int, list[str], bool]:
    """The byte where the last record begins, its cells, and whether a quote is open at its end.

    What is no CSV has none: whoever reads it says where.
    """
    size = 0

    def lines() -> Iterator[str]:
        nonlocal size
        for line in io.StringIO(data.decode("latin-1"), newline=""):
            size += len(line)
            yield line
        yield _END

    start, end, last = 0, 0, list[str]()
    try:
        for row in csv.reader(lines()):
            if row == [_END]:
                return start, last, False
            start, end, last = end, size, row
    except csv.Error:
        return len(data), [], False
    return start, last, True  # the end of the file is within a cell


def _has_decisions(record: bytes, header: list[str]) -> bool:
    """Whether there are decisions among the lines below the first of an open record."""
    at = header.index("decision") if "decision" in header else len(header)
    below = record.partition(b"\n")[2].decode("latin-1")
    try:
        return any(is_decision(row[at].strip()) for row in csv.reader(below.splitlines()) if len(row) > at)
    except csv.Error:
        return True


def read_rows(text: str, name: str, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, the first is the header, each with the number of its first line.

    Raises InputError with the line, also for a row that is longer than the header.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    width = 0
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise InputError(f"not CSV: {error}.", place=Place(name, line), remedy=_AS_CSV) from error
        if row is None:
            return
        width = width or len(row)
        if len(row) > width:
            what = f"{len(row)} cells under {width} columns."
            raise InputError(what, place=Place(name, line), remedy=_BETWEEN_QUOTES)
        if row:
            yield line, row


def made_of(row: Mapping[str, str], place: Place, *, undo: bool = False) -> Made | None:
    """The decision of a row with the columns `mention`, hints, `decision` and others; None if none was made.

    Raises InputError with the place when it is neither an id nor a reserved word (nor `undo`, where that may be), or
    a hint, a scope or the number of a row cannot be.
    """
    decision = row.get("decision", "").strip()
    words = (*RESERVED, UNDO) if undo else RESERVED
    decision = decision.lower() if decision.lower() in words else decision
    if not decision:
        return None
    if not is_decision(decision):
        raise InputError(
            f"{decision!r} is not a decision.", place=place, remedy=f"Write an id, {', '.join(RESERVED)} or nothing."
        )
    try:
        hints = parse_hints({name: row.get(name, "") for name in FIELDS})
    except HintError as error:
        raise InputError(error.message, place=place, remedy=error.remedy) from error
    scope, number = _scope(row, place)
    reviewer = row.get("reviewer", "").strip()
    return Made(
        row.get("mention", ""), hints, decision, row.get("note", "").strip(), place.line, reviewer, scope, number
    )


def is_decision(text: str) -> bool:
    """Whether a text can be a decision: an id as the gazetteer has them, or a reserved word."""
    return _ID.fullmatch(text) is not None


def _scope(row: Mapping[str, str], place: Place) -> tuple[Scope, int]:
    """The scope of a row of a file of decisions, and the number of the row that it is about."""
    written, number = row.get("scope", "").strip().lower() or "context", row.get("row", "").strip()
    scope = next((each for each in SCOPES if each == written), None)
    if scope is None:
        raise InputError(f"{written!r} is not a scope.", place=place, remedy=f"Write {', '.join(SCOPES)} or nothing.")
    if scope != "row":
        return scope, 0
    if not (number.isascii() and number.isdecimal() and len(number) <= _DIGITS and int(number)):
        raise InputError(f"{number!r} is not a row.", place=place, remedy="Write its number in the table, from 1.")
    return scope, int(number)


def obeyed(decision: Decision, made: Made, gazetteer: Gazetteer) -> Decision:
    """The resolver's decision as a person's overrules it.

    `new` gives way when the gazetteer knows the name by now; an id that is gone is said and leaves the row open.
    """
    if made.decision == "unsure":
        return replace(decision, why=f"a person was unsure; {decision.why}")
    if made.decision == "new" and decision.status is Status.MATCH:
        return decision
    if made.decision in RESERVED:
        why = "decided: nobody known" if made.decision == "none" else "decided: new, not in the gazetteer yet"
        return Decision(decision.mention, Status.NONE, _with_note(why, made.note), decision.candidates)
    entity = gazetteer.redirect(made.decision)
    if entity is None:
        return replace(decision, why=f"decided: {made.decision}, which is gone from the gazetteer; {decision.why}")
    why = _with_note("decided by a person", made.note)
    own = [each for each in decision.candidates if each.id == entity.id]
    best = own or [Candidate(entity.id, entity.name, entity.kind, 100.0, "", why)]
    others = [each for each in decision.candidates if each.id != entity.id]
    matched = best[0].matched_name
    return Decision(decision.mention, Status.MATCH, why, (*best, *others), entity.id, entity.name, matched, 100.0)


def _with_note(why: str, note: str) -> str:
    return f"{why}: {note}" if note else why
