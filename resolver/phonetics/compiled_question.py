"""A name as `name.c` takes it, ready to be asked about in any lexicon."""

from __future__ import annotations

from array import array
from functools import lru_cache

from msgspec import Struct

from ..policy import SoundWeights
from .asked import Rendering, rendered, shorter_words
from .compiled_words import CompiledName, compiled_name, joined_words
from .lexicon import Lexicon, bits
from .retrieval import translated_skeletons, unspoken
from .spelt import FEMININE, Spelt, SpeltName

_LIMIT, _LONGEST = 7, 8
"""Where forms that are asked for, and words that a form has at most, stand among the numbers."""
_NO_INITIAL = -1


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
    words = name.words
    latin = [word.latin for word in words]
    is_plain = not [letters for letters in latin if letters.endswith(FEMININE)]
    asked, shorter = compiled_name(name), list[tuple[int, Spelt]]()
    if asked is not None and not is_plain:
        shorter = shorter_words(words)
        asked = joined_words([*words, *[without for _, without in shorter]])
    if asked is None:
        return None
    translated, terms, known = list[tuple[str, str]](), list(unspoken(name, ())), list[Rendering]()
    if asked.otherwise:
        translated, numerals = translated_skeletons(words)
        terms = [*unspoken(name, words), *numerals]
        known = rendered(words, weights)
    skeletons = [text for pair in translated for text in pair]
    numbers = array("q", [
        len(words), len(words) + len(shorter), len(translated), len(terms), len(known),
        len(name.numerals), bits(name.numerals | name.maybe), 0, 0, is_plain,
        *[place for place, _ in shorter],
        *map(len, skeletons),
        *terms,
        *[each.place for each in known],
        *[len(each.latin) for each in known],
        *[_NO_INITIAL] * (2 * len(words)),
    ])  # fmt: skip
    initials = len(numbers) - 2 * len(words)
    return Question(
        asked,
        numbers,
        array("d", [*[each.weight for each in known], *[each.beside for each in known]]),
        "".join([*skeletons, *[each.latin for each in known]]).encode("ascii", "replace"),
        tuple([(initials + 2 * at, letters) for at, letters in enumerate(latin) if len(letters) == 1]),
    )
