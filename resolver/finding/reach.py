"""How far a question reaches among all who share a function or a content with a mention."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from ..decision.decide import Assessment, score
from ..policy import Policy


class Reach(Enum):
    """Who is assessed, of hundreds of which a handful can be listed."""

    LISTED = auto()  # who can be listed
    TOLD = auto()  # and, where none of them is named by all that is said, the others: one may be told of
    ALL = auto()  # whoever shares anything


def are_enough(found: Sequence[Assessment], policy: Policy) -> bool:
    """Whether one of these will be listed and one identifies, so that others who cannot be listed change nothing."""
    likely = [each for each in found if not each.veto]
    return any(each.identifies for each in likely) and any(score(each, policy) >= policy.min_score for each in likely)
