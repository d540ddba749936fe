"""Small inputs that once went wrong: each tried in this process, as the script beside them tries it by the command."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.questions import hints_of

from exonym.resolver.model import Status
from exonym.resolver.resolve import Resolver
from exonym.resolver.store.reading.load import load

_COLUMNS = ("id", "name", "lang", "kind", "country")
_REFUSALS = {"ambiguous", "none", "several"}


@dataclass(frozen=True, slots=True)
class Tried:
    """One input with what came of it."""

    kind: str
    is_right: bool
    line: str


def read_faults(path: Path) -> list[dict[str, str]]:
    """Rows of kind, table, mention, hints, expect."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def try_all(rows: Iterable[Mapping[str, str]], shipped: Resolver) -> list[Tried]:
    """Each row tried against its own table, or against the shipped gazetteer where it has none."""
    of_table = cache(resolver_of_table)
    return [_try(row, of_table(row["table"]) if row["table"] else shipped) for row in rows]


def resolver_of_table(table: str) -> Resolver:
    """A resolver over `name|lang|kind|country` rows with semicolons between, read as a CSV gazetteer is."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "table.csv")
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(_COLUMNS)
            writer.writerows([f"t{at}", *row.split("|")] for at, row in enumerate(table.split(";")))
        return Resolver(load([path]))


def is_expected(expect: str, status: str, names: Iterable[str]) -> bool:
    """Whether an answer is as `expect` has it: `not`, `not:WHO` or `match:WHO`; `names` are its id and its name."""
    verb, _, who = expect.partition(":")
    if verb == "match":
        return status == "match" and who in names
    return status in _REFUSALS or (status == "match" and bool(who) and who not in names)


def _try(row: Mapping[str, str], resolver: Resolver) -> Tried:
    told = dict(each.split("=", 1) for each in row["hints"].split())
    if "context" in told:
        told["context"] = told["context"].replace(",", " ")
    hints = hints_of(told)
    if hints is None:
        return Tried(row["kind"], False, f"{row['mention']!r} {row['hints']}: these hints are refused")
    said = resolver.resolve(row["mention"], hints)
    is_right = is_expected(row["expect"], said.status.value, (said.id, said.name))
    answer = said.id if said.status is Status.MATCH else said.status.value
    line = f"{row['mention']!r} {row['hints']} → {answer} (expected {row['expect']}): {said.why}"
    return Tried(row["kind"], is_right, line)
