"""The counts of a review, which are kept as it changes."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from exonym.resolver.bulk.answering.decision_log import opened
from exonym.resolver.bulk.answering.decisions import RESERVED, SCOPES, Made
from exonym.resolver.bulk.columns import Columns
from exonym.resolver.bulk.job import Job
from exonym.resolver.hints import parse_hints
from exonym.resolver.memory.together import Mentioned
from exonym.resolver.model import NO_HINTS, Decision, Exonym, Gazetteer, Hints, Status
from exonym.resolver.reviewing.index import EVERYBODY, Database, connected
from exonym.resolver.reviewing.intake import take
from exonym.resolver.reviewing.queue import Counts, counts
from exonym.resolver.reviewing.replay import catch_up
from exonym.resolver.reviewing.resolving import answer, begin

NAMES = ("Ngo", "Phan", "Kishi")
REVIEWERS = ("", "ann", "ben")


class Fickle:
    """A resolver with a gazetteer of some version, which says anything."""

    def __init__(self, chance: random.Random, version: str) -> None:
        self._chance = chance
        self.gazetteer = Gazetteer({}, version)

    def resolve(self, mention: str, hints: Hints = NO_HINTS, *, limit: int | None = None) -> Decision:
        return Decision(mention, self._chance.choice(list(Status)), f"{hints} {limit}")

    def together(self, mentioned: Sequence[Mentioned], *, limit: int | None = None) -> list[Decision]:
        raise NotImplementedError

    def names(self, entity_id: str) -> tuple[Exonym, ...]:
        raise NotImplementedError


def anew(database: Database, reviewer: str) -> Counts:
    """The counts, by looking at every entry."""
    entries = dict(database.execute("SELECT number, status FROM entry").fetchall())
    held = dict(
        database.execute(
            "SELECT s.entry, m.decision FROM standing s JOIN made m ON m.seq = s.seq WHERE s.reviewer = ?", (reviewer,)
        ).fetchall()
    )
    statuses = Counter(status for status in entries.values() if status)
    decided = Counter(made if made in RESERVED else "id" for made in held.values())
    left = [
        status for number, status in entries.items() if number not in held and status not in {None, "match", "error"}
    ]
    return Counts(
        {status.value: statuses[status.value] for status in Status},
        {word: decided[word] for word in ("id", *RESERVED)},
        len(left),
    )


def decide(file: Path, chance: random.Random) -> None:
    made = Made(
        chance.choice(NAMES), parse_hints({"date": str(chance.randrange(2000, 2005))}),
        chance.choice(("x-1", "x-2", *RESERVED, "undo")), reviewer=chance.choice(REVIEWERS),
        scope=chance.choice(SCOPES), row=chance.randrange(1, 30),
    )  # fmt: skip
    with opened(str(file)) as log:
        log.append([made], "v1", "2030-01-01")


@pytest.mark.parametrize("seed", range(4))
def test_the_counts_that_are_kept_are_those_made_anew(tmp_path: Path, seed: int) -> None:
    chance, table, file = random.Random(seed), tmp_path / "table.csv", tmp_path / "decisions.csv"  # noqa: S311
    rows = [f"{name},{year}\n" for name in NAMES for year in range(2000, 2005) for _ in range(chance.randrange(1, 3))]
    table.write_text("name,date\n" + "".join(rows))
    seen: Counter[str] = Counter()
    with connected(tmp_path / "index.sqlite") as database:
        take(database, Job(str(table), columns=Columns("name", date="date")), 1000)
        for step in range(150):
            action = chance.random()
            if action < 0.2:
                version = chance.choice("ab")
                begin(database, version, float(step))
                answer(database, Fickle(chance, version), most=chance.randrange(1, 6))
            elif action < 0.22:
                file.unlink(missing_ok=True)
            else:
                decide(file, chance)
            catch_up(database, file)
            for reviewer in (EVERYBODY, *REVIEWERS):
                assert counts(database, reviewer) == anew(database, reviewer)
            seen.update(counts(database).decided)
    assert set(seen.elements()) == {"id", *RESERVED}


def test_counts_ask_for_no_entry(tmp_path: Path) -> None:
    with connected(tmp_path / "index.sqlite") as database:
        asked: list[str] = []
        database.set_trace_callback(asked.append)
        counts(database)
        plans = [database.execute(f"EXPLAIN QUERY PLAN {each}").fetchall() for each in list(asked)]
    assert plans
    assert not [row["detail"] for plan in plans for row in plan if " e" in row["detail"] or "entry" in row["detail"]]
