"""Learned weights of chunks: how much likelier letters of a script stand for Latin letters than by chance."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from msgspec import Struct

from ..tables import column, rows
from ..text.scripts import Script
from .phones import romanised, syllables

Chunk = tuple[str, ...]

UNKNOWN = -4.0
"""Nats for a letter that stands for none, for one that stands for another unseen one, and for one put in."""
_PUT_IN = {**dict.fromkeys("aeiouy", -2.0), **dict.fromkeys("hw", -2.0)}
"""Nats of letters that spelling puts in more freely than others, where the table knows no better."""
BY_LETTER = 1.5
"""Nats for each letter that the rough romanisation of an unknown unit stands for."""
_LEAST_REACH = 0.5
"""Nats that each unit of a word could reach at least: closeness is a share of what a word could reach."""
LONGEST_SOURCE = 2
LONGEST_LATIN = 4

FILES = {
    Script.LATIN: "latin", Script.CYRILLIC: "cyrillic", Script.GREEK: "greek", Script.ARABIC: "arabic",
    Script.HEBREW: "hebrew", Script.ARMENIAN: "armenian", Script.GEORGIAN: "georgian",
    Script.DEVANAGARI: "devanagari", Script.BENGALI: "bengali", Script.TAMIL: "tamil", Script.THAI: "thai",
    Script.KATAKANA: "kana", Script.HANGUL: "hangul", Script.HAN: "han",
}  # fmt: skip
"""The scripts with a learned table, and its name."""


class Chunks(Struct, frozen=True, eq=False):
    """The table of one script: for a chunk of one or two units the Latin chunks it stands for, with weights in nats.

    `inserted` are Latin letters that stand for nothing in the script, such as vowels that Arabic leaves out.
    `best` is the likeliest Latin chunk of each single unit.
    """

    script: Script
    weights: Mapping[Chunk, Mapping[str, float]]
    inserted: Mapping[str, float]
    best: Mapping[str, str]

    def row(self, unit: str) -> Mapping[str, float]:
        """The Latin chunks of one unit. A rare Han character goes by its syllable, another unit by its letter."""
        found = self.weights.get((unit,))
        if found is not None:
            return found
        if self.script is Script.HAN:
            return self.weights.get((syllables().get(unit, unit),), {})
        latin = romanised((unit,), self.script)
        return {latin: BY_LETTER * len(latin)} if latin else {"": 0.0}


@cache
def chunks(script: Script) -> Chunks:
    """The table of a script; an empty one for a script without. Shared; must not be changed."""
    weights: dict[Chunk, dict[str, float]] = {}
    inserted: dict[str, float] = dict(_PUT_IN)
    best: dict[str, tuple[float, str]] = {}
    units: Chunk = ()
    row: dict[str, float] = {}
    name, last = FILES.get(script), ""
    for source, latin, weight, count in rows(f"phonetic/{name}.tsv") if name else ():
        if source != last:  # the rows of one follow one another
            last, units = source, tuple(source.split())
            row = weights.setdefault(units, {}) if units else {}
        if not units:
            inserted[latin] = max(float(weight), inserted.get(latin, UNKNOWN))
            continue
        row[latin] = float(weight)
        if len(units) == 1 and float(count) > best.get(source, (0.0, ""))[0]:
            best[source] = (float(count), latin)
    return Chunks(script, weights, inserted, {unit: latin for unit, (_, latin) in best.items()})


@cache
def latin_chunks() -> frozenset[str]:
    """The Latin chunks of all tables, which are not read for them but for this column."""
    return frozenset(latin for name in FILES.values() for latin in column(f"phonetic/{name}.tsv", 1))


def reach(units: tuple[str, ...], script: Script) -> float:
    """The weight of the likeliest rendering of each unit, in nats: what a word could reach."""
    known, found = _reaches(script), 0.0
    for unit in units:  # one after the other, as compiled code adds them: newer versions of Python do not with `sum`
        found += known[unit] if unit in known else _highest(chunks(script).row(unit))
    return found


@cache
def _reaches(script: Script) -> Mapping[str, float]:
    return {units[0]: _highest(row) for units, row in chunks(script).weights.items() if len(units) == 1}


def _highest(row: Mapping[str, float]) -> float:
    return max((_LEAST_REACH, *row.values()))


@lru_cache(maxsize=1 << 13)
def likeliest(unit: str, script: Script) -> str:
    """The likeliest Latin letters of one unit; its rough romanisation where the table has none."""
    best = chunks(script).best
    if unit in best:
        return best[unit]
    latin = romanised((unit,), script)
    return best.get(latin, latin) if script is Script.HAN else latin
