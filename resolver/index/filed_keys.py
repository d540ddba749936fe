"""The keys of all forms as they come, before they are sorted into an index."""

from __future__ import annotations

from array import array
from collections.abc import Collection

import numpy as np
import numpy.typing as npt

from .postings import Numbers, each_once


class Numbered(dict[str, int]):
    """Texts numbered as they are first met."""

    def __missing__(self, text: str) -> int:
        found = self[text] = len(self)
        return found


class FiledKeys:
    """Takes the keys of forms and keeps each once: many forms share theirs."""

    def __init__(self) -> None:
        self._numbers = Numbered()
        self._forms, self._counts, self._keys = array("i"), array("i"), array("i")

    def add(self, form: int, keys: Collection[str]) -> None:
        """The keys of a form by its number; an empty one is left out."""
        self._forms.append(form)
        self._counts.append(len(keys))
        self._keys.extend([self._numbers[key] for key in keys])

    def sorted(self) -> tuple[list[str], Numbers, npt.NDArray[np.int32]]:
        """The distinct keys, sorted; pairs of the number of a key and a form that has it, sorted, each once.

        To be called once: what was taken is given away, since memory is needed for what follows.
        """
        self._numbers.pop("", None)
        texts = sorted(self._numbers)  # by their characters, which is by their UTF-8 too
        ranks = np.full(len(texts) + 1, -1, np.int64)  # there may have been an empty one, which has no rank
        ranks[np.fromiter(map(self._numbers.__getitem__, texts), np.int64, len(texts))] = np.arange(len(texts))
        owners = ranks[np.array(self._keys, np.int64)]
        forms = np.repeat(np.array(self._forms, np.int64), np.array(self._counts, np.int64))
        self._numbers, self._forms, self._counts, self._keys = Numbered(), array("i"), array("i"), array("i")
        pairs = each_once((owners << 32 | forms)[owners >= 0])
        return texts, pairs >> 32, (pairs & 0xFFFFFFFF).astype(np.int32)
