"""Vocabularies in a file, so that a program that reads one name does not read a dictionary of fifty languages first.

The first line is JSON: the digest of what the file was made of, and where each part of each vocabulary lies. A part is
its keys, in order, and behind each what it leads to: a JSON list of language, value and the ways to all phrases that
share them. Before these stand the ends of both, four bytes each, and bits that tell of most words that they are no key.
Last comes the table that tells of all vocabularies together with which words they begin.
"""

from __future__ import annotations

import json
import mmap
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import accumulate, chain, groupby
from pathlib import Path
from typing import Any, Generic, TypeVar
from zlib import crc32

import msgspec

from . import mapped_file
from .beginnings import MOST, Beginnings, Starts, bits, packed
from .phrase_roots import Laid, Sown

V = TypeVar("V")

_PARTS = ("plain", "germanic", "tails")
_ASKED = 4096  # words whose places are remembered: those of titles and names come again and again
_BITS = 16  # of a key, so that of sixteen words that are none one is taken for one and looked for


def write(path: Path, digest: str, vocabularies: Mapping[str, Sown[Any]]) -> None:
    """Write vocabularies, by their names. `digest` tells later whether the file is still that of its sources."""
    pieces: list[bytes] = []
    at = 0
    places: dict[str, dict[str, Any]] = {}
    for number, (name, sown) in enumerate(vocabularies.items()):
        ends = {"beginnings": sorted(sown.beginnings), "endings": sorted(sown.endings)}
        places[name] = {**ends, "number": number}
        for part in _PARTS:
            laid = _packed(getattr(sown, part))
            places[name][part] = [at, *map(len, laid)]
            pieces += laid
            at += sum(map(len, laid))
    pieces.append(b"\0" * (-at % 2))
    pieces.append(_starts(vocabularies.values()))
    head = {"places": places, "starts": sum(map(len, pieces[:-1]))}
    mapped_file.write(path, digest, head, pieces)


def _starts(vocabularies: Iterable[Sown[Any]]) -> bytes:
    """The table of the words that phrases begin with."""
    words: dict[int, Iterable[str]] = {}
    for number, sown in enumerate(vocabularies):
        plain, germanic = bits(number)
        words[plain], words[germanic] = sown.plain, sown.germanic
    if len(words) > 2 * MOST:
        raise ValueError(f"there are more than {MOST} vocabularies: make the table of beginnings wider.")
    return packed(words)


def _packed(phrases: Mapping[str, Iterable[Laid[Any]]]) -> tuple[bytes, bytes, bytes, bytes]:
    """The bits of the keys, the ends of keys and of what they lead to in turn, the keys, and what they lead to."""
    keys = sorted(key.encode() for key in phrases)
    pieces = [_piece(phrases[key.decode()]) for key in keys]
    ends = array("I", chain(accumulate(map(len, keys)), accumulate(map(len, pieces))))
    return _bits(keys), ends.tobytes(), b"".join(keys), b"".join(pieces)


def _bits(keys: Iterable[bytes]) -> bytes:
    """As many bits as are at least `_BITS` for each key, a power of two; those of the keys' checksums are set."""
    known = list(keys)
    found = bytearray(1 << max(3, (len(known) * _BITS - 1).bit_length()) - 3)
    for key in known:
        place = crc32(key) & (8 * len(found) - 1)
        found[place >> 3] |= 1 << (place & 7)
    return bytes(found)


def _piece(phrases: Iterable[Laid[Any]]) -> bytes:
    """Forms of one word in its cases follow one another: their language and value are written once."""
    groups = groupby(phrases, key=lambda phrase: (phrase[0], phrase[2]))
    kept = [(lang, value, [way for _, way, _ in ways]) for (lang, value), ways in groups]
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


class PhraseFile:
    """A file of vocabularies, open."""

    def __init__(self, data: mmap.mmap, start: int, places: Mapping[str, Mapping[str, Any]], starts: int) -> None:
        self._data = data
        self._start = start
        self._places = places
        self._starts = Beginnings(memoryview(data)[start + starts :].cast("H"))

    @classmethod
    def open(cls, path: Path, digest: str) -> PhraseFile | None:
        """The file at a path; None when there is none, or it is damaged or was made of something else."""
        found = mapped_file.opened(path, digest)
        try:
            return found and cls(found.data, found.start, found.head["places"], found.head["starts"])
        except (ValueError, KeyError, TypeError):
            return None

    def vocabulary(self, name: str, value_of: Callable[[Any], V]) -> Sown[V] | None:
        """The phrases of a vocabulary; None where the file has none of the name.

        `value_of` makes what a phrase stands for of what JSON kept of it.
        """
        places = self._places.get(name)
        if places is None:
            return None
        plain, germanic, tails = (self._part(places[part], value_of) for part in _PARTS)
        starts = Starts(self._starts, *bits(places["number"]))
        return Sown(plain, germanic, tails, frozenset(places["beginnings"]), frozenset(places["endings"]), starts)

    def _part(self, place: list[int], value_of: Callable[[Any], V]) -> Mapping[str, list[Laid[V]]]:
        at, *sizes = place
        start, ends, keys, pieces, end = accumulate(sizes, initial=self._start + at)
        data = memoryview(self._data)
        return _Stored(data[start:ends], data[ends:keys].cast("I"), data[keys:pieces], data[pieces:end], value_of)


class _Stored(Mapping[str, list[Laid[V]]], Generic[V]):
    """Phrases by their first key, in the file until they are asked for."""

    def __init__(
        self, bits: memoryview, ends: memoryview, keys: memoryview, pieces: memoryview, value_of: Callable[[Any], V]
    ) -> None:
        count = len(ends) // 2
        self._bits, self._last = bits, 8 * len(bits) - 1
        self._key_ends, self._ends = ends[:count], ends[count:]
        self._keys = keys
        self._pieces = pieces
        self._value_of = value_of
        self._asked: dict[str, int] = {}

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._number(key) >= 0

    def __getitem__(self, key: str) -> list[Laid[V]]:
        number = self._number(key)
        if number < 0:
            raise KeyError(key)
        kept = msgspec.json.decode(self._pieces[self._ends[number - 1] if number else 0 : self._ends[number]])
        return [(lang, way, meant) for lang, value, ways in kept for meant in [self._value_of(value)] for way in ways]

    def __iter__(self) -> Iterator[str]:
        return (self._key(number).decode() for number in range(len(self)))

    def __len__(self) -> int:
        return len(self._ends)

    def _number(self, key: str) -> int:
        """The number of a key; -1 for one that is not there: most words are none, which their bits tell at once."""
        number = self._asked.get(key)
        if number is None:
            wanted = key.encode("utf-8", "replace")
            place = crc32(wanted) & self._last
            if not self._bits[place >> 3] >> (place & 7) & 1:
                return -1
            number = bisect_left(range(len(self)), wanted, key=self._key)
            number = number if number < len(self) and self._key(number) == wanted else -1
            if len(self._asked) >= _ASKED:
                self._asked = {}
            self._asked[key] = number
        return number

    def _key(self, number: int) -> bytes:
        return bytes(self._keys[self._key_ends[number - 1] if number else 0 : self._key_ends[number]])
