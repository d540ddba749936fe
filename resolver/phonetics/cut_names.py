"""Names cut into words, very many at once: each distinct word once, and numbers for all else."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from .. import lazy_numpy as np
from ..index.postings import Places, cumulated
from .spelt import Spelt, SpeltName

if TYPE_CHECKING:
    import numpy.typing as npt


class Odd(NamedTuple):
    """What few names have: the place of the first word of a realm, and numerals; `is_plain` where no more is known.

    A name with a patronymic, or with what may be a numeral, is not plain.
    """

    realm: int
    numerals: frozenset[int]
    is_plain: bool

    @classmethod
    def of(cls, name: SpeltName) -> Odd | None:
        """Of a name; None of the many that have nothing of this."""
        is_plain = not (name.numerals or name.maybe or name.father)
        if is_plain and name.realm == len(name.words):
            return None
        return cls(name.realm, name.numerals, is_plain)


class CutNames(NamedTuple):
    """Names by place: the numbers of their forms, ascending; how many words each has, and which ones, in turn.

    `words` are the distinct ones, numbered as they are first met. Names without words are left out.
    """

    words: Sequence[Spelt]
    forms: npt.NDArray[np.int32]
    counts: Places
    numbers: npt.NDArray[np.int32]
    odd: dict[int, Odd]

    @classmethod
    def of(cls, names: Iterable[tuple[int, SpeltName]]) -> CutNames:
        """Of (form number, name); a number has one name."""
        known: dict[Spelt, int] = {}
        collected = Collected()
        for form, name in sorted(names, key=lambda each: each[0]):
            if name.words:
                collected.add(form, [known.setdefault(word, len(known)) for word in name.words], Odd.of(name))
        return collected.names(list(known))

    @property
    def starts(self) -> Places:
        """Where the words of each name begin in `numbers`, and where those of the last end."""
        return cumulated(self.counts)


class Collected:
    """Takes names with words, one after the other in the order of their forms."""

    def __init__(self) -> None:
        self._forms, self._counts, self._numbers = array("i"), array("i"), array("i")
        self._odd: dict[int, Odd] = {}

    def add(self, form: int, words: Sequence[int], odd: Odd | None) -> None:
        """A name of words by number."""
        if odd is not None:
            self._odd[len(self._forms)] = odd
        self._forms.append(form)
        self._counts.append(len(words))
        self._numbers.extend(words)

    def extend(
        self, forms: Sequence[int], counts: Sequence[int], numbers: Iterable[int], odd: Mapping[int, Odd]
    ) -> None:
        """Many names: how many words each has, and which; of some, by their place among these, what few names have."""
        first = len(self._forms)
        self._odd.update({first + place: each for place, each in odd.items()})
        self._forms.extend(forms)
        self._counts.extend(counts)
        self._numbers.extend(numbers)

    def names(self, words: Sequence[Spelt]) -> CutNames:
        """All that were added, whose words are these."""
        forms, counts, numbers = (np.array(each, np.int32) for each in (self._forms, self._counts, self._numbers))
        return CutNames(words, forms, counts.astype(np.int64), numbers, self._odd)
