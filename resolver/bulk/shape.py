"""The shape of an output: which columns are added to a row, and the answer that fills them."""

from __future__ import annotations

from msgspec import Struct

from ..model import Status
from .columns import appended


class Shape(Struct, frozen=True):
    """What is added to a row.

    `columns` of `appended()`, with `prefix`; at most `candidates` ids in the last one. `long` writes a line
    for each candidate instead, numbered in the column `rank`. `split` writes a line for each name of a mention
    that has several, with the name as it was asked in the column `part`. Rows of a status that is not in `only`
    are left out; empty means all. `lang` is the language in which names are shown, if the gazetteer or a rule
    has one.
    """

    columns: tuple[str, ...] = ()
    prefix: str = "exonym_"
    candidates: int | None = None  # None: as many as the resolver lists by itself, ten or all that fit equally
    long: bool = False
    split: bool = False
    only: frozenset[Status] = frozenset()
    lang: str = ""

    @property
    def is_line_for_line(self) -> bool:
        """Whether each row is written as one line."""
        return not (self.long or self.split or self.only)

    @property
    def names(self) -> tuple[str, ...]:
        """The headers of the added columns."""
        names = self.columns or appended()
        names = ("rank", *names) if self.long else names
        return tuple(self.prefix + name for name in (("part", *names) if self.split else names))


class Answer(Struct, frozen=True):
    """In brief, a value for each of `appended()`; in full, the values to write, a tuple for each line.

    `line_statuses` has the status of each line where they are those of several names; else all have that of the answer.
    `decided` says that a person has seen the mention and what they decided holds, `chosen` that they chose the entity;
    `written` that it is, letter by letter, a form of a candidate, so that the answer follows from the gazetteer.
    """

    status: Status
    brief: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    decided: bool = False
    chosen: bool = False
    written: bool = False
    line_statuses: tuple[Status, ...] = ()

    def lines_of(self, only: frozenset[Status]) -> tuple[tuple[str, ...], ...]:
        """The lines whose status is wanted; all where every status is."""
        if not only:
            return self.lines
        statuses = self.line_statuses or (self.status,) * len(self.lines)
        return tuple(line for line, status in zip(self.lines, statuses, strict=True) if status in only)
