"""Measures and fits what scores mean: the expected calibration error of the top answer, by kind of evidence.

    python tools/calibrate.py collect BENCH OUT.jsonl --sets wiki_en,sangiin --limit 30
    python tools/calibrate.py report OUT.jsonl…

`collect` asks the resolver for every query of the development halves (sampled by stratum, as the scorer of the
benchmark samples) and notes the top answer with its weight in nats. `report` prints the calibration by set and by kind
of evidence, the figures of both halves of the entities (one to fit on, one to tell), and for each kind of evidence the
offset in nats that would make its answers true on average: what to add to a weight of the policy.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import importlib
import json
import math
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from unittest import mock

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "bench")]

from exonym.resolver import resolve  # noqa: E402
from exonym.resolver.decision.decide import Assessment, decide  # noqa: E402
from exonym.resolver.mentions.name import parse  # noqa: E402
from exonym.resolver.model import Decision  # noqa: E402
from exonym.resolver.phonetics.renderings import features  # noqa: E402
from exonym.resolver.phonetics.score import SoundComparer  # noqa: E402
from exonym.resolver.policy import Policy  # noqa: E402
from exonym.resolver.resolve import Resolver  # noqa: E402

SETS = "wiki_en,wiki_ko,krassembly_la,sangiin,hanviet_proper"
BINS = 15


@dataclass(frozen=True)
class Row:
    """The top answer to one query; `second` is how the next best stands, in nats, and `kind` what evidence it is."""

    set: str
    stratum: str
    query: str
    gold: str
    top: str
    score: float
    status: str
    kind: str
    weight: float
    second: float
    identifies: bool
    whole: bool
    exact: bool
    veto: bool
    features: tuple[float, ...] = ()
    relations: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Whether the top answer is the one that is meant."""
        return bool(self.gold) and self.top == self.gold

    @property
    def fold(self) -> int:
        """The half in which the query's entity lies: the first is fitted, the second reported."""
        return hashlib.blake2b((self.gold or self.query).encode()).digest()[0] % 2


def kind_of(top: Assessment) -> str:
    """What connects the name: its own letters, a route (by its code), sound, or a part of the name only."""
    codes = [each.rule for each in top.evidence]
    if "sound-certainty" in codes:
        return "sound" if top.identifies else "sound-suggested"
    route = next((each.data["route"] for each in top.evidence if each.data and "route" in each.data), "other")
    if not top.identifies:
        return "partial"
    return "exact" if top.exact else str(route)


Wanted = Callable[[str, str], bool]
"""Whether a query, with the entity it means, is to be asked."""


def collect(bench: Path, name: str, limit: int, strata: str = "", wanted: Wanted | None = None) -> Iterator[Row]:
    """The rows of one set, `limit` queries a stratum (0: all), of which those that are wanted are asked."""
    resolver: Resolver = importlib.import_module("adapter").factory(_gazetteer(bench / name)).resolver
    for stratum, queries in sorted(_queries(bench / name, limit).items()):
        for query, gold in queries if re.search(strata, stratum) else ():
            if wanted and not wanted(query, gold):
                continue
            yield _ask(resolver, name, stratum, query, gold)


def _gazetteer(folder: Path) -> list[tuple[str, str, str, str]]:
    with (folder / "gazetteer.csv").open(encoding="utf-8", newline="") as file:
        return [(row["id"], row["name"], row["lang"], row["kind"]) for row in csv.DictReader(file)]


