"""What the open-world benchmark asks: mentions with hints and right answers, from the files beside the checkout."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from exonym.resolver.errors import HintError
from exonym.resolver.hints import FIELDS, parse_hints
from exonym.resolver.model import Hints

COLUMNS = {"context": "context_countries"}
"""Columns of those files that the hints call otherwise."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Question:
    """A mention as a row has it. `gold` are the ids that are right; empty: a stranger, whom the gazetteer lacks.

    `hints` is None where the row's hints cannot be parsed, as the command line would refuse them. `labels` are all
    cells of the row by their column.
    """

    mention: str
    gold: tuple[str, ...]
    hints: Hints | None
    labels: Mapping[str, str]

    @property
    def is_stranger(self) -> bool:
        """Whether nobody in the gazetteer is meant."""
        return not self.gold


def read_questions(path: Path, gold: str = "gold") -> list[Question]:
    """The rows of a CSV file; `gold` is the column of right ids, `-` or empty for nobody."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [_question(row, gold) for row in csv.DictReader(stream)]


def hints_of(given: Mapping[str, str]) -> Hints | None:
    """Hints by the names that the benchmark's files have for them; None where one is refused."""
    named = {COLUMNS.get(name, name): value or "" for name, value in given.items()}
    try:
        return parse_hints({name: named[name] for name in FIELDS if name in named})
    except HintError:
        return None


def evenly(rows: Sequence[_T], count: int) -> list[_T]:
    """So many rows, evenly spaced over all; all of them where `count` is 0 or there are no more."""
    if not count or count >= len(rows):
        return list(rows)
    return [rows[at * len(rows) // count] for at in range(count)]


def _question(row: Mapping[str, str], gold: str) -> Question:
    ids = (row.get(gold) or "-").split()
    hinted = ("kind", "date", "context", "context_countries")
    hints = hints_of({name: row[name] for name in hinted if name in row})
    return Question(row["mention"], () if ids == ["-"] else tuple(ids), hints, row)
