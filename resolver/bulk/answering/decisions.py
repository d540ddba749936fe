"""What people decided about mentions, kept in a file that only grows, and what a later run makes of it.

The file is CSV with the columns of `COLUMNS`. A decision holds for its mention, whatever its case, white space and
Unicode normalisation, with exactly its hints; the last one about a mention counts. Nothing is ever taken out of the
file, so that a decision can be traced and taken back.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ...errors import HintError, InputError, Place
from ...hints import FIELDS, parse_hints
from ...model import Candidate, Decision, Gazetteer, Hints, Status
from ...text.cleaning import clean

COLUMNS = ("mention", *FIELDS, "decision", "note", "gazetteer", "decided")
"""The columns of a file of decisions: the version of the gazetteer and the day are for people."""

RESERVED = ("new", "none", "unsure")
"""Decisions other than an id."""

_AS_UTF8 = "Save it as UTF-8."
_AS_CSV = "Close the quotes that are opened here, and write a quote within a cell twice."
_BETWEEN_QUOTES = 'Put a cell that has a comma between quotes: "A, B".'
_ID = re.compile(r"[A-Za-z0-9._~-]+")


@dataclass(frozen=True, slots=True)
class Made:
    """One decision of a person: an id or one of `RESERVED`. `line` is where it was made, 0 for nowhere."""

    mention: str
    hints: Hints
    decision: str
    note: str = ""
    line: int = field(default=0, compare=False)

    @property
    def question(self) -> tuple[str, Hints]:
        """What it answers."""
        return question(self.mention, self.hints)


def question(mention: str, hints: Hints) -> tuple[str, Hints]:
    """What two mentions with hints have in common when one decision holds for both."""
    return clean(mention).casefold(), hints


@dataclass(frozen=True, slots=True)
class Decisions:
    """Decisions by their `question`."""

    made: Mapping[tuple[str, Hints], Made] = field(default_factory=dict)

    def find(self, mention: str, hints: Hints) -> Made | None:
        """What was decided about a mention with these hints."""
        return self.made.get(question(mention, hints)) if self.made else None


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
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Place(name, data.count(b"\n", 0, error.start) + 1)
        raise InputError(f"not utf-8: byte 0x{data[error.start]:02X}.", place=place, remedy=_AS_UTF8) from error
    rows = read_rows(text, name)
    _, header = next(rows, (1, []))
    if not header:
        return Decisions()
    if not {"mention", "decision"} <= set(header):
        columns = ", ".join(COLUMNS)
        raise InputError(
            "a file of decisions has the columns mention and decision.",
            place=Place(name, 1), remedy=f"Let its first line name them; all that are known: {columns}.",
        )  # fmt: skip
    made: dict[tuple[str, Hints], Made] = {}
    for line, row in rows:
        each = made_of(dict(zip(header, row, strict=False)), Place(name, line))
        if each is not None:
            made[each.question] = each
    return Decisions(made)


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


def made_of(row: Mapping[str, str], place: Place) -> Made | None:
    """The decision of a row with the columns `mention`, hints, `decision` and `note`; None if none was made.

    Raises InputError with the place when it is neither an id nor a reserved word, or a hint cannot be.
    """
    decision = row.get("decision", "").strip()
    decision = decision.lower() if decision.lower() in RESERVED else decision
    if not decision:
        return None
    if not _ID.fullmatch(decision):
        raise InputError(
            f"{decision!r} is not a decision.", place=place, remedy=f"Write an id, {', '.join(RESERVED)} or nothing."
        )
    try:
        hints = parse_hints({name: row.get(name, "") for name in FIELDS})
    except HintError as error:
        raise InputError(error.message, place=place, remedy=error.remedy) from error
    return Made(row.get("mention", ""), hints, decision, row.get("note", "").strip(), place.line)


def append_decisions(path: str, made: Iterable[Made], gazetteer: str, day: str) -> int:
    """Add decisions to the end of a file, made if need be; those that it ends with already are not repeated.

    Returns how many were added. Raises InputError.
    """
    known = read_decisions(path)
    new = [each for each in made if known.find(each.mention, each.hints) != each]
    file = Path(path)
    try:
        before = file.read_bytes() if file.exists() else b""
        header = next(read_rows(before.decode("utf-8-sig"), path), (1, []))[1] or list(COLUMNS)
        rows = [_row(each, header, gazetteer, day, Place(path, 1)) for each in new]
        with file.open("a", encoding="utf-8", newline="") as stream:
            if before and not before.endswith(b"\n"):
                stream.write("\n")
            csv.writer(stream, lineterminator="\n").writerows(rows if before.strip() else [header, *rows])
    except OSError as error:
        raise InputError(f"cannot write the decisions: {error.strerror}.", place=Place(path)) from error
    return len(new)


def _row(made: Made, header: Sequence[str], gazetteer: str, day: str, place: Place) -> list[str]:
    """The cells of a decision under a file's own header, which must have a column for all that it depends on."""
    hints = {name: " ".join(value) if isinstance(value := getattr(made.hints, name), tuple) else value
             for name in FIELDS}  # fmt: skip
    missing = next((name for name, value in hints.items() if value and name not in header), "")
    if missing:
        what = f"the decision about {made.mention} depends on its {missing}, and the file has no such column."
        raise InputError(what, place=place, remedy=f"Add {missing} to the first line of the file.")
    cells = {"mention": made.mention, "decision": made.decision, "note": made.note, "gazetteer": gazetteer,
             "decided": day, **hints}  # fmt: skip
    return [cells.get(name, "") for name in header]


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
