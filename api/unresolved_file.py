"""The store of mentions that found no match, which an operator opts in to: JSON lines, written by the service and read
by `exonym unresolved`.

A line: `{"mention", "status", "hints", "count", "at", "gazetteer"}`. Lines of one mention add up by `count`; where it
is missing it is 1.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from ..resolver.errors import HintError, InputError, Place
from ..resolver.hints import FIELDS, parse_hints
from ..resolver.model import Hints, Status
from .wire import well_formed


class Unresolved(Struct, frozen=True):
    """A mention with its hints, how often it was asked, and when first and last (ISO 8601; empty when unknown)."""

    mention: str
    hints: Hints
    count: int = 1
    first: str = ""
    last: str = ""


def written(asked: Unresolved, status: Status, gazetteer: str) -> str:
    """The line of a mention, with its end."""
    hints = {field: value for field in FIELDS if (value := getattr(asked.hints, field))}
    line = {"mention": asked.mention, "status": status.value, "hints": hints, "count": asked.count}
    return well_formed(json.dumps({**line, "at": asked.last, "gazetteer": gazetteer}, ensure_ascii=False)) + "\n"


def read(lines: Iterable[bytes], file: str) -> tuple[list[Unresolved], list[Place]]:
    """What was asked, each mention with its hints once, and the places of lines that hold no mention.

    A service that is killed may leave half a line; a file without any whole one is another file: InputError.
    """
    found: dict[tuple[str, Hints], Unresolved] = {}
    bad: list[Place] = []
    for number, raw in enumerate(lines, 1):
        each = _asked(raw) if raw.strip() else None
        if each is not None:
            key = (each.mention, each.hints)
            found[key] = _together(found[key], each) if key in found else each
        elif raw.strip():
            bad.append(Place(file, number))
    if bad and not found:
        remedy = 'Give the file that the setting `unresolved_file` names: lines such as {"mention": "吴春历"}.'
        raise InputError("no line of it is an unresolved mention.", remedy=remedy, place=bad[0])
    return list(found.values()), bad


def _asked(raw: bytes) -> Unresolved | None:
    try:
        value = json.loads(raw)
        mention, count, at = value["mention"], value.get("count", 1), value.get("at", "")
        hints = parse_hints(dict(_texts(value.get("hints") or {})))
    except (ValueError, TypeError, KeyError, AttributeError, HintError):
        return None
    if not (isinstance(mention, str) and mention.strip() and type(count) is int and count > 0 and isinstance(at, str)):
        return None
    return Unresolved(mention, hints, count, at, at)


def _texts(hints: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field in FIELDS:
        value = hints.get(field, "")
        yield field, " ".join(value) if isinstance(value, list) else str(value)


def _together(known: Unresolved, more: Unresolved) -> Unresolved:
    times = sorted(time for time in (known.first, known.last, more.first, more.last) if time)
    first, last = (times[0], times[-1]) if times else ("", "")
    return Unresolved(known.mention, known.hints, known.count + more.count, first, last)
