"""Compiling a gazetteer beside the service or a command, and taking the result over without holding anybody up.

What is compiled are arrays in files that are mapped into memory (see `resolver.store.caching.compiled`), so that
a new gazetteer is there at once, whatever its size, and several processes share one copy.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from msgspec import to_builtins

from ..resolver.errors import Finding, Place
from ..resolver.index.postings import Arrays
from ..resolver.locking import alone
from ..resolver.model import Gazetteer
from ..resolver.search.catalogue import Catalogue
from ..resolver.spread import Beside, Result, when_asked
from ..resolver.store.caching.compiled import directory_of, entity_arrays, read_with_arrays, rows_and_version, write
from ..resolver.workers import in_a_copy, processors

Found = TypeVar("Found")
Told = Callable[[str, int, int], object]
"""Hears what is being done, how many of it are done, and of how many (0: unknown)."""
_BETWEEN = 0.2  # seconds between two lines that say how far it is
_BESIDE = frozenset({"provenance_about", "directory_kinds", "names_0"})  # arrays that a resolver does without
_PACKAGE = Path(__file__).parents[1]


def seldom(told: Told, seconds: float) -> Told:
    """Tells the start of each step, and then how far it is, not more often than every so many seconds."""
    last, step = 0.0, ""

    def tell(doing: str, done: int, of: int) -> None:
        nonlocal last, step
        now = time.monotonic()
        if doing != step or now - last >= seconds:
            last, step = now, doing
            told(doing, done, of)

    return tell


def compile_layers(
    paths: Sequence[Path], directory: Path, processes: int = 1, told: Told = lambda doing, done, of: None
) -> tuple[Path | None, list[Finding]]:
    """Where these layers are kept, compiled, and what `check` would say; no place when a finding is an error.

    Runs in a process of its own, which may copy itself. Of several that compile the same, one works and the others
    take what it made.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = directory_of(paths, directory)
    with (directory / "compiling.lock").open("w") as held, alone(held):
        if read_whole(place) is not None:
            return place, []
        from ..resolver.bulk.answering.spread import over_processes
        from ..resolver.search.catalogue import build_whole
        from ..resolver.store.caching.file_entries import FileCache
        from ..resolver.store.caching.made_before import MadeBefore
        from ..resolver.store.reading.load import read_content
        from ..resolver.store.reading.provenance import Provenance
        from .directory import Directory
        from .name_list import Collected, listed

        told("reading the files", 0, 0)
        files = FileCache(directory / "files")
        if processes > 1:
            files.read_ahead(paths, processes)
        gazetteer, content, findings = read_content(list(paths), files.read)
        if gazetteer is None:
            return None, findings
        files.keep({})
        beside = Provenance.of(content, paths).arrays()
        del content  # what was read is large, and what follows needs memory
        rows, version = rows_and_version(gazetteer)
        gazetteer, names = Gazetteer(gazetteer.entities, version), Collected()
        beside |= entity_arrays(rows)
        before = MadeBefore(rows, directory, _code())
        doing = "spelling names in other scripts"
        spread = over_processes(processes, lambda done, of: told(doing, done, of), before.note)
        at_once = _Both(in_a_copy if processes > 1 else when_asked, names.arrays)
        catalogue = build_whole(gazetteer, listed, names.take, spread, before, at_once)
        told("sorting the names", 0, 0)
        beside |= Directory.build(gazetteer).arrays() | before.arrays() | at_once.other()
        told("writing what was compiled", 0, 0)
        write(catalogue, place, beside)
        before.finish()
    return place, findings


class _Both(Generic[Found]):
    """Begins other work before the first that it is given, which comes when all names are taken.

    `other` waits for the result of the other work, which may be as long as both together.
    """

    def __init__(self, begin: Beside, other: Callable[[], Found]) -> None:
        self._begin = begin
        self._is_begun = False
        self.other = other

    def __call__(self, work: Callable[[], Result], /) -> Callable[[], Result]:
        if not self._is_begun:
            self._is_begun, self.other = True, self._begin(self.other)
        return self._begin(work)


def _code() -> str:
    """What the code looks like that lists the names of an entity."""
    return hashlib.sha256(Path(__file__).with_name("name_list.py").read_bytes()).hexdigest()


def read_whole(place: Path) -> tuple[Catalogue, Arrays] | None:
    """As `read_with_arrays`; None too where the names, kinds and provenance are missing that a service shows."""
    found = read_with_arrays(place)
    return found if found and found[1].keys() >= _BESIDE else None


def command(paths: Sequence[Path], directory: Path, processes: int = 1) -> list[str]:
    """The command that compiles in a process of its own, which ends with the work and gives its memory back."""
    return [*module("exonym.api.compile"), f"--processes={processes}", "--", str(directory), *map(str, paths)]


def module(name: str) -> list[str]:
    """How a module of ours is run in a process of its own, which imports nothing that lies in the working directory."""
    safely = [] if _PACKAGE.parent == Path.cwd() else ["-P"]
    return [sys.executable, *safely, "-m", name]


def compile_beside(
    paths: Sequence[Path], directory: Path, told: Told = lambda doing, done, of: None
) -> tuple[Path | None, list[Finding]]:
    """As `compile_layers`, in a process of its own, on all processors.

    Raises ValueError or KeyError when it ended before it could, OSError when it cannot start or cannot write.
    """
    line = b""
    with subprocess.Popen(command(paths, directory, processors()), stdout=subprocess.PIPE) as process:  # noqa: S603
        for line in process.stdout or ():
            said = json.loads(line)
            if "doing" in said:
                told(said["doing"], said["done"], said["of"])
    return report(line)


def report(output: bytes) -> tuple[Path | None, list[Finding]]:
    """What that command printed last. Raises ValueError or KeyError when it ended before it could, OSError when the
    directory cannot be written.
    """
    found = json.loads(output.strip().rpartition(b"\n")[2].decode("utf-8", "surrogateescape"))
    if found.get("unwritable"):
        raise OSError(found["unwritable"])
    findings = [Finding(Place(**each.pop("place")), **each) for each in found["findings"]]
    return Path(found["file"]) if found["file"] else None, findings


def main() -> None:
    """`python -m exonym.api.compile DIRECTORY PATH …` prints, as lines of JSON, what it does; last where the compiled
    file is, and the findings.
    """
    parser = argparse.ArgumentParser(description="Compile a gazetteer.")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("directory", type=Path)
    parser.add_argument("paths", type=Path, nargs="+")
    given = parser.parse_args()
    gc.disable()  # it ends with the work, and what it makes has no cycles: looking for them takes a tenth of the time
    try:
        file, findings = compile_layers(given.paths, given.directory, given.processes, seldom(_print, _BETWEEN))
    except OSError as error:
        print(json.dumps({"unwritable": error.strerror or str(error)}))
    except KeyboardInterrupt:  # who asked for it was interrupted, and says so
        sys.exit(130)
    else:
        print(json.dumps({"file": str(file) if file else None, "findings": [to_builtins(each) for each in findings]}))


def _print(doing: str, done: int, of: int) -> None:
    print(json.dumps({"doing": doing, "done": done, "of": of}), flush=True)


if __name__ == "__main__":
    main()
