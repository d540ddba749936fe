"""By what an organisation is for: the function, the country and the number that its name says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache, partial

from msgspec import Struct
from msgspec.structs import replace

from .. import organisations
from ..decision import context
from ..decision.context import Situation
from ..decision.decide import Assessment, least
from ..mentions.name import Hypothesis
from ..model import Entity, Hints, Kind
from ..organisations import FunctionalName, KnownOrganisation
from ..policy import Policy
from ..search.catalogue import Catalogue
from .beside import has_initials, is_beside
from .reach import Reach, are_enough

_KEPT = 128  # functional names whose organisations are kept: a text says one again and again, in ever other titles


class FunctionFinder(Struct, eq=False, dict=True):
    """Finds organisations by their functions. Owns a cache of what it found."""

    catalogue: Catalogue
    policy: Policy

    def assess(
        self, hypothesis: Hypothesis, situation: Situation, reach: Reach, only: Entity | None = None
    ) -> Iterator[Assessment]:
        """An assessment for each organisation whose function the mention names; of `only`, if that is asked for."""
        main = hypothesis.spellings[:1]
        for spelling in main if is_beside(hypothesis) else hypothesis.spellings:
            if spelling not in main and has_initials(main[0], spelling):
                continue  # it says no more than the name before it, which may be another
            read = organisations.parse(spelling.text)
            if read is None:
                continue
            if only is None:
                yield from self._found(read, situation.hints, situation.language, reach)
            elif only.kind is Kind.ORGANISATION:
                owners = _owners(self.catalogue.with_function(read.function))
                known = self.catalogue.descriptions.organisation(only)
                yield from _assessed(read, (known,), owners, situation, self.policy)

    @cached_property
    def _found(self) -> Callable[[FunctionalName, Hints, str, Reach], tuple[Assessment, ...]]:
        """`_with_function`, kept for a while."""
        return lru_cache(maxsize=_KEPT)(partial(_with_function, self.catalogue, self.policy))


def _with_function(
    catalogue: Catalogue, policy: Policy, read: FunctionalName, hints: Hints, language: str, reach: Reach
) -> tuple[Assessment, ...]:
    """The organisations of a function, as far as is asked for."""
    situation = Situation(hints, (), catalogue.gazetteer.entities, language, catalogue.successor)
    entities = catalogue.with_function(read.function)
    known, owners = [catalogue.descriptions.organisation(each) for each in entities], _owners(entities)
    bound = organisations.Bound(read, owners, replace(hints, language=language), policy.organisation)
    more, floor = context.most(hints, language, policy.context), least(policy)
    listed: list[KnownOrganisation] = []
    others: list[KnownOrganisation] = []
    for each in known:
        is_listed = reach is Reach.ALL or bound.of(each) + more(each.entity) >= floor
        (listed if is_listed else others).append(each)
    found = list(_assessed(read, listed, owners, situation, policy))
    if not (reach is Reach.LISTED or are_enough(found, policy)):
        found += _assessed(read, others, owners, situation, policy)
    return tuple(found)


def _owners(entities: Iterable[Entity]) -> frozenset[str]:
    """The countries whose organisation is known."""
    return frozenset(entity.country for entity in entities)


def _assessed(
    read: FunctionalName,
    known: Iterable[KnownOrganisation],
    owners: frozenset[str],
    situation: Situation,
    policy: Policy,
) -> Iterator[Assessment]:
    hints = replace(situation.hints, language=situation.language)
    for each in known:
        if found := organisations.compare(read, each, policy.organisation):
            found += tuple(organisations.unsaid_country(read, each.entity, owners, hints, policy.organisation))
            identifies = not any(item.rule in organisations.NEAR_MISSES for item in found)
            yield context.assessed(each.entity, found, situation, policy.context, identifies=identifies)
