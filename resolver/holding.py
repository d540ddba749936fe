"""Whether somebody held a post on a date, as far as the gazetteer kept its holders."""

from __future__ import annotations

from .dates import ended_before, held
from .model import DatePrefix, Entity, Period, Term

_SHARED = ("deputy", "assistant", "ambassador", "member", "spokesperson", "envoy", "adviser")


def seats(post: Entity) -> int:
    """How many hold a post at once; 0 where that is not known, so that the office alone tells nobody apart.

    A post that says nothing has one, unless its office is of those that several hold as a rule.
    """
    return post.seats or (0 if any(word in post.office for word in _SHARED) else 1)


def holds(post: Entity | None, term: Term, on: DatePrefix) -> bool | None:
    """Whether the office was exercised on that date; None where it cannot be known, or the holder was suspended."""
    then = held(term, on)
    return None if then and reservation(post, term, on) else then


def reservation(post: Entity | None, term: Term, on: DatePrefix) -> str:
    """Why a term that covers a date does not say who exercised the office on it, in words; empty where it does."""
    if not on:
        return ""
    if post is not None and is_unkept(post, term, on):
        return f"holders are known up to {post.as_of} only"
    period = suspension(term, on)
    return f"suspended from {period.start or '?'} to {period.end or 'now'}" if period else ""


def is_unkept(post: Entity, term: Term, on: DatePrefix) -> bool:
    """Whether a term is open only because nobody kept the post's holders up to that date."""
    return bool(on and post.as_of and not term.end) and ended_before(post.as_of, on)


def suspension(term: Term, on: DatePrefix) -> Period | None:
    """The time of suspension that covers that date, or may."""
    return next((period for period in term.suspended if on and held(period, on) is not False), None)
