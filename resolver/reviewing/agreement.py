"""How far two reviewers agree, beyond what chance alone would make of their habits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Generic, TypeVar

from msgspec import Struct

Key = TypeVar("Key", bound=Hashable)


class Agreement(Struct, Generic[Key], frozen=True):
    """Of two reviewers: how many names both decided about, about how many they say the same, and the others.

    `kappa` is Cohen's (1960): 1 for agreement throughout, 0 for that of chance; None where it is not defined, since
    both gave one and the same decision to all, or nothing.
    """

    both: int
    same: int
    kappa: float | None
    differ: tuple[Key, ...]

    @property
    def percent(self) -> float | None:
        """The share of the same decisions (0–100); None of nothing."""
        return 100 * self.same / self.both if self.both else None


def agreement(one: Mapping[Key, str], other: Mapping[Key, str]) -> Agreement[Key]:
    """How far two reviewers agree about what both decided; each id is a category, as are new, none and unsure."""
    both = [key for key in one if key in other]
    differ = tuple(key for key in both if one[key] != other[key])
    same = len(both) - len(differ)
    kappa = _kappa(same, [one[key] for key in both], [other[key] for key in both])
    return Agreement(len(both), same, kappa, differ)


def _kappa(same: int, one: Sequence[str], other: Sequence[str]) -> float | None:
    count = len(one)
    first, second = Counter(one), Counter(other)
    chance = sum(first[category] * second[category] for category in first)
    if not count or chance == count * count:
        return None
    observed, expected = same / count, chance / (count * count)
    return (observed - expected) / (1 - expected)
