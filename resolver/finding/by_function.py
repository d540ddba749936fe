"""By what an organisation is for: the function, the country and the number that its name says."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

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
        hints = replace(situation.hints, language=situation.language)
        known = catalogue.with_function(read.function)
        owners = {entity.country for entity in known}
        for entity in (only,) if only else known:
            if entity.kind is not Kind.ORGANISATION:
                continue
            organisation = catalogue.descriptions.organisation(entity)
            if found := organisations.compare(read, organisation, policy.organisation):
                found += tuple(organisations.unsaid_country(read, entity, owners, hints, policy.organisation))
                identifies = not any(each.rule in organisations.NEAR_MISSES for each in found)
                yield context.assessed(entity, found, situation, policy.context, identifies=identifies)
