"""Asking the resolver for an outcome: at the threshold in force, and from which threshold on it would link."""

from __future__ import annotations

from functools import cached_property
from typing import TypeAlias

from msgspec.structs import replace

from ..model import Decision, EntityId, Hints, Status
from ..resolve import Resolver

Answer: TypeAlias = "tuple[Status, EntityId, float, EntityId, float]"
"""Status, first candidate with its score, and the link with the score up to which thresholds make it a match."""

_LEAST = 50.0
"""The lowest threshold that is asked for: a link below is as often wrong as right."""


class Asking:
    """Asks each distinct mention with its hints once, and a refused one again at the lowest threshold."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._lax_policy = replace(resolver.policy, match_score=min(_LEAST, resolver.policy.match_score))

        self._known: dict[tuple[str, Hints], Answer] = {}

    @cached_property
    def _lax(self) -> Resolver:
        return Resolver(self._resolver.gazetteer, self._lax_policy, catalogue=self._resolver.catalogue)

    def __call__(self, mention: str, hints: Hints) -> Answer:
        """The answer; any string has one."""
        if (mention, hints) not in self._known:
            self._known[mention, hints] = self._ask(mention, hints)
        return self._known[mention, hints]

    def _ask(self, mention: str, hints: Hints) -> Answer:
        decision = self._resolver.resolve(mention, hints)
        top, score = _first(decision)
        if decision.status is Status.MATCH:
            return decision.status, decision.id, decision.score, decision.id, decision.score
        if decision.status is not Status.AMBIGUOUS:
            return decision.status, top, score, "", 0.0
        loose = self._lax.resolve(mention, hints)
        if loose.status is not Status.MATCH:
            return decision.status, top, score, "", 0.0
        # Refused at the threshold in force, it cannot link there or above.
        return decision.status, top, score, loose.id, min(loose.score, self._resolver.policy.match_score - 0.1)


def _first(decision: Decision) -> tuple[EntityId, float]:
    if not decision.candidates:
        return "", 0.0
    return decision.candidates[0].id, decision.candidates[0].score
