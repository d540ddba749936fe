"""`exonym open`: a service that runs already is used, else one is started at a port that is free."""

from __future__ import annotations

import http.server
import os
import signal
import socket
import subprocess
import sys
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from exonym import __version__
from exonym.api.cli.open_page import is_running, open_page, show
from exonym.api.settings import Settings

ROOT = Path(__file__).parents[2]


class Health(http.server.BaseHTTPRequestHandler):
    """Answers as the service does when it is asked how it is."""

    said = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.said)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def answering(said: str) -> Iterator[int]:
    handler = type("Said", (Health,), {"said": said.encode()})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.mark.parametrize(
    ("said", "ours"),
    [
        (f'{{"status":"ok","version":"{__version__}"}}', True),
        ('{"status":"ok","version":"0.0.0"}', False),
        ('{"status":"ok"}', False),
        ("[]", False),
        ("<h1>It works!</h1>", False),
    ],
)
def test_only_this_version_of_the_service_is_used(said: str, ours: bool) -> None:
    with answering(said) as port:
        assert is_running(port) is ours


def test_where_nothing_listens_nothing_runs() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert not is_running(port)


def test_a_service_that_runs_is_shown_and_none_is_started(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: opened.append(address) or True)
    with answering(f'{{"status":"ok","version":"{__version__}"}}') as port:
        open_page("/review", Settings(), port=port)
        assert opened == [f"http://localhost:{port}/review"]
        open_page("/", Settings(), port=port, browser=False)
    assert opened == [f"http://localhost:{port}/review"]
    assert capsys.readouterr().out.splitlines() == [f"http://localhost:{port}/review", f"http://localhost:{port}/"]


def test_without_a_browser_the_address_is_enough(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _: False)
    show(8000, "/", browser=True)
    said = capsys.readouterr()
    assert said.out == "http://localhost:8000/\n"
    assert "no browser" in said.err


def test_a_service_is_started_beside_what_has_the_port(tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    names.write_text("id,name\na,Ngô Xuân Lịch\n", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        busy = taken.getsockname()[1]
        options = ["--no-browser", "--port", str(busy), "--gazetteer", str(names), "--without-shipped"]
        with subprocess.Popen(
            [sys.executable, "-m", "exonym.api.cli.main", "open", *options],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")},
        ) as process:  # fmt: skip
            assert process.stdout is not None
            try:
                address = process.stdout.readline().strip()
                assert address.startswith("http://localhost:")
                assert str(busy) not in address
                with urlopen(address.replace("localhost", "127.0.0.1")) as page:  # noqa: S310 (our own)
                    assert b'<form id="ask"' in page.read()
            finally:
                process.send_signal(signal.SIGINT)
