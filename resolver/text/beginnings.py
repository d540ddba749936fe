"""Which vocabularies have a phrase that may begin with a word: one look for all of them, since most begin none."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from typing import NamedTuple
from zlib import crc32

from .proclitics import is_joining
from .units import Unit

_ROOM = 8  # places for each word, which has two: of thirty words that begin nothing about one is not told apart
_SECOND = 12  # bits of a checksum behind which the second place is said
_KEPT = 4096  # words whose bits are remembered: those of texts come again and again
MOST = 8
"""Vocabularies that one table can tell apart."""
_PLAIN = 0x5555
_GERMANIC = 0xAAAA


class Beginnings:
    """A table of words by their checksums; in both places of a word two bits for each vocabulary that has it.

    The first says that a plain phrase begins with the word, the second that one compared by stems does.
    """

    def __init__(self, table: memoryview) -> None:
        self._asked: tuple[tuple[Unit, ...], list[int], int] = ((), [], 0)
        self._of_word = lru_cache(maxsize=_KEPT)(partial(_looked_up, table))

    def of(self, units: tuple[Unit, ...]) -> tuple[list[int], int]:
        """The bits of each unit of a text, and of all together, kept until another text is asked about."""
        asked, found, every = self._asked  # taken together: other threads may put another text in their place
        if asked is not units:
            of_word, found, every = self._of_word, [], 0
            for unit in units:
                own = of_word(unit[0]) if unit[0] == unit[1] else self.of_unit(unit)
                found.append(own)
                every |= own
            self._asked = units, found, every
        return found, every

    def of_unit(self, unit: Unit) -> int:
        """The bits of every vocabulary of which a phrase may begin with a unit; none are missing, a few too many."""
        key, stem, *_ = unit
        found = self._of_word(key)
        if stem == key:
            return found
        other = self._of_word(stem)
        return found | other if is_joining(key) else (found & _PLAIN) | (other & _GERMANIC)


def _looked_up(table: memoryview, word: str) -> int:
    sum_, last = crc32(word.encode("utf-8", "replace")), len(table) - 1
    found: int = table[sum_ & last] & table[sum_ >> _SECOND & last]
    return found


class Starts(NamedTuple):
    """The bits of one vocabulary, or of several that are joined, and the table that they are of."""

    table: Beginnings
    plain: int
    germanic: int

    def joined(self, other: Starts | None) -> Starts | None:
        """The bits of both; None where they are not of one table."""
        if other is None or other.table is not self.table:
            return None
        return Starts(self.table, self.plain | other.plain, self.germanic | other.germanic)


def bits(number: int) -> tuple[int, int]:
    """The bits of the vocabulary with a number: of its plain phrases, and of those compared by stems."""
    return 1 << 2 * number, 2 << 2 * number


def packed(words: Mapping[int, Iterable[str]]) -> bytes:
    """The table over the first words of phrases, by the bit that tells of them."""
    known = {bit: [word.encode() for word in those] for bit, those in words.items()}
    table = array("H", bytes(2 << max(1, sum(map(len, known.values())) * _ROOM - 1).bit_length()))
    for bit, those in known.items():
        for sum_ in map(crc32, those):
            table[sum_ & (len(table) - 1)] |= bit
            table[sum_ >> _SECOND & (len(table) - 1)] |= bit
    return table.tobytes()
