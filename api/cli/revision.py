"""A gazetteer as it was: another path, or a directory at a revision of its git repository."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...resolver.errors import InputError, UsageError


@contextmanager
def earlier(path: Path, revision: str) -> Iterator[Path]:
    """`revision` if it is a path; else the directory or file `path` at that revision, in a place that goes away.

    Before the first commit, HEAD is a path where nothing is. Raises UsageError when the revision is unknown, InputError
    without git or a repository.
    """
    if Path(revision).exists():
        yield Path(revision)
        return
    with tempfile.TemporaryDirectory(prefix="exonym-diff-") as scratch:
        top = Path(_git(path, "rev-parse", "--show-toplevel").decode().strip())
        inside = path.resolve().relative_to(top.resolve())
        if revision == "HEAD" and not _known(path, revision):
            yield Path(scratch) / "nothing"  # before the first commit
            return
        if revision.startswith("-") or not _known(path, revision):
            raise UsageError(f"{revision!r} is neither a path nor a revision.", remedy="Use e.g. HEAD~1.")
        archive = _git(top, "archive", "--format=tar", revision, "--", str(inside))
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(scratch, filter="data")
        yield Path(scratch) / inside


def _known(path: Path, revision: str) -> bool:
    try:
        _git(path, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except InputError:
        return False
    return True


def top_level(path: Path) -> Path | None:
    """The repository that a path lies in; None when it lies in none."""
    try:
        return Path(_git(path, "rev-parse", "--show-toplevel").decode().strip())
    except InputError:
        return None


def _git(path: Path, *args: str) -> bytes:
    folder = path if path.is_dir() else path.parent
    command = ["git", "-C", str(folder), *args]
    try:
        return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603 - arguments, no shell
    except FileNotFoundError as error:
        raise InputError("git is not installed.", remedy="Give the path of the other version.") from error
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode(errors="replace").strip().splitlines()
        remedy = "Give the path of the other version."
        raise InputError(f"git: {reason[0] if reason else 'failed'}", remedy=remedy) from error
