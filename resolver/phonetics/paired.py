"""A name beside a form whose words compiled code has paired (`pairs.c`): what is left to be said of the two.

A plain form (`Lexicon.plain`) is not cut into words and spelt again: what counts of its words is in the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from ..policy import SoundWeights
from .lexicon import Lexicon
from .matching import Match, bound_of, closer, joined
from .score import Alignment, Side, own_places, settled
from .segments import words
from .skeleton import full
from .spelt import Spelt, SpeltName, size_of, surprise


class Pair(Struct, frozen=True, order=True):
    """Two words that render each other, by their places, with nats and closeness as in `Match`."""

    one: int
    other: int
    weight: float
    closeness: float


class PlainForm(Struct, frozen=True):
    """The words of a form: texts, plain Latin letters, full skeletons."""

    texts: Sequence[str]
    latin: Sequence[str]
    full: Sequence[str]

    @classmethod
    def of(cls, lexicon: Lexicon, place: int, text: str) -> PlainForm:
        """The form at a place of the lexicon, with its text."""
        numbers = lexicon.words_of(place).tolist()
        latin = [lexicon.latin[number] for number in numbers]
        texts = text.split()
        if not text.isascii() or text.lower().split() != latin:  # else nothing stands between its words but spaces
            texts = [word.text for word in words(text) if word.units]
        return cls(texts, latin, [lexicon.full[number] for number in numbers])


def paired(name: SpeltName, form: PlainForm, pairs: Iterable[Pair], weights: SoundWeights) -> Alignment | None:
    """The name and the form side by side; None where neighbouring words may have to be joined first."""
    each = sorted(pairs)
    free = _left_over(len(name.words), [pair.one for pair in each])
    free_other = _left_over(len(form.texts), [pair.other for pair in each])
    if (free or free_other) and any(_look_joined(name, form, each, free, free_other, weights)):
        return None
    return settled(
        Side([word.word.text for word in name.words], [word.size for word in name.words], free),
        Side(form.texts, list(map(size_of, form.latin, form.full)), free_other),
        [_match(name.words[pair.one], form, pair) for pair in each],
        (own_places(name, free), free_other) if free and free_other else ((), ()),
        weights.unnumbered if name.numerals else 0.0,
        weights,
    )


def _left_over(count: int, taken: Sequence[int]) -> list[int]:
    return [place for place in range(count) if place not in taken]


def _match(word: Spelt, form: PlainForm, pair: Pair) -> Match:
    weight = min(pair.weight, bound_of(word), surprise(form.latin[pair.other]))
    return Match(word.word.text, form.texts[pair.other], weight, pair.closeness)


def _look_joined(
    name: SpeltName, form: PlainForm, pairs: Sequence[Pair], free: Sequence[int], others: Sequence[int],
    weights: SoundWeights,
) -> Iterator[bool]:  # fmt: skip
    """For each word left over beside a pair that is not close: whether with it one of the pair looks more alike."""
    for pair in pairs:
        if pair.closeness > weights.joined_closeness:
            continue
        i, j, word = pair.one, pair.other, name.words[pair.one]
        for place in free:
            if abs(place - i) == 1 and len(name.words[place].latin) > 1:
                both = joined(name.words[min(i, place)], name.words[max(i, place)])
                yield closer(both.full, word.full, form.full[j])
        for place in others:
            if abs(place - j) == 1 and len(form.latin[place]) > 1:
                both_latin = form.latin[min(j, place)] + form.latin[max(j, place)]
                yield closer(full(both_latin), form.full[j], word.full)
