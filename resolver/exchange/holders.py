"""What all terms of a source say of its posts: how many hold one at once, and up to when the source was kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from .. import dates
from ..model import DatePrefix

Tenure = tuple[str, str, DatePrefix, DatePrefix]
"""Post, person, first day and first day no longer."""


def last_change(terms: Iterable[Tenure], today: date) -> DatePrefix:
    """The latest beginning or end of a term that is not in the future; empty where no term has a date."""
    said = (prefix for _, _, start, end in terms for prefix in (start, end) if prefix)
    past = (prefix for prefix in said if dates.earliest(prefix) <= today)
    return max(past, key=lambda prefix: (dates.earliest(prefix), len(prefix)), default="")


def at_once(terms: Iterable[Tenure], until: DatePrefix) -> Iterator[tuple[str, int]]:
    """Each post, in the order of the terms, with how many people surely held it on one day.

    Terms without an end go on to `until`.
    """
    for post, tenures in groupby(terms, key=lambda tenure: tenure[0]):
        events: list[tuple[date, int, str]] = []
        for _, person, start, end in tenures:
            last = end or until
            if start and last and dates.latest(start) < dates.earliest(last):
                events += [(dates.latest(start), 1, person), (dates.earliest(last), -1, person)]
        yield post, _most(sorted(events))


def _most(events: Iterable[tuple[date, int, str]]) -> int:
    """The most people that are there at once; ends sort before beginnings of the same day."""
    there: Counter[str] = Counter()
    most = 0
    for _, change, person in events:
        there[person] += change
        if not there[person]:
            del there[person]
        most = max(most, len(there))
    return most
