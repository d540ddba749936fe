"""How one piece of a name is spelt along a route, packed as it lies in a file, and taken apart when asked for."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

_COLUMN, _CELL = "\x1e", "\x1f"
_DOUBLE = 8  # bytes of a cost


class Cells(NamedTuple):
    """The spellings of a row: folded, as shown (empty where the text alone says how), and what each costs in nats."""

    texts: tuple[str, ...]
    shown: tuple[str, ...]
    costs: tuple[float, ...]


class Row:
    """The spellings of a piece.

    A name has hundreds of them, and a search looks at them in C alone: so that a row is kept as its bytes. `costs` are
    doubles, `texts` and `shown` have a sign between two cells.
    """

    __slots__ = ("__dict__", "count", "packed_costs", "packed_shown", "packed_texts")

    count: int
    packed_costs: bytes
    packed_texts: str
    packed_shown: str

    def __init__(self, texts: Iterable[str] = (), shown: Iterable[str] = (), costs: Iterable[float] = ()) -> None:
        prices = array("d", costs)
        self.count = len(prices)
        self.packed_costs = prices.tobytes()
        self.packed_texts = _CELL.join(texts)
        self.packed_shown = _CELL.join(shown)

    @classmethod
    def of(cls, spelt: Iterable[tuple[str, str, float]]) -> Row:
        """From spellings, each folded, as shown, and with its cost."""
        known = tuple(spelt)
        if not known:
            return cls()
        texts, shown, costs = zip(*known, strict=True)
        row = cls(texts, shown, costs)
        row.texts = texts
        return row

    @classmethod
    def plain(cls, costs: Mapping[str, float]) -> Row:
        """From spellings that are shown as their place demands, and what each costs."""
        return cls(costs, (), costs.values())

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The spellings, folded."""
        return tuple(self.packed_texts.split(_CELL)) if self.count else ()

    @cached_property
    def cells(self) -> Cells:
        """The spellings one by one."""
        if not self.count:
            return Cells((), (), ())
        shown = tuple(self.packed_shown.split(_CELL)) if self.packed_shown else ()
        return Cells(self.texts, shown, struct.unpack(f"={self.count}d", self.packed_costs))

    @property
    def letters(self) -> str:
        """The texts with a 0 between two."""
        return self.packed_texts.replace(_CELL, "\0")

    @property
    def has_spaces(self) -> bool:
        """Whether a spelling is shown with a space."""
        return " " in self.packed_texts or " " in self.packed_shown

    def options(self) -> dict[str, float]:
        """What each spelling costs."""
        return dict(zip(self.cells.texts, self.cells.costs, strict=True))

    def costs_with(self, extra: float) -> bytes:
        """The costs as doubles, each with so much more."""
        return array("d", [cost + extra for cost in self.cells.costs]).tobytes() if extra else self.packed_costs

    def _key(self) -> tuple[int, bytes, str, str]:
        return self.count, self.packed_costs, self.packed_texts, self.packed_shown

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Row) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"Row{tuple(self.cells)}"


def packed(row: Row) -> bytes:
    """The bytes of a row. Raises ValueError for one that they cannot hold."""
    data = b""
    if row.count:
        cells = _COLUMN.join((row.packed_texts, row.packed_shown)).encode()
        data = struct.pack("=H", row.count) + row.packed_costs + cells
    back = unpacked(data)
    if back != row or len(back.cells.texts) != row.count or len(back.cells.shown) not in (0, row.count):
        raise ValueError(f"{row}: a cell has a sign that parts cells, or the row one shown text that is empty")
    return data


def unpacked(data: bytes) -> Row:
    """The row of bytes that `packed` made."""
    row = _new(Row)
    if not data:
        row.count, row.packed_costs, row.packed_texts, row.packed_shown = 0, b"", "", ""
        return row
    count = row.count = data[0] | data[1] << 8
    end = 2 + _DOUBLE * count
    row.packed_costs = data[2:end]
    row.packed_texts, _, row.packed_shown = data[end:].decode().partition(_COLUMN)
    return row


_new = object.__new__
