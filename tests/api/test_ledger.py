"""Mentions without a match: counted always, kept only where the operator asks."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
from served import client_with

from exonym.api import answer_log
from exonym.api.answer_log import Ledger
from exonym.api.metrics import Metrics
from exonym.api.unresolved_file import read
from exonym.resolver.model import NO_HINTS, Hints, Status
from exonym.resolver.resolve import Resolver


def test_unresolved_mentions_are_kept_once_where_asked(
    small: Resolver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer_log, "_DELAY", 3600.0)  # all is written at the end, however slow the machine is
    file = tmp_path / "unresolved.jsonl"
    with client_with(small, unresolved_file=file, answers_memory=0) as client:
        for _ in range(2):
            client.get("/resolve?q=Zzz+Qqq&country=vn")
            client.get("/resolve?q=Ngo+Xuan+Lich")
        client.post("/resolve", json={"queries": [{"q": "Xyzzy"}, {"q": ""}, {"q": 5}]})
        queries = {"q0": {"query": "Plugh"}, "q1": {"query": "岸信夫"}, "q2": {"query": "Xyzzy"}}
        client.post("/reconcile", content=urlencode({"queries": json.dumps(queries)}))
        metrics = client.get("/metrics").text
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line["mention"] for line in lines] == ["Zzz Qqq", "Xyzzy", "Plugh"]
    assert [line["count"] for line in lines] == [2, 2, 1]
    assert lines[0]["hints"] == {"country": "vn"}
    assert {line["status"] for line in lines} == {"none"}
    assert not file.stat().st_mode & 0o077
    assert 'exonym_answers_total{answer="match"} 3.0' in metrics
    assert 'exonym_answers_total{answer="error"} 1.0' in metrics


def test_nothing_is_kept_unasked(small: Resolver, tmp_path: Path) -> None:
    with client_with(small) as client:
        client.get("/resolve?q=Zzz+Qqq")
    assert list(tmp_path.iterdir()) == []


def test_answers_from_memory_count_and_popular_mentions_cost_few_lines(small: Resolver, tmp_path: Path) -> None:
    file = tmp_path / "unresolved.jsonl"
    metrics = Metrics()
    ledger = Ledger(metrics, file)

    async def ask() -> None:
        for _ in range(500):
            ledger.answered("Zzz", NO_HINTS, Status.NONE, "v")
            ledger.again("Zzz", NO_HINTS)
            ledger.again("Known", NO_HINTS)
            ledger._write_due()
        ledger.answered("\ud800 half", Hints(role="\ud800"), Status.AMBIGUOUS, "v")
        ledger.flush()

    asyncio.run(ask())
    assert len(file.read_text(encoding="utf-8").splitlines()) < 15
    asked, bad = read(file.read_bytes().splitlines(), "x")
    assert {each.mention: each.count for each in asked} == {"Zzz": 1000, "\ufffd half": 1}
    assert not bad


def test_what_is_forgotten_was_written_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer_log, "_REMEMBERED", 3)
    ledger = Ledger(Metrics(), tmp_path / "unresolved.jsonl")

    async def ask() -> None:
        for number in range(10):
            ledger.answered(f"Zzz {number}", NO_HINTS, Status.NONE, "v")
        ledger.flush()

    asyncio.run(ask())
    asked, _ = read((tmp_path / "unresolved.jsonl").read_bytes().splitlines(), "x")
    assert {each.mention: each.count for each in asked} == {f"Zzz {number}": 1 for number in range(10)}
