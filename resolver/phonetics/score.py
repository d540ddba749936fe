"""Two whole names laid side by side: which words render which, what that is worth, and what contradicts it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from ..policy import SoundWeights
from ..text.likeness import ratio
from ..text.scripts import Script
from .chunk_alignment import path_weight
from .chunks import chunks, reach
from .equivalents import renderings, translations
from .segments import Word
from .spelt import RARE, Spelt, SpeltName, masculine, of_a_realm, rarity, spelt, spelt_word

LONGEST_HEARD = 16
"""Letters of a word that a lexicon compares; the rest of a longer one is left out there."""
SILENT = -99.0
"""Nats by sound of words that are not worth being weighed."""
_LEAST_FULL, _LEAST_BARE = 45, 57
"""Likeness, per cent, from which skeletons with vowels, or those without, are worth a comparison by sound."""
_KEPT = 1 << 12


class HeardWord(NamedTuple):
    """What a Latin word weighs with each word of a query, in nats: by sound (not a number: not weighed), and in all."""

    sound: Sequence[float]
    weights: Sequence[float]


_NOTHING: Mapping[str, HeardWord] = MappingProxyType({})


class Match(Struct, frozen=True):
    """Words of one name that render words of the other.

    `weight` in nats, no more than the rarity of the word bears; `closeness` is 1 for the likeliest rendering, 0 for
    one by chance.
    """

    one: str
    other: str
    weight: float
    closeness: float

    def __str__(self) -> str:
        return f"{self.one} ~ {self.other}"


class Alignment(Struct, frozen=True):
    """Two names side by side.

    `coverage` is the share of the letters of either name that is matched. Words left over on one side are
    omissions; on both sides they contradict each other (`contradiction`: size of the smaller rest in letters; `clash`
    the same without realms and with words only that no language translates, so that a title is none).
    `numerals` is 1 for the same numeral on both sides, -1 for different ones, a little below 0 if only the first name
    has one, else 0. Different patronymics tell namesakes apart as numerals do. `contradicted`: either name has another
    word, or numeral, in the place of the other's.
    """

    matches: tuple[Match, ...]
    left_one: tuple[str, ...]
    left_other: tuple[str, ...]
    coverage: tuple[float, float]
    contradiction: float
    clash: float
    numerals: float
    contradicted: bool

    @property
    def weight(self) -> float:
        """Nats of all matches together."""
        return sum(match.weight for match in self.matches)

    @property
    def is_whole(self) -> bool:
        """Whether nothing that counts is left over on either side, and nothing contradicts."""
        return min(self.coverage) >= 1 and not self.contradicted

    @property
    def worst(self) -> float:
        """The closeness of the worst match; 0 where nothing matches."""
        return min((match.closeness for match in self.matches), default=0.0)


def reach_of(word: Spelt) -> float:
    """Nats that a word could reach by its sound."""
    return reach(word.word.units, word.word.script)


def word_weight(one: Spelt, other: Spelt) -> tuple[float, float]:
    """(nats, closeness) of one word as a rendering of the other by sound."""
    if one.latin == other.latin and one.word.script is other.word.script:
        return reach_of(one), 1.0
    best = (SILENT, SILENT)
    for source, target in ((one, other), (other, one)):
        if source.word.script is Script.LATIN and target.word.script is not Script.LATIN:
            continue
        table = chunks(source.word.script)
        weight = path_weight(table, source.word.units, target.latin)
        best = max(best, (weight, weight / max(1.0, reach_of(source))))
        if target.word.script is Script.LATIN:
            break
    return best


Number = TypeVar("Number")
"""A float or an array of floats."""

Matched = dict[tuple[int, ...], tuple[tuple[int, ...], Match, float]]


def skeleton_weight(likeness: Number, letters: Number, weights: SoundWeights) -> Number:
    """Nats of two skeletons of so many letters with so great a likeness (per cent), whatever the tables know."""
    return weights.skeleton_letter * letters * (likeness / 100 - weights.skeleton_chance)  # type: ignore[operator, return-value]


class Side(NamedTuple):
    """One of two names laid side by side: the text of each word, the letters that count, the places left over."""

    texts: Sequence[str]
    sizes: Sequence[float]
    free: Sequence[int]

    def letters(self, places: Sequence[int]) -> float:
        """The letters of some words."""
        return sum([self.sizes[place] for place in places])

    @property
    def covered(self) -> float:
        """The share of the letters that is not left over."""
        whole = sum(self.sizes)
        return 1 - self.letters(self.free) / whole if whole else 0.0


def settled(
    one: Side,
    other: Side,
    matches: Sequence[Match],
    own: tuple[Sequence[int], Sequence[int]],
    numerals: float,
    weights: SoundWeights,
) -> Alignment:
    """The alignment of two names whose words are paired; `own` are the places left over that are the bearer's own."""
    contradiction = clash = 0.0
    if one.free and other.free:
        contradiction = min(one.letters(one.free), other.letters(other.free))
        clash = min(one.letters(own[0]), other.letters(own[1]))
    return Alignment(
        tuple(matches),
        tuple([one.texts[place] for place in one.free]),
        tuple([other.texts[place] for place in other.free]),
        (one.covered, other.covered),
        contradiction,
        clash,
        numerals,
        clash > weights.clash or numerals <= -1,
    )


