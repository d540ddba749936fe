"""`exonym serve` as a process: it answers, ends what it began, and says why it cannot start."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from served import write_gazetteer

ROOT = Path(__file__).parents[2]
PATIENCE = 120  # seconds; the machine may be busy


def command(gazetteer: Path, cache: Path, port: int, *more: str) -> list[str]:
    options = ["--port", str(port), "--gazetteer", str(gazetteer), "--without-shipped", "--set", f"cache_dir={cache}"]
    return [sys.executable, "-m", "api.cli.main", "serve", *options, *more]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def connect(port: int) -> socket.socket:
    ends = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=30)
        except ConnectionRefusedError:
            assert time.monotonic() < ends, "it never listened"
            time.sleep(0.05)


def read_all(connection: socket.socket) -> tuple[bytes, bytes]:
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    head, _, body = b"".join(parts).partition(b"\r\n\r\n")
    return head, body


def ask(port: int, target: bytes) -> tuple[bytes, bytes]:
    with connect(port) as connection:
        connection.sendall(b"GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" % target)
        return read_all(connection)


@pytest.fixture(params=[1, 2], ids=["one worker", "two workers"])
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    port = free_port()
    gazetteer = write_gazetteer(tmp_path / "gazetteer")
    process = subprocess.Popen(
        command(gazetteer, tmp_path / "cache", port, "--workers", str(request.param)),
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, "EXONYM_MAX_BATCH": "2"},
    )  # fmt: skip
    yield port, process
    if process.poll() is None:
        process.kill()
    process.communicate()


def test_it_answers_and_ends_what_it_began(served: tuple[int, subprocess.Popen[bytes]]) -> None:
    port, process = served
    head, body = ask(port, b"/resolve?q=Ngo+Xuan+Lich")
    assert head.startswith(b"HTTP/1.1 200")
    assert json.loads(body)["id"] == "vn-ngo-xuan-lich"
    assert b"server:" not in head.lower()

    head, body = ask(port, "/resolve?q=吴春历".encode())
    assert head.startswith(b"HTTP/1.1 400")
    assert "Percent-encode" in json.loads(body)["remedy"]

    question = json.dumps({"queries": [{"q": "Kishi Nobuo"}] * 2}).encode()
    with connect(port) as connection:
        connection.sendall(
            b"POST /resolve HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n"
            b"Content-Length: %d\r\n\r\n%s" % (len(question), question[:10])
        )
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        time.sleep(1)
        connection.sendall(question[10:])
        head, body = read_all(connection)
    assert head.startswith(b"HTTP/1.1 200"), head
    assert [each["id"] for each in json.loads(body)["results"]] == ["jp-kishi-nobuo"] * 2
    _, log = process.communicate(timeout=PATIENCE)
    assert process.returncode in (0, -signal.SIGTERM)
    lines = [json.loads(line) for line in log.decode().splitlines()]
    assert {"GET", "POST"} <= {line.get("method") for line in lines}
    assert "Kishi" not in log.decode()


def test_a_broken_gazetteer_is_named_with_its_line(tmp_path: Path) -> None:
    gazetteer = write_gazetteer(tmp_path / "gazetteer")
    (gazetteer / "people" / "vn.yaml").write_text("vn-x:\n  naem: X\n", encoding="utf-8")
    done = subprocess.run(
        command(gazetteer, tmp_path / "cache", free_port()),
        cwd=ROOT,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 1
    assert "vn.yaml:2" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
