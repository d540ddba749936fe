"""CPU time of one mention by script, beside another revision in turns in one run (`make bench-core`).

Both revisions ask the same mentions over the same names. Before each mention every cache of limited size is emptied,
so that nothing helps that another mention left behind; each pass is a process of its own, forked from one that has read
its tables, and of a mention's times the least counts. The other revision is checked out into a temporary worktree and
its compiled loops and tables are built there, as an installation has them. Both hash texts alike: else the order of
their dictionaries alone makes the one up to eight per cent faster than the other.
"""

from __future__ import annotations

import argparse
import csv
import functools
import gc
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[2]
SET = "wiki_en"
BESIDE = "24f2221"
SCRIPTS = ("Latn", "Cyrl", "Grek", "Armn", "Geor", "Hebr", "Arab", "Deva", "Beng", "Taml", "Thai", "Hang", "Jpan",
           "Kana", "Hani")  # fmt: skip
KANA_AND_HAN = ("Jpan", "Kana", "Hani")
PERCENTILES = (50, 90, 99)
BUILD = ("-O3", "-ffp-contract=off", "-shared", "-fPIC")
TABLES = ("vocabulary", "readings")
"""Rooms whose `compiling` makes a file of tables, in revisions that have such a file."""
_LIMIT = 10

Rows = Iterable[dict[str, str]]


@dataclass(frozen=True)
class Pass:
    """What a pass over the mentions took, in milliseconds of CPU each, and their answers: status, id and candidates."""

    times: list[float]
    answers: list[Any]


def drawn(rows: Rows, count: int) -> list[tuple[str, str]]:
    """So many distinct mentions of somebody known, as evenly from the scripts as can be: (script, mention)."""
    by_script: dict[str, list[tuple[str, str]]] = {script: [] for script in SCRIPTS}
    known = dict.fromkeys((row["script"], row["query"]) for row in rows if row["gold_id"])
    for script, mention in known:
        if script in by_script:
            by_script[script].append((script, mention))
    chance = random.Random(7)  # noqa: S311 - not for secrets
    for each in by_script.values():
        chance.shuffle(each)
    return [each for each in chain.from_iterable(zip_longest(*by_script.values())) if each][:count]


def table(mentions: Sequence[tuple[str, str]], ours: Sequence[float], other: Sequence[float]) -> Iterator[str]:
    """A line for each script and for their groups: percentiles of both sides, and how many times as fast ours is."""
    scripts = list(dict.fromkeys(script for script, _ in mentions))
    groups = {script: (script,) for script in scripts}
    groups |= {"others": tuple(each for each in scripts if each not in KANA_AND_HAN), "kana, Han": KANA_AND_HAN}
    for name, members in {**groups, "all": tuple(scripts)}.items():
        chosen = [at for at, (script, _) in enumerate(mentions) if script in members]
        if not chosen:
            continue
        here, there = (np.percentile([times[at] for at in chosen], PERCENTILES) for times in (ours, other))
        figures = ["  ".join(f"{value:6.2f}" for value in side) for side in (here, there, there / here)]
        yield f"{name:10} {len(chosen):4}   {'   '.join(figures)}"


@contextmanager
def checked_out(revision: str) -> Iterator[Path]:
    """Another revision of the project in a temporary worktree, with its compiled loops and tables."""
    git = shutil.which("git") or "git"
    with TemporaryDirectory() as folder:
        root = Path(folder) / "revision"
        _run([git, "-C", str(ROOT), "worktree", "add", "--quiet", "--detach", str(root), revision])
        try:
            source = next(root.glob("resolver/**/native.c"))
            _run([os.environ.get("CC", "cc"), *BUILD, "-o", str(source.with_name("_native.so")), str(source)])
            for room in TABLES:
                if (root / "resolver" / room / "compiling.py").is_file():
                    _run([sys.executable, "-m", f"exonym.resolver.{room}.compiling"], PYTHONPATH=str(root / "src"))
            yield root
        finally:
            _run([git, "-C", str(ROOT), "worktree", "remove", "--force", str(root)])


