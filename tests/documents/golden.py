"""Reads the golden documents: texts with their mentions marked, see tests/golden/documents/README.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from exonym.resolver.model import Hints

FOLDER = Path(__file__).parents[1] / "golden" / "documents"
_MARK = re.compile(r"\[\[([^\[\]|]+)\|([^\[\]|]+)\]\]")


@dataclass(frozen=True)
class Golden:
    """A document with its marked places: start, end and id ("?" where no match may stand)."""

    name: str
    text: str
    hints: Hints
    places: tuple[tuple[int, int, str], ...]


def documents() -> Iterator[Golden]:
    for path in sorted(FOLDER.glob("*.txt")):
        for part in path.read_text(encoding="utf-8").split("--- ")[1:]:
            title, _, body = part.partition("\n")
            date = ""
            if body.startswith("date: "):
                line, _, body = body.partition("\n")
                date = line.removeprefix("date: ")
            yield _read(f"{path.stem}: {title}", body, Hints(date=date))


def _read(name: str, marked: str, hints: Hints) -> Golden:
    places, text, at = [], "", 0
    for found in _MARK.finditer(marked):
        text += marked[at : found.start()]
        places.append((len(text), len(text) + len(found[1]), found[2]))
        text += found[1]
        at = found.end()
    return Golden(name, text + marked[at:], hints, tuple(places))
