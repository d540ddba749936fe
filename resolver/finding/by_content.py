"""By what an agreement is: the instrument, topics, parties, years and number that its title says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from .. import agreements
from ..agreements import AgreementName, KnownAgreement
from ..decision import context
from ..decision.context import Situation
from ..decision.decide import Assessment, score
from ..mentions.name import Hypothesis
from ..model import Entity, Kind
from ..policy import Policy
from ..search.catalogue import Catalogue


def by_content(
    hypothesis: Hypothesis, situation: Situation, catalogue: Catalogue, policy: Policy, only: Entity | None = None
) -> Iterator[Assessment]:
    """An assessment for each agreement that shares content with the mention; of `only`, if that is asked for."""
    texts = [spelling.text for spelling in hypothesis.spellings]
    for said in filter(None, map(agreements.parse, texts)):
        read = said
        if not said.parties and (parties := agreements.parties(texts)):
            read = replace(said, parties=parties)  # said in brackets, or before them: 日韩(GSOMIA)
        entities = (only,) if only else catalogue.with_concepts(read.concepts)
        known = [catalogue.descriptions.agreement(each) for each in entities if each.kind is Kind.AGREEMENT]
        likely, unlikely = agreements.parted(read, known, policy.agreement)
        found = list(_assessed(read, likely, situation, policy))
        if not any(score(each, policy) >= policy.min_score for each in found):
            found += _assessed(read, unlikely, situation, policy)  # none will be listed, one may be named
        yield from found


def _assessed(
    read: AgreementName, known: Iterable[KnownAgreement], situation: Situation, policy: Policy
) -> Iterator[Assessment]:
    hints = replace(situation.hints, language=situation.language)
    for agreement in known:
        if found := agreements.compare(read, agreement, hints, policy.agreement):
            identifies = not any(each.rule in agreements.NEAR_MISSES for each in found)
            yield context.assessed(agreement.entity, found, situation, policy.context, identifies=identifies)
