"""Bulk reconciliation in ratios of one run: rows beside polars, mentions beside other matchers, growth of the index.

`make bench-bulk` prints it, in about a quarter of an hour; `--help` lists what can be chosen. Times are CPU times of
the process and its children, and wall times in brackets, since the machine may be shared. Part two is in `peers`.
"""

from __future__ import annotations

import argparse
import csv
import gc
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from itertools import count as numbers
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from rapidfuzz import fuzz, process

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench import crowd
from tests.bench.matchers import gazetteer_of
from tests.bench.peers import compare

from exonym.resolver.bulk.answering.spread import over_processes
from exonym.resolver.mentions.name import parse_form
from exonym.resolver.model import Entity
from exonym.resolver.names.forms import KnownForm
from exonym.resolver.resolve import Resolver
from exonym.resolver.search.catalogue import Catalogue, build_whole
from exonym.resolver.search.keys import keys
from exonym.resolver.store.caching import compiled
from exonym.resolver.store.reading.load import load
from exonym.resolver.store.reading.shipped import shipped
from exonym.resolver.workers import in_a_copy, processors

ROOT = Path(__file__).parents[2]
SAMPLE, SCANNED = 120, 600
CLOSE, NEARER = 80.0, 85.0
HEARD = 300
"""Names that the search by sound brings, as for every mention."""
FREE = """
import sys
from exonym.resolver.bulk.columns import Columns
from exonym.resolver.bulk.job import Job
from exonym.resolver.bulk.run import reconcile
from exonym.resolver.model import Decision, Gazetteer, Status

class Free:
    gazetteer = Gazetteer({})

    def resolve(self, mention, hints=None, *, limit=10):
        return Decision(mention, Status.NONE, "nobody was asked; " * 16)  # as long as reasons are

reconcile(Job(sys.argv[1], sys.argv[2], Columns("mention")), Free)
"""
POLARS = "import polars as pl, sys; pl.scan_csv(sys.argv[1]).sink_csv(sys.argv[2])"


@dataclass(frozen=True)
class Used:
    """What a command took: seconds of CPU and of the clock, and the memory of its largest process in MiB."""

    cpu: float
    wall: float
    memory: float


def used(command: list[str], cache: Path) -> Used:
    """What a command takes that keeps what can be made anew in `cache`."""
    began = time.perf_counter()
    pid = os.posix_spawn(command[0], command, {**os.environ, "XDG_CACHE_HOME": str(cache)})
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise subprocess.CalledProcessError(status, command)
    return Used(usage.ru_utime + usage.ru_stime, time.perf_counter() - began, usage.ru_maxrss / 1024)


def draw_rows(path: Path, count: int) -> int:
    """Rows with names that repeat as words of a language do; returns how many distinct ones there are to draw."""
    forms = [form.text for entity in load([shipped()]).entities.values() for form in entity.forms]
    with (ROOT / "seeds" / "mentions.csv").open(encoding="utf-8", newline="") as stream:
        names = list(dict.fromkeys([row["mention"] for row in csv.DictReader(stream)] + forms))
    chance = random.Random(1)  # noqa: S311 - not for secrets
    chance.shuffle(names)
    weights = [1 / (at + 10) for at in range(len(names))]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["row", "mention", "source", "date"])
        for start in range(0, count, 100_000):
            drawn = chance.choices(names, weights, k=min(100_000, count - start))
            numbered = enumerate(drawn, start)
            writer.writerows((at, name, f"article-{at % 9973}", f"2018-0{at % 9 + 1}") for at, name in numbered)
    return len(names)


