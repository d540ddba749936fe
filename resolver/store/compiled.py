"""A resolver's index, kept beside the compiled gazetteer so that starting costs a read and not a build.

The file's name holds the gazetteer's version and a fingerprint of this package, since the keys follow from both. A
file that is damaged is read past and written anew.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from contextlib import suppress
from functools import cache
from pathlib import Path

import numpy as np

from ..index import Index
from ..model import Gazetteer
from ..policy import DEFAULT_POLICY, Policy
from ..resolve import Resolver

_PACKAGE = Path(__file__).parents[1]


def open_resolver(gazetteer: Gazetteer, directory: Path, policy: Policy = DEFAULT_POLICY) -> Resolver:
    """A resolver over the gazetteer, its index from `directory` when it was kept there, and kept there otherwise.

    A directory that cannot be written costs time, not the answer.
    """
    file = directory / f"{gazetteer.version}-{_fingerprint()}.index.npz"
    index = _read(file)
    resolver = Resolver(gazetteer, policy, index)
    if index is None:
        _write(file, resolver.index)
    return resolver


@cache
def _fingerprint() -> str:
    """A hash that changes with any module or table of the package: sizes and times of its files."""
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix in (".py", ".tsv"):
            status = path.stat()
            digest.update(f"{path.relative_to(_PACKAGE)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:12]


def _read(file: Path) -> Index | None:
    try:
        with np.load(file, allow_pickle=False) as arrays:
            return Index.restore(arrays)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None


def _write(file: Path, index: Index) -> None:
    partial = file.with_name(f"{file.name}.{os.getpid()}.part")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as out:
            np.savez(out, **index.arrays())  # type: ignore[arg-type]
        partial.replace(file)
