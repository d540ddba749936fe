"""`review`: a table is served, its decisions lie beside it, and a later start goes on."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from exonym.api.cli.main import app

PEOPLE = """\
vn-le-thu:
  name: Lê Thử Nghiệm
  country: vn
  sources: [knowledge]
vn-ngo-xuan-lich:
  name: Ngô Xuân Lịch
  country: vn
  sources: [knowledge]
"""
TABLE = "name,place\nNgo Xuan Lich,Hanoi\nZorro Qwfp,Hue\nZorro Qwfp,Paris\n"


class Table:
    """A table in a folder, with a gazetteer and a cache of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "names.csv"
        self.file.write_text(TABLE)
        self.gazetteer = folder / "gazetteer"
        (self.gazetteer / "people").mkdir(parents=True)
        (self.gazetteer / "people" / "vn.yaml").write_text(PEOPLE)
        self.layers = ["--without-shipped", "--gazetteer", str(self.gazetteer)]
        self.decisions = folder / "names.decisions.csv"

    @contextmanager
    def served(self, *options: str) -> Iterator[str]:
        """The address of its review, whose server is killed in the end."""
        command = [sys.executable, "-m", "exonym.api.cli.main", "review", str(self.file), "-c", "name", "--no-browser"]
        environment = {**os.environ, "XDG_CACHE_HOME": str(self.folder / "cache"), "PYTHONUNBUFFERED": "1"}
        command += [*self.layers, *options]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as it:
            try:
                assert it.stdout is not None
                yield it.stdout.readline().split()[-1]
            finally:
                it.send_signal(signal.SIGKILL)


def ask(address: str, body: dict[str, str] | None = None) -> Any:
    """The JSON that a service says, once it listens."""
    host, _, path = address.removeprefix("http://").partition("/")
    while True:
        connection = http.client.HTTPConnection(host, timeout=60)
        try:
            data, kind = json.dumps(body), {"Content-Type": "application/json"}
            method = ("GET", f"/{path}") if body is None else ("POST", f"/{path}", data, kind)
            connection.request(*method)  # type: ignore[misc]
            reply = connection.getresponse()
            assert reply.status == 200, reply.read()
            return json.loads(reply.read())
        except ConnectionRefusedError:
            time.sleep(0.1)
        finally:
            connection.close()


def queue(address: str) -> dict[str, dict[str, Any]]:
    """The queue by mention, once it is whole."""
    while not (found := ask(f"{address}/queue"))["ready"]:
        time.sleep(0.1)
    return {row["mention"]: row for row in found["rows"]}


@pytest.fixture
def table(tmp_path: Path) -> Table:
    return Table(tmp_path)


def test_a_killed_review_goes_on_and_its_decisions_are_obeyed(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    with table.served("--reviewer", "ann") as address:
        rows = queue(address)
        assert (rows["Zorro Qwfp"]["count"], rows["Ngo Xuan Lich"]["status"]) == (2, "match")
        ask(f"{address}/decisions", {"key": rows["Zorro Qwfp"]["key"], "decision": "vn-le-thu", "reviewer": "ann"})
    assert ",vn-le-thu," in table.decisions.read_text()
    with table.served() as address:
        assert queue(address)["Zorro Qwfp"]["decision"]["reviewer"] == "ann"
    table.file.write_text(TABLE + "Zorro Qwfp,Rome\n")
    with table.served() as address:
        row = queue(address)["Zorro Qwfp"]
        assert (row["count"], row["decision"]["decision"]) == (3, "vn-le-thu")
        ask(f"{address}/decisions", {"key": row["key"], "decision": "none"})
        ask(f"{address}/undo", {})

    monkeypatch.setenv("XDG_CACHE_HOME", str(table.folder / "cache"))
    decisions = ["--decisions", str(table.decisions)]
    run = CliRunner().invoke(app, ["reconcile", str(table.file), "-c", "name", *decisions, *table.layers, "-o", "-"])
    assert run.stdout.count("vn-le-thu,Lê Thử Nghiệm,match") == 3
    applied = CliRunner().invoke(app, ["apply", str(table.decisions), *table.layers])
    assert applied.exit_code == 0, applied.stderr
    assert "+    en: [Zorro Qwfp]" in applied.stdout


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["-c", "nome"], "there is no column 'nome'. Did you mean 'name'?"),
        ([], "which column has the names?"),
        (["-c", "name", "--decisions", "names.csv"], "is the table itself"),
        (["-c", "name", "--decisions", "nowhere/d.csv"], "no such directory"),
        (["-c", "name", "--decisions", "old.csv"], "a review needs the column(s) scope, row, reviewer"),
    ],
)
def test_what_cannot_be_reviewed_is_said_before_anything_listens(
    table: Table, monkeypatch: pytest.MonkeyPatch, options: list[str], message: str
) -> None:
    monkeypatch.chdir(table.folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(table.folder / "cache"))
    (table.folder / "old.csv").write_text("mention,decision\nA,none\n")
    run = CliRunner().invoke(app, ["review", "names.csv", "--no-browser", *options, *table.layers])
    assert run.exit_code in {1, 2}
    assert message in run.stderr


def test_a_pipe_and_a_missing_file_are_refused(table: Table) -> None:
    assert "a pipe cannot be reviewed" in CliRunner().invoke(app, ["review", "-", *table.layers]).stderr
    assert "no such file" in CliRunner().invoke(app, ["review", "nothing.csv", *table.layers]).stderr