def rows(count: int) -> None:
    """Rows a second beside a pass-through of the same file."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        table, out = folder / "rows.csv", folder / "out.csv"
        distinct = draw_rows(table, count)
        command = [str(Path(sys.executable).parent / "exonym"), "reconcile", str(table), "-c", "mention", "-q", "-o"]

        def run(*more: str, forget: bool = False) -> Used:
            out.unlink(missing_ok=True)  # to take the place of a file costs a flush of it
            for kept in folder.glob("cache/exonym/*/*.answers") if forget else ():
                kept.unlink()
            return used([*command, str(out), *more], folder / "cache")

        def passed(name: str) -> Used:
            return used([sys.executable, "-c", POLARS, str(table), str(folder / name)], folder)

        fresh = run()
        first = passed("passed.csv")
        ours = run()
        second = passed("passed again.csv")
        weights = table.stat().st_size / 1e6, out.stat().st_size / 1e6
        alone = sum(1 for _ in table.open("rb")) - 1
        all_asked = run(forget=True)
        brief = run("--columns", "id,status")
        out.unlink()
        free = used([sys.executable, "-c", FREE, str(table), str(out)], folder)
    print(
        f"1. {alone:,} rows, {distinct:,} distinct mentions to draw; {weights[0]:,.0f} MB in, {weights[1]:,.0f} MB out"
    )
    for what, took in (
        ("a gazetteer's first run", fresh),
        ("polars, before", first),
        ("exonym reconcile", ours),
        ("polars, after", second),
        ("  no answer kept", all_asked),
        ("  two columns added", brief),
        ("rows, free resolver", free),
    ):
        rate = alone / took.wall
        print(f"   {what:23} {took.cpu:7.1f} s CPU ({took.wall:6.1f} s, {rate:11,.0f} rows/s), {took.memory:5.0f} MiB")
    wall = (first.wall + second.wall) / 2 / ours.wall
    cpu = (first.cpu + second.cpu) / 2
    print(f"   ratio of rows a second {wall:.2f} (goal 0.3); by CPU {cpu / ours.cpu:.2f}", end="")
    print(f"; with no answer kept {wall * ours.wall / all_asked.wall:.2f}")
    print(
        f"   rows alone, with a resolver that costs nothing: {(first.wall + second.wall) / 2 / free.wall:.2f}", end=""
    )
    print(f"; by CPU {cpu / free.cpu:.2f}. To ask about all takes {all_asked.cpu - free.cpu:.1f} s more", end="")
    print(f", {(all_asked.cpu - free.cpu) / distinct * 1000:.1f} ms a distinct mention")


@dataclass(frozen=True)
class Known:
    """Names with their ids, mentions with the ids they mean, and mentions that a scan looks for."""

    names: list[tuple[str, str]]
    mentions: list[tuple[str, str]]
    scanned: list[str]


def read_known(bench: Path, size: int) -> Known:
    """Mentions of people in many languages, the people's names, and the crowd around them up to a size."""
    with (bench / "wiki_en" / "queries.dev.csv").open(encoding="utf-8", newline="") as stream:
        mentions = [(row["query"], row["gold_id"]) for row in csv.DictReader(stream) if row["gold_id"]]
    sample = random.Random(3).sample(mentions, SAMPLE)  # noqa: S311 - not for secrets
    scanned = [mention for mention, _ in random.Random(4).sample(mentions, SCANNED)]  # noqa: S311
    wanted = {gold for _, gold in sample}
    written = [*_names(bench / "wiki_en" / "gazetteer.csv"), *_names(bench / "crowd.csv")]
    written.sort(key=lambda each: each[0] not in wanted)
    names = islice(crowd.distinct(chain(written, _recombined(written))), size)
    return Known(list(names), sample, scanned)


