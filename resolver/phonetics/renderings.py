"""The forms that a name may be a rendering of: found by shared sounds, ranked by words, aligned in full."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from ..index.postings import Arrays
from ..policy import SoundWeights
from ..tables import rows
from .equivalents import renderings
from .kernel import Floats
from .lexicon import Lexicon, bits
from .retrieval import Sounds
from .score import Alignment, SoundComparer, skeleton_weight
from .spelt import Spelt, SpeltName, masculine, spelt

Places = npt.NDArray[np.int64]

_RETRIEVED = 300
"""Forms that the n-grams bring."""
_ALIGNED, _GAIN = 3, 5.0
"""So many forms are laid side by side at least; more while they are fewer nats behind, which an alignment may gain."""


_SPELT = 20_000
"""Forms that are kept ready to be laid beside a name."""


@dataclass(frozen=True, slots=True)
class Found:
    """A form that a name may render, with both laid side by side; `rank` in nats, for ordering only."""

    form: int
    rank: float
    alignment: Alignment


@dataclass(frozen=True, slots=True)
class _Heard:
    """What each word of the query weighs with each of the numbered words, by rows for the former.

    `weights` is all that speaks for the two words, `sound` what their sound alone does (not a number: not weighed).
    """

    numbers: Places
    weights: Floats
    sound: Floats

    def among(self, lexicon: Lexicon, words: npt.NDArray[np.int32]) -> dict[tuple[int, str], float]:
        """What sound says of some of the numbered words, by the place in the query and the Latin letters."""
        words = words[lexicon.is_latin[words]]
        sound = self.sound[:, np.searchsorted(self.numbers, words)].tolist()
        latin = [lexicon.latin[number] for number in words.tolist()]
        return {
            (place, word): weight
            for place, row in enumerate(sound)
            for word, weight in zip(latin, row, strict=True)
            if weight == weight  # noqa: PLR0124 (a number)
        }


class Names(Protocol):
    """Texts by number."""

    def __getitem__(self, number: int, /) -> str: ...


@dataclass(frozen=True, eq=False)
class Phonetics:
    """All forms, ready to be found by sound. Made by `build`; the order of forms does not matter.

    `names` gives the text of each form by its number.
    """

    sounds: Sounds
    lexicon: Lexicon
    names: Names
    _spelt: dict[int, SpeltName] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def build(cls, names: Iterable[tuple[int, str]]) -> Phonetics:
        """Of (form number, name); a number has one name, and names without words are left out."""
        known = dict(names)
        return cls.of({form: spelt(name) for form, name in known.items()}, known)

    @classmethod
    def of(cls, ready: Mapping[int, SpeltName], names: Names) -> Phonetics:
        """Of names by form number, cut into words already."""
        sounds = Sounds.build((form, name) for form, name in ready.items() if name.words)
        lexicon = Lexicon.build(ready[form] for form in sounds.forms.tolist())
        return cls(sounds, lexicon, names)

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Everything but the names, to be stored."""
        return self.sounds.arrays() | {f"words_{name}": array for name, array in self.lexicon.arrays().items()}

    @classmethod
    def restore(cls, arrays: Arrays, names: Names) -> Phonetics:
        """From stored arrays, as `arrays` gave them, and the names they were made of. KeyError if one is missing."""
        words = {name.removeprefix("words_"): array for name, array in arrays.items() if name.startswith("words_")}
        return cls(Sounds.restore(arrays), Lexicon.restore(words), names)

    def find(self, name: str, limit: int, comparer: SoundComparer) -> list[Found]:
        """At most `limit` forms, best first, equals by ascending form number; none that is far behind the best."""
        query = spelt(name)
        places, shares = self.sounds.nearest(name, _RETRIEVED)
        if not len(places) or not query.words:
            return []
        heard, ranks = self._ranks(query, places, shares, comparer.weights)
        best = np.lexsort((places, -ranks))[:limit].tolist()
        found: list[Found] = []
        for at in best:
            if len(found) >= _ALIGNED and float(ranks[at]) + _GAIN < max(each.rank for each in found):
                break  # side by side it gains too little to come first, and so do all after it
            form = int(self.sounds.forms[places[at]])
            known = heard.among(self.lexicon, self.lexicon.words_of(int(places[at])))
            alignment = comparer.align(query, self._spelt_form(form), known)
            found.append(Found(form, rank(alignment, float(shares[at]), comparer.weights), alignment))
        return sorted(found, key=lambda each: (-each.rank, each.form))

    def _spelt_form(self, form: int) -> SpeltName:
        """A form made ready, which is kept: mentions change from question to question, and the forms stay."""
        found = self._spelt.get(form)
        if found is None:
            if len(self._spelt) >= _SPELT:
                self._spelt.clear()
            self._spelt[form] = found = spelt(self.names[form])
        return found

    def _ranks(self, query: SpeltName, places: Places, shares: Floats, weights: SoundWeights) -> tuple[_Heard, Floats]:
        """What the words of the forms weigh, and the rank of each form by them, not laid side by side one to one."""
        lexicon = self.lexicon
        starts = lexicon.starts[places]
        counts = lexicon.starts[places + 1] - starts
        offsets = np.cumsum(counts) - counts
        flat = lexicon.words[np.arange(counts.sum()) + np.repeat(starts - offsets, counts)]
        numbers, inverse = np.unique(flat, return_inverse=True)
        heard = self._words(query.words, numbers, weights)
        each = np.maximum.reduceat(heard.weights[:, inverse], offsets, axis=1)
        letters = np.array([word.size or 0.1 for word in query.words], np.float32)
        left_query = 1 - (letters @ (each > 0)) / letters.sum()
        sizes = lexicon.sizes[flat]
        unmatched = np.add.reduceat(np.where(heard.weights.max(0)[inverse] > 0, 0, sizes), offsets)
        left_form = unmatched / np.maximum(np.add.reduceat(sizes, offsets), 0.1)
        result: Floats = (
            each.sum(0) - weights.left_query * left_query - weights.left_form * left_form + weights.shared * shares
            + weights.numeral * self._numerals(query, places, -weights.unnumbered)
        )  # fmt: skip
        return heard, result

    def _numerals(self, query: SpeltName, places: Places, missing: float) -> npt.NDArray[np.float64]:
        """1 for forms with a numeral of the query, -1 for those with another, -`missing` for those without one."""
        forms = self.lexicon.numerals[places]
        same = (forms & bits(query.numerals | query.maybe)) != 0
        other = ~same & bool(query.numerals)
        result: npt.NDArray[np.float64] = same - other * np.where(forms != 0, 1.0, missing)
        return result

    def _words(self, words: Sequence[Spelt], numbers: Places, weights: SoundWeights) -> _Heard:
        """Nats of each word of the query with each of the numbered words, no more than their rarity, at least 0."""
        lexicon = self.lexicon
        # a woman's name is heard without its ending too; which of both counts is seen when names lie side by side
        shorter = [(place, without) for place, word in enumerate(words) if (without := masculine(word))]
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
                result[place], sound[place] = self._initials(word, numbers, weights), np.nan
            else:
                self._not_by_sound(word, numbers, result[place], weights)
        return _Heard(numbers, np.minimum(result, lexicon.rarities[numbers]), sound)

    def _initials(self, word: Spelt, numbers: Places, weights: SoundWeights) -> npt.NDArray[np.floating[Any]]:
        begins, ends = self.lexicon.beginning_with(word.latin)
        result: npt.NDArray[np.floating[Any]] = weights.initial_in_search * ((begins <= numbers) & (numbers < ends))
        return result

    def _not_by_sound(self, word: Spelt, numbers: Places, row: Floats, weights: SoundWeights) -> None:
        """Writes into a row what words are worth that stand for each other otherwise than by sound."""
        known = renderings(word.word.script, "".join(word.word.units), word.latin, weights)
        if known:
            latin = self.lexicon.latin
            where = {latin[number]: at for at, number in enumerate(numbers.tolist())}
            for rendering, weight in known.items():
                if rendering in where:
                    row[where[rendering]] = max(float(row[where[rendering]]), weight)


