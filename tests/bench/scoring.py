"""One set scored for one contender, by the scorer that lies beside the benchmark's data."""

from __future__ import annotations

import importlib.util
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from msgspec.structs import replace
from tests.bench.contenders import GazetteerRows
from tests.bench.groups import Count

from exonym.resolver.evaluation.outcomes import Outcome
from exonym.resolver.model import Status

Scorer = ModuleType
Queries = dict[str, list[tuple[str, str]]]
_LEAST = 5  # answerable queries of a stratum that counts in the macro average of a set


@dataclass(frozen=True)
class Asked:
    """What to ask of each set: the half, queries a stratum (0: all), and which strata (empty: all)."""

    split: str
    limit: int
    strata: str


@dataclass(frozen=True)
class Scored:
    """The scorer's own figures of a set (its `--json`), and CPU milliseconds a query, all cores together."""

    figures: dict[str, Any]
    cpu: float

    @property
    def counts(self) -> dict[str, Count]:
        """Answerable queries and right first answers of each stratum."""
        strata = self.figures["strata"]
        return {each["stratum"]: _count(each["N"] - each["nil"], each["r1"]) for each in strata}

    @property
    def nobody(self) -> int:
        """Queries of nobody in the gazetteer."""
        return sum(each["nil"] for each in self.figures["strata"])

    @property
    def macro(self) -> float | None:
        """Recall@1 over the set's strata, without those that are trivial or derived; None where none is large enough.

        Which strata are in it is the scorer's rule, as its head says it; it tells 0 where none is.
        """
        large = (stratum for stratum, count in self.counts.items() if count.asked >= _LEAST)
        if all(re.match("exact|fold|d:", stratum) for stratum in large):
            return None
        return float(self.figures["macro"]["r1"])

    def pooled(self, at: str, figure: str) -> float:
        """P, R, F1 of links or NP, NR of nobody, at the "own" or at the "best" threshold."""
        return float(self.figures[at][figure])


def read_scorer(bench: Path) -> Scorer:
    """The benchmark's scorer as a module. Raises FileNotFoundError."""
    path = bench / "score_bench.py"
    if not path.is_file():
        raise FileNotFoundError(f"no benchmark at {bench}: it lies beside the project, not in it")
    spec = importlib.util.spec_from_file_location("score_bench", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sizes(scorer: Scorer, folder: Path, name: str, split: str) -> dict[str, int]:
    """Answerable queries of each stratum of the whole half, whatever is asked."""
    _, queries = scorer.load(str(folder), name, split, 0, None)
    return {stratum: sum(bool(gold) for _, gold in each) for stratum, each in queries.items()}


def names(scorer: Scorer, folder: Path, name: str, split: str) -> int:
    """Size of the gazetteer of a set."""
    return len(scorer.load(str(folder), name, split, 1, None)[0])


def score(
    scorer: Scorer, factory: Callable[[GazetteerRows], Any], folder: Path, name: str, asked: Asked, is_crowded: bool
) -> tuple[Scored, Any] | None:
    """The figures of a set, and the resolver that the factory made; None where no stratum was wanted."""
    made: list[Any] = []
    spent = [0.0]

    def timed(rows: GazetteerRows) -> Any:
        resolve = factory(rows)
        made.append(resolve)

        def ask(mentions: list[str]) -> Any:
            began = time.process_time()
            answers = resolve(mentions)
            spent[0] += time.process_time() - began
            return answers

        ask.threshold = getattr(resolve, "threshold", 0.0)  # type: ignore[attr-defined]
        return ask

    where = (str(folder), name, asked.split, asked.limit, asked.strata or None, is_crowded)
    found = scorer.score(timed, *where, out=lambda _: None)
    if found is None:
        return None
    return Scored(found, 1000 * spent[0] / max(found["queries"], 1)), made[0]


def outcomes(queries: Queries, heard: Iterable[tuple[Status, str, float]]) -> list[Outcome]:
    """What was decided beside what is right. The scorer asks stratum by stratum, by name."""
    flat = [query for stratum in sorted(queries) for query in queries[stratum]]
    return [
        Outcome(mention, gold, status, top, score)
        for (mention, gold), (status, top, score) in zip(flat, heard, strict=True)
    ]


def capped(outcome: Outcome, threshold: float) -> Outcome:
    """The outcome with the score that the adapter tells the scorer: below the threshold unless it is a match."""
    if outcome.status is Status.MATCH:
        return outcome
    return replace(outcome, score=min(outcome.score, threshold - 0.1))


def _count(asked: int, recall: float) -> Count:
    return Count(asked, asked * recall)
