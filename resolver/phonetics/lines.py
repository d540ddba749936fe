"""Many texts in one array of bytes, as they are stored: opening a gazetteer of a million names makes no strings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, overload

from .. import lazy_numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

_END = ord("\n")


@dataclass(eq=False)
class Lines(Sequence[str]):
    """`data` has the texts in UTF-8 with a line's end between them; no text has one inside."""

    data: npt.NDArray[np.uint8]
    size: int

    @classmethod
    def of(cls, texts: Iterable[str]) -> Lines:
        """The texts in turn."""
        each = list(texts)
        return cls(np.frombuffer("\n".join(each).encode(), np.uint8), len(each))

    @cached_property
    def starts(self) -> npt.NDArray[np.int64]:
        """Where each text begins in `data`, and one more than where the last ends, as if it had a line's end too."""
        ends = np.flatnonzero(self.data == _END)
        return np.concatenate([np.zeros(1, np.int64), ends + 1, np.array([len(self.data) + 1][: self.size])])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lines) and self.size == other.size and np.array_equal(self.data, other.data)

    __hash__ = None  # type: ignore[assignment]

    def __len__(self) -> int:
        return self.size

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[str, ...]: ...
    def __getitem__(self, number: int | slice) -> str | tuple[str, ...]:
        if isinstance(number, slice):
            return tuple(self[each] for each in range(*number.indices(self.size)))
        if not -self.size <= number < self.size:
            raise IndexError(number)
        number %= self.size
        data, starts = self._views  # quicker by far than arrays where one text is read at a time
        return str(data[starts[number] : starts[number + 1] - 1], "utf-8")

    @cached_property
    def _views(self) -> tuple[memoryview, memoryview]:
        return self.data.data, self.starts.data