def rank(alignment: Alignment, share: float, weights: SoundWeights) -> float:
    """Nats for ordering: the weight of the matches, less what is left over, more for what is shared besides."""
    left_query, left_form = 1 - alignment.coverage[0], 1 - alignment.coverage[1]
    close = sum(match.weight * match.closeness for match in alignment.matches)
    return (
        weights.matched * alignment.weight + weights.close * close
        - weights.left_query * left_query - weights.left_form * left_form
        - weights.contradiction * alignment.contradiction
        + weights.shared * share + weights.numeral * alignment.numerals
    )  # fmt: skip


FEATURES = (
    "weight", "worst", "left_query", "left_form", "contradiction", "same_numeral", "other_numeral",
    "lead", "words", "whole", "doubt",
)  # fmt: skip
"""What the probability of the best form is made of; `features` says how."""


def features(found: Sequence[Found]) -> tuple[float, ...]:
    """The features of the best of the forms found, in the order of FEATURES.

    Nats of its matches (up to 25), closeness of the worst match, share of letters left over in
    the query and in the form, letters that contradict (up to 8), whether numerals agree, whether they differ, lead in
    nats over the second form (up to 8), number of matched words (up to 3), whether nothing is left over on either side,
    and the letters of matches that are less than half as close as they could be. `decision.tsv` has a weight for each,
    fitted to just these bounds.
    """
    alignment = found[0].alignment
    lead = found[0].rank - found[1].rank if len(found) > 1 else 8.0
    left_query, left_form = 1 - alignment.coverage[0], 1 - alignment.coverage[1]
    return (
        min(alignment.weight, 25.0), alignment.worst, left_query, left_form,
        min(alignment.contradiction, 8.0), float(alignment.numerals > 0), float(alignment.numerals <= -1),
        min(lead, 8.0), float(min(len(alignment.matches), 3)), float(left_query + left_form < 0.05),
        sum(len(match.other) * max(0.0, 0.5 - match.closeness) for match in alignment.matches),
    )  # fmt: skip


@cache
def _decision() -> Mapping[str, float]:
    return {name: float(weight) for name, weight in rows("phonetic/decision.tsv")}


def probability(found: Sequence[Found]) -> float:
    """How likely the best of the forms found is the right one, 0–1; 0 if none was found.

    A logistic model of `features`; whether the name is of nobody in the gazetteer is part of the question.
    """
    if not found:
        return 0.0
    weights = _decision()
    logit = weights["intercept"]
    logit += sum(weights[name] * value for name, value in zip(FEATURES, features(found), strict=True))
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, logit))))
