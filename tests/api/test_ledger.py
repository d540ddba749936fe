"""Mentions without a match: counted always, kept only where the operator asks."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlencode

from served import client_with

from resolver.resolve import Resolver


def test_unresolved_mentions_are_kept_once_where_asked(small: Resolver, tmp_path: Path) -> None:
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
    assert lines[0]["hints"] == {"country": "vn"}
    assert {line["status"] for line in lines} == {"none"}
    assert not file.stat().st_mode & 0o077
    assert 'exonym_answers_total{answer="match"} 3.0' in metrics
    assert 'exonym_answers_total{answer="error"} 1.0' in metrics


def test_nothing_is_kept_unasked(small: Resolver, tmp_path: Path) -> None:
    with client_with(small) as client:
        client.get("/resolve?q=Zzz+Qqq")
    assert list(tmp_path.iterdir()) == []
