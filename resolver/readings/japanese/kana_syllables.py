"""Names of short syllables (Chinese, Korean) in katakana, and back: what the routes of both languages share.

Tables spell a syllable in a Latin code, one letter group a mora; the kana of japanese_kana.tsv spell the code. What
is compared leaves out vowel length and ッ and takes small kana for full ones, since habits differ in them: リー and リ,
チャン and チアン.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from ...tables import rows
from ..lattice import Edge, Lattice
from ..spelling import Options
from ..vietnamese.abroad import fold_kana

_LONGEST = 3  # letters of a mora's code
_MOST_SYLLABLES = 5
_LONGEST_WORD = 24  # letters of a word of so many syllables
_MOST_SOURCES = 8  # syllables that one spelling may stand for
_AS_TABLED = (
    ("hu", "fu"), ("si", "shi"), ("zi", "ji"), ("yi", "i"), ("sy", "sh"), ("chy", "ch"), ("jy", "j"),
    ("chw", "ch"), ("jw", "j"), ("ty", "t"),
)  # fmt: skip
"""Letters of a code that the table writes otherwise."""
_GLIDES = ("ky", "gy", "ny", "hy", "my", "ry", "by", "py")


def written(code: str) -> str:
    """The katakana that a code spells: `shuan` シュアン, `kuon` クオン; a letter that is no mora falls away."""
    for wrong, right in _AS_TABLED:
        if code.startswith(wrong):
            code = right + code[len(wrong) :]
            break
    found = ""
    while code:
        size = next((size for size in range(_LONGEST, 0, -1) if code[:size] in _morae()), 0)
        if not size and code[:2] in _GLIDES:
            found, code = found + _morae()[code[0] + "i"], code[2:]  # ギェ, ビェ: the vowel follows
            continue
        if not size and code[1:2] == "w":
            found, code = found + _morae().get(code[0] + "u", "フ"), code[2:]  # グォ, クェ, フィ
            continue
        found, code = found + _morae().get(code[: size or 1], ""), code[size or 1 :]
    return found


@cache
def _morae() -> dict[str, str]:
    """Katakana by the romaji of the table; of morae with one romaji the first."""
    found: dict[str, str] = {}
    for mora, romaji, *_ in rows("japanese_kana.tsv"):
        katakana = "".join(chr(ord(char) + 0x60) if "ぁ" <= char <= "ゖ" else char for char in mora)
        found.setdefault(romaji, katakana)
    return found


def in_kana(codes: Options) -> dict[str, tuple[str, float]]:
    """Folded kana → (kana as shown, cost) of the codes of one syllable; of codes that fold alike the cheapest."""
    found: dict[str, tuple[str, float]] = {}
    for code, cost in codes.items():
        shown = written(code)
        text = fold_kana(shown)
        if text and cost < found.get(text, ("", 99.0))[1]:
            found[text] = (shown, cost)
    return found


@dataclass(frozen=True, eq=False)
class Inverse:
    """Which syllables a spelling may stand for, with their costs: cheapest first, and no more than a few."""

    sources: Mapping[str, tuple[tuple[str, float], ...]]
    longest: int

    @classmethod
    def of(cls, spellings: Iterable[tuple[str, str, float]]) -> Inverse:
        """From (syllable, its spelling, cost)."""
        found: dict[str, dict[str, float]] = {}
        for syllable, text, cost in spellings:
            known = found.setdefault(text, {})
            known[syllable] = min(cost, known.get(syllable, cost))
        ranked = {
            text: tuple(sorted(known.items(), key=lambda item: (item[1], item[0]))[:_MOST_SOURCES])
            for text, known in found.items()
        }
        return cls(ranked, max(map(len, ranked), default=0))


Spell = Callable[[str, bool, float], Iterable[Edge]]
"""The edges, from 0 to 1, of a syllable that kana or letters stand for; told whether it begins a word, and its cost."""


def lattice(folded: Iterable[str], inverse: Inverse, spell: Spell) -> Lattice | None:
    """A name in kana or letters by the syllables that it may consist of; its units are the letters.

    None unless there are two words or more, each of such syllables, and all of few: these languages' names are short,
    and a single word of any other language too often looks like one.
    """
    words = tuple(folded)
    spans = [_spans(word, inverse) for word in words]
    fewest = [_fewest(each, len(word)) for each, word in zip(spans, words, strict=True)]
    if len(words) < 2 or not all(fewest) or sum(fewest) > _MOST_SYLLABLES:
        return None
    units: list[str] = []
    edges: list[Edge] = []
    breaks: set[int] = set()
    for each, word in zip(spans, words, strict=True):
        breaks.add(len(units))
        for start, end in each:
            for option in _options(inverse, spell, word[start:end], start == 0):
                edges.append(Edge(len(units) + start, len(units) + end, option.text, option.shown, option.cost))
        units.extend(word)
    return Lattice(tuple(units), tuple(edges), frozenset(breaks) - {0})


@lru_cache(maxsize=4096)
def _options(inverse: Inverse, spell: Spell, text: str, head: bool) -> tuple[Edge, ...]:
    """The spellings of the syllables that a stretch of the name stands for, of equal ones the cheapest."""
    best: dict[str, Edge] = {}
    for syllable, cost in inverse.sources[text]:
        for edge in spell(syllable, head, cost):
            if edge.text not in best or edge.cost < best[edge.text].cost:
                best[edge.text] = edge
    return tuple(best.values())


def _spans(word: str, inverse: Inverse) -> list[tuple[int, int]]:
    return [
        (start, end)
        for start in range(len(word) if len(word) <= _LONGEST_WORD else 0)
        for end in range(start + 1, min(start + inverse.longest, len(word)) + 1)
        if word[start:end] in inverse.sources
    ]


def _fewest(spans: list[tuple[int, int]], length: int) -> int:
    """The least number of spans that make up the word; 0 if none do. Spans come by ascending start."""
    fewest = {0: 0}
    for start, end in spans:
        if start in fewest:
            fewest[end] = min(fewest[start] + 1, fewest.get(end, length + 1))
    return fewest.get(length, 0)
