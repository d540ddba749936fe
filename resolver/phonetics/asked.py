"""What of a name is asked about besides its words: those without an ending, and what they stand for otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from ..policy import SoundWeights
from .equivalents import given_names, translations, words_for
from .spelt import Spelt, masculine


def letters_of(words: Sequence[Spelt]) -> list[float]:
    """How many letters of each word count."""
    return list(map(counted, words))


def counted(word: Spelt) -> float:
    """How many letters of a word count; a little of one of which none does."""
    return word.size or 0.1


def shorter_words(words: Sequence[Spelt]) -> list[tuple[int, Spelt]]:
    """A woman's name is heard without its ending too: (place, without it); which counts is seen side by side."""
    return [(place, without) for place, word in enumerate(words) if (without := masculine(word))]


class Rendering(Struct, frozen=True):
    """What a word stands for otherwise than by sound: its place in the name, Latin letters, nats.

    `beside` are the nats where both names are seen, since the other may stand for the word in turn. They are none in a
    search where only that is known.
    """

    place: int
    latin: str
    weight: float
    beside: float


def rendered(words: Iterable[tuple[int, Spelt]], weights: SoundWeights) -> list[Rendering]:
    """What words of a name, with their places, stand for otherwise than by sound."""
    found: list[Rendering] = []
    for place, word in words:
        latin = word.latin
        if len(latin) == 1:
            continue
        given = given_names(latin, weights)
        learned, plain = translations(word.word.script, "".join(word.word.units)), words_for(latin)
        if not learned and not plain:
            found += [Rendering(place, other, weight, weight) for other, weight in given.items()]
            continue
        known = {**given, **learned}
        backward = {**given, **plain} if known else plain
        for other in dict.fromkeys((*known, *backward)):
            weight = known.get(other, 0.0)
            found.append(Rendering(place, other, weight, max(weight, backward.get(other, 0.0))))
    return found
