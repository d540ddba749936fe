"""How alike two texts are, letter by letter. rapidfuzz says it, which is imported when it is first asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache


def ratio(one: str, other: str) -> float:
    """Likeness, per cent: twice the letters in common, in their order, of those of both."""
    return _ratio()(one, other)


def slips(one: str, other: str) -> int:
    """Letters that are put in, left out, exchanged, or in each other's place."""
    return _slips()(one, other)


@cache
def _ratio() -> Callable[[str, str], float]:
    from rapidfuzz import fuzz

    return fuzz.ratio


@cache
def _slips() -> Callable[[str, str], int]:
    from rapidfuzz.distance import OSA

    return OSA.distance