class SoundComparer:
    """Compares names by their sound. Owns a cache of words; otherwise a pure function of its weights."""

    def __init__(self, weights: SoundWeights) -> None:
        self.weights = weights
        self._matched = lru_cache(maxsize=_KEPT)(partial(_matched, weights))

    def compare(self, one: str, other: str) -> Alignment:
        """Two names, in any scripts, laid side by side."""
        return self.align(spelt(one), spelt(other))

    def align(self, one: SpeltName, other: SpeltName, heard: Mapping[str, HeardWord] = _NOTHING) -> Alignment:
        """As `compare`, for names made ready by `spelt`.

        `heard` is what is known already of the Latin words of the other name, by their letters.
        """
        ones, others = one.words, other.words
        options = []
        known = [_known(heard, right) for right in others]
        for i, left in enumerate(ones):
            for j, right in enumerate(others):
                row = known[j]
                if row is not None and row.weights[i] <= 0 and not _may_match_otherwise(left, right):
                    continue
                found = self._match(left, right, None if row is None else _number(row.sound[i]))
                if found and (i, j) == (one.father_at, other.father_at):
                    found = found[0], replace(found[1], weight=found[1].weight * self.weights.patronymic)
                if found:
                    options.append((found[0], i, j, found[1]))
        options.sort(key=lambda option: (-option[0], option[1], option[2]))
        pairs: dict[int, tuple[int, Match, float]] = {}
        taken: set[int] = set()
        for weight, i, j, match in options:
            if i not in pairs and j not in taken:
                pairs[i] = (j, match, weight)
                taken.add(j)
        matches: Matched = {(i,): ((j,), match, weight) for i, (j, match, weight) in pairs.items()}
        free_one = [i for i in range(len(ones)) if i not in pairs]
        free_other = [j for j in range(len(others)) if j not in taken]
        if free_one or free_other:
            self._glue(ones, others, matches, free_one, free_other)
        numerals = _numerals(one, other, self.weights)
        realm = self.weights.realm if numerals > 0 else 1.0
        sides = Side(_texts(one), _sizes(one, realm), free_one), Side(_texts(other), _sizes(other, realm), free_other)
        own = (own_places(one, free_one), own_places(other, free_other)) if free_one and free_other else ((), ())
        return settled(*sides, [match for _, (_, match, _) in sorted(matches.items())], own, numerals, self.weights)

    def may_match(self, one: SpeltName, other: SpeltName) -> bool:
        """Whether any word of the one may match any of the other: a quick question before `align`, never too strict."""
        return any(self._may_match(left, right) for left in one.words for right in other.words)

    def _may_match(self, one: Spelt, other: Spelt) -> bool:
        if one.latin[:1] == other.latin[:1] and min(len(one.latin), len(other.latin)) == 1:
            return True
        if ratio(one.full, other.full) >= _LEAST_FULL or ratio(one.bare, other.bare) >= _LEAST_BARE:
            return True
        if one.latin.endswith("ova") or other.latin.endswith("ova"):
            return True  # what is compared is the name of the father or the husband
        known = renderings(one.word.script, "".join(one.word.units), one.latin, self.weights)
        return other.latin in known or one.latin in renderings(
            other.word.script, "".join(other.word.units), other.latin, self.weights
        )

    def _glue(
        self,
        ones: tuple[Spelt, ...],
        others: tuple[Spelt, ...],
        matches: Matched,
        free_one: list[int],
        free_other: list[int],
    ) -> None:
        """Where a word is left over, try whether it belongs to a matched neighbour (Abd al-Aziz ~ Abdulaziz)."""
        for key, (places, match, weight) in list(matches.items()):
            if len(key) > 1 or len(places) > 1 or match.closeness > self.weights.joined_closeness:
                continue
            (i,), (j,) = key, places
            for free in [k for k in free_one if abs(k - i) == 1 and len(ones[k].latin) > 1]:
                both = joined(ones[min(i, free)], ones[max(i, free)])
                better = self._match(both, others[j]) if closer(both.full, ones[i].full, others[j].full) else None
                if better and better[0] > weight + self.weights.joined and better[1].closeness > match.closeness:
                    del matches[key]
                    matches[min(i, free), max(i, free)] = (places, better[1], better[0])
                    free_one.remove(free)
                    break
            else:
                for free in [k for k in free_other if abs(k - j) == 1 and len(others[k].latin) > 1]:
                    both = joined(others[min(j, free)], others[max(j, free)])
                    better = self._match(ones[i], both) if closer(both.full, others[j].full, ones[i].full) else None
                    if better and better[0] > weight + self.weights.joined and better[1].closeness > match.closeness:
                        matches[key] = ((min(j, free), max(j, free)), better[1], better[0])
                        free_other.remove(free)
                        break

    def _match(self, one: Spelt, other: Spelt, heard: float | None = None) -> tuple[float, Match] | None:
        """(nats, match) of two words; None if nothing speaks for it or their skeletons are too unlike to try.

        `heard` is the weight by sound where it is known already.
        """
        if one.latin.endswith("ova") is not other.latin.endswith("ova"):
            if without := masculine(one):
                return self._matched(without, other)
            if without := masculine(other):
                return self._matched(one, without)
        return self._matched(one, other, heard)


