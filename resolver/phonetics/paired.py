"""A name beside a form whose words compiled code has paired (`pairs.c`): what is left to be said of the two.

A plain form (`Lexicon.plain`) is not cut into words and spelt again: what counts of its words is in the lexicon.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ..policy import SoundWeights
from .lexicon import Lexicon
from .matching import Match, bound_of
from .score import Alignment, Pairing, Side, settled, side, texts_of
from .segments import words
from .spelt import SpeltName, size_of, surprise


class Pair(Struct, frozen=True):
    """Two words that render each other, by their places, with nats and closeness as in `Match`."""

    one: int
    other: int
    weight: float
    closeness: float


class PlainForm(Struct, frozen=True):
    """The words of a form: texts, letters that count, nats that each can bear; and the letters that count of all."""

    texts: Sequence[str]
    sizes: Sequence[float]
    bounds: Sequence[float]
    size: float

    @classmethod
    def of(cls, lexicon: Lexicon, place: int, text: str) -> PlainForm:
        """The form at a place of the lexicon, with its text."""
        numbers = lexicon.words_of(place).tolist()
        latin = [lexicon.latin[number] for number in numbers]
        texts = text.split()
        if not text.isascii() or text.lower().split() != latin:  # else nothing stands between its words but spaces
            texts = [word.text for word in words(text) if word.units]
        bounds = list(map(surprise, latin))
        sizes = [size_of(lexicon.full[number], nats) for number, nats in zip(numbers, bounds, strict=True)]
        return cls(texts, sizes, bounds, sum(sizes))


def paired(name: SpeltName, form: PlainForm, pairs: Sequence[Pair], weights: SoundWeights) -> Alignment:
    """The name and the form side by side."""
    free, free_other = _left_over(name, form, pairs)
    texts, matches = form.texts, []
    for pair in pairs:
        word = name.words[pair.one]
        weight = min(pair.weight, bound_of(word), form.bounds[pair.other])
        matches.append(Match(word.word.text, texts[pair.other], weight, pair.closeness))
    left = sum([form.sizes[place] for place in free_other])
    return settled(
        side(name, free, 1.0, clashes=bool(free and free_other)),
        Side(tuple([texts[place] for place in free_other]), left, form.size, left),
        matches,
        weights.unnumbered if name.numerals else 0.0,
        weights,
    )


def pairing(name: SpeltName, form: PlainForm, pairs: Sequence[Pair]) -> Pairing:
    """Which words match, without what they weigh."""
    free, free_other = _left_over(name, form, pairs)
    matched = [(name.words[pair.one].word.text, pair.closeness) for pair in pairs]
    return Pairing(matched, texts_of(name.words, free), tuple([form.texts[place] for place in free_other]))


def _left_over(name: SpeltName, form: PlainForm, pairs: Sequence[Pair]) -> tuple[list[int], list[int]]:
    """The places of the words that are in no pair, of the name and of the form."""
    free, free_other = list(range(len(name.words))), list(range(len(form.texts)))
    for pair in pairs:
        free.remove(pair.one)
        free_other.remove(pair.other)
    return free, free_other
