"""What a reader hands on: rows as the UTF-8 text that they were, each with the cells that are asked about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from msgspec import Struct

Cells: TypeAlias = "bytes | tuple[bytes, ...]"
"""The mention alone, or the mention and the hint cells in the order of `Found.positions`, each as UTF-8.

Bytes are what a file has and what a file gets: only what is asked about is ever decoded, once for each distinct cell.
"""


def encoded(cells: Iterable[str]) -> Cells:
    """Cells as rows have them."""
    own = tuple(cell.encode("utf-8", "surrogatepass") for cell in cells)
    return own[0] if len(own) == 1 else own


def decoded(cells: Cells) -> tuple[str, ...]:
    """The mention and the hint cells as text."""
    own = (cells,) if isinstance(cells, bytes) else cells
    return tuple(cell.decode("utf-8", "surrogatepass") for cell in own)


def mention_of(cells: Cells) -> str:
    """The mention among the cells that were asked about."""
    return decoded(cells)[0]


class Fault(Struct, frozen=True):
    """Stands in place of a broken row's cells: the row is kept with status `error` and this reason.

    `surplus` are the cells of a row that has too many; they follow the added columns, which so stand
    beneath their headers.
    """

    why: str
    surplus: tuple[str, ...] = ()


class Gap(Struct, frozen=True):
    """Stands in the place of a row's cells for an empty line: it is kept, but not counted as a row."""


class Chunk(Struct):
    """Some rows in order: `texts` as they go out, up to the added columns; `cells` as they are asked about.

    `whole` says that there is neither a Fault nor a Gap among the cells.
    """

    texts: list[bytes]
    cells: list[Cells | Fault | Gap]
    whole: bool

    def each(self) -> Iterator[tuple[bytes, Cells | Fault | Gap]]:
        """The rows one by one: what goes out of a row, and its cells."""
        return zip(self.texts, self.cells, strict=True)
