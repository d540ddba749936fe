"""Hard negatives of tests/golden: names that must not match anyone in the shipped gazetteer."""

from __future__ import annotations

import csv
from pathlib import Path

from exonym.resolver.hints import FIELDS, parse_hints
from exonym.resolver.model import Status
from exonym.resolver.resolve import Resolver
from exonym.resolver.store.reading.load import load
from exonym.resolver.store.reading.shipped import shipped

NEGATIVES = Path(__file__).parents[1] / "golden" / "negatives.tsv"


def accepted() -> tuple[int, list[str]]:
    """How many are asked, and those that are a match."""
    resolver = Resolver(load([shipped()]))
    lines = [line for line in NEGATIVES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    wrong = []
    for row in rows:
        hints = parse_hints({field: row.get(field) or "" for field in FIELDS})
        if resolver.resolve(row["mention"], hints).status is Status.MATCH:
            wrong.append(row["mention"])
    return len(rows), wrong