def own_places(name: SpeltName, places: list[int]) -> list[int]:
    """The places of the words that are the bearer's own: no realm, and no title or byname that is translated."""
    return [place for place in places if not of_a_realm(name, place)]


def _known(heard: Mapping[str, HeardWord], word: Spelt) -> HeardWord | None:
    """What is known of a Latin word; None if it is to be found out."""
    if not heard or word.word.script is not Script.LATIN or len(word.latin) > LONGEST_HEARD:
        return None
    return heard[word.latin]


def _number(weight: float) -> float:
    """The weight by sound; that of words too unlike to be weighed, if they were not."""
    return weight if weight == weight else SILENT  # noqa: PLR0124 (a number)


def _may_match_otherwise(one: Spelt, other: Spelt) -> bool:
    """Whether words may match for which nothing speaks in a search: it does not ask what the other stands for."""
    if one.latin == other.latin or len(other.latin) == 1 or one.latin.endswith("ova") or other.latin.endswith("ova"):
        return True
    return one.latin in translations(other.word.script, "".join(other.word.units))


def closer(both: str, alone: str, other: str) -> bool:
    """Whether two neighbours together look more like a word than one of them alone, all by their full skeletons."""
    return ratio(both, other) > ratio(alone, other) + 5


@lru_cache(maxsize=1 << 12)
def joined(one: Spelt, two: Spelt) -> Spelt:
    """Two neighbours as one word."""
    return spelt_word(Word(f"{one.word.text} {two.word.text}", one.word.script, one.word.units + two.word.units))


def _sizes(name: SpeltName, realm: float) -> list[float]:
    """The sizes of the words, in letters; `realm` is the part that counts of a word which says what somebody rules."""
    if realm == 1:
        return [each.size for each in name.words]
    return [each.size * (realm if of_a_realm(name, place) else 1.0) for place, each in enumerate(name.words)]


def _texts(name: SpeltName) -> list[str]:
    return [word.word.text for word in name.words]


def _numerals(one: SpeltName, other: SpeltName, weights: SoundWeights) -> float:
    if one.father and other.father and word_weight(one.father, other.father)[1] < weights.same_father:
        return -1.0
    if one.numerals and other.numerals:
        if one.countries and other.countries and not one.countries & other.countries:
            return 0.0 if one.numerals & other.numerals else -1.0  # a ruler of two countries, or another ruler
        return 1.0 if one.numerals & other.numerals else -1.0
    if one.numerals & other.maybe or other.numerals & one.maybe:
        return 1.0
    return weights.unnumbered if one.numerals else 0.0


def _matched(weights: SoundWeights, one: Spelt, other: Spelt, heard: float | None = None) -> tuple[float, Match] | None:
    if one.latin == other.latin and one.word.script is other.word.script:
        weight = weights.same_letter * len(one.latin)
        return weight, Match(one.word.text, other.word.text, min(weight, rarity(other)), 1.0)
    if len(one.latin) == 1 or len(other.latin) == 1:
        same = one.latin[:1] == other.latin[:1]
        found = Match(one.word.text, other.word.text, weights.initial, weights.initial_closeness)
        return (weights.initial, found) if same else None
    known = max(
        renderings(one.word.script, "".join(one.word.units), one.latin, weights).get(other.latin, 0.0),
        renderings(other.word.script, "".join(other.word.units), other.latin, weights).get(one.latin, 0.0),
    )
    weight, closeness = known, weights.translated_closeness if known else 0.0
    likeness = ratio(one.full, other.full)
    if heard is not None or likeness >= _LEAST_FULL or ratio(one.bare, other.bare) >= _LEAST_BARE:
        by_sound, near = word_weight(one, other) if heard is None else (heard, heard / max(1.0, reach_of(one)))
        by_skeleton = skeleton_weight(likeness, min(len(one.full), len(other.full)), weights)
        if max(by_sound, by_skeleton) > weight:
            weight, near = max((by_sound, near), (by_skeleton, max(near, weights.skeleton_closeness)))
            closeness = max(closeness, near)
    if weight <= weights.least:
        return None
    return weight, Match(one.word.text, other.word.text, min(weight, bound_of(one), rarity(other)), closeness)


def bound_of(word: Spelt) -> float:
    """Nats that a word of a name can bear as evidence: how rare those of other scripts are is not known."""
    return rarity(word) if word.word.script is Script.LATIN else RARE
