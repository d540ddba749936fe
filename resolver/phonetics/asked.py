"""What of a name is asked about besides its words: those without an ending, and what they stand for otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..policy import SoundWeights
from .equivalents import renderings
from .spelt import Spelt, masculine


def letters_of(words: Sequence[Spelt]) -> list[float]:
    """How many letters of each word count; a little of a word of which none does."""
    return [word.size or 0.1 for word in words]


def shorter_words(words: Sequence[Spelt]) -> list[tuple[int, Spelt]]:
    """A woman's name is heard without its ending too: (place, without it); which counts is seen side by side."""
    return [(place, without) for place, word in enumerate(words) if (without := masculine(word))]


def rendered(words: Sequence[Spelt], weights: SoundWeights) -> Iterator[tuple[int, str, float]]:
    """What words stand for otherwise than by sound: (place of the word, Latin letters of what it stands for, nats)."""
    for place, word in enumerate(words):
        if len(word.latin) == 1:
            continue
        known = renderings(word.word.script, "".join(word.word.units), word.latin, weights)
        for latin, weight in known.items():
            yield place, latin, weight
