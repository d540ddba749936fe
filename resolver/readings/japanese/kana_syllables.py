"""Names of short syllables (Chinese, Korean) in katakana, and back: what the routes of both languages share.

Tables spell a syllable in a Latin code, one letter group a mora; the kana of japanese_kana.tsv spell the code. What
is compared leaves out vowel length and ッ and takes small kana for full ones, since habits differ in them: リー and リ,
チャン and チアン.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import cache, cached_property, lru_cache

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
        if len(words) < FEWEST_WORDS or not self._consist(words):
            return None
        units: list[str] = []
        found: list[Stretch] = []
        breaks: set[int] = set()
        for word in words:
            breaks.add(len(units))
            found += self.rows(word, len(units))
            units.extend(word)
        return Lattice(tuple(units), breaks=frozenset(breaks) - {0}, rows=found)

    def rows(self, word: str, first: int = 0) -> Iterator[Stretch]:
        """How each stretch of a word that is a spelling is written otherwise, its letters numbered from `first` on."""
        for start, end in self.spans(word):
            row = self._kept(word[start:end], "" if start else _HEAD)
            yield Stretch(first + start, first + end, row)

    def packed(self, word: str, start: int, end: int) -> bytes:
        """What `rows` has of a stretch, as a link has it; empty where it is written in no way."""
        return self._packed(word[start:end], "" if start else _HEAD)

    def _pack(self, text: str, variant: str) -> bytes:
        row = self._kept(text, variant)
        return packed(Stretch(0, len(text), row).edges()) if row.count else b""

    def spans(self, word: str) -> list[tuple[int, int]]:
        """The stretches of a word that are spellings."""
        return _spans(word, self.table.pieces, self._longest)

    def fewest(self, word: str) -> int:
        """The least number of syllables that make up a word; 0 if none do, or if it is too long."""
        return _fewest(word, self.table.pieces, self._longest)

    def consists(self, folded: str) -> bool:
        """Whether a word may consist of such syllables, as each word of a name with a lattice does."""
        return len(folded) <= _LONGEST_WORD and self._consisting(folded)

    def _consist(self, words: tuple[str, ...]) -> bool:
        """Whether each word consists of syllables, and all of few together.

        Most words do not, which is sooner known than how many they consist of.
        """
        if not all(map(self.consists, words)):
            return False
        syllables = 0
        for word in words:
            syllables += self.fewest(word)
            if syllables > MOST_SYLLABLES:
                return False
        return True


def _spans(word: str, pieces: Set[str], longest: int) -> list[tuple[int, int]]:
    return [
        (start, end)
        for start in range(len(word))
        for end in range(start + 1, min(start + longest, len(word)) + 1)
        if word[start:end] in pieces
    ]


def _fewest(word: str, pieces: Set[str], longest: int) -> int:
    """The least number of spellings that make up the word; 0 if none do, or if it is too long."""
    length = len(word)
    fewest = {0: 0}
    for start in range(length if length <= _LONGEST_WORD else 0):
        if start in fewest:
            count = fewest[start] + 1
            for end in range(start + 1, min(start + longest, length) + 1):
                if word[start:end] in pieces:
                    fewest[end] = min(count, fewest.get(end, count))
    return fewest.get(length, 0)
