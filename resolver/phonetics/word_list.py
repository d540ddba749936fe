"""The words of many names, asked all at once which of them a word may match, as `SoundComparer.may_match` asks two."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any

from ..policy import SoundWeights
from .equivalents import renderings
from .matching import LEAST_BARE, LEAST_FULL
from .spelt import FEMININE, Spelt, SpeltName

_NONE = frozenset[int]()


class WordList:
    """Names, each known by its place. It grows, so that who shares it with other threads has to lock it."""

    def __init__(self, weights: SoundWeights) -> None:
        self._weights = weights
        self._numbers: dict[tuple[object, ...], int] = {}
        self._words: list[Spelt] = []
        self._of: list[frozenset[int]] = []  # the words of each name
        self._with: list[list[int]] = []  # the names with each word
        self._feminine: set[int] = set()
        self._written: defaultdict[str, set[int]] = defaultdict(set)  # words by their Latin letters
        self._meaning: defaultdict[str, set[int]] = defaultdict(set)  # … and by those of what they stand for
        self._beginning: defaultdict[str, set[int]] = defaultdict(set)

    def add(self, name: SpeltName) -> None:
        """The next name: its place is how many there were before."""
        words = frozenset([self._number(word) for word in name.words])
        for number in words:
            self._with[number].append(len(self._of))
        self._of.append(words)

    def may_match(self, name: SpeltName, places: Iterable[int]) -> Mapping[int, int]:
        """How many words of a name may match one of the name at each place; places where none may are left out."""
        wanted = frozenset(places)
        words = _NONE.union(*[self._of[place] for place in wanted])
        met: Counter[int] = Counter()
        for word in name.words:
            met.update({place for number in self._like(word, words) for place in self._with[number] if place in wanted})
        return met

    def _number(self, word: Spelt) -> int:
        key = (word.word.script, word.word.units, word.latin, word.full, word.bare)
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self._words)
            self._words.append(word)
            self._with.append([])
            self._written[word.latin].add(found)
            self._beginning[word.latin[:1]].add(found)
            if word.latin.endswith(FEMININE):
                self._feminine.add(found)
            for latin in _stands_for(word, self._weights):
                self._meaning[latin].add(found)
        return found

    def _like(self, word: Spelt, numbers: frozenset[int]) -> Collection[int]:
        """Those of the words that one may match."""
        latin, words = word.latin, self._words
        if latin.endswith(FEMININE):
            return numbers
        found = self._feminine | self._meaning.get(latin, _NONE)
        found.update(*[self._written.get(each, _NONE) for each in _stands_for(word, self._weights)])
        if latin:  # an initial, of either name, may be any word that begins with it
            found |= self._written.get(latin[0], _NONE)
        if len(latin) == 1:
            found |= self._beginning.get(latin, _NONE)
        found &= numbers
        among = list(numbers)
        found.update(among[at] for at in _alike(word.full, [words[each].full for each in among], LEAST_FULL))
        found.update(among[at] for at in _alike(word.bare, [words[each].bare for each in among], LEAST_BARE))
        return found


def _stands_for(word: Spelt, weights: SoundWeights) -> Collection[str]:
    return renderings(word.word.script, "".join(word.word.units), word.latin, weights)


def _alike(one: str, others: Sequence[str], least: float) -> list[int]:
    """The places of the skeletons that are so like one, per cent."""
    found = _extract()(one, others, score_cutoff=least - 1)  # less is asked for, so that no rounding leaves one out
    return [at for _, likeness, at in found if likeness >= least]


@cache
def _extract() -> Any:
    """Says which of many texts are like one, with likeness and place; rapidfuzz is imported when it is first asked."""
    from rapidfuzz import fuzz, process

    return partial(process.extract, scorer=fuzz.ratio, limit=None)
