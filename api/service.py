"""What the application holds: the snapshot that answers, and the watch that replaces it when a file changes."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from ..resolver.errors import ExonymError, Finding, GazetteerError, Place
from ..resolver.index.postings import Arrays
from ..resolver.resolve import Resolver
from ..resolver.search.catalogue import Catalogue
from ..resolver.store.caching.compiled import directory_of
from ..resolver.store.caching.last_good import Files, Good, keep_good, last_good
from ..resolver.store.reading.layer_files import layer_files
from ..resolver.workers import processors
from .access_keys import KeyRing, read_keys
from .answer_log import Ledger
from .collecting import collect_seldom
from .compile import command, read_whole, report
from .metrics import Metrics
from .settings import Settings
from .sharing import Helper
from .snapshot import Answers, Snapshot

_log = logging.getLogger("exonym")
_QUICK = 80  # characters
_NICE = 3  # compiling beside requests waits for them: a third of a processor where two are wanted
Result = TypeVar("Result")


class Failure(Struct, frozen=True):
    """An edit that did not load; the gazetteer before it still answers."""

    at: float
    message: str
    findings: tuple[Finding, ...] = ()


class _Loaded(Struct, frozen=True):
    """A compiled gazetteer that was opened, and where it lies."""

    place: Path
    catalogue: Catalogue
    arrays: Arrays


class Service:
    """Exactly one snapshot at a time. A request takes `snapshot` once; replacing it never touches a request."""

    def __init__(self, settings: Settings, metrics: Metrics, resolver: Resolver | None = None) -> None:
        self.settings = settings
        self.keys = KeyRing(read_keys(settings.keys_file) if settings.keys_file else ())
        self.ledger = Ledger(metrics, settings.unresolved_file)
        self.started_at = time.time()
        self.snapshot: Snapshot | None = None
        self.failure: Failure | None = None
        self.reloads = 0
        self.failures = 0
        self._fixed = resolver is not None
        self._watch: asyncio.Task[None] | None = None
        self._slow = asyncio.Semaphore(1)
        self.files = asyncio.Semaphore(settings.max_files)
        self.helpers = tuple(Helper(settings.known_share) for _ in range(settings.helpers or 0))
        self._own_directory: tempfile.TemporaryDirectory[str] | None = None
        if resolver is not None:
            self.snapshot = self._snapshot(resolver.catalogue, {}, None)

    async def start(self) -> None:
        """Loads the gazetteer that the settings name, then watches its files.

        Where they do not load, or one was emptied, it serves what was last taken into service; without that it raises
        GazetteerError, or ExonymError when compiling failed.
        """
        if self._fixed:
            return
        collect_seldom()
        paths, directory = self.settings.layers(), self._directory()
        files, good = signature_of(paths), last_good(paths, directory)
        kept = _read(good.place) if good else None
        emptied = _emptied(good.files, files) if good and kept else None
        loaded = emptied or _read(directory_of(paths, directory)) or await self._load(paths, directory)
        taken = files
        if isinstance(loaded, _Loaded):
            keep_good(paths, directory, Good(loaded.place, files))
        elif good and kept:  # others serve it: a worker that starts anew serves what they do
            self._failed(loaded)
            loaded, taken = kept, good.files
        else:
            raise _refusal(loaded)
        self.snapshot = self._snapshot(loaded.catalogue, loaded.arrays, loaded.place)
        gc.freeze()  # the gazetteer outlives every collection
        if self.settings.reload_interval:
            self._watch = asyncio.create_task(self._watch_files(paths, directory, files, taken))

    async def warm(self) -> None:
        """Loads in a thread what the first requests would wait for."""
        if self._fixed or self.snapshot is None:
            return
        await asyncio.to_thread(self.snapshot.load_tables)
        gc.freeze()  # nor do the tables ever become garbage: looking through them would stop every request

    async def stop(self) -> None:
        """Ends the watch and the helpers, and removes what was made for this process."""
        self.ledger.flush()
        for helper in self.helpers:
            await helper.close()
        if self._watch is not None:
            self._watch.cancel()
            with suppress(asyncio.CancelledError):
                await self._watch
        if self._own_directory is not None:
            self._own_directory.cleanup()

    async def aside(self, length: int, work: Callable[[], Result]) -> Result:
        """Work on a mention of this length. What may take long is done in a thread, one at a time.

        Names are short and quick; a thousand characters are not, and must not hold up everybody else.
        """
        if length <= _QUICK:
            return work()
        async with self._slow:
            return await asyncio.to_thread(work)

    def _snapshot(self, catalogue: Catalogue, kept: Arrays, place: Path | None) -> Snapshot:
        most = self.settings.answers_memory // 2
        resolver = Resolver(catalogue.gazetteer, self.settings.policy(), catalogue=catalogue)
        return Snapshot(resolver, time.time(), kept, place, Answers(most), Answers(most))

    def _directory(self) -> Path:
        if self.settings.cache_dir is not None:
            return self.settings.cache_dir
        self._own_directory = tempfile.TemporaryDirectory(prefix="exonym-")
        return Path(self._own_directory.name)

    async def _compile(self, paths: Sequence[Path], directory: Path) -> tuple[Path | None, list[Finding]]:
        """Raises ValueError or KeyError when the process failed, TimeoutError when it took too long, OSError."""
        alone = self.snapshot is None  # nobody waits for answers yet
        compiling = command(paths, directory, processors() if alone else 1)
        process = await asyncio.create_subprocess_exec(*compiling, stdout=asyncio.subprocess.PIPE)
        if not alone:
            with suppress(AttributeError, OSError):  # a system without priorities, a process that has ended
                os.setpriority(os.PRIO_PROCESS, process.pid, _NICE)
        try:
            output, _ = await asyncio.wait_for(process.communicate(), self.settings.reload_timeout)
        finally:
            if process.returncode is None:
                process.kill()
        return report(output)

    async def _load(self, paths: Sequence[Path], directory: Path) -> _Loaded | Failure:
        """These layers compiled and opened; or why they cannot be."""
        try:
            place, findings = await self._compile(paths, directory)
        except (OSError, ValueError, KeyError, TimeoutError) as error:
            reason = f": {error}" if isinstance(error, OSError) and str(error) else ""
            return Failure(time.time(), f"compiling ended with {type(error).__name__}{reason}")
        if place is None:
            errors = tuple(finding for finding in findings if finding.severity == "error")
            return Failure(time.time(), f"the gazetteer has {len(errors)} error(s)", errors)
        loaded = await asyncio.to_thread(_read, place)
        return loaded or Failure(time.time(), "the compiled gazetteer cannot be read")

    async def _watch_files(self, paths: Sequence[Path], directory: Path, loaded: Files, taken: Files) -> None:
        """Every change is loaded once the files have been still for one interval: editors save in steps.

        `loaded` are the files as they were last looked at, `taken` those of the gazetteer that is served.
        """
        seen = loaded
        while True:
            await asyncio.sleep(self.settings.reload_interval)
            now = await asyncio.to_thread(signature_of, paths)
            if now == seen and now != loaded:
                loaded = now
                emptied = _emptied(taken, now)
                if emptied:
                    self._failed(emptied)
                elif await self._reload(paths, directory, now):
                    taken = now
            seen = now

    async def _reload(self, paths: Sequence[Path], directory: Path, files: Files) -> bool:
        """Takes the files over, or notes why not; whether it did."""
        began = time.monotonic()
        loaded = await self._load(paths, directory)
        if isinstance(loaded, Failure):
            self._failed(loaded)
            return False
        if _emptied(files, await asyncio.to_thread(signature_of, paths)):
            return False  # maybe read without what was in it; the next look tells
        snapshot = self._snapshot(loaded.catalogue, loaded.arrays, loaded.place)
        await asyncio.to_thread(snapshot.load_tables)  # else the first requests would wait for it, and all after them
        self.snapshot, self.failure = snapshot, None
        keep_good(paths, directory, Good(loaded.place, files))
        self.reloads += 1
        gc.freeze()
        _log.info("reloaded", extra={"gazetteer": snapshot.gazetteer.version,
                                     "seconds": round(time.monotonic() - began, 3)})  # fmt: skip
        return True

    def _failed(self, failure: Failure) -> None:
        self.failure = failure
        self.failures += 1
        _log.error("reload failed: %s", failure.message, extra={"findings": [str(each) for each in failure.findings]})


def _read(place: Path) -> _Loaded | None:
    found = read_whole(place)
    return _Loaded(place, *found) if found else None


def _refusal(failure: Failure) -> ExonymError:
    """Why nothing can be served."""
    if failure.findings:
        return GazetteerError(list(failure.findings))
    remedy = "Free memory and space, or give it longer with reload_timeout."
    return ExonymError(f"the gazetteer does not load: {failure.message}.", remedy=remedy)


def _emptied(before: Files, now: Files) -> Failure | None:
    found = emptied_since(before, now)
    return Failure(time.time(), "a file was emptied", found) if found else None


def signature_of(paths: Sequence[Path]) -> Files:
    """What changes when a file of these layers is written, added or removed."""
    found: set[tuple[str, int, int]] = set()
    for path in paths:
        for file in layer_files(path)[0]:
            try:
                stat = file.path.stat()
                found.add((str(file.path), stat.st_mtime_ns, stat.st_size))
            except OSError:  # a link that leads nowhere: loading tells
                found.add((str(file.path), 0, -1))
    return frozenset(found)


def emptied_since(before: Files, now: Files) -> tuple[Finding, ...]:
    """Files that had something in them and have nothing at all: half saved, or by mistake."""
    filled = {name for name, _, size in before if size}
    remedy = "Write its entries, or remove the file if they are gone for good."
    return tuple(
        Finding(Place(name, 1), "F002", "was not empty when it was last read, and is now", remedy)
        for name, _, size in sorted(now)
        if not size and name in filled
    )
