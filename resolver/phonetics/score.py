"""Two whole names laid side by side: which words render which, what that is worth, and what contradicts it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache, partial

from msgspec import Struct
from msgspec.structs import replace

from ..policy import SoundWeights
from ..text.likeness import ratio
from ..text.scripts import Script
from .compiled_matches import CompiledMatches, Paired
from .equivalents import renderings, translations
from .matching import (
    LEAST_BARE,
    LEAST_FULL,
    LONGEST_HEARD,
    SILENT,
    Match,
    closer,
    joined,
    joined_skeleton,
    matched,
    word_weight,
)
from .spelt import FEMININE, Spelt, SpeltName, masculine, of_a_realm, spelt

_KEPT = 1 << 12


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
        return sum([match.weight for match in self.matches])

    @property
    def is_whole(self) -> bool:
        """Whether nothing that counts is left over on either side, and nothing contradicts."""
        return min(self.coverage) >= 1 and not self.contradicted

    @property
    def worst(self) -> float:
        """The closeness of the worst match; 0 where nothing matches."""
        return min([match.closeness for match in self.matches], default=0.0)


class Pairing(Struct, frozen=True):
    """Which words of two names match: those of the one with their closeness, and those left over on each side."""

    matched: list[tuple[str, float]]
    left_one: tuple[str, ...]
    left_other: tuple[str, ...]


class Side(Struct, frozen=True):
    """One of two names laid side by side: the words left over, their letters, and those of all words.

    `own` are the letters left over that are the bearer's own, asked for where words are left over on both sides.
    """

    left: tuple[str, ...]
    letters: float
    whole: float
    own: float

    @property
    def covered(self) -> float:
        """The share of the letters that is not left over."""
        return 1 - self.letters / self.whole if self.whole else 0.0


def side(name: SpeltName, free: Sequence[int], realm: float, *, clashes: bool) -> Side:
    """A name with what is left over; `realm` is the part that counts of a word which says what somebody rules.

    The bearer's own is no realm, and no title or byname that is translated.
    """
    if realm == 1 and not free:
        return Side((), 0.0, name.size, 0.0)
    words, whole = name.words, name.size
    sizes = [word.size for word in words]
    if realm != 1:
        sizes = [size * realm if of_a_realm(name, place) else size for place, size in enumerate(sizes)]
        whole = sum(sizes)
    left = own = 0.0
    for place in free:
        left += sizes[place]
        if clashes and not of_a_realm(name, place):
            own += sizes[place]
    return Side(texts_of(words, free), left, whole, own)


def settled(one: Side, other: Side, matches: Iterable[Match], numerals: float, weights: SoundWeights) -> Alignment:
    """The alignment of two names whose words are paired."""
    contradiction = clash = 0.0
    if one.left and other.left:
        contradiction, clash = min(one.letters, other.letters), min(one.own, other.own)
    contradicted = clash > weights.clash or numerals <= -1
    coverage = one.covered, other.covered
    return Alignment(tuple(matches), one.left, other.left, coverage, contradiction, clash, numerals, contradicted)


def left_over(count: int, taken: Sequence[int]) -> list[int]:
    """The places, of so many, that are not taken."""
    return [place for place in range(count) if place not in taken] if len(taken) < count else []


def texts_of(words: Sequence[Spelt], places: Iterable[int]) -> tuple[str, ...]:
    """The words at these places, as they are written."""
    return tuple([words[place].word.text for place in places])


class SoundComparer:
    """Compares names by their sound. Owns a cache of words; otherwise a pure function of its weights."""

    def __init__(self, weights: SoundWeights) -> None:
        self.weights = weights
        self._matched = lru_cache(maxsize=_KEPT)(partial(matched, weights))
        self._compiled = CompiledMatches.of(weights)

    def compare(self, one: str, other: str) -> Alignment:
        """Two names, in any scripts, laid side by side."""
        return self.align(spelt(one), spelt(other))

    def align(self, one: SpeltName, other: SpeltName, heard: Sequence[float] | None = None) -> Alignment:
        """As `compare`, for names made ready by `spelt`.

        `heard` is what is known already of the words of the other name, as in `Ranked`.
        """
        ones, others = one.words, other.words
        if heard is not None and len(heard) != 2 * len(ones) * len(others):
            heard = None  # of other words: the catalogue was made of another text
        pairs = self._compiled.pairs(one, other, heard) if self._compiled else None
        if pairs is None:
            pairs = self.pairs_by_python(one, other, heard)
        if one.father_at >= 0 <= other.father_at:
            pairs = [self._weighed(pair, one, other) for pair in pairs]
        free = left_over(len(ones), [pair.one for pair in pairs])
        free_other = left_over(len(others), [pair.other for pair in pairs])
        if pairs and (free or free_other):
            pairs = [self._glued(pair, ones, others, free, free_other) for pair in pairs]
        numerals = _numerals(one, other, self.weights)
        realm = self.weights.realm if numerals > 0 else 1.0
        clashes = bool(free and free_other)
        sides = side(one, free, realm, clashes=clashes), side(other, free_other, realm, clashes=clashes)
        return settled(*sides, [pair.match for pair in sorted(pairs)], numerals, self.weights)

    def pairs_by_python(self, one: SpeltName, other: SpeltName, heard: Sequence[float] | None) -> list[Paired]:
        """The words that render each other, as `CompiledMatches` pairs them."""
        options = []
        width = len(one.words)
        for j, right in enumerate(other.words):
            row = 2 * width * j if heard and _is_heard(right) else None
            for i, left in enumerate(one.words):
                sound = None
                if heard and row is not None:
                    if heard[row + width + i] <= 0 and not _may_match_otherwise(left, right):
                        continue
                    sound = _number(heard[row + i])
                found = self._match(left, right, sound)
                if found:
                    options.append(Paired(i, j, *found))
        options.sort(key=lambda option: (-option.weight, option.one, option.other))
        pairs: dict[int, Paired] = {}
        taken: set[int] = set()
        for option in options:
            if option.one not in pairs and option.other not in taken:
                pairs[option.one] = option
                taken.add(option.other)
        return list(pairs.values())

    def pairing(self, one: SpeltName, other: SpeltName) -> Pairing | None:
        """Which words of two names `align` matches, without what they weigh; None where that is dear to know."""
        pairs = self._compiled.closeness(one, other) if self._compiled else None
        if pairs is None:
            return None
        ones, others = one.words, other.words
        free = left_over(len(ones), [i for i, _, _ in pairs])
        free_other = left_over(len(others), [j for _, j, _ in pairs])
        if (free or free_other) and any(self._may_be_glued(pair, one, other, free, free_other) for pair in pairs):
            return None
        matched = [(ones[i].word.text, near) for i, _, near in pairs]
        return Pairing(matched, texts_of(ones, free), texts_of(others, free_other))

    def may_match(self, one: SpeltName, other: SpeltName) -> bool:
        """Whether any word of the one may match any of the other: a quick question before `align`, never too strict."""
        return any(self._may_match(left, right) for left in one.words for right in other.words)

    def _may_match(self, one: Spelt, other: Spelt) -> bool:
        if one.latin[:1] == other.latin[:1] and min(len(one.latin), len(other.latin)) == 1:
            return True
        if ratio(one.full, other.full) >= LEAST_FULL or ratio(one.bare, other.bare) >= LEAST_BARE:
            return True
        if one.latin.endswith(FEMININE) or other.latin.endswith(FEMININE):
            return True  # what is compared is the name of the father or the husband
        known = renderings(one.word.script, "".join(one.word.units), one.latin, self.weights)
        return other.latin in known or one.latin in renderings(
            other.word.script, "".join(other.word.units), other.latin, self.weights
        )

    def _weighed(self, pair: Paired, one: SpeltName, other: SpeltName) -> Paired:
        """A pair of words; two patronymics say less than other words."""
        if (pair.one, pair.other) != (one.father_at, other.father_at):
            return pair
        return pair._replace(match=replace(pair.match, weight=pair.match.weight * self.weights.patronymic))

    def _glued(
        self, pair: Paired, ones: Sequence[Spelt], others: Sequence[Spelt], free: list[int], free_other: list[int]
    ) -> Paired:
        """A pair of words, the one with a word left over beside it where that belongs to it (Abd al-Aziz ~ Abdulaziz).

        That is no longer left over then.
        """
        i, j, _, match = pair
        if match.closeness > self.weights.joined_closeness:
            return pair
        beside, beside_other = _neighbours(i, ones, free), _neighbours(j, others, free_other)
        if not beside and not beside_other:
            return pair
        alone = ratio(ones[i].full, others[j].full)
        for place in beside:
            both = ones[min(i, place)], ones[max(i, place)]
            if closer(joined_skeleton(*both), others[j].full, alone):
                better = self._match(joined(*both), others[j])
                if better and self._is_better(better, pair):
                    free.remove(place)
                    return Paired(min(i, place), j, *better)
        for place in beside_other:
            both = others[min(j, place)], others[max(j, place)]
            if closer(joined_skeleton(*both), ones[i].full, alone):
                better = self._match(ones[i], joined(*both))
                if better and self._is_better(better, pair):
                    free_other.remove(place)
                    return Paired(i, min(j, place), *better)
        return pair

    def _may_be_glued(
        self, pair: tuple[int, int, float], one: SpeltName, other: SpeltName, free: list[int], free_other: list[int]
    ) -> bool:
        """Whether `_glued` may find that a word left over beside one of a pair belongs to it."""
        i, j, closeness = pair
        if closeness > self.weights.joined_closeness:
            return False
        ones, others = one.words, other.words
        beside, beside_other = _neighbours(i, ones, free), _neighbours(j, others, free_other)
        if not beside and not beside_other:
            return False
        alone = ratio(ones[i].full, others[j].full)
        both = [joined_skeleton(ones[min(i, at)], ones[max(i, at)]) for at in beside]
        if any(closer(each, others[j].full, alone) for each in both):
            return True
        both = [joined_skeleton(others[min(j, at)], others[max(j, at)]) for at in beside_other]
        return any(closer(each, ones[i].full, alone) for each in both)

    def _is_better(self, joined: tuple[float, Match], pair: Paired) -> bool:
        weight, match = joined
        return weight > pair.weight + self.weights.joined and match.closeness > pair.match.closeness

    def _match(self, one: Spelt, other: Spelt, heard: float | None = None) -> tuple[float, Match] | None:
        """(nats, match) of two words; None if nothing speaks for it or their skeletons are too unlike to try.

        `heard` is the weight by sound where it is known already.
        """
        if one.latin.endswith(FEMININE) is not other.latin.endswith(FEMININE):
            if without := masculine(one):
                return self._matched(without, other)
            if without := masculine(other):
                return self._matched(one, without)
        return self._matched(one, other, heard)


def _is_heard(word: Spelt) -> bool:
    """Whether what a lexicon heard of a word of this spelling is all that there is to be heard."""
    return word.word.script is Script.LATIN and len(word.latin) <= LONGEST_HEARD


def _number(weight: float) -> float:
    """The weight by sound; that of words too unlike to be weighed, if they were not."""
    return weight if weight == weight else SILENT  # noqa: PLR0124 (a number)


def _may_match_otherwise(one: Spelt, other: Spelt) -> bool:
    """Whether words may match for which nothing speaks in a search: it does not ask what the other stands for."""
    if (
        one.latin == other.latin
        or len(other.latin) == 1
        or one.latin.endswith(FEMININE)
        or other.latin.endswith(FEMININE)
    ):
        return True
    return one.latin in translations(other.word.script, "".join(other.word.units))


def _neighbours(place: int, words: Sequence[Spelt], free: Sequence[int]) -> list[int]:
    """The places beside one that are left over, where more than an initial stands."""
    return [each for each in (place - 1, place + 1) if each in free and len(words[each].latin) > 1]


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