def _run(command: Sequence[str], **variables: str) -> None:
    subprocess.run(command, check=True, env={**os.environ, **variables})


class Worker:
    """A process with the resolver of one revision."""

    def __init__(self, root: Path, bench: Path, count: int) -> None:
        command = [sys.executable, __file__, str(bench), "--mentions", str(count), "--worker", str(root)]
        alike = {**os.environ, "PYTHONHASHSEED": "0"}
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=alike)

    def ask(self) -> Pass:
        """One pass over the mentions. RuntimeError if the process ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"a worker ended with code {self._process.wait()}; what it printed says why.")
        return Pass(*json.loads(line))

    def end(self) -> None:
        """Lets the process end."""
        self._process.communicate()


def serve(root: Path, bench: Path, count: int) -> None:
    """The worker's side: builds the resolver of `root`, then answers each line with a pass in a fork."""
    sys.path[:0] = [str(root), str(root / "src")]
    from tests.bench.adapter import factory  # of that revision

    rows = _rows(bench, "gazetteer.csv")
    resolver = factory([(row["id"], row["name"], row["lang"], row["kind"]) for row in rows]).resolver  # type: ignore[attr-defined]
    every = drawn(_rows(bench, "queries.dev.csv"), 2 * count)
    for _, mention in every[count:]:  # others than those that are timed: they read the tables
        resolver.resolve(mention)
    kept = [each for each in gc.get_objects() if isinstance(each, functools._lru_cache_wrapper)]
    bounded = [each for each in kept if each.cache_parameters()["maxsize"]]
    gc.collect()
    gc.freeze()
    for _ in sys.stdin:
        if not (child := os.fork()):
            print(json.dumps(_timed(resolver, [mention for _, mention in every[:count]], bounded)), flush=True)
            os._exit(0)
        os.waitpid(child, 0)


def _timed(resolver: Any, mentions: Sequence[str], bounded: Sequence[Any]) -> tuple[list[float], list[Any]]:
    times, answers = [], []
    for mention in mentions:
        for cache in bounded:
            cache.cache_clear()
        began = time.process_time()
        decision = resolver.resolve(mention, limit=_LIMIT)
        times.append(1000 * (time.process_time() - began))
        listed = [(each.id, round(each.score, 1)) for each in decision.candidates]
        answers.append((str(decision.status), decision.id, listed))
    return times, answers


def _rows(bench: Path, name: str) -> list[dict[str, str]]:
    with (bench / SET / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def compare(bench: Path, count: int, passes: int, other: Path) -> None:
    """Asks both revisions in turns and prints the table."""
    mentions = drawn(_rows(bench, "queries.dev.csv"), count)
    workers = [Worker(root, bench, count) for root in (ROOT, other)]
    found = [[worker.ask() for worker in workers] for _ in range(passes)]
    for worker in workers:
        worker.end()
    ours, others = (np.min([each[side].times for each in found], axis=0).tolist() for side in range(2))
    print("ms of CPU a mention: p50, p90, p99 here; there; times as fast")
    print("\n".join(table(mentions, ours, others)))
    pairs = list(zip(found[0][0].answers, found[0][1].answers, strict=True))
    same = sum(one[:2] == two[:2] for one, two in pairs), sum(one == two for one, two in pairs)
    print(f"same status and id {same[0]}, same candidates and scores too {same[1]}, of {len(pairs)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("bench", type=Path, help="the folder of the development benchmarks")
    parser.add_argument("--beside", default=BESIDE, help="the revision to compare with")
    parser.add_argument("--mentions", type=int, default=400)
    parser.add_argument("--passes", type=int, default=3, help="of a mention's times the least counts")
    parser.add_argument("--worker", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if not (given.bench / SET).is_dir():
        parser.error(f"{given.bench} has no folder {SET}: say where the development benchmarks are.")
    if given.worker:
        serve(given.worker, given.bench, given.mentions)
        return
    with checked_out(given.beside) as other:
        compare(given.bench, given.mentions, given.passes, other)


if __name__ == "__main__":
    main()
