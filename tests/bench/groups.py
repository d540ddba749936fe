"""Rows of the quality table: which strata belong together, and how their recalls become one figure."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

POOLED_BELOW = 50
"""Strata of a set with fewer answerable queries than this are counted together: alone they say little."""


@dataclass(frozen=True)
class Count:
    """Answerable queries asked, and first answers that were right."""

    asked: int
    right: float

    @property
    def recall(self) -> float:
        """Share of the first answers that is right, 0–1."""
        return self.right / self.asked


@dataclass(frozen=True)
class Row:
    """A row of the table: for each set the expression that its strata fit, and the recall to be reached."""

    name: str
    goal: float
    strata: Mapping[str, str]


Counts = Mapping[str, Mapping[str, Count]]
"""By set and stratum."""
Sizes = Mapping[str, Mapping[str, int]]
"""Answerable queries of the whole set, by set and stratum: a limited run pools what the whole run pools."""


def read_rows(path: Path) -> tuple[Row, ...]:
    """The rows of groups.tsv in order. Raises ValueError where a row names a set twice or has two goals."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    found: dict[str, Row] = {}
    for name, of_set, strata, goal in (line.split("\t") for line in lines[1:]):
        row = found.get(name, Row(name, float(goal), {}))
        if of_set in row.strata or row.goal != float(goal):
            raise ValueError(f"{path.name}: {name!r} names {of_set} twice or has two goals")
        found[name] = Row(name, row.goal, {**row.strata, of_set: strata})
    return tuple(found.values())


def pooled(counts: Mapping[str, Count], sizes: Mapping[str, int]) -> list[Count]:
    """The strata of one set as they count: the large ones each, the small ones together."""
    large = [count for stratum, count in counts.items() if sizes[stratum] >= POOLED_BELOW]
    small = [count for stratum, count in counts.items() if sizes[stratum] < POOLED_BELOW]
    together = Count(sum(each.asked for each in small), sum(each.right for each in small))
    return [each for each in (*large, together) if each.asked]


def recall(row: Row, counts: Counts, sizes: Sizes) -> float | None:
    """The macro recall of a row over the sets that were asked; None when none was."""
    units = [
        unit
        for of_set, strata in row.strata.items()
        for unit in pooled(_fitting(counts.get(of_set, {}), strata), sizes.get(of_set, {}))
    ]
    return statistics.mean(unit.recall for unit in units) if units else None


def is_whole(row: Row, asked: Iterable[str]) -> bool:
    """Whether every set of a row was asked."""
    return set(row.strata) <= set(asked)


def _fitting(counts: Mapping[str, Count], strata: str) -> dict[str, Count]:
    return {stratum: count for stratum, count in counts.items() if re.fullmatch(strata, stratum)}
