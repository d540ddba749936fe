"""A name as `name.c` takes it, ready to be asked about in any lexicon."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from ..policy import SoundWeights
from .asked import Rendering, rendered, shorter_words
from .compiled_words import CompiledName, compiled_name, joined_words
from .lexicon import Lexicon, bits
from .retrieval import translated_skeletons, unspoken
from .spelt import Spelt, SpeltName, spoken_word

_LIMIT, _LONGEST = 7, 8
"""Where forms that are asked for, and words that a form has at most, stand among the numbers."""
_NO_INITIAL = -1
_Standing = tuple[Sequence[Rendering], Sequence[int], Sequence[str]]
_NOTHING: _Standing = (), (), ()


class Question(Struct, frozen=True, eq=False):
    """A name: its words, and behind them those that are asked about without an ending; numbers, floats and letters.

    `initials` are the places of words of one letter among the numbers.
    """

    words: CompiledName
    numbers: array[int]
    floats: array[float]
    letters: bytes
    initials: tuple[tuple[int, str], ...]

    def asked_of(self, lexicon: Lexicon, limit: int, longest: int) -> array[int]:
        """The numbers, with those that depend on who is asked: the words that begin with each initial."""
        found = self.numbers[:]
        found[_LIMIT], found[_LONGEST] = limit, longest
        for place, letter in self.initials:
            found[place], found[place + 1] = lexicon.beginning_with(letter)
        return found


@lru_cache(maxsize=1 << 8)
def question(name: SpeltName, weights: SoundWeights) -> Question | None:
    """A name that has words; None for one that is too long. It is kept, since people and organisations are searched."""
    words, asked = name.words, compiled_name(name)
    shorter: list[tuple[int, Spelt]] = []
    if asked is not None and asked.is_feminine:
        shorter = shorter_words(words)
        others = [spoken_word(without.word) for _, without in shorter]
        asked = joined_words([*words, *[each.word for each in others]], [*name.spoken, *others])
    if asked is None:
        return None
    count, numerals = len(words), name.numerals | name.maybe
    known, terms, skeletons = _standing(name, asked, weights) if asked.otherwise or numerals else _NOTHING
    numbers = [
        count, count + len(shorter), len(skeletons) // 2, len(terms), len(known),
        len(name.numerals), bits(numerals) if numerals else 0, 0, 0, not asked.is_feminine,
    ]  # fmt: skip
    if shorter:
        numbers += [place for place, _ in shorter]
    if asked.otherwise or terms:
        numbers += [*map(len, skeletons), *terms, *[each.place for each in known], *[len(each.latin) for each in known]]
    initials = len(numbers)
    numbers += [_NO_INITIAL] * (2 * count)
    floats, letters = array("d"), b""
    if asked.otherwise:
        floats.extend([each.weight for each in known] + [each.beside for each in known])
        letters = "".join([*skeletons, *[each.latin for each in known]]).encode("ascii", "replace")
    single = [(initials + 2 * at, word.latin) for at, word in enumerate(words) if len(word.latin) == 1]
    return Question(asked, array("q", numbers), floats, letters, tuple(single))


def _standing(name: SpeltName, asked: CompiledName, weights: SoundWeights) -> _Standing:
    """What words of a name stand for otherwise than by sound; the n-grams that no skeleton has; skeletons of others."""
    if not asked.otherwise:
        return [], unspoken(name, ()), []
    places = [place for place in asked.otherwise if place < len(name.words)]
    words = [name.words[place] for place in places]
    translated, numerals = translated_skeletons(words)
    skeletons = [text for pair in translated for text in pair]
    return rendered(zip(places, words, strict=True), weights), [*unspoken(name, words), *numerals], skeletons
