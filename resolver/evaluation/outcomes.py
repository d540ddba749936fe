"""What came of one labelled mention: the answer that was given beside the answer that is right."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from ..model import EntityId, Status


class Outcome(Struct, frozen=True):
    """`gold` is the right id; empty: nobody in the gazetteer. All ids are those of living entities.

    `top` is the first candidate (empty: none) with its score, 0–100. `link` is the entity that is a match as soon as
    the threshold is no higher than `link_score`; empty where no threshold makes one, since two fit or only a part of a
    name agrees. `groups` are labels by the name of what is grouped by: script, stratum, source, …. `weight` is how many
    mentions the outcome stands for where the share of strangers is another than in the file (see `mixes`).
    """

    mention: str
    gold: EntityId
    status: Status
    top: EntityId = ""
    score: float = 0.0
    link: EntityId = ""
    link_score: float = 0.0
    groups: Mapping[str, str] = field(default_factory=dict)
    weight: float = 1.0

    @property
    def right(self) -> bool:
        """Whether the first candidate is the one that is meant."""
        return bool(self.gold) and self.top == self.gold

    def answer(self, threshold: float) -> EntityId:
        """The id that a match at this threshold gives; empty when the mention is refused."""
        return self.link if self.link and self.link_score >= threshold else ""
