"""Mentions inside their document: `reconcile --document-column`, and `explain` of the same answer."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from exonym.api.cli import ask, reconcile
from exonym.api.cli.main import app
from exonym.resolver.model import Entity, Form, Gazetteer, Kind
from exonym.resolver.resolve import Resolver

LICH = "vn-ngo-xuan-lich"
GAZETTEER = Gazetteer(
    {LICH: Entity(LICH, Kind.PERSON, "Ngô Xuân Lịch", (Form("Ngô Xuân Lịch", "vi", "name"),), "vn")}, "v1"
)


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    resolver = Resolver(GAZETTEER)
    for module in (ask, reconcile):
        monkeypatch.setattr(module, "open_resolver", lambda *_: resolver)


def said(*arguments: str) -> str:
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_table_and_the_explanation_tell_the_same(tmp_path: Path) -> None:
    table = tmp_path / "in.csv"
    table.write_text("doc,name\na,Ngô Xuân Lịch\nb,General Lịch\na,General Lịch\n", encoding="utf-8")
    out = said("reconcile", str(table), "-c", "name", "--document-column", "doc", "-o", "-", "-q")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["exonym_id"] for row in rows] == [LICH, "", LICH]
    asked = ("explain", "General Lịch", LICH, "--json")
    (explained,) = json.loads(said(*asked, "--beside", "Ngô Xuân Lịch"))["candidates"]
    assert explained["why"] == rows[2]["exonym_why"]
    assert f"{explained['score']:.1f}" == rows[2]["exonym_score"]
    (alone,) = json.loads(said(*asked))["candidates"]
    assert alone["score"] < explained["score"]


@pytest.mark.parametrize("name", ["text.txt", "page.html"])
def test_a_text_is_read_for_whom_it_names(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("<p>Ngô Xuân Lịch spoke. General Lịch left.</p>", encoding="utf-8")
    shown = said("explain", "General Lịch", "--document", str(tmp_path / name))
    assert "match" in shown
    assert "short for “Ngô Xuân Lịch”, named in full at" in shown
    assert "in-document" in shown


def test_two_documents_are_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["explain", "x", "--document", str(tmp_path / "a"), "--beside", "y"])
    assert result.exit_code == 2


def test_a_stranger_of_the_document_counts_against() -> None:
    asked = ("explain", "General Lịch", LICH, "--json")
    (explained,) = json.loads(said(*asked, "--beside", "Hoang Lịch"))["candidates"]
    assert "“Hoang Lịch”, named in full in mention 1, may be meant" in explained["why"]
    assert explained["evidence"][-1]["rule"] == "stranger-in-document"
