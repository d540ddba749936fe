"""Facts about languages, as data files beside this one: TSV with a header that names source and licence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from ..errors import Place, TableError


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """The rows of a shipped table, `#` comments and the column line left out; each as wide as the column line.

    Raises TableError for a row with too many cells, naming file and line.
    """
    columns: tuple[str, ...] | None = None
    text = (files(__package__) / name).read_text(encoding="utf-8")
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        cells = tuple(line.split("\t"))
        if columns is None:
            columns = cells
            continue
        missing = len(columns) - len(cells)
        if missing < 0:
            raise TableError(f"{len(cells)} cells where the columns are {columns}", place=Place(name, number))
        yield cells + ("",) * missing if missing else cells


@cache
def mapping(name: str) -> dict[str, tuple[str, ...]]:
    """A two-column table as a dictionary: first cell to the `/`-separated values of the second.

    The dictionary is shared by all callers and must not be changed.
    """
    return {key: tuple(value.split("/")) for key, value, *_ in rows(name)}
