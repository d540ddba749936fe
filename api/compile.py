"""Compiling a gazetteer beside the service, and taking the result over without holding requests up.

What is compiled are arrays in files that the service maps into memory (see `resolver.store.caching.compiled`), so that
a new gazetteer is there at once, whatever its size, and several worker processes share one copy.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from ..resolver.errors import Finding, Place
from ..resolver.store.caching.compiled import directory_of, read_with_arrays, write


def compile_layers(paths: Sequence[Path], directory: Path) -> tuple[Path | None, list[Finding]]:
    """Where these layers are kept, compiled, and what `check` would say; no place when a finding is an error.

    Runs in a process of its own. Of several that compile the same, one works and the others take what it made.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = directory_of(paths, directory)
    with _alone(directory / "compiling.lock"):
        if read_with_arrays(place) is not None:
            return place, []
        from ..resolver.resolve import Resolver
        from ..resolver.store.reading.load import read
        from .name_list import NameList

        gazetteer, findings = read(list(paths))
        if gazetteer is None:
            return None, findings
        write(Resolver(gazetteer).catalogue, place, NameList.build(gazetteer).arrays())
    return place, findings


def command(paths: Sequence[Path], directory: Path) -> list[str]:
    """The command that compiles in a process of its own, which ends with the work and gives its memory back."""
    return [sys.executable, "-m", "exonym.api.compile", str(directory), *map(str, paths)]


def report(output: bytes) -> tuple[Path | None, list[Finding]]:
    """What that command printed. Raises ValueError or KeyError when it ended before it could, OSError when the
    directory cannot be written.
    """
    found = json.loads(output.decode("utf-8", "surrogateescape"))
    if found.get("unwritable"):
        raise OSError(found["unwritable"])
    findings = [Finding(Place(**each.pop("place")), **each) for each in found["findings"]]
    return Path(found["file"]) if found["file"] else None, findings


def main() -> None:
    """`python -m exonym.api.compile DIRECTORY PATH …` prints where the compiled file is, and the findings, as JSON."""
    directory, *paths = map(Path, sys.argv[1:])
    try:
        file, findings = compile_layers(paths, directory)
    except OSError as error:
        print(json.dumps({"unwritable": error.strerror or str(error)}))
        return
    print(json.dumps({"file": str(file) if file else None, "findings": [asdict(each) for each in findings]}))


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


if __name__ == "__main__":
    main()
