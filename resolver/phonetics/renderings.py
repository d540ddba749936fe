"""The forms that a name may be a rendering of: found by shared sounds, ranked by words, aligned in full."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache, partial
from operator import mul
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from ..index.postings import Arrays
from ..policy import SoundWeights
from ..spread import Beside, when_asked
from ..tables import rows
from .compiled_ranking import Ranked
from .cut_names import CutNames
from .lexicon import Lexicon
from .paired import PlainForm, paired, pairing
from .ranking import Ranking
from .retrieval import Sounds
from .score import Alignment, Pairing, SoundComparer
from .spelt import RARE, SpeltName, spelt

if TYPE_CHECKING:
    import numpy.typing as npt

_ALIGNED, _GAIN = 3, 5.0
"""So many forms are laid side by side at least; more while they are fewer nats behind, which an alignment may gain."""
_READY = 20_000
"""Forms that are kept ready to be laid beside a name."""


class Found(Struct, frozen=True):
    """A form that a name may render, with both laid side by side; `rank` in nats, for ordering only."""

    form: int
    rank: float
    alignment: Alignment


class Names(Protocol):
    """Texts by number."""

    def __getitem__(self, number: int, /) -> str: ...


class _Form(Struct, eq=False, dict=True):
    """A form as it is laid beside names."""

    text: str
    _plain: PlainForm | None = None

    @cached_property
    def spelt(self) -> SpeltName:
        return spelt(self.text)

    def plain(self, lexicon: Lexicon, place: int) -> PlainForm:
        """Of one that is plain, by its place in the lexicon."""
        if self._plain is None:
            self._plain = PlainForm.of(lexicon, place, self.text)
        return self._plain


class Phonetics(Struct, eq=False, dict=True, weakref=True):
    """All forms, ready to be found by sound. Made by `build`; the order of forms does not matter.

    `names` gives the text of each form by its number.
    """

    sounds: Sounds
    lexicon: Lexicon
    names: Names
    _ready: dict[int, _Form] = {}

    @classmethod
    def build(cls, names: Iterable[tuple[int, str]]) -> Phonetics:
        """Of (form number, name); a number has one name, and names without words are left out."""
        known = dict(names)
        return cls.of(CutNames.of((form, spelt(name)) for form, name in known.items()), known)

    @classmethod
    def of(cls, cut: CutNames, names: Names, at_once: Beside = when_asked) -> Phonetics:
        """Of names by form number, cut into words already; `at_once` makes the index beside the list of the words."""
        sounds = at_once(partial(Sounds.build, cut))
        lexicon = Lexicon.build(cut)
        return cls(sounds(), lexicon, names)

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
        return self._laid_out(query, self._ranking.best(query, limit, comparer.weights), comparer)

    def near(self, name: SpeltName, limit: int, weights: SoundWeights) -> Iterator[tuple[int, Pairing | None]]:
        """The forms among which `find` looks, by number, at most `limit`; which words match, where that is known."""
        for each in self._ranking.best(name, limit, weights):
            number, known = self._form(each), None
            if each.pairs is not None:
                known = pairing(name, self._made_ready(number).plain(self.lexicon, each.place), each.pairs)
            yield number, known

    def find_whole(
        self, name: str, limit: int, comparer: SoundComparer, is_sought: Callable[[int], bool]
    ) -> list[Found]:
        """As `find` where the best form is one that is sought, with nothing left over on either side; else nothing.

        Most names have no such form among the best, which is quicker to see than which form comes first.
        """
        query = spelt(name)
        ranked = list(self._ranking.best(query, limit, comparer.weights))
        if not any(is_sought(self._form(each)) and self._is_whole(query, each, comparer) for each in ranked):
            return []
        found = self._laid_out(query, ranked, comparer)
        return found if found[0].alignment.is_whole and is_sought(found[0].form) else []

    def _laid_out(self, query: SpeltName, ranked: Iterable[Ranked], comparer: SoundComparer) -> list[Found]:
        """The name beside the forms that may come first, best first."""
        found: list[Found] = []
        best, weights = -math.inf, comparer.weights
        for each in ranked:
            if len(found) >= _ALIGNED and each.rank + _GAIN < best:
                break  # side by side it gains too little to come first, and so do all after it
            form = self._form(each)
            alignment = self._beside(query, each, form, comparer)
            own = rank(alignment, each.share, weights)
            found.append(Found(form, own, alignment))
            best = max(best, own)
        return sorted(found, key=lambda each: (-each.rank, each.form))

    def _is_whole(self, query: SpeltName, ranked: Ranked, comparer: SoundComparer) -> bool:
        """Whether each word of either has its counterpart in the other. One word stands for two at most."""
        words, full = self.lexicon.words_of(ranked.place).tolist(), self.lexicon.full
        if sum(bool(word.full) for word in query.words) > 2 * len(words):
            return False
        if len(words) > 2 * len(query.words) and sum(bool(full[word]) for word in words) > 2 * len(query.words):
            return False
        return self._beside(query, ranked, self._form(ranked), comparer).is_whole

    def _form(self, ranked: Ranked) -> int:
        return self.sounds.forms[ranked.place]

    def _beside(self, query: SpeltName, ranked: Ranked, form: int, comparer: SoundComparer) -> Alignment:
        """The name and a form, which is the one with this number, side by side."""
        ready = self._made_ready(form)
        if ranked.pairs is not None:
            return paired(query, ready.plain(self.lexicon, ranked.place), ranked.pairs, comparer.weights)
        return comparer.align(query, ready.spelt, self._ranking.heard(ranked))

    @cached_property
    def _ranking(self) -> Ranking:
        return Ranking(self.sounds, self.lexicon)

    def _made_ready(self, form: int) -> _Form:
        """A form, which is kept: mentions change from question to question, and the forms stay."""
        found = self._ready.get(form)
        if found is None:
            if len(self._ready) >= _READY:
                self._ready.clear()
            self._ready[form] = found = _Form(self.names[form])
        return found


def rank(alignment: Alignment, share: float, weights: SoundWeights) -> float:
    """Nats for ordering: the weight of the matches, less what is left over, more for what is shared besides."""
    left_query, left_form = 1 - alignment.coverage[0], 1 - alignment.coverage[1]
    weight = close = 0.0
    for match in alignment.matches:
        weight += match.weight
        close += match.weight * match.closeness
    return (
        weights.matched * weight + weights.close * close
        - weights.left_query * left_query - weights.left_form * left_form
        - weights.contradiction * alignment.contradiction
        + weights.shared * share + weights.numeral * alignment.numerals
    )  # fmt: skip


FEATURES = (
    "weight", "worst", "left_query", "left_form", "contradiction", "same_numeral", "other_numeral",
    "lead", "words", "whole", "doubt",
)  # fmt: skip
"""What the probability of the best form is made of; `features` says how."""
_MOST = {"weight": 25.0, "contradiction": 8.0, "lead": 8.0, "words": 3.0, "doubt": math.inf}
"""The features that may be more than 1, and how much at most: the weights were fitted to just these bounds."""
_BY_WORDS = frozenset({"weight", "words"})
"""Those that depend on how many words match."""


def features(found: Sequence[Found]) -> tuple[float, ...]:
    """The features of the best of the forms found, in the order of FEATURES.

    Nats of its matches, closeness of the worst match, share of letters left over in the query and in the form, letters
    that contradict, whether numerals agree, whether they differ, lead in nats over the second form, number of matched
    words, whether nothing is left over on either side, and the letters of matches that are less than half as close as
    they could be. `decision.tsv` has a weight for each.
    """
    alignment = found[0].alignment
    lead = found[0].rank - found[1].rank if len(found) > 1 else _MOST["lead"]
    left_query, left_form = 1 - alignment.coverage[0], 1 - alignment.coverage[1]
    return (
        min(alignment.weight, _MOST["weight"]), alignment.worst, left_query, left_form,
        min(alignment.contradiction, _MOST["contradiction"]),
        float(alignment.numerals > 0), float(alignment.numerals <= -1), min(lead, _MOST["lead"]),
        min(len(alignment.matches), _MOST["words"]), float(left_query + left_form < 0.05),
        sum([len(match.other) * max(0.0, 0.5 - match.closeness) for match in alignment.matches]),
    )  # fmt: skip


@cache
def _decision() -> tuple[float, ...]:
    """The intercept, and the weights of the features in their order."""
    weights = {name: float(weight) for name, weight in rows("phonetic/decision.tsv")}
    return tuple(weights[name] for name in ("intercept", *FEATURES))


@lru_cache(maxsize=64)
def most_likely(words: int, *, numbered: bool) -> float:
    """The nats that the probability of the best form has at most where so many words match, whatever form it is.

    `numbered`: the name may have a numeral.
    """
    intercept, *each = _decision()
    weights = dict(zip(FEATURES, each, strict=True))
    most = [max(0.0, weight * _MOST.get(name, 1.0)) for name, weight in weights.items() if name not in _BY_WORDS]
    matched = [
        weights["weight"] * min(RARE * count, _MOST["weight"]) + weights["words"] * min(count, _MOST["words"])
        for count in range(1, words + 1)
    ]
    same = 0.0 if numbered else max(0.0, weights["same_numeral"])
    return intercept + max(matched, default=-math.inf) + sum(most) - same


def probability(found: Sequence[Found]) -> float:
    """How likely the best of the forms found is the right one, 0–1; 0 if none was found.

    A logistic model of `features`; whether the name is of nobody in the gazetteer is part of the question.
    """
    if not found:
        return 0.0
    weights = _decision()
    logit = weights[0] + sum(map(mul, weights[1:], features(found)))
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, logit))))
