"""Vocabularies in a file, so that a program that reads one name does not read a dictionary of fifty languages first.

The first line is JSON: the digest of what the file was made of, and where each part of each vocabulary lies. A part is
its keys, a line each; the ends of what they lead to, four bytes each; and that itself, a JSON list of phrases each.
"""

from __future__ import annotations

import json
import mmap
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, Generic, TypeVar

from .phrase_roots import Phrase, Sown

V = TypeVar("V")

_PARTS = ("plain", "germanic", "tails")


def write(path: Path, digest: str, vocabularies: Mapping[str, Sown[Any]]) -> None:
    """Write vocabularies, by their names. `digest` tells later whether the file is still that of its sources."""
    pieces: list[bytes] = []
    at = 0
    places: dict[str, dict[str, Any]] = {}
    for name, sown in vocabularies.items():
        places[name] = {"beginnings": sorted(sown.beginnings)}
        for part in _PARTS:
            keys, ends, phrases = _packed(getattr(sown, part))
            places[name][part] = [at, len(keys), len(ends), len(phrases)]
            pieces += [keys, ends, phrases]
            at += len(keys) + len(ends) + len(phrases)
    head = json.dumps({"digest": digest, "size": at, "places": places}).encode() + b"\n"
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_bytes(b"".join([head, *pieces]))
    fresh.replace(path)


def _packed(phrases: Mapping[str, Iterable[Phrase[Any]]]) -> tuple[bytes, bytes, bytes]:
    ends, pieces = array("I"), []
    at = 0
    keys = sorted(phrases)
    for key in keys:
        piece = json.dumps(list(phrases[key]), ensure_ascii=False, separators=(",", ":")).encode()
        pieces.append(piece)
        at += len(piece)
        ends.append(at)
    return "\n".join(keys).encode(), ends.tobytes(), b"".join(pieces)


class PhraseFile:
    """A file of vocabularies, open."""

    def __init__(self, data: mmap.mmap, start: int, places: Mapping[str, Mapping[str, Any]]) -> None:
        self._data = data
        self._start = start
        self._places = places

    @classmethod
    def open(cls, path: Path, digest: str) -> PhraseFile | None:
        """The file at a path; None when there is none, or it is damaged or was made of something else."""
        try:
            with path.open("rb") as file:
                first = file.readline()
                head = json.loads(first)
                data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            if head["digest"] != digest or len(data) != len(first) + head["size"]:
                return None
            return cls(data, len(first), head["places"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def vocabulary(self, name: str, value_of: Callable[[Any], V]) -> Sown[V] | None:
        """The phrases of a vocabulary; None where the file has none of the name.

        `value_of` makes what a phrase stands for of what JSON kept of it.
        """
        places = self._places.get(name)
        if places is None:
            return None
        plain, germanic, tails = (self._part(places[part], value_of) for part in _PARTS)
        return Sown(plain, germanic, tails, frozenset(places["beginnings"]))

    def _part(self, place: list[int], value_of: Callable[[Any], V]) -> Mapping[str, list[Phrase[V]]]:
        at, keys, ends, phrases = place
        at += self._start
        written = self._data[at : at + keys].decode()
        offsets = array("I", self._data[at + keys : at + keys + ends])
        return _Stored(
            dict(zip(written.split("\n") if written else (), pairwise((0, *offsets)), strict=True)),
            memoryview(self._data)[at + keys + ends : at + keys + ends + phrases],
            value_of,
        )


class _Stored(Mapping[str, list[Phrase[V]]], Generic[V]):
    """Phrases by their first key, in the file until they are asked for."""

    def __init__(self, places: Mapping[str, tuple[int, int]], data: memoryview, value_of: Callable[[Any], V]) -> None:
        self._places = places
        self._data = data
        self._value_of = value_of

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __getitem__(self, key: str) -> list[Phrase[V]]:
        start, end = self._places[key]
        kept = json.loads(bytes(self._data[start:end]))
        return [(lang, form, self._value_of(value)) for lang, form, value in kept]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
