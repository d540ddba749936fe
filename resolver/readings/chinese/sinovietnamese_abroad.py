"""Han names in their Sino-Vietnamese reading as other scripts write it: 阮富仲 グエン・フー, نغوين فو."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from ...text import han
from ...text.scripts import Script
from ...vocabulary import customs
from ..lattice import Bridge, Lattice, Stretch, laid_out
from ..pieces import CHARACTERS, Row, Table
from ..rendering import RENDERINGS, Rendering
from ..vietnamese import abroad, rendered
from . import sinovietnamese

_MOST = 16  # spellings of a character
_DEAREST = 2.0  # nats of a reading: rarer ones would open more ways than they are worth


_Spell = Callable[[str], tuple[tuple[str, str, float], ...]]
"""Folded text, text shown and cost of the ways in which a script writes a syllable."""


@lru_cache(maxsize=8192)
def _spellings(char: str, spell: _Spell) -> tuple[tuple[str, str, float], ...]:
    """Folded text, text shown and cost of a character's readings in the convention of a script, cheapest first."""
    found: dict[str, tuple[str, float]] = {}
    for syllable, cost in sinovietnamese.readings(char):
        for text, shown, extra in spell(syllable) if cost <= _DEAREST else ():
            if text and cost + extra < found.get(text, ("", 99.0))[1]:
                found[text] = (shown, round(cost + extra, 3))
    ranked = sorted(found.items(), key=lambda item: (item[1][1], item[0]))
    return tuple((text, shown, cost) for text, (shown, cost) in ranked[:_MOST])


def _lattice(table: Table, words: tuple[str, ...]) -> Lattice | None:
    chars, breaks = han.units(words)
    return laid_out(chars, breaks, [Stretch(at, at + 1, table(char)) for at, char in enumerate(chars)])


def _table(code: str, spell: _Spell) -> Table:
    return Table(code, CHARACTERS, lambda char, _: Row.of(_spellings(char, spell)))


_TABLES = {
    script: _table(f"sino-vietnamese-{name}", partial(abroad.spellings, script))
    for script, name in ((Script.KATAKANA, "kana"), (Script.CYRILLIC, "cyrillic"), (Script.HANGUL, "hangul"))
}
TABLES = tuple(_TABLES.values())


def _bridge(script: Script, name: str) -> Bridge:
    return Bridge(
        f"sino-vietnamese-{name.casefold()}",
        f"Sino-Vietnamese reading in {name}",
        Script.HAN,
        script,
        partial(_lattice, _TABLES[script]),
        abroad.folds(script),
        customs.bearers("vi"),
    )


def _rendered(to: Rendering) -> Bridge:
    return Bridge(
        f"sino-vietnamese-{to.code}",
        f"Sino-Vietnamese reading in {to.name}",
        Script.HAN,
        to.script,
        partial(_lattice, _table(f"sino-vietnamese-{to.code}", partial(rendered.renderings, rendering=to))),
        to.fold,
        customs.bearers("vi"),
        searches=False,
    )


BRIDGES: tuple[Bridge, ...] = (
    _bridge(Script.KATAKANA, "kana"),
    _bridge(Script.CYRILLIC, "Cyrillic"),
    _bridge(Script.HANGUL, "hangul"),
    *map(_rendered, RENDERINGS),
)
