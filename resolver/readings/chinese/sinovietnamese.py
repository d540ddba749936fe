"""Han names in their Sino-Vietnamese reading: 吴春历 → Ngô Xuân Lịch, and every Vietnamese syllable that it
may be.

This is how Vietnamese people are written in Chinese, and Chinese people in Vietnamese. A character has a few
readings; some have a regional doublet (黄 Hoàng, Huỳnh); and some names bear a vernacular cousin of the
reading (年 niên, but Nguyễn Văn Nên). Which character stands for a Vietnamese syllable cannot be told, so
there is no way back.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import log

from ...tables import rows
from ...text.cleaning import unmarked
from ...text.han import fold as fold_han
from ...text.scripts import Script, script_of
from ...vocabulary import customs
from ..lattice import Bridge, Lattice, Stretch, laid_out
from ..pieces import CHARACTERS, Row, Table
from ..vietnamese.names import canonical, doublets, fold, spellings

_DOUBLET = -log(0.9)
_KIN = -log(0.1)
_BEHIND = log(2)  # Unihan's readings are right half as often as the table's
_LATER = 0.2  # a second reading of the table is the rarer one
_SPELLING = 0.05


@lru_cache(maxsize=8192)
def readings(char: str) -> tuple[tuple[str, float], ...]:
    """The Sino-Vietnamese syllables of one Han character, canonical, with their cost in nats; () when
    unknown.

    The table's readings come first, with their regional doublets, then kin readings; a character outside the
    table has Unihan's. What simplification merged has the readings of all its members.
    """
    folded = fold_han(char)
    options: dict[str, float] = {}
    known = _main().get(folded) or _unihan().get(folded) or []
    for syllables, cost in known:
        for rank, syllable in enumerate(syllables.split("/")):
            _offer(options, canonical(syllable), cost + _LATER * min(rank, 2))
    for syllable, cost in tuple(options.items()):
        for doublet in doublets().get(syllable, frozenset()):
            _offer(options, doublet, cost + _DOUBLET)
    return tuple(sorted(options.items(), key=lambda item: (item[1], item[0])))


def lattice(words: tuple[str, ...]) -> Lattice | None:
    """The Sino-Vietnamese spellings of a Han name; a character unknown has no edge. None if all are."""
    units: list[str] = []
    breaks: list[int] = []
    for word in words:
        breaks.append(len(units))
        units.extend(char for char in word if script_of(char) is not Script.NONE)
    rows = [Stretch(at, at + 1, _LATIN(char)) for at, char in enumerate(units)]
    return laid_out(tuple(units), frozenset(breaks) - {0, len(units)}, rows)


def _row(char: str, _variant: str) -> Row:
    return Row.of(
        (unmarked(spelling), spelling.capitalize(), cost + _SPELLING * (spelling != syllable))
        for syllable, cost in readings(char)
        for spelling in spellings(syllable)
    )


_LATIN = Table("sino-vietnamese", CHARACTERS, _row)
TABLES = (_LATIN,)


def _offer(options: dict[str, float], syllable: str, cost: float) -> None:
    options[syllable] = min(cost, options.get(syllable, cost))


@cache
def _main() -> dict[str, list[tuple[str, float]]]:
    """The own table and the kin readings: `/`-separated syllables and their cost, by folded character."""
    return _by_class((("sinovietnamese.tsv", 0.0), ("sinovietnamese_kin.tsv", _KIN)))


@cache
def _unihan() -> dict[str, list[tuple[str, float]]]:
    """The same of Unihan, for characters outside the own table."""
    return _by_class((("sinovietnamese_unihan.tsv", _BEHIND),))


def _by_class(tables: tuple[tuple[str, float], ...]) -> dict[str, list[tuple[str, float]]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for table, cost in tables:
        for char, syllables, *_ in rows(table):
            found.setdefault(fold_han(char), []).append((syllables, cost))
    return found


BRIDGES: tuple[Bridge, ...] = (
    Bridge(
        code="sino-vietnamese",
        title="Sino-Vietnamese reading",
        source=Script.HAN,
        target=Script.LATIN,
        lattice=lattice,
        fold=fold,
        countries=customs.bearers("vi") | customs.bearers("zh"),
    ),
)
