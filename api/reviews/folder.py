"""The directory of a review: what it is about, where its table and its decisions are, and its index."""

from __future__ import annotations

import json
import re
import secrets
import shutil
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct, to_builtins

from ...resolver.bulk.job import Job
from ...resolver.bulk.options import job_of
from ...resolver.errors import InputError, Place
from ...resolver.reviewing.index import Database, connected, told
from ...resolver.reviewing.intake import Taken, take

_ABOUT, _INDEX = "review.json", "index.sqlite"
_LONG_AGO = 86_400  # seconds
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_PART = re.compile(r"part\.[0-9a-f]{12}")


class About(Struct, frozen=True):
    """What a review is about. `options` are those of `exonym reconcile` by which its table is read."""

    name: str
    table: str
    decisions: str
    options: Mapping[str, Any]
    created: str = ""
    reviewer: str = ""
    blind: bool = False
    stamp: str = ""

    @property
    def job(self) -> Job:
        """How the table is read. Raises UsageError."""
        return job_of(self.options, self.table)


class Folder:
    """A review in its directory."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.id = path.name
        about = json.loads((path / _ABOUT).read_text(encoding="utf-8"))
        self.about = About(**about)
        self.decisions = path / self.about.decisions
        self.table = path / self.about.table

    @contextmanager
    def opened(self, most: int = 0) -> Iterator[Database]:
        """The index, made anew where it was lost or is not whole; of at most so many rows if that is said."""
        self._forget_broken_index()
        with connected(self.path / _INDEX) as database:
            if told(database, "rows") is None:
                take(database, self.job, most or 1 << 62)
            yield database

    @property
    def job(self) -> Job:
        """How the table is read, wherever it is."""
        return job_of(self.about.options, str(self.table))

    def take(self, most: int) -> Taken:
        """Make the index of the table. Raises UsageError, InputError."""
        with connected(self.path / _INDEX) as database:
            return take(database, self.job, most)

    def _forget_broken_index(self) -> None:
        try:
            with connected(self.path / _INDEX) as database:
                told(database, "rows")
        except sqlite3.OperationalError:  # another process holds it, or the disk is full
            raise
        except sqlite3.DatabaseError:
            forget_index(self.path)


def forget_index(path: Path) -> None:
    """Let the index in a directory be made anew: its table has changed, or it is broken."""
    for end in ("", "-wal", "-shm"):
        (path / (_INDEX + end)).unlink(missing_ok=True)


def write_about(path: Path, about: About) -> None:
    """Write what a review is about into its directory."""
    text = json.dumps(to_builtins(about), ensure_ascii=False, indent=1)
    part = path / f"{_ABOUT}.part"
    part.write_text(text, encoding="utf-8")
    part.replace(path / _ABOUT)


def folders(root: Path) -> list[Path]:
    """The directories of all reviews, the newest first."""
    found = [path for path in root.glob("*/") if _ID.fullmatch(path.name) and (path / _ABOUT).is_file()]
    return sorted(found, key=lambda path: (path / _ABOUT).stat().st_mtime_ns, reverse=True)


def find(root: Path, review_id: str) -> Folder | None:
    """The review of this id."""
    if not _ID.fullmatch(review_id) or not (root / review_id / _ABOUT).is_file():
        return None
    return Folder(root / review_id)


@contextmanager
def begun(root: Path, most: int) -> Iterator[Path]:
    """A directory for a new review, which disappears when the block ends ill. Raises InputError.

    It is not listed before it is whole.
    """
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        if len(folders(root)) >= most:
            remedy = "Let the operator remove directories of old ones, or raise max_reviews."
            raise InputError(f"there are {most} reviews already, and no more are kept.", remedy=remedy)
        _forget_broken(root)
        path = root / f"part.{secrets.token_hex(6)}"
        path.mkdir(mode=0o700)
    except OSError as error:
        raise InputError(f"reviews cannot be kept: {error.strerror}.", place=Place(str(root))) from error
    whole = False
    try:
        yield path
        whole = True
    finally:
        if not whole:
            shutil.rmtree(path, ignore_errors=True)


def _forget_broken(root: Path) -> None:
    """Remove what uploads left that were killed long ago."""
    for path in root.glob("part.*"):
        if _PART.fullmatch(path.name) and time.time() - path.stat().st_mtime > _LONG_AGO:
            shutil.rmtree(path, ignore_errors=True)


def new_id(name: str) -> str:
    """An id that says what it is and that nobody guesses."""
    stem = re.sub(r"[^a-z0-9]+", "-", Path(name).stem.lower()).strip("-")[:40].strip("-")
    return f"{stem or 'table'}-{secrets.token_hex(4)}"


def now() -> str:
    """The time as decisions have it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
