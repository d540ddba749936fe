"""JSON values from a stream, one at a time: lines, or the array of lines that Wikidata's dumps are. And ours out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ..errors import InputError, Place
from ..model import Entity
from ..store.reading.canonical import facts


def lines(stream: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Each line's object as it is written, with its number. Brackets around and commas between are passed over."""
    for number, raw in enumerate(stream, 1):
        line = raw.strip().removeprefix(b"\xef\xbb\xbf").removesuffix(b",")
        if line not in (b"", b"[", b"]"):
            yield number, line


def parsed(line: bytes, place: Place) -> dict[str, Any]:
    """The object of a line. Raises InputError."""
    try:
        value = json.loads(line)
    except ValueError as error:
        raise InputError("the line is not JSON.", place=place) from error
    if not isinstance(value, dict):
        raise InputError("the line is JSON, but no object.", place=place)
    return value


def export(entities: Iterable[Entity]) -> Iterator[str]:
    """An entity a line, with everything that is known of it, in the words of the model."""
    for entity in entities:
        yield json.dumps(facts(entity), ensure_ascii=False)


def strings(value: Any) -> list[str]:
    """The strings of a value that may be one, a list of them, or nothing."""
    each = value if isinstance(value, list) else [value]
    return [one for one in each if isinstance(one, str)]
