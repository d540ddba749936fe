"""Korean names in Arabic and Thai letters (كيم جونغ أون, คิม จองอึน): from hangul, hanja and romanisation, and back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache, partial

from ...text import han
from ...text.scripts import Script
from ...vocabulary import customs
from ..japanese.kana_syllables import Respelling
from ..lattice import Bridge, Edge, Lattice
from ..rendering import RENDERINGS, Inverse, Rendering, Spelt, composed, parts, read_back, spelt
from ..spelling import Options, best, letters, merged
from . import hangul, hanja, katakana
from .syllables_in_kana import plain_coda

_TABLE = "korean_rendered.tsv"
_MOST_SYLLABLES = 4
_RARELY = 1.2  # nats: romanisations beyond are not looked for
_NO_HABIT = 0.5  # a family name that is not written as is usual
_Readings = tuple[tuple[str, float], ...]


@lru_cache(maxsize=8192)
def options(syllable: str, rendering: Rendering, *, head: bool) -> Options:
    """How a hangul syllable is written in a script, at the head of a name by the habits of family names."""
    table = parts(_TABLE, rendering.script)
    onset, vowel, coda = hangul.jamo(syllable)
    core = table["alone", vowel] if onset == "ㅇ" else composed(table["onset", onset], table["vowel", vowel])
    regular = composed(core, table["coda", plain_coda(coda)]) if coda else core
    habits = table.get(("surname", syllable), {}) if head else {}
    return merged([(habits, 0.0), (regular, _NO_HABIT if habits else 0.0)])


@lru_cache(maxsize=8192)
def _spelt(readings: _Readings, head: bool, rendering: Rendering) -> Spelt:
    return spelt(((options(sound, rendering, head=head), cost) for sound, cost in readings), rendering)


def of_hangul(rendering: Rendering, words: tuple[str, ...]) -> Lattice | None:
    """A hangul name as a script renders it."""
    units, breaks = hangul.syllables(words)
    edges = tuple(
        Edge(at, at + 1, *option)
        for at, unit in enumerate(units)
        for option in _spelt(((unit, 0.0),), at == 0, rendering)
    )
    return Lattice(units, edges, breaks) if edges else None


def of_hanja(rendering: Rendering, words: tuple[str, ...]) -> Lattice | None:
    """A Han name read as Korean reads it, as a script renders it."""
    chars, breaks = han.units(words)
    edges = tuple(
        Edge(at, at + 1, *option)
        for at, char in enumerate(chars)
        for option in _spelt(hanja.readings(char, "given" if at else "family"), at == 0, rendering)
    )
    return Lattice(chars, edges, breaks) if edges else None


def of_latin(rendering: Rendering, words: tuple[str, ...]) -> Lattice | None:
    """A romanised Korean name as a script renders it, its units the letters; None when it is none."""
    return _of_romanised(rendering).lattice(map(letters, words))


@cache
def _of_romanised(rendering: Rendering) -> Respelling:
    def spell(syllable: str, head: bool, cost: float) -> tuple[Edge, ...]:
        found = _spelt(((syllable, 0.0),), head, rendering)
        return tuple(Edge(0, 1, text, shown, extra + cost) for text, shown, extra in found)

    return Respelling(f"korean-{rendering.code}", katakana.BY_LATIN, spell)


def _latin(rendering: Rendering) -> Iterator[tuple[str, str]]:
    for syllable in katakana.syllables():
        latin = dict.fromkeys(letters(text) for text in _romanised(syllable))
        for head in (False, True):
            for text, _, _ in _spelt(((syllable, 0.0),), head, rendering):
                yield from ((each, text) for each in latin if each)


def _romanised(syllable: str) -> Options:
    usual = hangul.likely_options(syllable, _RARELY)
    return best(merged([(usual, 0.0), (hangul.surname_options(syllable), 0.0)]), 24)


_INVERSES = {rendering: Inverse(f"{rendering.code}-korean", partial(_latin, rendering)) for rendering in RENDERINGS}
TABLES = tuple(table for to in RENDERINGS for table in (_of_romanised(to).table, _INVERSES[to].table))


def to_latin(rendering: Rendering, words: tuple[str, ...]) -> Lattice | None:
    """The romanisations that a rendered Korean name may stand for; None when it cannot be one."""
    return read_back(words, rendering, _INVERSES[rendering], _MOST_SYLLABLES)


_KOREA = customs.bearers("ko")


def _bridges(to: Rendering) -> Iterator[Bridge]:
    name, title = f"hangul-{to.code}", f"hangul in {to.name}"
    yield Bridge(name, title, Script.HANGUL, to.script, partial(of_hangul, to), to.fold, _KOREA, searches=False)
    name, title = f"hanja-{to.code}", f"Korean reading of hanja in {to.name}"
    yield Bridge(name, title, Script.HAN, to.script, partial(of_hanja, to), to.fold, _KOREA, searches=False)
    name, title = f"korean-{to.code}", f"romanised Korean in {to.name}"
    yield Bridge(name, title, Script.LATIN, to.script, partial(of_latin, to), to.fold, _KOREA, searches=False)
    name, title = f"{to.code}-korean", f"Korean from {to.name}"
    yield Bridge(name, title, to.script, Script.LATIN, partial(to_latin, to), letters, _KOREA, compares=False)


BRIDGES: tuple[Bridge, ...] = tuple(bridge for rendering in RENDERINGS for bridge in _bridges(rendering))
