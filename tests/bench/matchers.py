"""The resolver and its peers behind one interface: names in, then for each mention the id of the best name.

A peer comes in the settings that its users would try; which is best is found on mentions apart.
"""

from __future__ import annotations

import importlib.util
import sqlite3
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process, utils
from unidecode import unidecode

from exonym.resolver.model import Entity, Form, Gazetteer, Kind
from exonym.resolver.resolve import Resolver

Names = Sequence[tuple[str, str]]
Best = Callable[[Sequence[str]], list[str]]


@dataclass(frozen=True)
class Matcher:
    """A way to match. `settings` are those to choose from; `most` mentions are asked unless all are wanted."""

    name: str
    make: Callable[..., Best]
    most: int
    needs: str = ""
    settings: tuple[dict[str, Any], ...] = field(default=({},))

    def missing(self) -> bool:
        """Whether its package is not installed."""
        return bool(self.needs) and importlib.util.find_spec(self.needs) is None


def gazetteer_of(names: Iterable[tuple[str, str]]) -> Gazetteer:
    """A gazetteer of people, a name each."""
    return Gazetteer({each: Entity(each, Kind.PERSON, name, (Form(name, "", "name"),)) for each, name in names})


def exonym(names: Names) -> Best:
    """The resolver: the first of its candidates."""
    resolver = Resolver(gazetteer_of(names))
    resolver.catalogue.phonetics  # noqa: B018 (made when it is first asked for, and part of setting up)

    def best(mentions: Sequence[str]) -> list[str]:
        found = (resolver.resolve(mention).candidates for mention in mentions)
        return [each[0].id if each else "" for each in found]

    return best


def _latin(text: str) -> str:
    return utils.default_process(unidecode(text))


_READ = {"as it is": utils.default_process, "unidecode": _latin}


def rapid(scorer: str) -> Callable[..., Best]:
    """A scan of all names by one of rapidfuzz's scorers, many mentions at a time, as its documentation advises."""

    def make(names: Names, read: str) -> Best:
        choices = [_READ[read](name) for _, name in names]

        def best(mentions: Sequence[str]) -> list[str]:
            found = []
            for start in range(0, len(mentions), 16):
                asked = [_READ[read](mention) for mention in mentions[start : start + 16]]
                scores = process.cdist(asked, choices, scorer=getattr(fuzz, scorer), dtype=np.uint8, workers=1)
                found += [names[at][0] if row[at] else "" for row, at in zip(scores, scores.argmax(1), strict=True)]
            return found

        return best

    return make


def grouper(names: Names, read: str, ngram: int, least: float) -> Best:
    """string_grouper: cosine similarity of n-grams, all mentions at once."""
    import pandas as pd
    from string_grouper import match_strings

    master = pd.Series([_READ[read](name) for _, name in names])

    def best(mentions: Sequence[str]) -> list[str]:
        asked = pd.Series([_READ[read](mention) for mention in mentions])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pairs = match_strings(master, asked, max_n_matches=1, min_similarity=least, ngram_size=ngram)
        pairs = pairs.sort_values("similarity", ascending=False).drop_duplicates("right_index")
        found = dict(zip(pairs["right_index"], pairs["left_index"], strict=True))
        return [names[found[at]][0] if at in found else "" for at in range(len(mentions))]

    return best


