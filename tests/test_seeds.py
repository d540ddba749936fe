"""The seed mentions: names as five articles wrote them, each with the entity it must resolve to."""

import csv
from pathlib import Path

import pytest

from exonym.resolver.hints import FIELDS, parse_hints
from exonym.resolver.model import NO_HINTS, Status
from exonym.resolver.resolve import Resolver

BARE = {"小野寺"}
"""A bare family name, which no document makes a match; all else of the seeds is one."""
PATH = Path(__file__).parents[1] / "seeds" / "mentions.csv"


@pytest.fixture(scope="module")
def seeds() -> list[dict[str, str]]:
    with PATH.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_all_seeds_are_here(seeds):
    assert len(seeds) == 128
    assert len({row["id"] for row in seeds} - {""}) == 58


def test_with_its_hints_every_seed_resolves(resolver: Resolver, seeds):
    hints = ("kind", "date", "context_countries")
    answers = [resolver.resolve(row["mention"], parse_hints({hint: row[hint] for hint in hints})).id for row in seeds]
    wanted = ["" if row["mention"] in BARE else row["id"] for row in seeds]
    assert answers == wanted
    assert set(hints) <= set(FIELDS)


def test_without_hints_none_is_wrong_and_most_are_right(resolver: Resolver, seeds):
    right = 0
    for row in seeds:
        decision = resolver.resolve(row["mention"], NO_HINTS)
        assert decision.id in ("", row["id"]), row["mention"]
        if decision.id == row["id"]:
            right += 1
        else:
            assert decision.status is Status.AMBIGUOUS, row["mention"]
            assert row["id"] in {candidate.id for candidate in decision.candidates}, row["mention"]
    assert right >= 115
