"""What a reader hands on: rows as the text that they were, each with the cells that are asked about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Cells: TypeAlias = "str | tuple[str, ...]"
"""The mention alone, or the mention and the hint cells, in the order of `Found.positions`."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Stands in place of a broken row's cells: the row is kept with status `error` and this reason.

    `surplus` are the cells of a row that has too many; they follow the added columns, which so stand
    beneath their headers.
    """

    why: str
    surplus: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Stands in the place of a row's cells for an empty line: it is kept, but is no row."""


@dataclass(slots=True)
class Chunk:
    """Some rows in order: `texts` as they go out, up to the added columns; `cells` as they are asked about.

    `whole` says that there is neither a Fault nor a Gap among the cells.
    """

    texts: list[str]
    cells: list[Cells | Fault | Gap]
    whole: bool
