"""The words of all forms, and the weight of one word of a query with many of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cache, cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from ..postings import Arrays, cumulated, narrow
from ..scripts import Script
from .chunks import FILES, LONGEST_LATIN, LONGEST_SOURCE, UNKNOWN, chunks
from .score import LONGEST_HEARD, Spelt, SpeltName, rarity

_NEVER = np.float32(-1e6)
_TEXTS = ("latin", "full", "bare")

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]


@cache
def _chunk_numbers() -> dict[str, int]:
    """Every Latin chunk of a table, and every letter, with a number from 1; 0 is none of them."""
    known = {chr(code) for code in range(ord("a"), ord("z") + 1)} | {""}
    for script in FILES:
        for latin in chunks(script).weights.values():
            known.update(chunk for chunk in latin if len(chunk) <= LONGEST_LATIN)
    return {chunk: number for number, chunk in enumerate(sorted(known), 1)}


@cache
def _fallback() -> Floats:
    """The weight of each chunk for a unit that is not known to stand for it: one letter or nothing is possible."""
    numbers = _chunk_numbers()
    weights = np.full(len(numbers) + 1, _NEVER, np.float32)
    for chunk, number in numbers.items():
        if len(chunk) <= 1:
            weights[number] = UNKNOWN
    return weights


@cache
def _nothing() -> Floats:
    """The weights where no chunk is possible."""
    return np.full_like(_fallback(), _NEVER)


@lru_cache(maxsize=1 << 14)
def _vector(script: Script, units: tuple[str, ...]) -> tuple[Floats, tuple[int, ...]] | None:
    """(weight of each chunk, lengths of the chunks) of one or two units; None if two are no chunk."""
    table = chunks(script)
    known = table.row(units[0]) if len(units) == 1 else table.weights.get(units)
    if known is None:
        return None
    weights = _fallback().copy() if len(units) == 1 else _nothing().copy()
    numbers = _chunk_numbers()
    for chunk, weight in known.items():
        if chunk in numbers:
            weights[numbers[chunk]] = weight
    lengths = {len(chunk) for chunk in known if chunk in numbers} | ({0, 1} if len(units) == 1 else set())
    return weights, tuple(sorted(lengths))


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The distinct words of all forms, by their plain Latin letters, in flat arrays; made by `build`.

    `chunk_numbers` has a row for each letter of each word in turn: the chunks of one letter to `LONGEST_LATIN` that
    begin there. `starts` and `words` give the words of each form in turn, `numerals` the numerals of each form as bits.
    """

    latin: tuple[str, ...]
    full: tuple[str, ...]
    bare: tuple[str, ...]
    is_latin: npt.NDArray[np.bool_]
    lengths: npt.NDArray[np.int32]
    chunk_numbers: npt.NDArray[np.int16]
    rarities: Floats
    sizes: Floats
    starts: npt.NDArray[np.integer[Any]]
    words: npt.NDArray[np.int32]
    numerals: npt.NDArray[np.int64]

    @classmethod
    def build(cls, names: Iterable[SpeltName]) -> Lexicon:
        """The lexicon of names in turn: the place of a name among them is its number in the lexicon."""
        each = list(names)
        known = {word.latin[:LONGEST_HEARD]: word for name in each for word in name.words}
        latin = tuple(sorted(known))
        numbers = {word: number for number, word in enumerate(latin)}
        counts = np.fromiter((len(name.words) for name in each), np.int64, len(each))
        places = (numbers[word.latin[:LONGEST_HEARD]] for name in each for word in name.words)
        return cls(
            latin=latin,
            full=tuple(known[word].full for word in latin),
            bare=tuple(known[word].bare for word in latin),
            is_latin=np.array([known[word].word.script is Script.LATIN for word in latin], bool),
            lengths=np.fromiter(map(len, latin), np.int32, len(latin)),
            chunk_numbers=_numbered(latin),
            rarities=np.fromiter((rarity(known[word]) for word in latin), np.float32, len(latin)),
            sizes=np.fromiter((known[word].size for word in latin), np.float32, len(latin)),
            starts=narrow(cumulated(counts)),
            words=np.fromiter(places, np.int32, int(counts.sum())),
            numerals=np.fromiter((bits(name.numerals) for name in each), np.int64, len(each)),
        )

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Everything the lexicon consists of, to be stored.

        Words as lines of UTF-8; numerals of those forms that have any: `forms` says how many forms are, and which.
        """
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        for name in _TEXTS:
            found[name] = np.frombuffer("\n".join(found[name]).encode(), np.uint8)
        forms = np.flatnonzero(self.numerals)
        found |= {"forms": np.array([len(self.numerals), *forms]), "numerals": self.numerals[forms]}
        return found

    @classmethod
    def restore(cls, arrays: Arrays) -> Lexicon:
        """The lexicon of stored arrays, as `arrays` gave them. KeyError if one is missing."""
        found: dict[str, Any] = {field.name: arrays[field.name] for field in fields(cls)}
        count, *forms = arrays["forms"].tolist()
        found["numerals"] = np.zeros(count, np.int64)
        found["numerals"][forms] = arrays["numerals"]
        for name in _TEXTS:
            found[name] = tuple(arrays[name].tobytes().decode().split("\n")) if len(found["lengths"]) else ()
        return cls(**found)

    def weights(self, words: Sequence[Spelt], numbers: Sequence[npt.NDArray[np.int64]]) -> Floats:
        """Nats of each word of a query with each of its numbered words, as `path_weight` for one (without its band).

        All pairs are weighed at once, in the order of the words and of the numbers of each.
        """
        sizes = [len(each) for each in numbers]
        if not sum(sizes):
            return np.zeros(0, np.float32)
        pairs = np.concatenate(numbers)
        owners = np.repeat(np.arange(len(words)), sizes)
        longest = int(self.lengths[pairs].max(initial=0))
        width = len(_fallback())
        at = self._chunks(pairs, longest, owners * width)
        units = [word.word.units for word in words]
        inserted = np.concatenate([_inserted(word.word.script) for word in words]).take(at[1]) if longest else None
        score = np.full((max(map(len, units)) + 1, len(pairs), longest + 1), _NEVER, np.float32)
        score[0, :, 0] = 0
        for i in range(len(score)):
            here = score[i]
            if inserted is not None and i:
                np.maximum(here[:, 1:], here[:, :-1] + inserted, out=here[:, 1:])
            for count in range(1, min(LONGEST_SOURCE, len(score) - 1 - i) + 1):
                vector, lengths = _stacked(words, i, count)
                for length in lengths:
                    if length <= longest:
                        there = score[i + count, :, length:]
                        np.maximum(there, here[:, : longest + 1 - length] + vector.take(at[length]), out=there)
        ends = np.array([len(each) for each in units])[owners]
        result: Floats = score[ends, np.arange(len(pairs)), self.lengths[pairs]]
        return result

    def _chunks(self, words: npt.NDArray[np.int64], longest: int, offsets: npt.NDArray[np.int64]) -> list[Places]:
        """[length][word, place]: the chunk of that length at that place of a word, with the offset of the word added.

        All places have the one chunk without letters. Beyond the end of a word stands what does not matter, since no
        path leads back from there.
        """
        places = self._firsts[words][:, None] + np.arange(longest)
        numbers = self._letters.take(places, mode="clip").view(np.int16).reshape(len(words), longest, LONGEST_LATIN)
        each = offsets[:, None]
        found = [each + _chunk_numbers()[""]]
        for length in range(1, LONGEST_LATIN + 1):
            found.append(numbers[:, : max(0, longest + 1 - length), length - 1] + each)
        return found

    @cached_property
    def _firsts(self) -> Places:
        """The row of the first letter of each word."""
        return cumulated(self.lengths)[:-1]

    @cached_property
    def _letters(self) -> npt.NDArray[np.uint64]:
        """The rows of chunks, each as one number: four of 16 bits are found as fast as one of 64."""
        return np.ascontiguousarray(self.chunk_numbers).view(np.uint64)[:, 0]


def _stacked(words: Sequence[Spelt], start: int, count: int) -> tuple[Floats, list[int]]:
    """The weights of each chunk for the `count` units of each word from `start`, and the lengths that any has."""
    found = [
        _vector(word.word.script, units) if len(units := word.word.units[start : start + count]) == count else None
        for word in words
    ]
    if not any(found):
        return _nothing(), []
    vectors = [each[0] if each else _nothing() for each in found]
    return np.concatenate(vectors), sorted({length for each in found if each for length in each[1]})


def bits(numerals: Iterable[int]) -> int:
    """Numerals up to 60 as bits of one number."""
    return sum(1 << numeral for numeral in set(numerals) if 0 < numeral <= 60)


@cache
def _inserted(script: Script) -> Floats:
    """The weight of each letter as one that stands for nothing."""
    weights = _fallback().copy()
    for letter, weight in chunks(script).inserted.items():
        weights[_chunk_numbers()[letter]] = max(weight, UNKNOWN)
    return weights


def _numbered(words: Sequence[str]) -> npt.NDArray[np.int16]:
    """[letter of a word, length - 1]: the number of the chunk of that length that begins there; 0 if there is none."""
    codes = np.zeros((len(words), LONGEST_HEARD + LONGEST_LATIN), np.int64)
    for number, word in enumerate(words):
        codes[number, : len(word)] = list(word.encode("ascii", "replace"))
    numbers = _chunk_numbers()
    inside = np.arange(LONGEST_HEARD) < np.fromiter(map(len, words), np.int64, len(words))[:, None]
    table = np.zeros((int(inside.sum()), LONGEST_LATIN), np.int16)
    for length in range(1, LONGEST_LATIN + 1):
        plain = [chunk for chunk in numbers if len(chunk) == length and chunk.isascii()]
        known = {_packed(chunk.encode()): numbers[chunk] for chunk in plain}
        packed = np.array(sorted(known))
        values = np.array([known[each] for each in sorted(known)], np.int16)
        window = np.zeros(len(table), np.int64)
        for at in range(length):
            window = window << 8 | codes[:, at : at + LONGEST_HEARD][inside]
        places = np.minimum(np.searchsorted(packed, window), len(packed) - 1)
        table[:, length - 1] = np.where(packed[places] == window, values[places], 0)
    return table


def _packed(chunk: bytes) -> int:
    """Up to four letters as one number."""
    return int.from_bytes(chunk, "big")
