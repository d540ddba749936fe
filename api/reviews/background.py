"""Who answers the names of reviews beside the requests: a process of its own, or a thread where there is no cache."""

from __future__ import annotations

import logging
import subprocess
import threading
import time
from pathlib import Path

from msgspec import Struct

from ...resolver.resolve import Resolver
from ...resolver.reviewing.index import connected
from ...resolver.reviewing.resolving import answer
from ..settings import Settings
from ..snapshot import Snapshot
from .work import command

_log = logging.getLogger("exonym")
_PAUSE = 5.0  # seconds before work that ended too early is begun again
_TRIES = 3


class _Worker(Struct):
    """Work on one review: when it began last, how often it failed, and by whom it is done."""

    process: subprocess.Popen[bytes] | None = None
    thread: threading.Thread | None = None
    began: float = 0.0
    failures: int = 0

    @property
    def is_running(self) -> bool:
        if self.process is not None:
            return self.process.poll() is None
        return self.thread is not None and self.thread.is_alive()


class Background:
    """Keeps the work on reviews going while anybody asks about them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._workers: dict[Path, _Worker] = {}
        self._lock = threading.Lock()

    def go_on(self, index: Path, snapshot: Snapshot) -> str:
        """See to it that an index with open entries is worked on; what went wrong with that, if it did."""
        with self._lock:
            worker = self._workers.setdefault(index, _Worker())
            if worker.is_running:
                return ""
            if worker.process is not None and worker.process.returncode:
                worker.failures += 1
                _log.error("review: answering ended", extra={"exitcode": worker.process.returncode})
                worker.process = None
            if worker.failures >= _TRIES:
                return "answering in the background failed; the log of the service says why"
            if time.monotonic() - worker.began >= _PAUSE or not worker.began:
                self._begin(worker, index, snapshot)
        return ""

    def _begin(self, worker: _Worker, index: Path, snapshot: Snapshot) -> None:
        worker.began = time.monotonic()
        place = snapshot.place
        if place is None or not place.is_dir():
            worker.thread = threading.Thread(target=_answer, args=(index, snapshot.resolver), daemon=True)
            worker.thread.start()
            return
        arguments = command(index, place, self._settings.known_share)
        worker.process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL)  # noqa: S603 - our own module


def _answer(index: Path, resolver: Resolver) -> None:
    with connected(index) as database:
        answer(database, resolver)
