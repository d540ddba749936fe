"""The sounds of a word in kana, and what they make of it in another script: alone, and where they run together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache

from ..lattice import Edge
from .writing import Writing

_REACH = 3  # letters of a sound that what stands before it may change, and one behind them
_MUTE_AT_END = "h"  # where a word ends in it; what is cut off before the end of a word must not
_MOST_MERGED = 5  # sounds: とうおおう is `to` in romaji's key
BOUNDARY = 0.2
"""What it costs, in nats, that sounds which meet where two readings do are written as one, or that those of a run are
written apart."""


def word_edges(sounds: Sequence[str], offset: int, writing: Writing) -> Iterator[Edge]:
    """One edge a sound, and one for each run of sounds that is not written as its parts would be.

    The units of the first sound begin at `offset`.
    """
    runs = _Runs(sounds, offset, writing)
    for start in reversed(range(len(sounds))):
        runs.begin(start)
    for own in runs.edges:
        yield from reversed(own)


class _Runs:
    """The edges from each sound of a word on, made from the last sound to the first."""

    def __init__(self, sounds: Sequence[str], offset: int, writing: Writing) -> None:
        self._sounds = sounds
        self._offset = offset
        self._writing = writing
        self._apart = writing.parted(sounds)
        self._texts: dict[tuple[int, int], set[str]] = {}
        self.edges: list[list[Edge]] = [[] for _ in sounds]

    def begin(self, start: int) -> None:
        """Makes the edges from a sound on. Those from all later ones are made."""
        runs_on = start + 1 < len(self._sounds) and not self._apart[start]
        split = BOUNDARY * (runs_on and _merges(self._sounds[start], self._sounds[start + 1], self._writing))
        self._add(start, start + 1, frozenset[str](), split)
        for end in range(start + 2, min(start + _MOST_MERGED, len(self._sounds)) + 1) if runs_on else ():
            texts = self._spelt(start, end)
            if not texts.issuperset(self._writing.folded("".join(self._sounds[start:end]), start == 0)):
                self._add(start, end, texts, 0.0)

    def _add(self, start: int, end: int, known: Set[str], extra: float) -> None:
        """Adds what a run is written as and no parts of it are."""
        options = self._writing.options("".join(self._sounds[start:end]), start == 0)
        begin, stop = self._offset + start, self._offset + end
        new = [Edge(begin, stop, text, shown, cost + extra) for text, shown, cost in options if text not in known]
        self.edges[start] += new
        self._texts[start, end] = {*known, *[edge.text for edge in new]}

    def _spelt(self, start: int, end: int) -> set[str]:
        """All that the edges make of a run, one after the other."""
        if (start, end) in self._texts:
            return self._texts[start, end]
        found: set[str] = set()
        for edge in self.edges[start]:
            middle = edge.end - self._offset
            if middle < end:
                found.update([edge.text + rest for rest in self._spelt(middle, end)])
            elif middle == end:
                found.add(edge.text)
        self._texts[start, end] = found
        return found


def _merges(one: str, other: str, writing: Writing) -> bool:
    """Whether two sounds are written otherwise together than one after the other."""
    first, second, both = (next(iter(writing.folded(text, False)), "") for text in (one, other, one + other))
    return first + second != both


Meetings = Mapping[str, Sequence[str]]
"""What the beginnings of texts are where they run together with the letters that may stand before."""


def meetings(texts: Iterable[str], tails: Set[str], writing: Writing) -> Meetings:
    """How texts begin that run together with any of the letters that may stand before them."""
    if not (tails and writing.levels):
        return {}
    found: dict[str, list[str]] = {}
    heads = set(map(_head, texts))
    for tail in filter(None, tails):
        for head, together in _before(writing.fold, tail).meeting(heads):
            found.setdefault(head, []).append(together)
    return found


def run_together(text: str, met: Meetings) -> Iterator[str]:
    """How a text is written where its first sound runs together with what comes before (こ + おり)."""
    head = _head(text)
    for together in met.get(head, ()):
        if behind := together + text[len(head) :]:
            yield behind


def _head(text: str) -> str:
    """The beginning of a text that what stands before it may change, no matter what follows."""
    return text[:_REACH] if text[_REACH - 1 : _REACH] != _MUTE_AT_END else text[: _REACH + 1]


class _Before:
    """A letter before the beginnings of sounds, as a fold has them together: kept, there being few of either."""

    def __init__(self, fold: Callable[[str], str], letter: str) -> None:
        self._fold = fold
        self._letter = letter
        self._asked: set[str] = set()
        self._together: dict[str, str] = {}

    def meeting(self, heads: Set[str]) -> Iterator[tuple[str, str]]:
        """Those that run together with the letter, and what they are behind it."""
        for head in heads - self._asked:
            apart = self._letter + head
            folded = self._fold(apart)
            if folded != apart and folded.startswith(self._letter):
                self._together[head] = folded[len(self._letter) :]
            self._asked.add(head)  # now that its answer is there, also for other threads
        return ((head, self._together[head]) for head in heads & self._together.keys())


@cache
def _before(fold: Callable[[str], str], letter: str) -> _Before:
    return _Before(fold, letter)
