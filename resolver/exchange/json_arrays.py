"""The members of arrays inside one large JSON document, one at a time, however large the document is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from ..errors import InputError, Place
from .formats import as_file

WHOLE = ""
"""The path of an array that is the whole document."""


def members(stream: Iterable[bytes], file: str, arrays: Collection[str]) -> Iterator[tuple[str, Any]]:
    """The members of the arrays at these paths (`persons`, `results.bindings`), with the path, in the file's order.

    Where an array begins comes None first. Raises InputError for what is not JSON, and if the array is missing.
    """
    import ijson

    inside = {f"{path}.item" if path else "item": path for path in arrays}
    found = False
    try:
        events = ijson.parse(as_file(stream), use_float=True)
        for prefix, event, value in events:
            if event == "start_array" and prefix in arrays:
                found = True
                yield prefix, None
            elif prefix in inside:
                yield inside[prefix], _built(prefix, event, value, events)
    except (ijson.JSONError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())[:200]
        remedy = "Give a file of this format, or say which it is with --from."
        raise InputError(f"it is not JSON: {reason}.", remedy=remedy, place=Place(file)) from error
    if not found:
        wanted = ", ".join(f"`{path}`" for path in arrays if path)
        remedy = "Give a file of this format, or say which it is with --from."
        raise InputError(f"it holds no array {wanted}.", remedy=remedy, place=Place(file))


def _built(prefix: str, event: str, value: Any, events: Iterator[tuple[str, str, Any]]) -> Any:
    """The value that begins with this event, to its end."""
    import ijson

    builder = ijson.ObjectBuilder()
    builder.event(event, value)
    if event not in {"start_map", "start_array"}:
        return builder.value
    for inner, event, value in events:  # noqa: PLR1704 - the next event takes the place of the first
        builder.event(event, value)
        if inner == prefix and event in {"end_map", "end_array"}:
            break
    return builder.value
