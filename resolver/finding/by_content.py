"""By what an agreement is: the instrument, topics, parties, years and number that its title says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache, partial

from msgspec import Struct
from msgspec.structs import replace

from .. import agreements
from ..agreements import AgreementName, KnownAgreement
from ..decision import context
from ..decision.context import Situation
from ..decision.decide import Assessment, least, score
from ..mentions.name import Hypothesis
from ..model import Entity, Hints, Kind
from ..policy import Policy
from ..search.catalogue import Catalogue
from .reach import Reach, are_enough

_KEPT = 64  # contents whose agreements are kept: a text says one again and again, in ever other words


class ContentFinder(Struct, eq=False, dict=True):
    """Finds agreements by their content. Owns a cache of what it found."""

    catalogue: Catalogue
    policy: Policy

    def assess(
        self, hypothesis: Hypothesis, situation: Situation, reach: Reach, only: Entity | None = None
    ) -> Iterator[Assessment]:
        """An assessment for each agreement that shares content with the mention; of `only`, if that is asked for."""
        texts = [spelling.text for spelling in hypothesis.spellings]
        for said in filter(None, map(agreements.parse, texts)):
            read = said
            if not said.parties and (parties := agreements.parties(texts)):
                read = replace(said, parties=parties)  # said in brackets, or before them: 日韩(GSOMIA)
            if only is None:
                yield from self._found(read, situation.hints, situation.language, reach)
            elif only.kind is Kind.AGREEMENT:
                known = self.catalogue.descriptions.agreement(only)
                yield from _assessed(read, (known,), situation, self.policy)

    @cached_property
    def _found(self) -> Callable[[AgreementName, Hints, str, Reach], tuple[Assessment, ...]]:
        """`_with_content`, kept for a while."""
        return lru_cache(maxsize=_KEPT)(partial(_with_content, self.catalogue, self.policy))


def _with_content(
    catalogue: Catalogue, policy: Policy, read: AgreementName, hints: Hints, language: str, reach: Reach
) -> tuple[Assessment, ...]:
    """The agreements that share content with a name, as far as is asked for."""
    situation = Situation(hints, (), catalogue.gazetteer.entities, language, catalogue.successor)
    known = [catalogue.descriptions.agreement(each) for each in catalogue.with_concepts(read.concepts)]
    bound, floor = agreements.Bound(read, hints, policy.agreement), least(policy)
    more = context.most(hints, language, policy.context)
    listed: list[KnownAgreement] = []
    others: list[KnownAgreement] = []
    for each in known:
        is_listed = reach is Reach.ALL or bound.of(each) + more(each.entity) >= floor
        (listed if is_listed else others).append(each)
    likely, unlikely = agreements.parted(read, listed, policy.agreement)
    found = list(_assessed(read, likely, situation, policy))
    if reach is Reach.LISTED or are_enough(found, policy):
        return tuple(found)
    left, denied = agreements.parted(read, others, policy.agreement)
    found += _assessed(read, left, situation, policy)
    if not any(score(each, policy) >= policy.min_score for each in found):
        found += _assessed(read, (*unlikely, *denied), situation, policy)  # none will be listed, one may be named
    return tuple(found)


def _assessed(
    read: AgreementName, known: Iterable[KnownAgreement], situation: Situation, policy: Policy
) -> Iterator[Assessment]:
    hints = replace(situation.hints, language=situation.language)
    for agreement in known:
        if found := agreements.compare(read, agreement, hints, policy.agreement):
            identifies = not any(each.rule in agreements.NEAR_MISSES for each in found)
            yield context.assessed(agreement.entity, found, situation, policy.context, identifies=identifies)
