"""The words of all forms, and the weight of one word of a query with many of them at once."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from .. import lazy_numpy as np
from ..index.postings import Arrays, Places, cumulated, narrow
from ..text.scripts import Script
from .chunk_rows import NEVER, Floats, chunk_numbers, chunk_rows
from .chunks import LONGEST_SOURCE, UNKNOWN, chunks
from .cut_names import CutNames
from .equivalents import is_notion, translations
from .kernel import Query, Vector, Words, hear
from .lines import Lines
from .matching import LONGEST_HEARD
from .spelt import FEMININE, Spelt
from .word_records import Records, record, records_of

if TYPE_CHECKING:
    import numpy.typing as npt

_TEXTS = ("latin", "full", "bare")


@cache
def _fallback() -> Floats:
    """The weight of each chunk for a unit that is not known to stand for it: one letter or nothing is possible."""
    numbers = chunk_numbers()
    weights = np.full(len(numbers) + 1, NEVER, np.float32)
    for chunk, number in numbers.items():
        if len(chunk) <= 1:
            weights[number] = UNKNOWN
    return weights


@lru_cache(maxsize=1 << 11)  # of 8 kB each
def _vector(script: Script, units: tuple[str, ...]) -> Vector | None:
    """The weight of each chunk for one or two units; None if two are no chunk."""
    table = chunks(script)
    known = table.row(units[0]) if len(units) == 1 else table.weights.get(units)
    if known is None:
        return None
    weights = _fallback().copy() if len(units) == 1 else np.full_like(_fallback(), NEVER)
    numbers = chunk_numbers()
    for chunk, weight in known.items():
        if chunk in numbers:
            weights[numbers[chunk]] = weight
    lengths = {len(chunk) for chunk in known if chunk in numbers} | ({0, 1} if len(units) == 1 else set())
    return Vector(weights, tuple(sorted(lengths)))


@lru_cache(maxsize=1 << 8)
def query(word: Spelt) -> Query:
    """A word of a query with the vectors of its units."""
    units, script = word.word.units, word.word.script
    starting = tuple(
        tuple(
            _vector(script, units[at : at + count]) if at + count <= len(units) else None
            for count in range(1, LONGEST_SOURCE + 1)
        )
        for at in range(len(units))
    )
    return Query(word.full, word.bare, starting, Vector(chunk_rows(script).inserted, (1,)))


class Lexicon(Struct, eq=False, dict=True):
    """The distinct words of all forms, by their plain Latin letters, in flat arrays; made by `build`.

    `records` are what the search asks of each word (see `record`). `starts` and `words` give the words of each form in
    turn. Few forms have numerals: `numbered` are their places, ascending, and `numerals` what they have, as bits.
    `plain` are the forms of which all that counts side by side with a name is known by their words (`_is_plain`).
    """

    latin: Lines
    full: Lines
    bare: Lines
    is_latin: npt.NDArray[np.bool_]
    records: Records
    starts: npt.NDArray[np.integer[Any]]
    words: npt.NDArray[np.int32]
    numbered: npt.NDArray[np.int32]
    numerals: npt.NDArray[np.int64]
    plain: npt.NDArray[np.bool_]

    @classmethod
    def build(cls, names: CutNames) -> Lexicon:
        """The lexicon of names: the place of a name among them is its number in the lexicon."""
        words = names.words
        known = _one_each(names)
        latin = sorted(known)
        chosen = [words[known[letters]] for letters in latin]
        ranks = {letters: number for number, letters in enumerate(latin)}
        places = np.fromiter((ranks[word.latin[:LONGEST_HEARD]] for word in words), np.int32, len(words))
        numerals = {place: own for place, odd in sorted(names.odd.items()) if (own := bits(odd.numerals))}
        count = len(latin)
        return cls(
            latin=Lines.of(latin),
            full=Lines.of(word.full for word in chosen),
            bare=Lines.of(word.bare for word in chosen),
            is_latin=np.fromiter((word.word.script is Script.LATIN for word in chosen), bool, count),
            records=records_of(latin, chosen),
            starts=narrow(names.starts),
            words=places[names.numbers],
            numbered=np.fromiter(numerals, np.int32, len(numerals)),
            numerals=np.fromiter(numerals.values(), np.int64, len(numerals)),
            plain=_are_plain(names, [chosen[place].latin for place in places.tolist()]),
        )

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Everything the lexicon consists of, to be stored; words as lines of UTF-8."""
        found = {name: getattr(self, name) for name in self.__struct_fields__}
        for name in _TEXTS:
            found[name] = found[name].data
        found["records"] = self.records.view(np.uint8)
        return found

    @classmethod
    def restore(cls, arrays: Arrays) -> Lexicon:
        """The lexicon of stored arrays, as `arrays` gave them. KeyError if one is missing, ValueError if damaged."""
        found: dict[str, Any] = {name: np.asarray(arrays[name]) for name in cls.__struct_fields__}
        if len(found["records"]) % record().itemsize:
            raise ValueError("the words of the names are not whole")
        found["records"] = found["records"].view(record())
        for name in _TEXTS:
            found[name] = Lines(found[name], len(found["records"]))
        restored = cls(**found)
        restored._check()
        return restored

    def _check(self) -> None:
        """ValueError where a number leads to nothing: the compiled search trusts them all."""
        words = len(self.records)
        sizes = [len(self.is_latin), *[len(each.starts) - 1 for each in (self.latin, self.full, self.bare)]]
        if sizes != [words] * len(sizes) or not _within(self.words, words):
            raise ValueError("the words of the names do not fit together")
        if self.starts[-1:].tolist() != [len(self.words)]:
            raise ValueError("the words of the names are not complete")
        names = len(self.starts) - 1
        if len(self.plain) != names or bool((np.diff(self.starts) < 0).any()):
            raise ValueError("the names do not fit their words")
        if len(self.numbered) != len(self.numerals) or not _within(self.numbered, names):
            raise ValueError("the numerals do not fit their names")

    def beginning_with(self, letter: str) -> tuple[int, int]:
        """The range of numbers [first, last) of the words that begin with a Latin letter."""
        return bisect_left(self.latin, letter), bisect_left(self.latin, letter + chr(sys.maxunicode))

    def number(self, latin: str) -> int | None:
        """The number of the word with these letters; None if no form has it."""
        at = bisect_left(self.latin, latin)
        return at if at < len(self.latin) and self.latin[at] == latin else None

    def is_latin_at(self, number: int) -> bool:
        """Whether the word of a number is in Latin script, as `is_latin` says of all."""
        return bool(self._latin_at[number])

    @cached_property
    def _latin_at(self) -> memoryview:
        return self.is_latin.data  # quicker by far than the array where one is read at a time

    def numerals_of(self, places: Places) -> npt.NDArray[np.int64]:
        """The numerals of the names at these places, as bits."""
        at = np.searchsorted(self.numbered, places)
        has = np.append(self.numbered, np.int32(-1))[at] == places
        return np.where(has, np.append(self.numerals, 0)[at], 0)

    def words_of(self, place: int) -> npt.NDArray[np.int32]:
        """The numbers of the words of the name at a place."""
        return self.words[self.starts[place] : self.starts[place + 1]]

    def hear(self, words: Sequence[Spelt], numbers: Places) -> tuple[Floats, Floats]:
        """For each word of a query, by rows, and each numbered word: (likeness of the full skeletons, nats by sound).

        Likeness is per cent, nats are those of `path_weight` for one (without its band) and at least 0; not a number
        for words too unlike to be weighed.
        """
        return hear([query(word) for word in words], numbers, self.heard)

    @cached_property
    def heard(self) -> Words:
        """All words, as `hear` takes them."""
        return Words(self.records["chunks"], self.lengths, chunk_numbers()[""], self.full, self.bare)

    @property
    def lengths(self) -> npt.NDArray[np.uint16]:
        """Latin letters of each word."""
        return self.records["letters"]

    @property
    def rarities(self) -> Floats:
        """Nats that each word can bear as evidence."""
        return self.records["rarity"]

    @property
    def sizes(self) -> Floats:
        """Letters of each word that count."""
        return self.records["size"]


