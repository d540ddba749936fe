"""The same outcomes as if another share of the mentions named somebody known: reliability depends on that share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from .calibration import Bin, expected_error, reliability
from .outcomes import Outcome

PUBLISHED = (0.01, 0.8)
"""A list of strangers, and a list of people most of whom are known."""


class Mix(Struct, frozen=True):
    """The reliability table, and its expected error, where `known_share` (0–1) of the mentions name somebody known."""

    known_share: float
    bins: tuple[Bin, ...]
    error: float | None


def weighted(outcomes: Iterable[Outcome], known_share: float) -> list[Outcome]:
    """The outcomes with weights by which `known_share` of all is of somebody known; together they weigh as before.

    Raises ValueError for a share that is not between 0 and 1, and where all outcomes or none are of strangers, since
    no weight makes one of the other.
    """
    if not 0 < known_share < 1:
        raise ValueError(f"a known share of {known_share:g} is not between 0 and 1")
    found = list(outcomes)
    known = sum(bool(each.gold) for each in found)
    if known in {0, len(found)}:
        raise ValueError("there must be mentions of somebody known and of strangers")
    of_known = known_share * len(found) / known
    of_stranger = (1 - known_share) * len(found) / (len(found) - known)
    return [replace(each, weight=of_known if each.gold else of_stranger) for each in found]


def mix(outcomes: Iterable[Outcome], known_share: float) -> Mix:
    """The reliability at a share. Raises ValueError, as `weighted` does."""
    bins = reliability(weighted(outcomes, known_share))
    return Mix(known_share, bins, expected_error(bins))


def possible(outcomes: Sequence[Outcome], known_shares: Iterable[float]) -> tuple[Mix, ...]:
    """The reliability at each share; nothing where there are only strangers, or none.

    Raises ValueError for a share that is not between 0 and 1.
    """
    if len({bool(each.gold) for each in outcomes}) < 2:
        return ()
    return tuple(mix(outcomes, share) for share in known_shares)
