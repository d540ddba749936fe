"""A review file, as `exonym reconcile --review` writes it and a person fills it in, or a file of decisions."""

from __future__ import annotations

from collections.abc import Sequence

from ..bulk.answering.decisions import Made, made_of, parse_decisions, read_rows
from ..bulk.columns import Columns
from ..bulk.layout import unguarded
from ..bulk.reading.byte_source import open_bytes, readable
from ..bulk.reading.delimited import sniff
from ..errors import InputError, Place, UsageError
from ..hints import FIELDS


def read_review(file: str, columns: Columns, prefix: str) -> list[Made]:
    """The decisions of a review file, in its order; of a file of decisions those that hold.

    Raises InputError, UsageError.
    """
    with open_bytes(file) as stream, readable(file):
        data = stream.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("it is not UTF-8.", place=Place(file), remedy='Save it as "CSV UTF-8".') from error
    rows = read_rows(text, file, sniff(text.partition("\n")[0]))
    _, header = next(rows, (1, []))
    if {"mention", "decision"} <= set(header) and f"{prefix}decision" not in header:
        return parse_decisions(data, file).latest()
    if f"{prefix}decision" not in header:
        raise UsageError(f"there is no column {prefix}decision.", remedy="Make the file with reconcile --review.")
    found = columns.find(header)
    at = {"mention": found.mention, **dict(zip(found.hints, found.hint_positions, strict=True))}
    named = {name: header.index(name) for name in FIELDS if name not in at and header.count(name) == 1}
    at |= {name: position for name, position in named.items() if position not in at.values()}
    _refuse_unexplained(header, set(at.values()), prefix)
    at |= {name: header.index(prefix + name) for name in ("decision", "note") if prefix + name in header}
    made = []
    for line, row in rows:
        cells = {name: unguarded(row[position]) if position < len(row) else "" for name, position in at.items()}
        each = made_of(cells, Place(file, line))
        if each is not None:
            made.append(each)
    return made


def _refuse_unexplained(header: Sequence[str], explained: set[int], prefix: str) -> None:
    """A decision holds for its mention with its hints, so every column that was asked about must be named."""
    unknown = [name for at, name in enumerate(header) if at not in explained and not name.startswith(prefix)]
    if unknown:
        raise UsageError(
            f"what hint is the column {unknown[0]!r}?",
            remedy="Say it as it was said to reconcile, e.g. --date-column; or take the column out.",
        )
