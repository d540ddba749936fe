"""What the resolver says of the gazetteer that it was built on: forms that rules derive, entities that lie close."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ...model import Entity, EntityId, Form, Gazetteer, Hints, Kind, Status
from ...policy import AMONG_KNOWN
from ...resolve import Resolver
from .check import Thorough

NEAR_SCORE = 60.0
"""The score from which another entity is near enough to be told."""


class Pair(Struct, frozen=True):
    """Two entities of which a form of the first reaches the second, with its score and the reason."""

    first: EntityId
    second: EntityId
    form: str
    score: float
    why: str


class Study:
    """Answers from one resolver over the whole gazetteer, and from small ones over single entities."""

    def __init__(self, gazetteer: Gazetteer, resolver: Resolver | None = None) -> None:
        self.gazetteer = gazetteer
        self.resolver = resolver or Resolver(gazetteer, AMONG_KNOWN)

    def redundant(self, entity: Entity, form: Form) -> str:
        """By which rule a written form follows from the entity's others; empty when it tells something.

        It follows when the entity without it is still a match for it, and nobody else in the gazetteer comes near.
        """
        if entity.kind is Kind.POST or entity.merged_into or len(entity.forms) < 2:
            return ""
        without = replace(entity, forms=tuple(each for each in entity.forms if each.text != form.text))
        posts = {term.post: self.gazetteer.entities[term.post] for term in entity.posts}
        decision = Resolver(Gazetteer({**posts, entity.id: without}), self.resolver.policy).resolve(form.text)
        if decision.status is not Status.MATCH or decision.id != entity.id:
            return ""
        others = self.resolver.resolve(form.text).candidates
        return "" if any(each.id != entity.id for each in others) else decision.candidates[0].why

    def near(self, entity: Entity, form: Form, score: float = NEAR_SCORE) -> list[tuple[EntityId, str]]:
        """The others that a form reaches with at least that score, and how."""
        return [(pair.second, f"score {pair.score:.1f}: {pair.why}") for pair in self._reached(entity, form, score)]

    def pairs(self, kinds: Sequence[Kind], score: float = NEAR_SCORE) -> list[Pair]:
        """Pairs that are not declared look-alikes, each once by its best form, the closest first."""
        best: dict[frozenset[EntityId], Pair] = {}
        for entity in self.gazetteer.entities.values():
            if entity.kind in kinds and not entity.merged_into:
                for form in entity.forms:
                    for pair in self._reached(entity, form, score):
                        key = frozenset({pair.first, pair.second})
                        if key not in best or best[key].score < pair.score:
                            best[key] = pair
        told = [pair for pair in best.values() if not self._declared(pair)]
        return sorted(told, key=lambda pair: (-pair.score, pair.first, pair.second))

    def _reached(self, entity: Entity, form: Form, score: float) -> Iterator[Pair]:
        if entity.kind is Kind.POST or entity.merged_into or form.role == "reading":
            return
        # Every country has a ministry of defence; people of two countries may well share a name.
        country = "" if entity.kind is Kind.PERSON else entity.country
        decision = self.resolver.resolve(form.text, Hints(kind=entity.kind.value, country=country))
        for each in decision.candidates:
            if each.id != entity.id and each.score >= score and each.kind is entity.kind:
                yield Pair(entity.id, each.id, form.text, each.score, each.why)

    def _declared(self, pair: Pair) -> bool:
        first, second = self.gazetteer.entities[pair.first], self.gazetteer.entities[pair.second]
        return second.id in first.distinct or first.id in second.distinct


def thorough(gazetteer: Gazetteer) -> Thorough:
    """Both remarks of a thorough check."""
    study = Study(gazetteer)
    return Thorough(redundant=study.redundant, near=study.near)
