"""The vocabularies of all languages from one file that is made when the package is built, or else from the tables.

The file is only believed while the tables and the code that it was made of are as they were. Whoever edits a table
works with the table, a second or two later, until `python -m exonym.resolver.vocabulary.compiling` makes the file anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

from ..text.phrase_file import PhraseFile
from ..text.phrase_roots import Phrase, Sown

V = TypeVar("V")

_RESOLVER = Path(__file__).resolve().parents[1]
FILE = _RESOLVER / "tables" / "_phrases.bin"
"""Made by `compiling`, in builds; not in the repository."""
_TABLES = (
    "connectors", "countries", "country_names", "determiners", "functions", "han_fold", "honorifics", "inflections",
    "instruments", "offices", "places", "ranks", "topics",
)  # fmt: skip
_CODE = ("text", "vocabulary", "tables/schema")


def sown(name: str, entries: Callable[[], Iterable[Phrase[V]]], value_of: Callable[[Any], V]) -> Sown[V]:
    """A vocabulary by its name, from the file where that is fresh; `entries` makes it of the tables.

    `value_of` makes what a phrase stands for of its value as JSON has it.
    """
    file = _file()
    kept = file.vocabulary(name, value_of) if file else None
    return kept or Sown.of(entries())


@cache
def _file() -> PhraseFile | None:
    return PhraseFile.open(FILE, digest())


def digest() -> str:
    """A digest of all that decides what the file holds: the tables of words, and the code that reads them."""
    found = 0
    for name in _TABLES:
        found = crc32((_RESOLVER / "tables" / f"{name}.tsv").read_bytes(), found)  # no forgers: see `readings.pieces`
    for room in _CODE:
        for path in sorted((_RESOLVER / room).glob("*.py")):
            found = crc32(path.read_bytes(), found)
    return f"{found:08x}"
