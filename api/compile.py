"""Compiling a gazetteer beside the service, and taking the result over without holding requests up.

The compiled file is a pickle, as `.pyc` files are marshalled code: it is read back only from a directory and a file
that belong to this user and that nobody else may write. Its name holds a hash of the gazetteer's files and of the
code, so that an edit of either leaves it unread.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import pickle
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

import resolver
from resolver import __version__
from resolver.errors import Finding, Place
from resolver.phonetics.search import Phonetics
from resolver.store.cache import content_hash

from .snapshot import Compiled

_KEPT = 4  # compiled files of earlier versions that stay beside the newest
_PAUSE = 0.0005  # seconds between two reads of a compiled file: requests are answered meanwhile


def compile_layers(paths: Sequence[Path], directory: Path) -> tuple[Path | None, list[Finding]]:
    """The compiled file of these layers and what `check` would say; no file when a finding is an error.

    Runs in a process of its own. Of several that compile the same, one works and the others take its file.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = compiled_file(paths, directory)
    with _alone(directory / "compiling.lock"):
        if is_ours(file):
            return file, []
        from resolver.store.load import read

        gazetteer, findings = read(list(paths))
        if gazetteer is None:
            return None, findings
        compiled = Compiled.of(gazetteer)
        whole = pickle.dumps(compiled, 5)
        _write(sounds_file(file), pickle.dumps(compiled.catalogue.phonetics, 5))
        _write(file, whole)
        _tidy(directory, file)
    return file, findings


def command(paths: Sequence[Path], directory: Path) -> list[str]:
    """The command that compiles in a process of its own, which ends with the work and gives its memory back."""
    return [sys.executable, "-m", "api.compile", str(directory), *map(str, paths)]


def report(output: bytes) -> tuple[Path | None, list[Finding]]:
    """What that command printed. Raises ValueError or KeyError when it ended before it could."""
    found = json.loads(output.decode("utf-8", "surrogateescape"))
    findings = [Finding(Place(**each.pop("place")), **each) for each in found["findings"]]
    return Path(found["file"]) if found["file"] else None, findings


def main() -> None:
    """`python -m api.compile DIRECTORY PATH …` prints where the compiled file is, and the findings, as JSON."""
    directory, *paths = map(Path, sys.argv[1:])
    file, findings = compile_layers(paths, directory)
    print(json.dumps({"file": str(file) if file else None, "findings": [asdict(each) for each in findings]}))


def compiled_file(paths: Sequence[Path], directory: Path) -> Path:
    """Where these layers, compiled by this code, are or will be."""
    digest = hashlib.sha256(f"{content_hash(paths)} {__version__} {sys.version}".encode())
    root = Path(resolver.__file__).parent
    for source in (*sorted(root.rglob("*.py")), *sorted(root.rglob("*.tsv"))):
        stat = source.stat()
        digest.update(f"\0{source.relative_to(root)} {stat.st_mtime_ns} {stat.st_size}".encode())
    return directory / f"{digest.hexdigest()[:32]}.compiled"


def sounds_file(file: Path) -> Path:
    """Where the names by their sound are: apart, since the first answer need not wait for them."""
    return file.with_suffix(".sounds")


def is_ours(file: Path) -> bool:
    """Whether the file is there, and neither it nor its directory could have been written by anybody else."""
    try:
        stats = file.parent.stat(), file.stat()
    except OSError:
        return False
    return all(stat.st_uid == os.getuid() and not stat.st_mode & 0o022 for stat in stats)


def read_compiled(file: Path, *, gently: bool = False) -> Compiled | None:
    """The compiled gazetteer, without its sounds; None when the file is not ours or is damaged.

    `gently` is for a thread beside a running event loop: it steps aside after every frame of the pickle.
    """
    found = _read(file, gently=gently)
    return found if isinstance(found, Compiled) else None


def add_sounds(compiled: Compiled, file: Path) -> None:
    """Reads the names by their sound too, gently. Where they cannot be read they are made when they are needed."""
    found = _read(sounds_file(file), gently=True)
    if isinstance(found, Phonetics):
        compiled.keep_sounds(found)


def _read(file: Path, *, gently: bool) -> object:
    if not is_ours(file):
        return None
    collecting = gc.isenabled()
    gc.disable()  # nothing of it is garbage, and looking for some would stop every thread
    try:
        with file.open("rb") as source:
            return pickle.load(_Gentle(source) if gently else source)  # noqa: S301 (ours: see above)
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, ValueError, TypeError):
        return None
    finally:
        if collecting:
            gc.enable()


def _write(file: Path, content: bytes) -> None:
    """Whole or not at all, and readable by nobody else."""
    part = file.with_suffix(f".{os.getpid()}.part")
    part.touch(mode=0o600)
    part.write_bytes(content)
    part.replace(file)


class _Gentle:
    """A file that lets other threads run between two reads."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source

    def read(self, size: int = -1) -> bytes:
        time.sleep(_PAUSE)
        return self._source.read(size)

    def readline(self) -> bytes:
        return self._source.readline()


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """One process at a time, where the system has file locks."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _tidy(directory: Path, newest: Path) -> None:
    known = []
    for file in directory.glob("*.compiled"):
        with suppress(OSError):
            known.append((file.stat().st_mtime_ns, file))
    for _, file in sorted(known)[:-_KEPT]:
        if file != newest:
            with suppress(OSError):
                sounds_file(file).unlink(missing_ok=True)
                file.unlink()


if __name__ == "__main__":
    main()
