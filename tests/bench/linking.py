"""Links in the sets of the benchmark at the resolver's own threshold, beside what an earlier commit reached."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.bench.adapter import KNOWN_SHARE, resolver_of, stated
from tests.bench.goals import Line
from tests.bench.workers import answer_of

from exonym.resolver.evaluation.figures import Figures, figures
from exonym.resolver.evaluation.outcomes import Outcome
from exonym.resolver.model import Status

BEFORE = Path(__file__).parent / "links_before.tsv"
SAMPLE, SEED = 900, 7
PRECISION, LOSS = 0.985, 0.03
UNGRADED = {"sanctions"}
"""Sets whose right answers have the same person under two ids: their precision is only told."""


@dataclass(frozen=True, slots=True)
class Links:
    """Precision and recall of the links in a set, of so many distinct mentions."""

    mentions: int
    precision: float
    recall: float


@cache
def before() -> dict[str, Links]:
    """What the earlier commit reached, by set."""
    with BEFORE.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader((line for line in stream if not line.startswith("#")), delimiter="\t")
        return {row["set"]: Links(int(row["mentions"]), float(row["precision"]), float(row["recall"])) for row in rows}


def sample(mentions: Iterable[str], count: int) -> set[str]:
    """So many distinct mentions at random, always the same."""
    distinct = sorted(set(mentions))
    random.Random(SEED).shuffle(distinct)  # noqa: S311 (not for secrets)
    return set(distinct[:count])


def measure(bench: Path, name: str, limit: int, split: str = "dev") -> Figures:
    """The figures of a set: a link is a match. `limit` distinct mentions; 0: as many as were asked before."""
    with (bench / name / "gazetteer.csv").open(encoding="utf-8", newline="") as stream:
        known = [(row["id"], row["name"], row["lang"], row["kind"]) for row in csv.DictReader(stream)]
    with (bench / name / f"queries.{split}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    chosen = sample((row["query"] for row in rows), limit or SAMPLE)
    resolver = resolver_of(known, stated(KNOWN_SHARE))
    answers = {mention: answer_of(resolver.resolve(mention)) for mention in sorted(chosen)}
    outcomes = []
    for row in rows:
        if row["query"] in chosen:
            answer = answers[row["query"]]
            link = answer.id if answer.status is Status.MATCH else ""
            outcomes.append(Outcome(row["query"], row["gold_id"], answer.status, answer.top, answer.score, link, 100.0))
    return figures(outcomes, 50.0)


def lines(found: Iterable[tuple[str, Figures]], limit: int) -> Iterator[Line]:
    """Precision and recall of each set beside the earlier ones."""
    for name, each in found:
        old = before().get(name)
        told = (f"{old.precision:.3f}", f"{old.recall:.3f}") if old else ("", "")
        precise = None if name in UNGRADED else PRECISION
        recall = round(old.recall - LOSS, 3) if old else None
        yield Line(f"{name}: link precision", each.precision or 0.0, precise, told[0], is_partial=bool(limit))
        yield Line(f"{name}: link recall", each.recall or 0.0, recall, told[1], is_partial=bool(limit))


def by_size(bench: Path, names: Sequence[str]) -> list[str]:
    """The sets with the largest gazetteer first: that one takes the longest, and the others fill the second core."""
    return sorted(names, key=lambda name: -(bench / name / "gazetteer.csv").stat().st_size)
