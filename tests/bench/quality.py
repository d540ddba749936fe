"""How good answers are on the benchmarks beside the checkout, in one run and one table (`make bench-quality`).

Every set is asked of the resolver, of the scorer's three baselines and, where it is small, of nomenklatura's logic-v2,
all scored by the scorer that lies with the data. The whole half takes hours; `--limit` and `--sets` take a part.
Progress and what was left out go to stderr, the table to stdout.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench import goals, hanviet, latency, negatives
from tests.bench.contenders import CONTENDERS, OURS, Contender
from tests.bench.goals import Line, Results
from tests.bench.groups import read_rows
from tests.bench.markdown import show
from tests.bench.scoring import Asked, Scorer, names, outcomes, read_scorer, score, sizes

from exonym.resolver.policy import DEFAULT_POLICY

GROUPS = Path(__file__).parent / "groups.tsv"
TIMED = "wiki_en"
HEAD = ("what", OURS, "goal", "", "best of the others")
tell = partial(print, file=sys.stderr, flush=True)


def measure(scorer: Scorer, folders: dict[str, Path], asked: Asked, is_crowded: bool) -> Results:
    """All figures of these sets."""
    results = Results()
    for name, folder in folders.items():
        results.scored[name] = {}
        results.sizes[name] = sizes(scorer, folder, name, asked.split)
        for who in CONTENDERS:
            resolve = _ask(scorer, who, name, folder, asked, results)
            if who.name == OURS and name == TIMED and resolve is not None:
                mentions = _timed(scorer, folder, asked)
                results.cold = latency.times(resolve.resolver.resolve, mentions, is_cold=True)
                results.warm = latency.times(resolve.resolver.resolve, mentions, is_cold=False)
        if is_crowded and name not in scorer.NO_CROWD:
            tell(f"{name}, {OURS}, with the crowd")
            found = score(scorer, CONTENDERS[0].make(scorer), folder, name, asked, is_crowded=True)
            if found is not None:
                results.crowded[name] = found[0]
        if not results.scored[name]:
            del results.scored[name]
    return results


def _ask(scorer: Scorer, who: Contender, name: str, folder: Path, asked: Asked, results: Results) -> Any:
    refusal = who.refusal(names(scorer, folder, name, asked.split))
    if refusal:
        tell(f"{name}, {who.name}: left out, {refusal}")
        return None
    found = score(scorer, who.make(scorer), folder, name, asked, is_crowded=False)
    if found is None:
        tell(f"{name}: no such strata")
        return None
    scored, resolve = found
    results.scored[name][who.name] = scored
    macro = "" if scored.macro is None else f"recall@1 {scored.macro:.3f}, "
    tell(f"{name}, {who.name}: {macro}{scored.cpu:.2f} CPU ms a query, first loading included")
    if who.name == OURS and name != hanviet.NAME:  # that set has no mentions of nobody
        _, queries = scorer.load(str(folder), name, asked.split, asked.limit, asked.strata or None)
        results.outcomes += outcomes(queries, resolve.heard)
    return resolve


def _timed(scorer: Scorer, folder: Path, asked: Asked) -> list[str]:
    _, queries = scorer.load(str(folder), TIMED, asked.split, 0, None)
    count = min(latency.SAMPLE, asked.limit * len(queries)) if asked.limit else latency.SAMPLE
    return latency.sample((mention for each in queries.values() for mention, _ in each), count)


def table(results: Results) -> Iterator[Line]:
    """Every line of the table."""
    rows = read_rows(GROUPS)
    yield from goals.by_group(results, rows)
    yield from goals.by_set(results, [name for name in results.scored if name != hanviet.NAME])
    yield from goals.calibration(results.outcomes, DEFAULT_POLICY.match_score)
    yield goals.hard_negatives(*negatives.accepted())
    yield from goals.speed(results, TIMED)
    yield from goals.beside_crowd(results, rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("bench", type=Path, nargs="?", default=Path("../shared/bench"))
    parser.add_argument("--sets", default="all", help=f"names with commas between; {hanviet.NAME} is one")
    parser.add_argument("--limit", type=int, default=0, help="queries of each stratum; 0: all")
    parser.add_argument("--strata", default="", help="only strata in which this regular expression is found")
    parser.add_argument("--split", default="dev", help="the half: queries.SPLIT.csv")
    parser.add_argument("--crowd", action="store_true", help="ask the resolver again with the crowd in the gazetteer")
    given = parser.parse_args()
    bench = given.bench.resolve()
    try:
        scorer = read_scorer(bench)
    except FileNotFoundError as error:
        tell(error)
        return 1
    known = [path.parent.name for path in sorted(bench.glob("*/gazetteer.csv"))]
    wanted = [hanviet.NAME, *known] if given.sets == "all" else given.sets.split(",")
    if unknown := set(wanted) - {hanviet.NAME, *known}:
        parser.error(f"no such sets in {bench}: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    with TemporaryDirectory() as made:
        folders = dict.fromkeys(wanted, bench)
        if hanviet.NAME in wanted:
            folders[hanviet.NAME] = Path(made)
            if not hanviet.pairs_file(bench).is_file():
                tell(f"{hanviet.NAME}: left out, there is no {hanviet.pairs_file(bench)}")
                del folders[hanviet.NAME]
            else:
                hanviet.write_set(bench, Path(made), given.split)
        results = measure(scorer, folders, Asked(given.split, given.limit, given.strata), given.crowd)
    show(HEAD, table(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
