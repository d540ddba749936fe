"""A score that is the least of interest changes no decision that reaches it, and makes the others short."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from exonym.resolver.hints import parse_hints
from exonym.resolver.model import Status
from exonym.resolver.resolve import Resolver

GOLDEN = Path(__file__).parent / "golden"
ODD = ("", "ab" * 2000, "·", "习近平·", "Ким, Ким", "奥巴马·安倍晋三", "Виктор Орбн", "小池百合", "ทรัมพ์")


def rows(name: str) -> list[dict[str, str]]:
    lines = [line for line in (GOLDEN / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def mentions() -> list[str]:
    """Names that are known and names that are not, several in one mention, and each of them without a letter."""
    named = [row["mention"] for name in ("several.tsv", "people.tsv", "strangers.tsv") for row in rows(name)[:60]]
    return [*ODD, *named, *[name[: len(name) // 2] + name[len(name) // 2 + 1 :] for name in named[::3]]]


@pytest.mark.parametrize("least", [30.0, 50.0, 90.0])
@pytest.mark.parametrize("hints", [{}, {"context_countries": "vn jp", "date": "2018-04-10"}], ids=["alone", "hinted"])
def test_who_reaches_it_is_decided_as_ever(resolver: Resolver, least: float, hints: dict[str, str]):
    given, reached, short = parse_hints(hints), 0, 0
    for mention in mentions():
        full, told = resolver.resolve(mention, given), resolver.resolve(mention, given, least=least)
        if full.status is not Status.SEVERAL and full.score >= least:
            assert told == full
            reached += 1
        elif told != full:
            assert (told.status, told.candidates) == (Status.NONE, ())
            short += 1
    assert reached > 30
    assert short > 20


def test_a_part_of_a_name_may_be_all_that_is_wanted(resolver: Resolver):
    known = resolver.resolve("Орбан")
    assert known.status is Status.AMBIGUOUS
    assert resolver.resolve("Орбан", least=known.score) == known
    assert resolver.resolve("Орбан", least=50).status is Status.NONE
