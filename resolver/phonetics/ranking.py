"""The forms that a name may render, ranked by their words before any is laid side by side with it.

Shared n-grams bring some hundred forms, and what their words weigh with the words of the name puts these in order.
Numpy does it here; where a C compiler was at hand at installation, `by_sound.c` does it in one call.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .. import lazy_numpy as np
from ..index.postings import Places
from ..policy import SoundWeights
from .asked import letters_of, rendered, shorter_words
from .chunk_rows import Floats
from .compiled_ranking import CompiledForms, Ranked
from .lexicon import Lexicon, bits
from .matching import skeleton_weight
from .retrieval import Sounds
from .spelt import Spelt, SpeltName

if TYPE_CHECKING:
    import numpy.typing as npt


RETRIEVED = 300
"""Forms that the n-grams bring."""


class Ranking:
    """Ranks the forms of a lexicon, which are those of the n-grams in turn."""

    def __init__(self, sounds: Sounds, lexicon: Lexicon) -> None:
        self._sounds = sounds
        self._lexicon = lexicon
        self._compiled = CompiledForms.of(sounds, lexicon, RETRIEVED)
        self._is_empty = not len(sounds.forms)

    def best(self, name: SpeltName, limit: int, weights: SoundWeights) -> Iterator[Ranked]:
        """At most `limit` forms, best first, equals by ascending place."""
        if not name.words or limit <= 0 or self._is_empty:
            return iter(())
        found = self._compiled.best(name, limit, weights) if self._compiled else None
        return best_by_numpy(self._sounds, self._lexicon, name, limit, weights) if found is None else found

    def heard(self, ranked: Ranked) -> Sequence[float] | None:
        """What is heard of the words of a form; None where no Latin one was weighed by sound."""
        lexicon, heard, width = self._lexicon, ranked.heard, ranked.words
        for at, number in enumerate(lexicon.words_of(ranked.place).tolist()):
            sound = heard[2 * width * at : 2 * width * at + width]
            if lexicon.is_latin_at(number) and any(each == each for each in sound):  # noqa: PLR0124 (a number)
                return heard
        return None


def best_by_numpy(
    sounds: Sounds, lexicon: Lexicon, name: SpeltName, limit: int, weights: SoundWeights
) -> Iterator[Ranked]:
    """The best forms for a name that has words; what `by_sound.c` is compared with."""
    places, shares = sounds.nearest(name, RETRIEVED)
    if not len(places):
        return
    starts = lexicon.starts[places].astype(np.int64)
    counts = lexicon.starts[places + 1] - starts
    offsets = np.cumsum(counts) - counts
    flat = lexicon.words[np.arange(counts.sum()) + np.repeat(starts - offsets, counts)]
    numbers, inverse = np.unique(flat, return_inverse=True)
    heard, sound = _weighed(lexicon, name.words, numbers, weights)
    ranks = (
        _by_words(name, heard[:, inverse].astype(np.float64), lexicon.sizes[flat], offsets, weights)
        + weights.shared * shares.astype(np.float64)
        + weights.numeral * _numerals(lexicon, name, places, -weights.unnumbered)
    )
    best = np.lexsort((places, -ranks))[:limit]
    ends = np.append(offsets[1:], len(flat))
    for at in best.tolist():
        own = slice(offsets[at], ends[at])
        rows = np.concatenate([sound[:, inverse].T[own], heard[:, inverse].T[own]], axis=1)
        yield Ranked(int(places[at]), float(ranks[at]), float(shares[at]), rows.ravel().tolist(), len(name.words))


def _by_words(
    name: SpeltName, heard: npt.NDArray[np.float64], sizes: Floats, offsets: Places, weights: SoundWeights
) -> npt.NDArray[np.float64]:
    """What the words of each form weigh, less what is left over; `heard` has a row for each word of the name."""
    each = np.maximum.reduceat(heard, offsets, axis=1)
    letters = np.array(letters_of(name.words), np.float32).astype(np.float64)[:, None]
    left_name = 1 - (letters * (each > 0)).sum(0) / letters.sum()
    unmatched = np.add.reduceat(np.where(heard.max(0) > 0, 0, sizes.astype(np.float64)), offsets)
    left_form = unmatched / np.maximum(np.add.reduceat(sizes.astype(np.float64), offsets), 0.1)
    result: npt.NDArray[np.float64] = each.sum(0) - weights.left_query * left_name - weights.left_form * left_form
    return result


def _numerals(lexicon: Lexicon, name: SpeltName, places: Places, missing: float) -> npt.NDArray[np.float64]:
    """1 for forms with a numeral of the name, -1 for those with another, -`missing` for those without one."""
    forms = lexicon.numerals_of(places)
    same = (forms & bits(name.numerals | name.maybe)) != 0
    other = ~same & bool(name.numerals)
    result: npt.NDArray[np.float64] = same - other * np.where(forms != 0, 1.0, missing)
    return result


def _weighed(lexicon: Lexicon, words: Sequence[Spelt], numbers: Places, weights: SoundWeights) -> tuple[Floats, Floats]:
    """What each word of a name weighs with each of the numbered words, by rows for the former.

    (nats of all that speaks for both, at least 0 and no more than their rarity; nats of their sound alone, not a number
    where it was not weighed).
    """
    shorter = shorter_words(words)
    asked = [*words, *(without for _, without in shorter)]
    likeness, sound = lexicon.hear(asked, numbers)
    sizes = np.array([[len(word.full)] for word in asked], np.int32)
    letters = np.minimum(sizes, lexicon.lengths[numbers]).astype(np.float32)
    result = np.maximum(np.fmax(sound, skeleton_weight(likeness, letters, weights)), 0)
    for row, (place, _) in enumerate(shorter, len(words)):
        sound[place], result[place] = np.fmax(sound[place], sound[row]), np.maximum(result[place], result[row])
    sound, result = sound[: len(words)], result[: len(words)]
    for place, word in enumerate(words):
        if len(word.latin) == 1:
            begins, ends = lexicon.beginning_with(word.latin)
            result[place] = weights.initial_in_search * ((begins <= numbers) & (numbers < ends))
            sound[place] = np.nan
    for each in rendered(enumerate(words), weights):
        number = lexicon.number(each.latin)
        at = len(numbers) if number is None else np.searchsorted(numbers, number)
        if at < len(numbers) and numbers[at] == number:
            result[each.place, at] = max(float(result[each.place, at]), each.weight)
    return np.minimum(result, lexicon.rarities[numbers]), sound
