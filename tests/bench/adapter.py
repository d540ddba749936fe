"""The resolver behind the interface that the benchmark's scorer asks: `factory(rows)` → `resolve(mentions)`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).parents[2]))

from exonym.resolver.model import Decision, Entity, Form, Gazetteer, Kind, Status
from exonym.resolver.policy import DEFAULT_POLICY, Policy
from exonym.resolver.resolve import Resolver

KNOWN_SHARE = 0.8
"""Of the mentions in the benchmark's sets four of five name somebody in the gazetteer."""
KINDS = {"org": Kind.ORGANISATION}
Answers = list[list[tuple[str, float]]]


class Adapter:
    """Answers at or above `threshold` are those that the decision calls a match."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.threshold = DEFAULT_POLICY.match_score

    def __call__(self, mentions: Iterable[str]) -> Answers:
        """For each mention the ids with their scores, best first; what is no match stays below the threshold."""
        return [self._answer(mention) for mention in mentions]

    def decision(self, mention: str) -> Decision:
        """What the resolver decides, without hints."""
        return self.resolver.resolve(mention)

    def _answer(self, mention: str) -> list[tuple[str, float]]:
        decision = self.decision(mention)
        answers = [(candidate.id, candidate.score) for candidate in decision.candidates]
        if decision.status is Status.MATCH:
            return answers
        return [(entity, min(score, self.threshold - 0.1)) for entity, score in answers]


def factory(rows: Iterable[tuple[str, str, str, str]]) -> Callable[[list[str]], Answers]:
    """A resolver over rows of (id, name, lang, kind); several rows of one id are its aliases."""
    return Adapter(resolver_of(rows, stated(KNOWN_SHARE)))


def stated(known_share: float) -> Policy:
    """The policy for mentions of which such a share (0–1) names somebody known."""
    return replace(DEFAULT_POLICY, known_share=known_share)


def resolver_of(rows: Iterable[tuple[str, str, str, str]], policy: Policy = DEFAULT_POLICY) -> Resolver:
    """The resolver of such rows. It lists every candidate, since the scorer looks at ranks too."""
    forms: dict[str, list[Form]] = {}
    kinds: dict[str, Kind] = {}
    for entity, name, lang, kind in rows:
        forms.setdefault(entity, []).append(Form(name, lang, "alias" if entity in forms else "name"))
        kinds[entity] = KINDS.get(kind) or (Kind(kind) if kind in set(Kind) else Kind.PERSON)
    entities = {
        entity: Entity(id=entity, kind=kinds[entity], name=each[0].text, forms=tuple(each))
        for entity, each in forms.items()
    }
    # Which of the candidates is a match does not change.
    return Resolver(Gazetteer(entities), replace(policy, min_score=0.0))
