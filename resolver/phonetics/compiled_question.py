"""A name as `name.c` takes it, ready to be asked about in any lexicon."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cache, lru_cache

from msgspec import Struct

from ..native.structure import POINTER, Structure
from ..policy import SoundWeights
from ..text.scripts import Script
from .asked import Rendering, letters_of, rendered, shorter_words
from .chunk_rows import chunk_rows, rows_of_word
from .lexicon import Lexicon, bits
from .matching import reach_of
from .retrieval import translated_skeletons, unspoken
from .spelt import Spelt, SpeltName

MOST_UNITS = 64  # of a word, and letters of a skeleton
MOST_WORDS = 32  # of a name; those that have more are left to numpy
_LIMIT, _LONGEST = 7, 8
"""Where forms that are asked for, and words that a form has at most, stand among the numbers."""
_NO_INITIAL = -1


class Question(Struct, frozen=True, eq=False):
    """A name: numbers, floats and letters, each one after the other, with what they point to.

    `initials` are the places of words of one letter.
    """

    numbers: array[int]
    floats: array[float]
    letters: bytes
    initials: tuple[tuple[int, str], ...]
    tables: tuple[CTable, ...]

    def asked_of(self, lexicon: Lexicon, limit: int, longest: int) -> array[int]:
        """The numbers, with those that depend on who is asked: the words that begin with each initial come last."""
        found = self.numbers[:]
        found[_LIMIT], found[_LONGEST] = limit, longest
        for place, letter in self.initials:
            found[place], found[place + 1] = lexicon.beginning_with(letter)
        return found


class CTable(Structure):
    """The chunks of a script, `Table` of kernel.c."""

    _fields_ = tuple((name, POINTER) for name in ("starts", "chunks", "weights", "inserted"))


@lru_cache(maxsize=1 << 8)
def question(name: SpeltName, weights: SoundWeights) -> Question | None:
    """A name that has words; None for one that is too long. It is kept, since people and organisations are searched."""
    words = name.words
    asked = [*enumerate(words), *shorter_words(words)]
    longest = max([max(len(word.word.units), len(word.full)) for _, word in asked])
    if len(words) > MOST_WORDS or longest > MOST_UNITS:
        return None
    translated, numerals = translated_skeletons(words)
    skeletons = [text for _, word in asked for text in (word.full, word.bare)]
    skeletons += [text for pair in translated for text in pair]
    tables = tuple([_table(word.word.script) for _, word in asked])
    known = rendered(words, weights)
    latin = [word.latin for word in words]
    numbers = _numbers(name, asked, tables, skeletons, [*unspoken(name, words), *numerals], known)
    initials = len(numbers) - 2 * len(words)
    floats = array("d", [*letters_of(words), *map(reach_of, words), *[each.weight for each in known]])
    floats.extend([each.beside for each in known])
    return Question(
        numbers,
        floats,
        "".join([*skeletons, *[each.latin for each in known], *latin]).encode("ascii", "replace"),
        tuple([(initials + 2 * at, letters) for at, letters in enumerate(latin) if len(letters) == 1]),
        tables,
    )


def _numbers(
    name: SpeltName, asked: Sequence[tuple[int, Spelt]], tables: Sequence[CTable], skeletons: Sequence[str],
    terms: Sequence[int], known: Sequence[Rendering],
) -> array[int]:  # fmt: skip
    """The numbers of a name; those that depend on who is asked are none yet."""
    latin = [word.latin for word in name.words]
    is_plain = not [each for each in latin if each.endswith("ova")]
    found = array("q", [
        len(latin), len(asked), len(skeletons) // 2, len(terms), len(known),
        len(name.numerals), bits(name.numerals | name.maybe), 0, 0, is_plain,
        *[each.address for each in tables],
        *[place for place, _ in asked],
        *[len(word.word.units) for _, word in asked],
    ])  # fmt: skip
    for _, word in asked:
        found.extend(rows_of_word(word.word.script, word.word.units))
    found.extend([
        *map(len, skeletons), *terms, *[each.place for each in known], *[len(each.latin) for each in known],
        *map(len, latin), *[word.word.script is Script.LATIN for word in name.words], *[_NO_INITIAL] * (2 * len(latin)),
    ])  # fmt: skip
    return found


@cache
def _table(script: Script) -> CTable:
    rows = chunk_rows(script)
    return CTable(rows.starts, rows.chunks, rows.weights, rows.inserted)
