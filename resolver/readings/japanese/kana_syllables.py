"""Names of short syllables (Chinese, Korean) in katakana, and back: what the routes of both languages share.

Tables spell a syllable in a Latin code, one letter group a mora; the kana of japanese_kana.tsv spell the code. What
is compared leaves out vowel length and ッ and takes small kana for full ones, since habits differ in them: リー and リ,
チャン and チアン.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, cached_property, lru_cache
from itertools import accumulate

from msgspec import Struct

from ...tables import rows
from ..consisting import ConsistingOf
from ..lattice import Edge, Lattice, Stretch
from ..links import packed
from ..pieces import Inventory, Row, Table
from ..spelling import Options
from ..vietnamese.abroad import fold_kana

_LONGEST = 3  # letters of a mora's code
FEWEST_WORDS, MOST_SYLLABLES = 2, 5
"""Of a name that is read so."""
_LONGEST_WORD = 24  # letters of a word of so many syllables
_MOST_SOURCES = 8  # syllables that one spelling may stand for
_AS_TABLED = (
    ("hu", "fu"), ("si", "shi"), ("zi", "ji"), ("yi", "i"), ("sy", "sh"), ("chy", "ch"), ("jy", "j"),
    ("chw", "ch"), ("jw", "j"), ("ty", "t"),
)  # fmt: skip
"""Letters of a code that the table writes otherwise."""
_GLIDES = ("ky", "gy", "ny", "hy", "my", "ry", "by", "py")


@lru_cache(maxsize=1 << 13)
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


class Inverse(Struct, frozen=True, eq=False):
    """Which syllables a spelling may stand for, with their costs: cheapest first, and no more than a few."""

    sources: Mapping[str, tuple[tuple[str, float], ...]]

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
        return cls(ranked)


Span = tuple[int, int]
"""Where a stretch of letters begins and ends."""
Spell = Callable[[str, bool, float], Iterable[Edge]]
"""The edges, from 0 to 1, of a syllable that kana or letters stand for; told whether it begins a word, and its cost."""

_HEAD = "head"


class Sources:
    """The syllables that spellings may stand for, each with its cost. `inverse` works them out."""

    def __init__(self, name: str, inverse: Callable[[], Inverse]) -> None:
        self.inverse = inverse
        self.inventory = Inventory(name, lambda: inverse().sources)
        self.table = Table(f"{name}-sources", self.inventory, self._row)

    def __call__(self, text: str) -> tuple[tuple[str, float], ...]:
        """The syllables of a spelling, cheapest first; none for what no syllable is spelt."""
        return tuple(self.table(text).options().items()) if text in self.table.pieces else ()

    def _row(self, text: str, _variant: str) -> Row:
        return Row.plain(dict(self.inverse().sources[text]))


class Respelling:
    """How the syllables that spellings may stand for are written otherwise."""

    def __init__(self, name: str, sources: Sources, spell: Spell) -> None:
        self._sources = sources
        self._spell = spell
        self.table = Table(name, sources.inventory, self._row, (_HEAD, ""))
        self._kept = lru_cache(maxsize=1 << 12)(self.table)  # the syllables of many names are few
        self._packed = lru_cache(maxsize=1 << 12)(self._pack)
        self._consisting = ConsistingOf(lambda: self.table.pieces)

    def _row(self, text: str, variant: str) -> Row:
        """The spellings of the syllables that a stretch of the name stands for, of equal ones the cheapest."""
        best: dict[str, Edge] = {}
        for syllable, cost in self._sources(text):
            for edge in self._spell(syllable, variant == _HEAD, cost):
                if edge.text not in best or edge.cost < best[edge.text].cost:
                    best[edge.text] = edge
        return Row.of((edge.text, edge.shown, edge.cost) for edge in best.values())

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.table.pieces), default=0)

    def lattice(self, folded: Iterable[str]) -> Lattice | None:
        """A name in kana or letters by the syllables that it may consist of; its units are the letters.

        None unless there are two words or more, each of such syllables, and all of few: these languages' names are
        short, and a single word of any other language too often looks like one.
        """
        words = tuple(folded)
        spans = self.spans_of(words)
        if spans is None:
            return None
        rows = [
            Stretch(start, end, self.row(text, head=is_head)) for start, end, text, is_head in stretches(words, spans)
        ]
        return Lattice(tuple("".join(words)), breaks=word_breaks(words), rows=rows)

    def row(self, text: str, *, head: bool) -> Row:
        """How a spelling is written otherwise, at the head of a word or inside."""
        return self._kept(text, _HEAD if head else "")

    def packed(self, word: str, start: int, end: int) -> bytes:
        """What `rows` has of a stretch, as a link has it; empty where it is written in no way."""
        return self._packed(word[start:end], "" if start else _HEAD)

    def _pack(self, text: str, variant: str) -> bytes:
        row = self._kept(text, variant)
        return packed(Stretch(0, len(text), row).edges()) if row.count else b""

    def spans(self, word: str) -> list[Span]:
        """The stretches of a word that are spellings."""
        return _spans(word, self.table.pieces, self._longest)

    def spans_of(self, words: Sequence[str]) -> list[list[Span]] | None:
        """Those of each word; None unless there are two words or more, each of such syllables, and all of few.

        Most words are not of syllables, which is sooner known than of how many.
        """
        if len(words) < FEWEST_WORDS or not all(map(self.consists, words)):
            return None
        found = list(map(self.spans, words))
        return found if sum(map(_fewest, found, map(len, words))) <= MOST_SYLLABLES else None

    def fewest(self, word: str) -> int:
        """The least number of syllables that make up a word; 0 if none do, or if it is too long."""
        return _fewest(self.spans(word), len(word)) if self.consists(word) else 0

    def consists(self, folded: str) -> bool:
        """Whether a word may consist of such syllables, as each word of a name with a lattice does."""
        return len(folded) <= _LONGEST_WORD and self._consisting(folded)


def stretches(words: Sequence[str], spans: Iterable[Iterable[Span]]) -> Iterator[tuple[int, int, str, bool]]:
    """Stretches of words one after the other, all letters numbered: each with its letters, and if it begins a word."""
    first = 0
    for word, own in zip(words, spans, strict=True):
        for start, end in own:
            yield first + start, first + end, word[start:end], not start
        first += len(word)


def word_breaks(words: Sequence[str]) -> frozenset[int]:
    """Where the words but the first begin, all letters numbered."""
    return frozenset(accumulate(map(len, words[:-1])))


def _spans(word: str, pieces: Set[str], longest: int) -> list[Span]:
    return [
        (start, end)
        for start in range(len(word))
        for end in range(start + 1, min(start + longest, len(word)) + 1)
        if word[start:end] in pieces
    ]


def _fewest(spans: Iterable[Span], length: int) -> int:
    """The least number of spellings, by their stretches in order, that make up a word which consists of them."""
    fewest = [0, *[length + 1] * length]
    for start, end in spans:
        fewest[end] = min(fewest[end], fewest[start] + 1)
    return fewest[length]
