"""Vietnamese names: how two syllables compare, what can be a name, and where a glued one is cut.

A Vietnamese name is written syllable by syllable. Diacritics carry the
tone and the quality of the vowel, and are evidence wherever a name writes them at all; where the tone mark
stands (Hòa, Hoà), i or y (Lý, Lí) and the look-alikes of Đ are mere orthography.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from heapq import nsmallest
from itertools import pairwise
from math import log

from ...tables import rows
from ...text.cleaning import clean, unmarked
from ..lattice import Edge, Lattice
from .abroad import BRIDGES, is_marked
from .syllable import canonical, parse, spellings, without_tone

__all__ = [
    "BRIDGES",
    "canonical",
    "doublets",
    "family_names",
    "fold",
    "grade",
    "is_marked",
    "is_vietnamese",
    "lattice",
    "parse",
    "segment",
    "spellings",
    "variants",
]

_WORDS = re.compile(r"[^\W\d_]+")
_MAX_GLUED = 40  # letters; the longest Vietnamese names have some thirty
_DOUBLET = -log(0.9)
_SPELLING = 0.05
_ON_FRENCH_KEYBOARDS = frozenset("âêô")
_BEAM = 12  # splits kept at each position of a glued name


@cache
def family_names() -> dict[str, float]:
    """Family names in canonical form, and without diacritics, with their share of the population (0 where
    unknown).
    """
    shares: dict[str, float] = {}
    for lang, name, share in rows("family_names.tsv"):
        if lang != "vi":
            continue
        value = float(share or 0)
        shares[canonical(name)] = value
        bare = unmarked(name.lower())
        shares[bare] = max(value, shares.get(bare, 0.0))
    return shares


@cache
def doublets() -> dict[str, frozenset[str]]:
    """Each canonical syllable with a regional doublet, with those doublets (canonical too)."""
    found: dict[str, frozenset[str]] = {}
    for (group,) in rows("vietnamese_doublets.tsv"):
        members = frozenset(canonical(member) for member in group.split("/"))
        for member in members:
            found[member] = found.get(member, frozenset()) | (members - {member})
    return found


def is_half_marked(words: Iterable[str]) -> bool:
    """Whether the name has â, ê or ô and no other diacritic, as a French keyboard writes it: Nguyên Phu Trong."""
    signs = {char for word in words for char in clean(word).casefold() if not char.isascii()}
    return bool(signs) and signs <= _ON_FRENCH_KEYBOARDS


def grade(written: str, known: str, marked: bool = True) -> str:
    """How two syllables compare: "exact", "unmarked", "tone", "vowel", "doublet" or "contradiction".

    `marked` says that both *names* write all diacritics, so that a syllable without any is a level tone and not
    an omission: then To and Tô differ in a vowel, else they are the same syllable "unmarked". "tone" and
    "vowel" are contradictions of that one thing between syllables of the same letters (Tô and Tố; Ngô and
    Ngơ; Đinh and Dinh).
    """
    a, b = canonical(written), canonical(known)
    if a == b:
        return "exact"
    bare_a, bare_b = unmarked(a), unmarked(b)
    if bare_a == bare_b:
        if not marked and (a in (bare_a, _half_marked(b)) or b == bare_b):
            return "unmarked"
        return "tone" if without_tone(a)[0] == without_tone(b)[0] else "vowel"
    if b in doublets().get(a, frozenset()):
        return "doublet"
    if not marked and (a == bare_a or b == bare_b) and _bare_doublet(a, b):
        return "doublet"
    return "contradiction"


def _half_marked(syllable: str) -> str:
    """The syllable with no other diacritics than a French keyboard has."""
    letters, _ = without_tone(syllable)
    return "".join(char if char in _ON_FRENCH_KEYBOARDS else unmarked(char) for char in letters)


def _bare_doublet(a: str, b: str) -> bool:
    """Whether the two are doublets but for diacritics that one of them lacks."""
    return unmarked(b) in _bare_doublets().get(unmarked(a), frozenset())


@cache
def _bare_doublets() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for syllable, others in doublets().items():
        bare = unmarked(syllable)
        found[bare] = found.get(bare, frozenset()) | {unmarked(other) for other in others}
    return found


def variants(syllable: str) -> tuple[tuple[str, float], ...]:
    """The spellings under which a syllable of the same name may be written, with their cost in nats, itself
    first.

    Those are i for y (Lý, Lí) and the regional doublets (Hoàng, Huỳnh), for a syllable without diacritics
    doublets without them. In lower case and canonical order.
    """
    own = canonical(syllable)
    found = {spelling: _SPELLING * rank for rank, spelling in enumerate(spellings(syllable))}
    others = doublets().get(own) or (_bare_doublets().get(own, frozenset()) if own.isascii() else frozenset())
    for other in sorted(others):
        found.setdefault(other, _DOUBLET)
    return tuple(found.items())


def lattice(words: tuple[str, ...]) -> Lattice:
    """A Vietnamese name in its own script, each word in all its variants: what another spelling of it must
    agree to.

    Edge texts are in the alphabet of `fold`; a word that is no syllable stands for itself alone.
    """
    edges = [
        Edge(at, at + 1, fold(spelling), word if not rank else spelling.capitalize(), cost)
        for at, word in enumerate(words)
        for rank, (spelling, cost) in enumerate(((word, 0.0), *variants(word)))
        if not rank or fold(spelling) != fold(word)
    ]
    return Lattice(words, tuple(edges), frozenset(range(1, len(words))))


def is_vietnamese(words: Sequence[str]) -> bool:
    """Whether these can be the words of a Vietnamese name: all are syllables, the first or last a family
    name.
    """
    if len(words) < 2 or not all(map(parse, words)):
        return False
    families = family_names()
    return canonical(words[0]) in families or canonical(words[-1]) in families


def segment(glued: str, limit: int = 4) -> tuple[tuple[str, ...], ...]:
    """A name without spaces cut into Vietnamese syllables, best first, at most `limit` ways; () when there is
    none.

    ngoxuanlich → (ngo, xuan, lich); NgoXuanLich is cut at its capitals. Better are ways with fewer syllables,
    of attested names, beginning or ending with a family name.
    """
    if not glued or len(glued) > _MAX_GLUED or _WORDS.fullmatch(glued) is None:
        return ()
    pieces = _at_capitals(glued)
    if len(pieces) > 1:
        return (tuple(pieces),) if all(parse(piece) for piece in pieces) else ()
    ways = _ways(glued)
    return tuple(nsmallest(limit, (way for way in ways if len(way) > 1), key=_cost))


def _at_capitals(glued: str) -> list[str]:
    """The text cut before each capital that follows a small letter."""
    cuts = [i for i in range(1, len(glued)) if glued[i].isupper() and glued[i - 1].islower()]
    return [glued[start:end] for start, end in pairwise([0, *cuts, len(glued)])]


def _ways(glued: str) -> list[tuple[str, ...]]:
    """The cheapest ways to cut the text, by dynamic programming with a bounded beam."""
    reached: list[list[tuple[str, ...]]] = [[] for _ in range(len(glued) + 1)]
    reached[0] = [()]
    for end in range(1, len(glued) + 1):
        found = [
            (*way, glued[start:end])
            for start in range(max(0, end - 7), end)
            if reached[start] and parse(glued[start:end]) is not None
            for way in reached[start]
        ]
        reached[end] = nsmallest(_BEAM, found, key=_cost)
    return reached[-1]


def _cost(way: tuple[str, ...]) -> float:
    """Lower is better: about the negative logarithm of the probability of these syllables as a name."""
    names = _name_syllables()
    cost = sum(1.0 if canonical(syllable) in names else 3.0 for syllable in way)
    cost += sum(0.6 for left, right in pairwise(way) if _could_be_one(left, right))
    families = family_names()
    if way and canonical(way[0]) in families:
        return cost - 2.0 - (families[canonical(way[0])] > 0)
    return cost - (1.0 if way and canonical(way[-1]) in families else 0.0)


def _could_be_one(left: str, right: str) -> bool:
    """Whether the cut stands inside a syllable (hu-an for huan), which a reader would not cut there."""
    return right[0] in "aeiouy" and parse(left + right) is not None


@cache
def _name_syllables() -> frozenset[str]:
    """Syllables attested as Sino-Vietnamese readings, with and without diacritics: most names are made of
    them.
    """
    found: set[str] = set(family_names())
    for _, readings, *_ in rows("sinovietnamese.tsv"):
        for reading in readings.split("/"):
            found.update((canonical(reading), unmarked(canonical(reading))))
    return frozenset(found)


def fold(text: str) -> str:
    """The text as bare lower-case letters without spaces: the alphabet of the Sino-Vietnamese edges."""
    return "".join(_WORDS.findall(unmarked(clean(text)).lower()))
