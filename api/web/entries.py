"""The entry of an entity as it stands in its file."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import islice
from pathlib import Path

from msgspec import Struct

from ...resolver.model import EntityId
from ...resolver.store.reading.provenance import Written

_YAML = (".yaml", ".yml")
_MOST_LINES, _MOST_CHARACTERS = 400, 40_000  # of an entry: more is a fault, or a list that nobody reads here


class Entry(Struct, frozen=True):
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
        data = path.read_bytes().removeprefix(BOM_UTF8)
    except OSError:
        return Entry(shown, place.line)
    found = _where(data, place.line, entity_id)
    return Entry(shown, place.line) if found is None else Entry(shown, found[0], _block(data, found[1]))


def _where(data: bytes, expected: int, entity_id: EntityId) -> tuple[int, int] | None:
    """The line of an id, from 1, and its first byte: where it is expected, else wherever it stands."""
    name = entity_id.encode()
    key = re.compile(rb"""([ \t]*)(["']?)%b\2[ \t]*:""" % re.escape(name))
    elsewhere, line, counted, at = None, 1, 0, data.find(name)
    while at >= 0:
        start = data.rfind(b"\n", 0, at) + 1
        if found := key.match(data, start):
            line += data.count(b"\n", counted, start)
            counted = start
            if line == expected:
                return line, start
            if not found[1] and elsewhere is None:
                elsewhere = line, start
        at = data.find(name, at + len(name))
    return elsewhere


def _block(data: bytes, start: int) -> str:
    """The lines of an entry, with the comments directly above it unless they are the head of the file."""
    begin = start
    while begin > 0 and data.startswith(b"#", above := data.rfind(b"\n", 0, begin - 1) + 1):
        begin = above
    begin = start if begin == 0 else begin
    body = list(_lines(data, start))
    while body and (not body[-1].strip() or body[-1].lstrip().startswith("#")):
        body.pop()
    text = _text(data[begin:start]).replace("\r\n", "\n") + "\n".join(body[:_MOST_LINES])
    return text if len(body) <= _MOST_LINES and len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}\n…"


def _lines(data: bytes, start: int) -> Iterator[str]:
    """The line of a key, and those below it that are indented more."""
    stream = BytesIO(data)
    stream.seek(start)
    margin = None
    for text in map(_text, islice(stream, 2 * _MOST_LINES)):
        if margin is None:
            margin = _indent(text)
        elif text.strip() and not text.lstrip().startswith("#") and _indent(text) <= margin:
            return
        yield text.rstrip("\r\n")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
