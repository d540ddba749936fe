"""The most that the content of a mention can say for an agreement, which costs a tenth of what saying it does.

A word like 协议 fits hundreds of agreements, of which a handful can be listed: the others need no reasons.
"""

from __future__ import annotations

import math

from ..model import NO_HINTS, DatePrefix, Hints
from ..policy import DEFAULT_POLICY, AgreementWeights
from ..vocabulary.agreement_words import instrument_weights, topic_weights
from .reading import AgreementName, KnownAgreement


class Bound:
    """The most nats that `compare` finds for any agreement, of one mention and its hints."""

    def __init__(
        self, read: AgreementName, hints: Hints = NO_HINTS, weights: AgreementWeights = DEFAULT_POLICY.agreement
    ) -> None:
        self._read = read
        self._weights = weights
        self._topics = [
            (key, told if key in read.topics else told * weights.doubtful)
            for key in read.topics | read.doubtful
            if (told := topic_weights().get(key, 0.0) * weights.rarity) > 0
        ]
        self._instruments = _instruments(read, weights)
        self._leftover = frozenset(read.leftover)
        self._spoken_of = frozenset(hints.context_countries)
        self._years = _years_around(hints.date)
        self._said = max(0.0, weights.party) + max(0.0, weights.second_party) if read.parties else 0.0
        self._in_context = max(self._said, weights.context_parties)
        self._year, self._number = max(0.0, weights.year), max(0.0, weights.number)
        self._near = max(0.0, weights.signed_within_week, weights.signed_within_month)
        self._is_certain = max(_against(weights)) <= 0.0

    def of(self, agreement: KnownAgreement) -> float:
        """The most for one agreement; infinite where a policy rewards what speaks against one."""
        if not self._is_certain:
            return math.inf
        read, known = self._read, agreement.name
        found = self._concepts(known)
        if known.parties:
            in_context = len(known.parties) > 1 and self._spoken_of.issuperset(known.parties)
            found += self._in_context if in_context else self._said
        if read.years and known.years:
            found += self._year
        if read.number and read.number == known.number:
            found += self._number
        if self._years and agreement.entity.signed[:4] in self._years:
            found += self._near
        return found

    def _concepts(self, known: AgreementName) -> float:
        """What the instrument, the topics and the words shared say."""
        found = 0.0
        for key, told in self._topics:
            if key in known.topics or key in known.doubtful:
                found += told
        found += self._instrument(known)
        if self._leftover and not self._leftover.isdisjoint(known.leftover):
            shared = sum(word in known.leftover for word in self._read.leftover)
            found += max(0.0, min(self._weights.word * shared, self._weights.words_most))
        return found

    def _instrument(self, known: AgreementName) -> float:
        """What the rarest instrument shared says: one counts."""
        for key, told in self._instruments:
            for kinds in known.instruments:
                if key in kinds:
                    return told
        return 0.0


def _instruments(read: AgreementName, weights: AgreementWeights) -> list[tuple[str, float]]:
    """What each instrument of a mention tells where an agreement has it too, the most first."""
    found: dict[str, float] = {}
    unclear = {kind for kinds in read.instruments if len(kinds) > 1 for kind in kinds}
    for kind in frozenset().union(*read.instruments):
        rarity = instrument_weights()[kind]
        told = (min(rarity, weights.unclear_instrument) if kind in unclear else rarity) * weights.rarity
        found[kind] = max(0.0, told)
    return sorted(found.items(), key=lambda each: -each[1])


def _years_around(date: DatePrefix) -> frozenset[str]:
    """The year of a document and the two beside it, in which what was signed near its date was signed."""
    year = date[:4]
    return frozenset(f"{int(year) + more:04}" for more in (-1, 0, 1)) if year.isdecimal() else frozenset()


def _against(weights: AgreementWeights) -> tuple[float, ...]:
    """The weights of what counts against an agreement."""
    return (
        weights.near_instrument, weights.other_instrument, weights.unsaid_topic, weights.vaguer_topic,
        weights.conflict, weights.lower_grade, weights.unsaid_party, weights.signed_later, weights.signed_soon,
        weights.strange_word, weights.strange_words_most,
    )  # fmt: skip
