"""Golden tables of documents in many languages: each row is answered by what its document names in full."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pytest

from exonym.resolver.documents.annotate import Annotator
from exonym.resolver.hints import parse_hints
from exonym.resolver.model import Decision, Hints, Status
from exonym.resolver.resolve import Resolver

GOLDEN = Path(__file__).parents[1] / "golden" / "tables_of_documents.tsv"


def documents() -> Iterator[tuple[str, list[dict[str, str]]]]:
    lines = [line for line in GOLDEN.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for name, rows in groupby(csv.DictReader(lines, delimiter="\t"), key=itemgetter("document")):
        yield name, list(rows)


TABLES = list(documents())


def hints_of(row: dict[str, str]) -> Hints:
    return parse_hints({"date": row["date"], "language": row["language"]})


def is_right(decision: Decision, wanted: str) -> bool:
    if wanted == "-":
        return decision.status is not Status.MATCH
    if "|" in wanted:
        listed = {each.id for each in decision.candidates}
        return decision.status is Status.AMBIGUOUS and set(wanted.split("|")) <= listed
    return decision.id == wanted


def test_there_are_enough_in_enough_languages() -> None:
    assert len(TABLES) >= 20
    assert len({row["language"] for _, rows in TABLES for row in rows}) >= 10


@pytest.mark.parametrize(("name", "rows"), TABLES, ids=[name for name, _ in TABLES])
def test_rows_are_decided_by_their_document_in_any_order(resolver: Resolver, name: str, rows: list[dict[str, str]]):
    for order in (rows, rows[::-1]):
        decisions = resolver.resolve_document([row["mention"] for row in order], [hints_of(row) for row in order])
        wrong = [
            (row["mention"], decision.status.value, decision.id, decision.why)
            for row, decision in zip(order, decisions, strict=True)
            if not is_right(decision, row["id"])
        ]
        assert not wrong


def test_running_text_and_tables_lean_on_the_same_evidence(resolver: Resolver) -> None:
    hints = parse_hints({"date": "2024-05-01", "language": "en"})
    text = "Defence Secretary Lloyd Austin spoke, and then Austin left."
    in_text = [each.decision for each in Annotator(resolver).annotate(text, hints).mentions][-1]
    in_table = resolver.resolve_document(["Defence Secretary Lloyd Austin", "Austin"], hints)[-1]

    def said(decision: Decision) -> list[tuple[str, float]]:
        return [(each.rule, each.weight) for each in decision.candidates[0].evidence]

    assert said(in_text) == said(in_table)
    assert "in-document" in dict(said(in_table))
    assert (in_text.id, in_text.score) == (in_table.id, in_table.score)
