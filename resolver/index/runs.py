"""Ascending numbers that mostly follow each other, kept as runs: the forms of a million people are one."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from .. import lazy_numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt


class Runs(Struct, eq=False, dict=True):
    """Numbers by their place. Made by `of`.

    `flat` are the places at which runs begin, then how many numbers there are, then the first number of each run.
    """

    flat: npt.NDArray[np.int32]

    @classmethod
    def of(cls, numbers: npt.NDArray[np.integer[Any]]) -> Runs:
        """Of ascending numbers."""
        begins = np.flatnonzero(np.diff(numbers, prepend=-2) != 1)
        return cls(np.concatenate([begins, [len(numbers)], numbers[begins]]).astype(np.int32))

    def __len__(self) -> int:
        return int(self.flat[self._count])

    def __getitem__(self, place: int) -> int:
        """The number at a place, which is 0 … len - 1."""
        return place + self._ahead[bisect_right(self._begins, place) - 1]

    def at(self, places: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.int64]:
        """The numbers at some places, each 0 … len - 1."""
        begins, firsts = self.flat[: self._count], self.flat[self._count + 1 :]
        runs = np.searchsorted(begins, places, side="right") - 1
        found: npt.NDArray[np.int64] = places.astype(np.int64) - begins[runs] + firsts[runs]
        return found

    @cached_property
    def _count(self) -> int:
        return len(self.flat) // 2

    @cached_property
    def _begins(self) -> list[int]:
        """Where each run begins; a list, since many are looked up one by one."""
        begins: list[int] = self.flat[: self._count].tolist()
        return begins

    @cached_property
    def _ahead(self) -> list[int]:
        """How much greater than their places the numbers of each run are."""
        ahead: list[int] = (self.flat[self._count + 1 :] - self.flat[: self._count]).tolist()
        return ahead
