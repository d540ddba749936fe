"""The keys of all forms as they come, before they are sorted into an index."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from .. import lazy_numpy as np
from .postings import Numbers, cumulated, each_once
from .texts import END, sorted_texts

BETWEEN = "\x1e"
"""Between keys that are joined to one text: no key that is joined has it."""
_BETWEEN, _END = BETWEEN.encode(), bytes([END])
_AT_ONCE = 1 << 12  # forms
MOST_BITS = 4
"""Sixteen keys are a block, unless some of them are so long that it has to be of fewer."""

if TYPE_CHECKING:
    import numpy.typing as npt


class Sorted(NamedTuple):
    """The distinct keys, sorted by their UTF-8, one after the other in `blob`: each from one of `starts` to the next.

    `owned` and `forms` are the pairs of the number of a key and a form that has it, sorted, each once.
    """

    blob: npt.NDArray[np.uint8]
    starts: npt.NDArray[np.int64]
    owned: Numbers
    forms: npt.NDArray[np.int32]

    def blocks(self) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint16]]:
        """(where each block of keys begins, how far behind that each key does), as `Index` has them.

        OverflowError where the keys are longer together than an index holds.
        """
        if self.starts[-1] > np.iinfo(np.uint32).max:
            raise OverflowError("the keys of all forms are longer together than an index holds")
        for bits in range(MOST_BITS, -1, -1):
            begins = self.starts[:: 1 << bits]
            offsets = self.starts - np.repeat(begins, 1 << bits)[: len(self.starts)]
            if not bits or offsets.max() <= np.iinfo(np.uint16).max:
                break
        return begins.astype(np.uint32), offsets.astype(np.uint16)

    def owners(self) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """(the form of each key, what several forms share), as `Index` has them."""
        counts = np.bincount(self.owned, minlength=len(self.starts) - 1)
        firsts = cumulated(counts)[:-1]
        owners = self.forms[firsts]
        several = np.flatnonzero(counts > 1)
        places = 1 + cumulated(counts[several] + 1)
        shared = np.zeros(places[-1], np.int32)
        shared[places[:-1]] = counts[several]
        is_shared = np.ones(len(shared), bool)
        is_shared[0] = is_shared[places[:-1]] = False
        shared[is_shared] = self.forms[np.repeat(counts > 1, counts)]
        owners[several] = ~places[:-1]
        return owners, shared


class FiledKeys:
    """Takes the keys of forms, as bytes: a text for each of a million names takes several times the memory."""

    def __init__(self) -> None:
        self._blob = bytearray()
        self._forms, self._counts = array("i"), array("i")
        self._waiting: list[str] = []

    def add(self, form: int, keys: Iterable[str]) -> None:
        """The keys of a form by its number; an empty one is left out."""
        self._take_waiting()
        own = b"".join([key.encode() + _END for key in keys])
        self._blob += own
        self._forms.append(form)
        self._counts.append(own.count(_END))

    def add_joined(self, first: int, keys: Sequence[str]) -> None:
        """The same of forms with numbers from the first on, each with `BETWEEN` between its keys."""
        self._forms.extend(range(first, first + len(keys)))
        self._waiting += keys
        if len(self._waiting) >= _AT_ONCE:
            self._take_waiting()

    def _take_waiting(self) -> None:
        """Takes the keys of many forms at once, which is quicker than one form after the other."""
        if self._waiting:
            self._blob += f"{BETWEEN.join(self._waiting)}{BETWEEN}".encode().replace(_BETWEEN, _END)
            self._counts.extend([keys.count(BETWEEN) + 1 for keys in self._waiting])
            self._waiting.clear()

    def sorted(self) -> Sorted:
        """All keys in their order.

        To be called once: what was taken is given away, since memory is needed for what follows.
        """
        self._take_waiting()
        taken, forms = np.frombuffer(self._blob, np.uint8), np.array(self._forms, np.int64)
        owning = np.repeat(forms, np.array(self._counts, np.int64))
        self._blob, self._forms, self._counts = bytearray(), array("i"), array("i")
        blob, starts, ranks = sorted_texts(taken)
        del taken
        pairs = each_once((ranks << 32 | owning)[ranks >= 0])
        return Sorted(blob, starts, pairs >> 32, (pairs & 0xFFFFFFFF).astype(np.int32))
