"""Chinese rulers by temple or posthumous name, as English has them: 唐玄宗 Emperor Xuanzong of Tang."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from ...tables import rows
from ...text.han import fold
from ..lattice import Edge

_COST = 0.3

Spell = Callable[[int], Iterable[tuple[str, float]]]
"""The spellings of the character at a position, with their costs."""


def edges(chars: tuple[str, ...], spell: Spell) -> list[Edge]:
    """The edges that title and dynasty add to a name of three or four characters; none for other names."""
    titles, states = _table()
    if not 3 <= len(chars) <= 4 or fold(chars[-1]) not in titles:
        return []
    title, is_kept = titles[fold(chars[-1])]
    last = len(chars) - 1
    found: list[Edge] = []
    if not is_kept:
        found.append(Edge(last, last + 1, title, title.capitalize(), _COST))  # Kangxi Emperor
    if fold(chars[0]) not in states or len(chars) > 3:
        return found
    found += [Edge(0, 1, f"of{text}", f"of {text.capitalize()}", cost) for text, cost in _few(spell(0))]
    end = 2 if is_kept else 3
    for text, cost in _few(spell(1)):
        named = f"{title.capitalize()} {text.capitalize()}"
        found.append(Edge(1, end, f"{title}{text}", named, cost + _COST))
        if not is_kept:
            found.append(Edge(1, end, text, text.capitalize(), cost + 2 * _COST))  # the title peeled off
    return found


def _few(spelt: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    return [(text, cost) for text, cost in spelt if cost <= _COST]


@cache
def _table() -> tuple[dict[str, tuple[str, bool]], frozenset[str]]:
    titles: dict[str, tuple[str, bool]] = {}
    states: frozenset[str] = frozenset()
    for last, title, kept in rows("mandarin_rulers.tsv"):
        if last == "*":
            states = frozenset(fold(title))
        else:
            titles[fold(last)] = (title, kept == "yes")
    return titles, states
