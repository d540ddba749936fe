"""JSON values from a stream, one at a time: lines, or the array of lines that Wikidata's dumps are. And ours out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ..errors import InputError, Place
from ..model import Entity
from ..store.canonical import facts


def objects(lines: Iterable[bytes], file: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each line's object with its number. Brackets around and commas between lines are passed over.

    Raises InputError for a line that is no JSON object.
    """
    for number, raw in enumerate(lines, 1):
        line = raw.strip().removeprefix(b"\xef\xbb\xbf").removesuffix(b",")
        if line in (b"", b"[", b"]"):
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            raise InputError("the line is not JSON.", place=Place(file, number)) from error
        if not isinstance(value, dict):
            raise InputError("the line is JSON, but no object.", place=Place(file, number))
        yield number, value


def document(stream: Iterable[bytes], file: str) -> Any:
    """The one JSON value that a file is. Raises InputError."""
    try:
        return json.loads(b"".join(stream))
    except ValueError as error:
        raise InputError(f"it is not JSON: {error}.", place=Place(file)) from error


def export(entities: Iterable[Entity]) -> Iterator[str]:
    """An entity a line, with everything that is known of it, in the words of the model."""
    for entity in entities:
        yield json.dumps(facts(entity), ensure_ascii=False)


def strings(value: Any) -> list[str]:
    """The strings of a value that may be one, a list of them, or nothing."""
    each = value if isinstance(value, list) else [value]
    return [one for one in each if isinstance(one, str)]