def csv_reconcile(names: Names, read: str) -> Best:
    """csv-reconcile's own scan of its own database, without the HTTP around it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import csv_reconcile_dice  # noqa: F401 (registers the scorer that comes with it)
        from csv_reconcile import score, scorer

    database = sqlite3.connect(":memory:")
    database.row_factory = sqlite3.Row
    database.execute("CREATE TABLE reconcile (id TEXT PRIMARY KEY, word TEXT NOT NULL, bigrams TEXT NOT NULL)")
    for entity, name in names:
        word = _latin(name) if read == "unidecode" else name
        database.execute("INSERT INTO reconcile VALUES (?, ?, ?)", (entity, name, *scorer.normalizeWord(word or name)))

    def best(mentions: Sequence[str]) -> list[str]:
        asked = {at: {"query": unidecode(text) if read == "unidecode" else text} for at, text in enumerate(mentions)}
        answers = score.processQueryBatch(database, asked, limit=1)
        found = (answers[at]["result"] for at in asked)
        return [each[0]["id"] if each else "" for each in found]

    return best


def nomenklatura(names: Names, read: str) -> Best:
    """nomenklatura: the candidates of its blocking index, ordered by logic-v2."""
    from followthemoney import Dataset, StatementEntity
    from nomenklatura.blocker.index import Index
    from nomenklatura.matching import LogicV2, ScoringConfig

    dataset, config = Dataset.make({"name": "crowd", "title": "crowd"}), ScoringConfig.defaults()
    change = unidecode if read == "unidecode" else str

    def person(number: str, name: str) -> StatementEntity:
        data = {"id": number, "schema": "Person", "properties": {"name": [change(name)]}}
        return StatementEntity.from_data(dataset, data)

    class View:
        def entities(self, **_: object) -> Iterator[StatementEntity]:
            return (person(entity, name) for entity, name in names)

    folder, written = TemporaryDirectory(), dict(names)
    index = Index(View(), Path(folder.name))
    index.build()

    def best(mentions: Sequence[str], kept: TemporaryDirectory[str] = folder) -> list[str]:
        asked = {f"asked-{at}": person(f"asked-{at}", text) for at, text in enumerate(mentions)}
        listed = {str(number): pairs for number, pairs in index.match_entities(asked.values())}
        found = []
        for number, one in asked.items():
            near = [person(str(entity), written[str(entity)]) for entity, _ in listed.get(number, ())]
            scored = max(near, key=lambda each: LogicV2.compare(one, each, config).score, default=None)
            found.append(str(scored.id) if scored is not None else "")
        return found

    return best


def logic_v2_scores(names: Names) -> Callable[[str], list[tuple[str, float]]]:
    """nomenklatura's logic-v2 beside each name, without an index: all ids with their scores (0–1), best first."""
    from followthemoney import model
    from nomenklatura.matching import LogicV2, ScoringConfig

    def person(number: str, name: str) -> Any:
        return model.get_proxy({"id": number, "schema": "Person", "properties": {"name": [name]}})

    known, config = [person(each, name) for each, name in names], ScoringConfig.defaults()

    def scores(mention: str) -> list[tuple[str, float]]:
        asked = person("asked", mention)
        scored = [(str(each.id), LogicV2.compare(asked, each, config).score) for each in known]
        return sorted(scored, key=lambda each: -each[1])

    return scores


def logic_v2(names: Names) -> Best:
    """logic-v2's best name for each mention."""
    scores = logic_v2_scores(names)
    return lambda mentions: [scores(mention)[0][0] for mention in mentions]


_BOTH = ({"read": "as it is"}, {"read": "unidecode"})
_GRAMS = tuple({**read, "ngram": ngram, "least": least} for read in _BOTH for ngram in (2, 3) for least in (0.2, 0.5))
MATCHERS = (
    Matcher("exonym", exonym, 2000),
    Matcher("rapidfuzz token_sort_ratio", rapid("token_sort_ratio"), 1000, "", _BOTH),
    Matcher("rapidfuzz WRatio", rapid("WRatio"), 120, "", _BOTH),
    Matcher("string_grouper", grouper, 2000, "string_grouper", _GRAMS),
    Matcher("csv-reconcile", csv_reconcile, 40, "csv_reconcile", _BOTH),
    Matcher("nomenklatura, its index", nomenklatura, 400, "nomenklatura", _BOTH),
)
SCAN = Matcher("nomenklatura logic-v2, scan", logic_v2, 2, "nomenklatura")