def _within(numbers: npt.NDArray[np.integer[Any]], count: int) -> bool:
    return int(numbers.min(initial=0)) >= 0 and int(numbers.max(initial=0)) < max(count, 1)


def _one_each(names: CutNames) -> dict[str, int]:
    """The number of a word for what is heard of its Latin letters; of those that share them, one in Latin script.

    Its skeleton is the closest, and which forms come last must not decide (Rutte, Рютте).
    """
    lasts = np.zeros(len(names.words), np.int64)
    lasts[names.numbers] = np.arange(len(names.numbers))  # of those without one in Latin script the last that is met
    known: dict[str, int] = {}
    for number, word in enumerate(names.words):
        letters = word.latin[:LONGEST_HEARD]
        found = known.setdefault(letters, number)
        is_later = word.word.script is Script.LATIN or lasts[number] > lasts[found]
        if names.words[found].word.script is not Script.LATIN and is_later:
            known[letters] = number
    return known


def _are_plain(names: CutNames, heard: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Whether each form has neither numerals nor a patronymic, and its words, all Latin, are alike by sound only.

    `heard` are the letters of the word that each word is heard as.
    """
    each = [not _is_plain_word(word) or word.latin != other for word, other in zip(names.words, heard, strict=True)]
    others = cumulated(np.array(each, bool)[names.numbers])[names.starts]
    found: npt.NDArray[np.bool_] = others[1:] == others[:-1]
    found[[place for place, odd in names.odd.items() if not odd.is_plain]] = False
    return found


def _is_plain_word(word: Spelt) -> bool:
    if (
        word.word.script is not Script.LATIN
        or not 0 < len(word.latin) <= LONGEST_HEARD
        or word.latin.endswith(FEMININE)
    ):
        return False
    units = "".join(word.word.units)
    marked = units != word.latin and (translations(Script.LATIN, units) or translations(Script.LATIN, word.latin))
    return not (is_notion(word.latin) or marked)  # what stands for another word is known by its plain letters


def bits(numerals: Iterable[int]) -> int:
    """Numerals up to 60 as bits of one number."""
    return sum([1 << numeral for numeral in set(numerals) if 0 < numeral <= 60])
