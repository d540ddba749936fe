"""By what an organisation is for: the function, the country and the number that its name says."""

from __future__ import annotations

from collections.abc import Iterator

from .. import organisations
from ..decision import context
from ..decision.context import Situation
from ..decision.decide import Assessment
from ..mentions.name import Hypothesis
from ..model import Entity, Kind
from ..policy import Policy
from ..search.catalogue import Catalogue


def by_function(
    hypothesis: Hypothesis, situation: Situation, catalogue: Catalogue, policy: Policy, only: Entity | None = None
) -> Iterator[Assessment]:
    """An assessment for each organisation whose function the mention names; of `only`, if that is asked for."""
    for spelling in hypothesis.spellings:
        read = organisations.parse(spelling.text)
        if read is None:
            continue
        for entity in (only,) if only else catalogue.with_function(read.function):
            if entity.kind is not Kind.ORGANISATION:
                continue
            if found := organisations.compare(read, entity, policy.organisation):
                yield context.assessed(entity, found, situation, policy.context)