def _recombined(names: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Names that nobody has, without end, of words that names have in these places: there are not so many real ones."""
    chance = random.Random(5)  # noqa: S311 - not for secrets
    words = [name.split() for _, name in names if " " in name]
    for number in numbers():
        first, last = chance.choice(words), chance.choice(words)
        yield f"made-{number}", " ".join([*first[:-1], last[-1]])


def _names(path: Path) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from ((row["id"], row["name"]) for row in csv.DictReader(stream))


def growth(bench: Path, size: int) -> None:
    """What a gazetteer of some size costs: to compile, to open and to ask."""
    known = read_known(bench, size)
    before, began = _cpu_seconds(), time.perf_counter()
    spread, gazetteer = over_processes(processors()), gazetteer_of(known.names)
    catalogue = build_whole(gazetteer, _nothing, _ignored, spread, at_once=in_a_copy)
    built, waited = _cpu_seconds() - before, time.perf_counter() - began
    memory = [resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    with TemporaryDirectory() as folder:
        place = Path(folder) / "kept.compiled"
        compiled.write(catalogue, place)
        weight = sum(file.stat().st_size for file in place.iterdir())
        entities = sum(file.stat().st_size for file in place.glob("entit*"))
        began = time.process_time()
        opened = compiled.read(place)
        loaded = time.process_time() - began
        assert opened is not None
        gc.collect()
        gc.freeze()  # as in the service: what was built here is no garbage to look through while somebody asks
        fresh = Resolver(opened.gazetteer, catalogue=opened)
        began = time.process_time()
        fresh.resolve("Wladimir Putin")
        first = time.process_time() - began
        times = []
        for mention, _ in known.mentions:
            began = time.process_time()
            fresh.resolve(mention)
            times.append((time.process_time() - began) * 1000)
    p50, p99 = np.percentile(times, [50, 99])
    print(f"   {len(known.names):9,} names: build {built:6.1f} s of CPU ({waited:.1f} s), ", end="")
    print(
        f"{memory[0]} MiB and at most {memory[1]} in a copy, most of it shared, open {loaded * 1000:4.0f} ms, ", end=""
    )
    print(
        f"first question {first:.2f} s, {weight / size:4.0f} bytes/name ({entities / size:.0f} of them entities), ",
        end="",
    )
    print(f"resolve p50 {p50:.1f} p99 {p99:.1f} ms, ", end="")
    found = best_found(catalogue, known)
    print(
        f"best of a scan found {_share(each.by_letters for each in found)}, "
        f"by letters or sound {_share(each.by_letters or each.by_sound for each in found)}, "
        f"by letters alone what is nearer than {NEARER:.0f} "
        f"{_share(each.by_letters for each in found if each.best > NEARER)}"
    )


def _nothing(entity: Entity, forms: Sequence[KnownForm]) -> None:
    """Nothing is derived beside."""


def _ignored(entity: Entity, beside: None) -> None:
    """Nor kept."""


def _cpu_seconds() -> float:
    """Of this process and of those that it waited for."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _share(found: Iterable[bool]) -> str:
    every = list(found)
    return f"{sum(every) / max(1, len(every)):.3f} of {len(every)}"


@dataclass(frozen=True)
class Scanned:
    """How close the best key of a scan is to that of a mention, and whether the searches list one as close."""

    best: float
    by_letters: bool
    by_sound: bool


def best_found(catalogue: Catalogue, known: Known, limit: int = 200) -> list[Scanned]:
    """The mentions for which a scan of all keys finds something close to their own key."""
    index, sounds = catalogue.index, catalogue.phonetics.sounds
    every = [index.key(number) for number in range(len(index))]
    filed: dict[int, list[str]] = {}
    for key in every:
        for form in index.exact(key):
            filed.setdefault(form, []).append(key)
    found: dict[str, Scanned] = {}
    for mention in known.scanned:
        for key in list(keys(parse_form(mention)))[:1]:
            best = process.extractOne(key, every, scorer=fuzz.ratio, score_cutoff=CLOSE)
            if best is None:
                continue  # there is nothing to be found

            def lists(listed: list[tuple[int, float]], key: str = key, least: float = best[1]) -> bool:
                return any(fuzz.ratio(key, each) >= least for form, _ in listed for each in filed[form])

            by_letters, by_sound = lists(index.near({key}, limit)), lists(sounds.near(mention, HEARD))
            found[key] = Scanned(best[1], by_letters, by_sound)
    return list(found.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("bench", type=Path, nargs="?", default=Path(), help="the folder of the development benchmarks")
    parser.add_argument("--parts", default="rows,mentions,growth", help="which of the three parts to run")
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--mentions", type=int, default=200_000, help="distinct mentions to make")
    parser.add_argument("--full", action="store_true", help="ask the fast matchers about all mentions: takes hours")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000], help="names in the growth part")
    given = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    parts = given.parts.split(",")
    if "rows" in parts:
        rows(given.rows)
    if not (given.bench / "crowd.csv").is_file():
        print(f"2. and 3. need the development benchmarks; there are none in {given.bench}")
        return
    if "mentions" in parts:
        compare(given.bench, given.mentions, given.full)
    if "growth" in parts:
        print("3. growth with the gazetteer")
        for size in given.sizes:
            growth(given.bench, size)


if __name__ == "__main__":
    main()
