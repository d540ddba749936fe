"""Emperors by the readings of their names, and what stands for a title behind a name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ...tables import rows
from ...text.han import fold
from ..lattice import Edge
from . import romaji

_TITLE = 0.3  # nats of each further way to render a title


@cache
def rulers() -> dict[str, tuple[str, ...]]:
    """Emperors' names, folded, with their readings. Must not be changed."""
    return _courtly("ruler")


@cache
def _titles() -> dict[str, tuple[str, ...]]:
    """Titles behind a name, folded, with what stands for them in Latin letters."""
    return _courtly("title")


def _courtly(wanted: str) -> dict[str, tuple[str, ...]]:
    table = rows("japanese_rulers.tsv")
    return {fold(kanji): tuple(cell.split("/")) for part, kanji, cell in table if part == wanted}


def title_edges(word: str, offset: int) -> Iterator[Edge]:
    """What stands for a title at the end of a name: Emperor Suizei, Suizei Tennō."""
    folded = fold(word)
    for title, spellings in _titles().items():
        if folded.endswith(title) and len(folded) > len(title):
            begin, end = offset + len(word) - len(title), offset + len(word)
            for rank, text in enumerate(spellings):
                yield Edge(begin, end, romaji.key(text), text.capitalize(), _TITLE * rank)
