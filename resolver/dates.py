"""Dates as prefixes: `2016`, `2016-04`, `2016-04-08`. Comparing two says yes, no, or that it cannot be known."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

from .model import DatePrefix, Period, Term

_KEPT = 4_096  # dates that stay read: those of a document and of terms are asked for again and again
_PREFIX = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def is_prefix(text: str) -> bool:
    """Whether the text is a date as precise as a year, a month or a day, and exists in the calendar."""
    try:
        earliest(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=_KEPT)
def earliest(prefix: DatePrefix) -> date:
    """The first day that the prefix can mean. Raises ValueError when it is no date."""
    found = _PREFIX.fullmatch(prefix)
    if not found:
        raise ValueError(f"not a date: {prefix!r}")
    year, month, day = found.groups()
    return date(int(year), int(month or 1), int(day or 1))


@lru_cache(maxsize=_KEPT)
def latest(prefix: DatePrefix) -> date:
    """The last day that the prefix can mean. Raises ValueError when it is no date."""
    first = earliest(prefix)
    if len(prefix) == 4:
        return date(first.year, 12, 31)
    if len(prefix) == 7:
        return date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])
    return first


def held(term: Term | Period, on: DatePrefix) -> bool | None:
    """Whether a time covers that date, as a term in a post does; None when its dates or the asker's leave it open."""
    if not on:
        return None
    first, last = earliest(on), latest(on)
    started = None if not term.start else _before(term.start, first, last)
    ended = False if not term.end else _before(term.end, first, last)
    if started is False or ended is True:
        return False
    return True if started and ended is False else None


def ended_before(end: DatePrefix, on: DatePrefix) -> bool:
    """Whether a day as precise as known lies wholly before another."""
    return latest(end) < earliest(on)


def _before(bound: DatePrefix, first: date, last: date) -> bool | None:
    """Whether the bound lies at or before [first, last]: True, False, or None when they overlap."""
    if latest(bound) <= first:
        return True
    return False if earliest(bound) > last else None


def days_apart(left: DatePrefix, right: DatePrefix) -> int:
    """The smallest number of days that can lie between two dates; 0 when one may be the other."""
    if earliest(left) > latest(right):
        return (earliest(left) - latest(right)).days
    if earliest(right) > latest(left):
        return (earliest(right) - latest(left)).days
    return 0
