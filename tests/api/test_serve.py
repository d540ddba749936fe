"""`exonym serve` as a process: it answers, ends what it began, and says why it cannot start."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from served import write_gazetteer

from ports import free_port

ROOT = Path(__file__).parents[2]
PATIENCE = 300  # seconds; the machine may be busy


def command(gazetteer: Path, cache: Path, port: int, *more: str) -> list[str]:
    options = ["--port", str(port), "--gazetteer", str(gazetteer), "--without-shipped", "--set", f"cache_dir={cache}"]
    return [sys.executable, "-m", "exonym.api.cli.main", "serve", *options, *more]


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


def end(process: subprocess.Popen[bytes]) -> None:
    """Ends a service and its workers; kills it if that takes too long, so that it does not outlive the tests."""
    process.terminate()
    try:
        process.communicate(timeout=PATIENCE)
    finally:
        process.kill()


@pytest.fixture(params=[1, 2], ids=["one worker", "two workers"])
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    port = free_port()
    gazetteer = write_gazetteer(tmp_path / "gazetteer")
    process = subprocess.Popen(
        command(gazetteer, tmp_path / "cache", port, "--workers", str(request.param)),
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, "EXONYM_MAX_BATCH": "2"},
    )  # fmt: skip
    yield port, process
    end(process)


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
            b"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(question)
        )
        assert connection.recv(65536).startswith(b"HTTP/1.1 100 "), "it says so once it waits for the body"
        connection.sendall(question[:10])
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


def test_the_reply_to_head_has_no_body(served: tuple[int, subprocess.Popen[bytes]]) -> None:
    port, _ = served
    for path in (b"/healthz", b"/readyz", b"/resolve?q=x", b"/resolve?limit=no", b"/status", b"/nowhere"):
        with connect(port) as connection:
            connection.sendall(b"HEAD %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" % path)
            head, body = read_all(connection)
        assert int(re.search(rb"(?i)content-length: (\d+)", head)[1]) > 0  # type: ignore[index]
        assert body == b""
        assert head.split()[1] == ask(port, path)[0].split()[1]


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


def statuses(port: int, route: bytes) -> set[bytes]:
    """The statuses that were counted for a route."""
    _, text = ask(port, b"/metrics")
    return set(re.findall(rb'exonym_requests_total{route="%s",status="(\d+)"}' % re.escape(route), text))


TABLE = b"POST /reconcile/file?column=name HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\n"
BATCH = b"POST /resolve HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"


@pytest.mark.parametrize("served", [1], indirect=True, ids=["one worker"])
def test_who_goes_away_or_sends_nonsense_is_no_fault_of_the_service(
    served: tuple[int, subprocess.Popen[bytes]],
) -> None:
    port, process = served
    for head, route in ((TABLE, b"/reconcile/file"), (BATCH, b"other")):
        before = statuses(port, route)
        with connect(port) as connection:
            connection.sendall(head + b"Content-Length: 100\r\n\r\nid,name\n")
            time.sleep(0.3)
        ends = time.monotonic() + PATIENCE
        while (new := statuses(port, route) - before) == set() and time.monotonic() < ends:
            time.sleep(0.05)
        assert new == {b"499"}, route
        with connect(port) as connection:
            connection.sendall(head + b"Transfer-Encoding: chunked\r\n\r\n8\r\nid,name\n\r\n")
            time.sleep(0.3)
            connection.sendall(b"nonsense\r\n")
            assert read_all(connection)[0].startswith(b"HTTP/1.1 400 ")
        while (new := statuses(port, route) - before - {b"499"}) == set() and time.monotonic() < ends:
            time.sleep(0.05)
        assert new == {b"400"}, route
    process.send_signal(signal.SIGTERM)
    _, log = process.communicate(timeout=PATIENCE)
    assert b"Traceback" not in log
    assert not [line for line in log.splitlines() if b'"status": 500' in line]


@pytest.mark.parametrize("served", [1], indirect=True, ids=["one worker"])
def test_nonsense_after_the_reply_began_breaks_it_off(served: tuple[int, subprocess.Popen[bytes]]) -> None:
    port, _ = served
    rows = b"Nobody\n" * 300_000
    with connect(port) as connection:
        connection.sendall(TABLE + b"Transfer-Encoding: chunked\r\n\r\n5\r\nname\n\r\n%x\r\n%s\r\n" % (len(rows), rows))
        begun = connection.recv(65536)
        assert begun.startswith(b"HTTP/1.1 200")
        connection.sendall(b"nonsense\r\n")
        head, body = read_all(connection)
    assert b"HTTP/1.1 400" not in head + body, "no second head inside the reply"
    assert not body.endswith(b"0\r\n\r\n"), "it is not ended as if it were whole"
