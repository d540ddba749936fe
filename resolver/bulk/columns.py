"""Which columns of a table are read, and which are added to it."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Sequence

from msgspec import Struct

from ..errors import UsageError

_NO_HINTS = frozenset({"mention", "document"})


class Columns(Struct, frozen=True):
    """The columns to read, each by its header or its 1-based number; empty means none.

    Without `mention` the column of that name is taken, or the only one. Mentions of one `document` are
    decided together.
    """

    mention: str = ""
    kind: str = ""
    country: str = ""
    context_countries: str = ""
    date: str = ""
    role: str = ""
    language: str = ""
    document: str = ""

    def find(self, header: Sequence[str]) -> Found:
        """Where they are in a header. Raises UsageError for a column that is not there or is there twice."""
        mention = _position(self.mention, header) if self.mention else _default(header)
        asked = {name: getattr(self, name) for name in self.__struct_fields__ if name not in _NO_HINTS}
        hints = {name: _position(column, header) for name, column in asked.items() if column}
        document = _position(self.document, header) if self.document else None
        return Found(mention, tuple(hints), tuple(hints.values()), document)


class Found(Struct, frozen=True):
    """0-based positions: of the mention, of the hints beside the names of their fields, and of the document."""

    mention: int
    hints: tuple[str, ...] = ()
    hint_positions: tuple[int, ...] = ()
    document: int | None = None

    @property
    def positions(self) -> tuple[int, ...]:
        """The mention's position, then those of the hints, then that of the document if there is one."""
        document = () if self.document is None else (self.document,)
        return (self.mention, *self.hint_positions, *document)


def appended() -> tuple[str, ...]:
    """The columns that are added to each row, without their prefix, in their order."""
    return ("id", "name", "status", "score", "matched_name", "why", "candidates")


def select(wanted: str) -> tuple[str, ...]:
    """The added columns of a comma-separated list, with or without `exonym_`; all when it is empty."""
    names = [each.strip().removeprefix("exonym_") for each in wanted.split(",") if each.strip()]
    for name in names:
        if name not in appended():
            raise UsageError(f"unknown added column {name!r}.", remedy=f"They are: {', '.join(appended())}.")
    return tuple(dict.fromkeys(names)) or appended()


def refuse_clash(header: Sequence[str], added: Sequence[str]) -> None:
    """Raises UsageError when the table already has a column of that name, as an output used as input has."""
    taken = [name for name in added if name in header]
    if taken:
        raise UsageError(
            f"the input already has the column(s) {', '.join(taken)}.",
            remedy="Choose another prefix for the added ones, e.g. --prefix new_.",
        )


def _default(header: Sequence[str]) -> int:
    if len(header) == 1:
        return 0
    try:
        return _position("mention", header)
    except UsageError as error:
        raise UsageError(
            "which column has the names?", remedy=f"Say it with -c NAME or -c NUMBER. {_listed(header)}"
        ) from error


def _position(column: str, header: Sequence[str]) -> int:
    names = [_plain(name) for name in header]
    found = [at for at, name in enumerate(names) if name == _plain(column)]
    if len(found) == 1:
        return found[0]
    if found:
        numbers = " or ".join(f"-c {at + 1}" for at in found)
        raise UsageError(
            f"the header has {column!r} {len(found)} times.", remedy=f"Choose it by its number: {numbers}."
        )
    if column.isascii() and column.isdigit() and len(column) < 10 and 1 <= int(column) <= len(header):
        return int(column) - 1
    near = difflib.get_close_matches(_plain(column), names, n=1)
    guess = f"Did you mean {header[names.index(near[0])]!r}? " if near else ""
    raise UsageError(f"there is no column {column!r}.", remedy=guess + _listed(header))


def _listed(header: Sequence[str]) -> str:
    return "The columns are: " + ", ".join(f"{at} {name}" for at, name in enumerate(header, 1)) + "."


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip()
