"""The most that a functional name can say for an organisation, which costs a tenth of what saying it does.

Every country has its ministry of defence: a name that says none fits two hundred, of which a handful can be listed.
"""

from __future__ import annotations

import math
from collections.abc import Collection

from ..model import Hints
from ..policy import OrganisationWeights
from .comparing import KnownOrganisation, unsaid_country
from .reading import FunctionalName


class Bound:
    """The most nats that `compare` and `unsaid_country` find for any organisation, of one name and its hints."""

    def __init__(
        self, read: FunctionalName, owners: Collection[str], hints: Hints, weights: OrganisationWeights
    ) -> None:
        self._read = read
        self._owners = owners
        self._hints = hints
        self._weights = weights
        self._leftover = frozenset(read.leftover)
        self._of_country: dict[str, float] = {}

    def of(self, known: KnownOrganisation) -> float:
        """The most for one organisation; none at all where something contradicts it."""
        read, weights = self._read, self._weights
        if read.function not in known.functions or self._is_another(known):
            return -math.inf
        found = weights.category if read.numbered else weights.function
        if read.countries and known.countries:
            found += weights.country + max(0.0, weights.leftover)
        if read.number:
            found += max(weights.long_number, weights.number)
        elif read.numbered and self._leftover in known.named:
            found += weights.number
        return found + self._words(known) + self._unsaid(known)

    def _is_another(self, known: KnownOrganisation) -> bool:
        read = self._read
        if read.countries and known.countries and known.countries.isdisjoint(read.countries):
            return True
        return bool(read.number) and read.number not in known.numbers

    def _words(self, known: KnownOrganisation) -> float:
        """What the words cost that only one side says."""
        weights = self._weights
        strange = [word for word in self._read.leftover if word not in known.words]
        counts = len(strange), len(known.needed - self._leftover)
        return sum(max(weights.leftover * count, weights.leftover_most) for count in counts if count)

    def _unsaid(self, known: KnownOrganisation) -> float:
        """What the document says of its country, which is the same for all organisations of one."""
        country = known.entity.country
        if country not in self._of_country:
            said = unsaid_country(self._read, known.entity, self._owners, self._hints, self._weights)
            self._of_country[country] = math.fsum(each.weight for each in said)
        return self._of_country[country]
