"""A browser, and a service in a process of its own for it to ask."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from ports import free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

ROOT = Path(__file__).parents[2]
PATIENCE = 300  # seconds; the machine may be busy
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_ARGUMENTS = (
    "--no-sandbox",  # containers have none
    "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
)  # fmt: skip


def chromium() -> str | None:
    """The browser of this machine, if there is one."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def launch(playwright: Playwright) -> Browser:
    """The browser of this machine, which asks nobody for anything by itself."""
    return playwright.chromium.launch(executable_path=chromium(), args=list(_ARGUMENTS))


@contextmanager
def serving(log: Path, *options: str) -> Iterator[str]:
    """The address of `exonym serve` with these options, once it answers. Its log is in the file.

    AssertionError, with the log, where the service has ended before the tests that ask it.
    """
    port = free_port()
    with running(log, port, *options) as process:
        yield address_of(port)
        ended = process.poll()
        assert ended is None, f"the service ended with {ended}: {log.read_text(encoding='utf-8')}"


@contextmanager
def running(log: Path, port: int, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """The process of `exonym serve` on a port, once it answers; a test may kill it."""
    command = [sys.executable, "-m", "exonym.api.cli.main", "serve", "--port", str(port), *options]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]),
        "PYTHONFAULTHANDLER": "1",  # so that the log says where each thread was, should it crash
    }
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=log.parent, env=environment, stdout=output, stderr=output)
    try:
        _wait(f"{address_of(port)}/", process, log)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        finally:
            process.kill()


def address_of(port: int) -> str:
    """Where a service on that port is asked."""
    return f"http://127.0.0.1:{port}"


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + PATIENCE
    while True:
        assert process.poll() is None, f"the service ended: {log.read_text(encoding='utf-8')}"
        assert time.monotonic() < ends, f"the service never answered: {log.read_text(encoding='utf-8')}"
        try:
            with urlopen(address, timeout=PATIENCE):  # noqa: S310 - an address of ours
                return
        except HTTPError:
            return
        except (URLError, ConnectionError):
            time.sleep(0.05)
