"""The entry of an entity as it stands in its file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ...resolver.model import EntityId
from ...resolver.store.reading.provenance import Written

_YAML = (".yaml", ".yml")
_MOST_LINES, _MOST_CHARACTERS = 400, 40_000  # of an entry: more is a fault, or a list that nobody reads here


@dataclass(frozen=True, slots=True)
class Entry:
    """A place, `file` as a reader knows it, and the text there: empty for a table and where it is gone."""

    file: str
    line: int
    text: str = ""
    is_yaml: bool = True


def entry(layers: Sequence[Path], place: Written, entity_id: EntityId) -> Entry:
    """What stands at a place. A file that was edited since it was loaded is searched for the id."""
    root = layers[place.layer] if place.layer < len(layers) else Path()
    path = root / place.file if place.file else root
    shown = f"{root.resolve().name}/{place.file}" if place.file else root.name
    if path.suffix.lower() not in _YAML:
        return Entry(shown, place.line, is_yaml=False)
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            lines = [each.rstrip("\n") for each in file]
    except OSError:
        return Entry(shown, place.line)
    at = _where(lines, place.line - 1, entity_id)
    return Entry(shown, place.line) if at is None else Entry(shown, at + 1, _block(lines, at))


def _where(lines: Sequence[str], expected: int, entity_id: EntityId) -> int | None:
    """The line of an id: where it is expected, else wherever it stands."""
    key = re.compile(rf"""(\s*)(["']?){re.escape(entity_id)}\2\s*:""")
    if 0 <= expected < len(lines) and key.match(lines[expected]):
        return expected
    return next((at for at, text in enumerate(lines) if (found := key.match(text)) and not found[1]), None)


def _block(lines: Sequence[str], at: int) -> str:
    """The lines of an entry, with the comments directly above it unless they are the head of the file."""
    begin = at
    while begin > 0 and lines[begin - 1].startswith("#"):
        begin -= 1
    begin = at if begin == 0 else begin
    body = [lines[at], *_inside(lines, at)]
    while body and (not body[-1].strip() or body[-1].lstrip().startswith("#")):
        body.pop()
    text = "\n".join([*lines[begin:at], *body[:_MOST_LINES]])
    return text if len(body) <= _MOST_LINES and len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}\n…"


def _inside(lines: Sequence[str], at: int) -> Iterator[str]:
    """The lines below a key that are indented more than it."""
    margin = _indent(lines[at])
    for text in islice(lines, at + 1, at + 2 * _MOST_LINES):
        if text.strip() and not text.lstrip().startswith("#") and _indent(text) <= margin:
            return
        yield text


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
