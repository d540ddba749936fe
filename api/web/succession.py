"""Who held a post after whom, and when nobody is known to have held it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from ...resolver.dates import days_apart, ended_before, latest
from ...resolver.holding import seats
from ...resolver.model import DatePrefix, Entity, Term

Held = tuple[Entity, Term]


class Gap(Struct, frozen=True):
    """A time in which nobody is known to have held a post; `end` is empty where that is not known."""

    start: DatePrefix
    end: DatePrefix = ""


def in_order(held: Iterable[Held]) -> tuple[Held, ...]:
    """By their first day, else by the last one; those without any date first."""
    return tuple(sorted(held, key=lambda each: (each[1].start or each[1].end, each[1].end or "9999", each[0].id)))


def line(post: Entity, held: Iterable[Held]) -> tuple[Held | Gap, ...]:
    """The holders of a post in order, with the gaps between them.

    Where one alone holds it, a term whose end is not known is taken to have ended before the next one. There is a gap
    at the end only where the holders are known to have been kept longer (`as_of`).
    """
    found: list[Held | Gap] = []
    until, one_seat, is_open = "", seats(post) == 1, False
    for person, term in in_order(held):
        if term.start and _apart(until, term.start) and not is_open:
            found.append(Gap(until, term.start))
        found.append((person, term))
        is_open = not one_seat and (is_open or not term.end)
        until = _later(until, term.end) if term.end else ""
    if until and post.as_of and not is_open and ended_before(until, post.as_of):
        found.append(Gap(until))
    return tuple(found)


def before(term: Term, line: Sequence[Held]) -> tuple[Held, ...]:
    """The holders that preceded a term: back to the last one who was not only acting, the nearest last."""
    earlier = [each for each in line if each[1] is not term and _follows(term, each[1])]
    earlier.sort(key=lambda each: latest(each[1].end))
    lasting = [at for at, each in enumerate(earlier) if not each[1].acting]
    return tuple(earlier[lasting[-1] if lasting else 0 :])


def after(term: Term, line: Sequence[Held]) -> tuple[Held, ...]:
    """The holders that succeeded a term: up to the first one who was not only acting, the nearest first."""
    found: list[Held] = []
    for each in line:
        if each[1] is not term and _follows(each[1], term):
            found.append(each)
            if not each[1].acting:
                break
    return tuple(found)


def _follows(later: Term, earlier: Term) -> bool:
    """Whether a term began when another had ended, or may have on the same day."""
    if not later.start or not earlier.end or later.start < earlier.start:
        return False
    return later.start == earlier.end or not ended_before(later.start, earlier.end)


def _apart(end: DatePrefix, start: DatePrefix) -> bool:
    """Whether more than a day surely lies between an end and the next beginning."""
    return bool(end) and ended_before(end, start) and days_apart(end, start) > 1


def _later(left: DatePrefix, right: DatePrefix) -> DatePrefix:
    return max(left, right, key=latest) if left else right
