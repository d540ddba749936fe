"""Edits while others ask: no request is dropped, no answer mixes two gazetteers. `tests/bench/reload.py` does 200."""

from __future__ import annotations

import asyncio
import subprocess
from pathlib import Path

from reloading import Clients, Seen, edited, entries, mixed
from served import write_gazetteer
from test_serve import PATIENCE, ROOT, command, connect

from ports import free_port

EDITS = 6


def test_every_answer_is_of_one_gazetteer(tmp_path: Path) -> None:
    gazetteer, port = write_gazetteer(tmp_path / "gazetteer"), free_port()
    process = subprocess.Popen(
        command(gazetteer, tmp_path / "cache", port, "--set", "reload_interval=0.05"),
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        connect(port).close()

        async def scene() -> tuple[Seen, list[str]]:
            clients = Clients(port, 8)
            await clients.start()
            file = gazetteer / "people" / "vn.yaml"
            wrong = await edited(port, file, range(EDITS), PATIENCE, file.read_text(encoding="utf-8"))
            await asyncio.sleep(0.2)
            await clients.stop()
            return clients.seen, wrong

        seen, wrong = asyncio.run(scene())
    finally:
        process.terminate()
        process.wait(PATIENCE)
    assert wrong == []
    assert seen.wrong == {}
    assert mixed(seen) == []
    assert len(seen.ids) > EDITS // 2, "most edits were answered from"
    assert {None, "vn-edit-0"} & set().union(*seen.ids.values())


def test_mixed_answers_would_be_seen() -> None:
    seen = Seen()
    seen.note(200, b'{"gazetteer": "a", "id": "vn-edit-0"}', 0.0)
    assert mixed(seen) == []
    seen.note(200, b'{"gazetteer": "a", "id": "vn-edit-1"}', 0.0)
    seen.note(200, b'{"gazetteer": "b", "results": [{"id": "x"}, {"id": null}]}', 0.0)
    seen.note(503, b"", 0.0)
    assert len(mixed(seen)) == 1
    assert len(seen.wrong) == 2
    assert entries(0) != entries(1)
