"""Sino-Vietnamese names and what other languages make of the same characters: Tập Cận Bình ~ Xi Jinping ~ 습근평,
Kim Chính Nhật ~ Kim Jong-il, Châu Nhuận Phát ~ Chow Yun-fat.

Where no side writes the characters, they stand between the two unseen: a Vietnamese syllable may be any of
the characters that are read so, and each of those has its readings elsewhere. Far less is certain then than
between the characters and either reading, so the costs are the shares of the characters, and a name without
diacritics is not read.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from math import exp, log

from ...tables import rows
from ...text.han import fold as fold_han
from ...text.scripts import Script
from ...vocabulary import customs
from ..korean import hanja
from ..lattice import Bridge, Lattice, Stretch, laid_out
from ..pieces import Inventory, Row, Table
from ..spelling import cyrillic_letters, hangul_syllables, letters
from ..vietnamese.names import canonical, is_marked
from . import cantonese, mandarin

_Route = Callable[[tuple[str, ...]], Lattice | None]

_SECOND = 0.5  # weight of a character of which the syllable is not the main reading
_MOST = 12  # spellings of a syllable that are offered
_DEAREST = 4.0  # nats; rarer ways are left out
_HEAD = "head"  # the variant of a syllable that begins the name: family names have readings of their own
_CHINESE, _KOREAN = customs.bearers("zh"), customs.bearers("ko")


def characters(syllable: str) -> tuple[tuple[str, float], ...]:
    """The Han characters, one a class, that are read as a Vietnamese syllable, and their shares."""
    weights = _weights().get(canonical(syllable), {})
    whole = sum(weights.values())
    return tuple((char, weight / whole) for char, weight in weights.items())


@cache
def _weights() -> dict[str, dict[str, float]]:
    """For each syllable its characters; one of which it is the main reading weighs 1."""
    weights: dict[str, dict[str, float]] = {}
    for char, syllables, *_ in rows("sinovietnamese.tsv"):
        for rank, syllable in enumerate(syllables.split("/")):
            known = weights.setdefault(canonical(syllable), {})
            folded = fold_han(char)
            known[folded] = max(_SECOND if rank else 1.0, known.get(folded, 0.0))
    return weights


def _row(route: _Route, syllable: str, place: str) -> Row:
    """The ways in which the route reads the characters of a syllable, the likeliest first."""
    shares: dict[str, float] = {}
    best: dict[str, tuple[float, str]] = {}
    for char, share in characters(syllable):
        read = route((char,) if place else ("一" + char,))
        at = 0 if place else 1
        for edge in read.edges if read else ():
            if (edge.start, edge.end) == (at, at + 1):
                chance = share * exp(-edge.cost)
                shares[edge.text] = shares.get(edge.text, 0.0) + chance
                best[edge.text] = max((chance, edge.shown), best.get(edge.text, (0.0, "")))
    options = [(text, best[text][1], -log(min(share, 1.0))) for text, share in shares.items() if text]
    likely = [option for option in options if option[2] < _DEAREST]
    return Row.of(sorted(likely, key=lambda option: (option[2], option[0]))[:_MOST])


_SYLLABLES = Inventory("sino-vietnamese", _weights)


def _table(name: str, route: _Route) -> Table:
    return Table(f"sinoxenic-{name}", _SYLLABLES, partial(_row, route), ("", _HEAD), whole=True)


_MANDARIN = _table("mandarin", mandarin.latin)
_MANDARIN_HANGUL = _table("mandarin-hangul", mandarin.hangul)
_MANDARIN_CYRILLIC = _table("mandarin-cyrillic", mandarin.cyrillic)
_CANTONESE = _table("cantonese", cantonese.latin)
_KOREAN_LATIN = _table("korean-latin", hanja.latin)
_KOREAN_HANGUL = _table("korean-hangul", hanja.hangul)
TABLES = (_MANDARIN, _MANDARIN_HANGUL, _MANDARIN_CYRILLIC, _CANTONESE, _KOREAN_LATIN, _KOREAN_HANGUL)


def _is_read(word: str) -> bool:
    return canonical(word) in _MANDARIN.pieces


def _lattice(table: Table, words: tuple[str, ...]) -> Lattice | None:
    """What a Vietnamese name may be along a route that reads characters; None unless every word is
    Sino-Vietnamese.
    """
    if len(words) < 2 or not is_marked(words) or not all(map(_is_read, words)):
        return None
    read = [table(canonical(word), "" if at else _HEAD) for at, word in enumerate(words)]
    return laid_out(words, frozenset(range(1, len(words))), [Stretch(at, at + 1, row) for at, row in enumerate(read)])


LATIN: Bridge = Bridge(
    "sinoxenic-mandarin", "Sino-Vietnamese name in Mandarin", Script.LATIN, Script.LATIN,
    partial(_lattice, _MANDARIN), letters, _CHINESE, asserts=False, admits=_is_read,
)  # fmt: skip
"""Both sides are Latin: not among the bridges between scripts."""

BRIDGES: tuple[Bridge, ...] = (
    LATIN,
    Bridge(
        "sinoxenic-korean-latin", "Sino-Vietnamese name in romanised Sino-Korean", Script.LATIN, Script.LATIN,
        partial(_lattice, _KOREAN_LATIN), letters, _KOREAN, asserts=False, admits=_is_read,
    ),
    Bridge(
        "sinoxenic-cantonese", "Sino-Vietnamese name in Cantonese", Script.LATIN, Script.LATIN,
        partial(_lattice, _CANTONESE), letters, customs.spelling_chinese("cantonese", usually=True),
        asserts=False, admits=_is_read,
    ),
    Bridge(
        "sinoxenic-korean", "Sino-Vietnamese name in Sino-Korean", Script.LATIN, Script.HANGUL,
        partial(_lattice, _KOREAN_HANGUL), hangul_syllables, _CHINESE | _KOREAN, asserts=False, admits=_is_read,
    ),
    Bridge(
        "sinoxenic-mandarin-hangul", "Sino-Vietnamese name in Mandarin, in hangul",
        Script.LATIN, Script.HANGUL,
        partial(_lattice, _MANDARIN_HANGUL), hangul_syllables, _CHINESE, asserts=False, admits=_is_read,
    ),
    Bridge(
        "sinoxenic-mandarin-cyrillic", "Sino-Vietnamese name in Mandarin, in Cyrillic",
        Script.LATIN, Script.CYRILLIC,
        partial(_lattice, _MANDARIN_CYRILLIC), cyrillic_letters, _CHINESE, asserts=False, admits=_is_read,
    ),
)  # fmt: skip
