"""A name beside a form whose words compiled code has paired (`pairs.c`): what is left to be said of the two.

A plain form (`Lexicon.plain`) is not cut into words and spelt again: what counts of its words is in the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from ..policy import SoundWeights
from ..text.likeness import ratio
from .lexicon import Lexicon
from .matching import Match, bound_of, closer, joined_skeleton
from .score import Alignment, Pairing, Side, left_over, settled, side, texts_of
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
    """The words of a form: texts, plain Latin letters, full skeletons, letters that count, nats that each can bear."""

    texts: Sequence[str]
    latin: Sequence[str]
    full: Sequence[str]
    sizes: Sequence[float]
    bounds: Sequence[float]

    @classmethod
    def of(cls, lexicon: Lexicon, place: int, text: str) -> PlainForm:
        """The form at a place of the lexicon, with its text."""
        numbers = lexicon.words_of(place).tolist()
        latin = [lexicon.latin[number] for number in numbers]
        texts = text.split()
        if not text.isascii() or text.lower().split() != latin:  # else nothing stands between its words but spaces
            texts = [word.text for word in words(text) if word.units]
        full = [lexicon.full[number] for number in numbers]
        bounds = list(map(surprise, latin))
        return cls(texts, latin, full, list(map(size_of, full, bounds)), bounds)


def paired(name: SpeltName, form: PlainForm, pairs: Iterable[Pair], weights: SoundWeights) -> Alignment | None:
    """The name and the form side by side; None where neighbouring words may have to be joined first."""
    each = sorted(pairs)
    free = left_over(len(name.words), [pair.one for pair in each])
    free_other = left_over(len(form.texts), [pair.other for pair in each])
    if (free or free_other) and _look_joined(name, form, each, free, free_other, weights):
        return None
    left = sum([form.sizes[place] for place in free_other])
    return settled(
        side(name, free, 1.0, clashes=bool(free and free_other)),
        Side(tuple([form.texts[place] for place in free_other]), left, sum(form.sizes), left),
        [_match(name.words[pair.one], form, pair) for pair in each],
        weights.unnumbered if name.numerals else 0.0,
        weights,
    )


def pairing(name: SpeltName, form: PlainForm, pairs: Sequence[Pair], weights: SoundWeights) -> Pairing | None:
    """Which words match, without what they weigh; None where neighbouring words may have to be joined first."""
    free = left_over(len(name.words), [pair.one for pair in pairs])
    free_other = left_over(len(form.texts), [pair.other for pair in pairs])
    if (free or free_other) and _look_joined(name, form, pairs, free, free_other, weights):
        return None
    matched = [(name.words[pair.one].word.text, pair.closeness) for pair in pairs]
    return Pairing(matched, texts_of(name.words, free), tuple([form.texts[place] for place in free_other]))


def _match(word: Spelt, form: PlainForm, pair: Pair) -> Match:
    weight = min(pair.weight, bound_of(word), form.bounds[pair.other])
    return Match(word.word.text, form.texts[pair.other], weight, pair.closeness)


def _look_joined(
    name: SpeltName, form: PlainForm, pairs: Sequence[Pair], free: Sequence[int], others: Sequence[int],
    weights: SoundWeights,
) -> bool:  # fmt: skip
    """Whether with a word left over beside it one of a pair that is not close looks more like the other."""
    words = name.words
    for pair in pairs:
        if pair.closeness > weights.joined_closeness:
            continue
        i, j = pair.one, pair.other
        beside = [at for at in free if abs(at - i) == 1 and len(words[at].latin) > 1]
        beside_other = [at for at in others if abs(at - j) == 1 and len(form.latin[at]) > 1]
        if not beside and not beside_other:
            continue
        full_one, full_other = words[i].full, form.full[j]
        alone = ratio(full_one, full_other)
        for at in beside:
            if closer(joined_skeleton(words[min(i, at)], words[max(i, at)]), full_other, alone):
                return True
        for at in beside_other:
            if closer(full(form.latin[min(j, at)] + form.latin[max(j, at)]), full_one, alone):
                return True
    return False