def _queries(folder: Path, limit: int) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    with (folder / "queries.dev.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["stratum"]].append((row["query"], row["gold_id"]))
    for stratum, each in found.items():
        if limit:
            found[stratum] = sorted(each, key=_as_the_scorer)[:limit]
    return found


@contextmanager
def assessed() -> Iterator[list[Assessment]]:
    """What the resolver hands to the decision while this is open: the last one's assessments."""
    taken: list[Assessment] = []

    def noting(mention: str, found: Sequence[Assessment], policy: Policy, limit: int | None = None) -> Decision:
        taken[:] = found
        return decide(mention, found, policy, limit)

    with mock.patch.object(resolve, "decide", noting):
        yield taken


def _as_the_scorer(query: tuple[str, str]) -> bytes:
    return hashlib.sha1(query[0].encode(), usedforsecurity=False).digest()


def _ask(resolver: Resolver, name: str, stratum: str, query: str, gold: str) -> Row:
    parsed = parse(query)
    with assessed() as found:
        decision = resolver.resolve(query)
    if not decision.candidates:
        return Row(name, stratum, query, gold, "", 0.0, str(decision.status), "none", 0, 0, False, False, False, False)
    by_id = {each.entity.id: each for each in found}
    top = by_id[decision.candidates[0].id]
    others = [by_id[each.id].weight for each in decision.candidates[1:]]
    kind = kind_of(top)
    heard: tuple[float, ...] = ()
    if kind.startswith("sound"):
        catalogue, comparer = resolver.catalogue, SoundComparer(resolver.policy.sound)
        spellings = [each.text for hypothesis in parsed.hypotheses for each in hypothesis.spellings]
        best = [catalogue.phonetics.find(spelling, 10, comparer) for spelling in spellings]
        heard = next((tuple(map(float, features(each))) for each in best
                      if each and catalogue.forms[each[0].form].entity.id == top.entity.id), ())  # fmt: skip
    return Row(
        name, stratum, query, gold, top.entity.id, decision.candidates[0].score, str(decision.status), kind,
        top.weight, max(others, default=-99.0), top.identifies, top.whole, top.exact, top.veto, heard,
        tuple(str(each.data["relation"]) for each in top.evidence if "relation" in each.data),
    )  # fmt: skip


def calibration_error(scores: Sequence[float], right: Sequence[bool], bins: int = BINS) -> float:
    """Expected calibration error over bins of equal mass; scores 0–1."""
    if not len(scores):
        return 0.0
    order = np.argsort(np.asarray(scores), kind="stable")
    told, true = np.asarray(scores, float)[order], np.asarray(right, float)[order]
    parts = [part for part in np.array_split(np.arange(len(told)), bins) if len(part)]
    return float(sum(len(part) * abs(told[part].mean() - true[part].mean()) for part in parts) / len(told))


def read(paths: Iterable[str]) -> list[Row]:
    """The rows that `collect` wrote."""
    return [Row(**json.loads(line)) for path in paths for line in Path(path).read_text("utf-8").splitlines()]


def shown(row: Row) -> float:
    """The score as a probability; what is no match stays below the threshold, as the benchmark's adapter tells it."""
    return (row.score if row.status == "match" else min(row.score, 89.9)) / 100


def links(rows: Sequence[Row]) -> str:
    """Link precision, recall and F1 at the shipped thresholds, and NIL recall."""
    answers = [row for row in rows if row.status == "match"]
    right = sum(row.right for row in answers)
    asked = sum(bool(row.gold) for row in rows)
    nobody = [row for row in rows if not row.gold]
    precision, recall = right / max(1, len(answers)), right / max(1, asked)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    refused = sum(row.status != "match" for row in nobody) / max(1, len(nobody))
    at_one = sum(row.right for row in rows) / max(1, asked)
    return f"link P {precision:.3f} R {recall:.3f} F1 {f1:.3f}  NIL recall {refused:.3f}  R@1 {at_one:.3f}"


def report(rows: Sequence[Row]) -> None:
    """Calibration as it is: pooled, by set and by kind of evidence."""
    answered = [row for row in rows if row.top]
    print(f"{len(rows)} queries, {len(answered)} with an answer; {links(rows)}")
    error = calibration_error([shown(row) for row in answered], [row.right for row in answered])
    print(f"expected calibration error {error:.4f} ({BINS} bins of equal mass)")
    for title, key in (("set", "set"), ("kind", "kind")):
        print(f"\n{title:<28}{'n':>6}{'told':>8}{'true':>8}{'ece':>8}  at the thresholds")
        for value in sorted({getattr(row, key) for row in answered}):
            some = [row for row in answered if getattr(row, key) == value]
            told, true = np.mean([shown(row) for row in some]), np.mean([row.right for row in some])
            error = calibration_error([shown(row) for row in some], [row.right for row in some])
            matches = [row for row in some if row.status == "match"]
            precise = sum(row.right for row in matches) / max(1, len(matches))
            print(
                f"{value:<28}{len(some):>6}{told:>8.3f}{true:>8.3f}{error:>8.3f}"
                f"  {len(matches)} matches, P {precise:.3f}"
            )


def offsets(rows: Sequence[Row], least: int = 15) -> dict[str, float]:
    """By kind of evidence, the nats to add to its weights so that it is told as often as it is true.

    Written forms are left out, since they have the full score by definition, and so are kinds with few answers. One
    answer in two is added on either side, so that kinds without an error stay finite.
    """
    found: dict[str, float] = {}
    for kind in sorted({row.kind for row in rows if row.top and not row.exact}):
        some = [row for row in rows if row.kind == kind]
        if len(some) >= least:
            told, true = sum(shown(row) for row in some), sum(row.right for row in some)
            found[kind] = _logit(true + 0.5, len(some) + 1) - _logit(told + 0.5, len(some) + 1)
    return found


def _logit(part: float, whole: float) -> float:
    return math.log(part / (whole - part))


def halves(rows: Sequence[Row]) -> None:
    """Print what each half of the entities says: the offsets of the first, the figures of both."""
    for name, fold in (("fitted", 0), ("told", 1)):
        some = [row for row in rows if row.fold == fold]
        answered = [row for row in some if row.top]
        error = calibration_error([shown(row) for row in answered], [row.right for row in answered])
        print(f"\nhalf {name}: {links(some)}  expected calibration error {error:.4f}")
    print("\noffsets in nats, from the fitted half:")
    for kind, offset in offsets([row for row in rows if row.fold == 0]).items():
        print(f"{kind:<28}{offset:>+8.2f}")


def main() -> int:
    """See the head of this file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    commands = parser.add_subparsers(dest="command", required=True)
    collecting = commands.add_parser("collect")
    collecting.add_argument("bench", type=Path)
    collecting.add_argument("out", type=Path)
    collecting.add_argument("--sets", default=SETS)
    collecting.add_argument("--limit", type=int, default=30)
    collecting.add_argument("--strata", default="", help="a regular expression")
    commands.add_parser("report").add_argument("files", nargs="+")
    options = parser.parse_args()
    if options.command == "collect":
        with options.out.open("w", encoding="utf-8") as file:
            for name in options.sets.split(","):
                for row in collect(options.bench, name, options.limit, options.strata):
                    file.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
                file.flush()
    else:
        rows = read(options.files)
        report(rows)
        halves(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
