"""Other matchers on the same strangers, each as its users run it: who of the strangers becomes somebody known?

They are given every written name of the people in the gazetteer, and the mention. An answer counts from the score on
that their users go by: 90 of 100 for rapidfuzz's WRatio, 0.7 for nomenklatura's logic-v2 behind its blocking index.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process, utils

from exonym.resolver.model import Entity, Gazetteer, Kind

WRATIO, LOGIC_V2 = 90, 0.7
Best = Callable[[Sequence[str]], list[str]]
"""For each mention the id of the match; empty where there is none."""


@dataclass(frozen=True)
class Peer:
    """A matcher: `make` takes the gazetteer's people, `needs` are packages."""

    name: str
    make: Callable[[Sequence[Entity]], Best]
    needs: tuple[str, ...] = ()

    @property
    def missing(self) -> list[str]:
        """Packages that are not installed."""
        return [each for each in self.needs if importlib.util.find_spec(each) is None]


def people(gazetteer: Gazetteer) -> list[Entity]:
    """The living entries of people."""
    return [each for each in gazetteer.entities.values() if each.kind is Kind.PERSON and not each.merged_into]


def wratio(known: Sequence[Entity]) -> Best:
    """rapidfuzz: the name with the best WRatio, if that is 90 or more."""
    names = [(each.id, utils.default_process(form.text)) for each in known for form in each.forms]
    choices = [name for _, name in names]

    def best(mentions: Sequence[str]) -> list[str]:
        found: list[str] = []
        for start in range(0, len(mentions), 64):
            asked = [utils.default_process(mention) for mention in mentions[start : start + 64]]
            scores = process.cdist(asked, choices, scorer=fuzz.WRatio, dtype=np.float32, score_cutoff=WRATIO)
            found += [names[at][0] if row[at] else "" for row, at in zip(scores, scores.argmax(1), strict=True)]
        return found

    return best


def logic_v2(known: Sequence[Entity]) -> Best:
    """nomenklatura: the candidates of its blocking index, the best by logic-v2, if that says 0.7 or more."""
    from followthemoney import Dataset, StatementEntity
    from nomenklatura.blocker.index import Index
    from nomenklatura.matching import LogicV2, ScoringConfig

    dataset, config = Dataset.make({"name": "people", "title": "people"}), ScoringConfig.defaults()

    def person(number: str, names: Sequence[str]) -> Any:
        data = {"id": number, "schema": "Person", "properties": {"name": list(names)}}
        return StatementEntity.from_data(dataset, data)

    written = {each.id: person(each.id, [form.text for form in each.forms]) for each in known}

    class View:
        def entities(self, **_: object) -> Iterator[Any]:
            return iter(written.values())

    folder = TemporaryDirectory()
    index = Index(View(), Path(folder.name))
    index.build()

    def best(mentions: Sequence[str], _kept: TemporaryDirectory[str] = folder) -> list[str]:
        asked = {f"asked-{at}": person(f"asked-{at}", [text]) for at, text in enumerate(mentions)}
        near = {str(number): pairs for number, pairs in index.match_entities(asked.values())}
        found = []
        for number, one in asked.items():
            listed = [str(entity) for entity, _ in near.get(number, ())]
            scored = [(LogicV2.compare(one, written[entity], config).score, entity) for entity in listed]
            score, entity = max(scored, default=(0.0, ""))
            found.append(entity if score >= LOGIC_V2 else "")
        return found

    return best


PEERS = (
    Peer(f"rapidfuzz WRatio ≥ {WRATIO}", wratio),
    Peer(f"nomenklatura logic-v2 ≥ {LOGIC_V2}", logic_v2, ("nomenklatura", "followthemoney")),
)
