"""The shape of an output: which columns are added to a row, and the answer that fills them."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Status
from .columns import appended


@dataclass(frozen=True, slots=True)
class Shape:
    """What is added to a row.

    `columns` of `appended()`, with `prefix`; at most `candidates` ids in the last one. `long` writes a line
    for each candidate instead, numbered in the column `rank`. Rows of a status that is not in `only` are
    left out; empty means all. `lang` is the language in which names are shown, if the gazetteer or a rule
    has one.
    """

    columns: tuple[str, ...] = ()
    prefix: str = "exonym_"
    candidates: int | None = None  # None: as many as the resolver lists by itself, ten or all that fit equally
    long: bool = False
    only: frozenset[Status] = frozenset()
    lang: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The headers of the added columns."""
        names = self.columns or appended()
        return tuple(self.prefix + name for name in (("rank", *names) if self.long else names))


@dataclass(frozen=True, slots=True)
class Answer:
    """In brief, a value for each of `appended()`; in full, the values to write, a tuple for each line.

    `decided` says that a person has seen the mention and what they decided holds, `chosen` that they chose the entity;
    `written` that it is, letter by letter, a form of a candidate, so that the answer follows from the gazetteer.
    """

    status: Status
    brief: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    decided: bool = False
    chosen: bool = False
    written: bool = False
