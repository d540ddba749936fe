"""Start-up times and resolves a second, beside rapidfuzz's scan of the same forms, in one run (`make bench`)."""

from __future__ import annotations

import csv
import statistics
import subprocess
import sys
import time
from pathlib import Path

from rapidfuzz import fuzz, process

from exonym.resolver.resolve import Resolver
from exonym.resolver.store.reading.load import load
from exonym.resolver.store.reading.shipped import shipped

ROOT = Path(__file__).parents[2]
ROUNDS = 5


def seconds(command: list[str]) -> float:
    """The median wall time of a command over some runs."""
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def start_up() -> None:
    """From nothing to the first answer: the bare interpreter, the command, the service's application."""
    python = sys.executable
    exonym = str(Path(python).parent / "exonym")
    bare = seconds([python, "-c", "pass"])
    rows = {
        "python -c pass": bare,
        "exonym --version": seconds([exonym, "--version"]),
        "exonym resolve 吴春历": seconds([exonym, "resolve", "吴春历"]),
        "service: import, load, first answer": seconds([python, "-c", SERVICE]),
    }
    for what, took in rows.items():
        print(f"{what:40} {took * 1000:8.0f} ms   {took / bare:6.1f} x bare python")


SERVICE = """
from exonym.api.app import create_app
from fastapi.testclient import TestClient
with TestClient(create_app()) as client:
    assert client.get('/resolve', params={'q': 'Ngo Xuan Lich'}).status_code == 200
"""


def throughput() -> None:
    """Resolves a second over the distinct seed mentions, first time and again, beside one scan by rapidfuzz."""
    resolver = Resolver(load([shipped()]))
    forms = [form.text for entity in resolver.gazetteer.entities.values() for form in entity.forms]
    with (ROOT / "seeds" / "mentions.csv").open(encoding="utf-8") as file:
        mentions = list(dict.fromkeys(row["mention"] for row in csv.DictReader(file)))
    cold, warm, scans = [], [], []
    for _ in range(ROUNDS):
        fresh = Resolver(resolver.gazetteer)
        cold.append(_rate(fresh.resolve, mentions))
        warm.append(_rate(fresh.resolve, mentions))
        scans.append(_rate(lambda mention: process.extractOne(mention, forms, scorer=fuzz.WRatio), mentions))
    print(
        f"\n{len(mentions)} mentions, {len(resolver.gazetteer.entities)} entities, "
        f"{len(forms)} forms, median of {ROUNDS}"
    )
    scan = statistics.median(scans)
    for what, rates in (
        ("resolve, first time", cold),
        ("resolve, again", warm),
        ("rapidfuzz extractOne WRatio", scans),
    ):
        rate = statistics.median(rates)
        print(f"{what:40} {rate:8.0f} a second   {rate / scan:6.2f} x rapidfuzz")


def _rate(function, mentions: list[str]) -> float:  # type: ignore[no-untyped-def]
    begin = time.process_time()
    for mention in mentions:
        function(mention)
    return len(mentions) / (time.process_time() - begin)


if __name__ == "__main__":
    start_up()
    throughput()
