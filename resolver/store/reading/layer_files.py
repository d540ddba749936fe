"""Which files a layer of the gazetteer consists of, and what their folders say of their kind."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

from ...errors import Finding, Place
from ..codes import finding

SOURCE = "source"
"""The kind of the entries of sources.yaml, which are not entities."""


class LayerFile(Struct, frozen=True):
    """One file: how to read it ("yaml" or "table") and the kind its folder gives ("" when none)."""

    path: Path
    format: str
    kind: str = ""


def layer_files(path: Path) -> tuple[list[LayerFile], list[Finding]]:
    """The files of one layer, in the order of their names: a directory's YAML, or the one file that `path`
    is.

    In a directory, files and folders whose names begin with `.` or `_`, and everything that is neither YAML nor a table
    with its sources beside it, are left out. A link is what it leads to.
    """
    try:
        if path.is_dir():
            return _directory(path)
        exists = path.exists()
    except (OSError, ValueError) as error:
        return [], [finding("F002", Place(str(path)), f"cannot be read: {error}")]
    if not exists:
        return [], [finding("F001", Place(str(path)), "no such file or directory")]
    form = _formats().get(path.suffix.lower())
    if form is None:
        return [], [finding("F003", Place(str(path)), f"`{path.suffix or path.name}` is not a format of gazetteers")]
    about = sources_beside(path)
    if form == "table" and about.exists():
        return [LayerFile(path, form), LayerFile(about, "yaml", SOURCE)], []
    return [LayerFile(path, form, _kind(path) if form == "yaml" else "")], []


def sources_beside(table: Path) -> Path:
    """The file that says where the facts of a table are from, for those that an import wrote."""
    return table.with_name(f"{table.name}.{SOURCES}")


SOURCES = "sources.yaml"
"""The name of a file of sources, or the end of its name."""


def _directory(root: Path) -> tuple[list[LayerFile], list[Finding]]:
    found: list[LayerFile] = []
    findings: list[Finding] = []

    def refused(error: OSError) -> None:
        findings.append(finding("F002", Place(str(error.filename)), f"cannot be read: {error.strerror}"))

    for folder, names in _walk(root, refused):
        kind = _kind_of(folder)
        for name in names:
            path = folder / name
            form = _formats().get(path.suffix.lower())
            if name[0] in "._" or not form or (form == "table" and not sources_beside(path).exists()):
                continue
            own = SOURCE if _has_sources(path) else kind
            found.append(LayerFile(path, form, own if form == "yaml" else ""))
    if not found and not findings:
        findings.append(finding("F004", Place(str(root)), "the directory holds no YAML file"))
    return found, findings


def _walk(root: Path, refused: Callable[[OSError], None] | None = None) -> Iterator[tuple[Path, list[str]]]:
    """The folders of a directory with the names of their files, in order.

    Links to folders are followed, but for those that lead to where it was before: they may lead in circles.
    """
    followed = [root.resolve()]
    for folder, subfolders, names in os.walk(root, onerror=refused, followlinks=True):
        subfolders[:] = sorted(
            name for name in subfolders if name[0] not in "._" and _leads_on(Path(folder, name), followed)
        )
        yield Path(folder), sorted(names)


def _leads_on(folder: Path, followed: list[Path]) -> bool:
    """Whether a folder is no link, or one to where none led before; then it is remembered as `followed`."""
    if not folder.is_symlink():
        return True
    target = folder.resolve()
    if any(target == each or each in target.parents or target in each.parents for each in followed):
        return False
    followed.append(target)
    return True


def unread_files(root: Path) -> list[Finding]:
    """The files of a directory that look as if they were to be read, and are not: people/vn.yaml.bak, people/jp.csv.

    Files and folders whose names begin with `.` or `_` are left out on purpose.
    """
    found: list[Finding] = []
    for folder, names in _walk(root):
        inside = folder.name in _folders()
        for name in names:
            path = folder / name
            if name[0] in "._" or _formats().get(path.suffix.lower()) == "yaml" or path.stem.upper() == "README":
                continue
            if inside or path.suffix.lower() in _formats() or re.search(r"\.ya?ml\b", name, re.IGNORECASE):
                found.append(finding("F006", Place(str(path)), "the file is not read"))
    return found


def _kind(path: Path) -> str:
    """The kind that the nearest telling folder gives; sources.yaml holds sources."""
    return SOURCE if _has_sources(path) else _kind_of(path.parent)


def _has_sources(path: Path) -> bool:
    return path.stem == "sources" or path.name.endswith(f".{SOURCES}")


def _kind_of(folder: Path) -> str:
    return next((_folders()[each.name] for each in (folder, *folder.parents) if each.name in _folders()), "")


@cache
def _folders() -> dict[str, str]:
    return {"people": "person", "organisations": "organisation", "agreements": "agreement", "posts": "post"}


@cache
def _formats() -> dict[str, str]:
    return {
        ".yaml": "yaml", ".yml": "yaml",
        ".csv": "table", ".tsv": "table", ".tab": "table", ".parquet": "table",
    }  # fmt: skip


def read_bytes(path: Path) -> tuple[bytes, list[Finding]]:
    """The content of a file, or the finding that says why it cannot be read."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for
            return b"", [
                finding("F002", Place(str(path)), "cannot be read: not a file", "put a file there, or remove it")
            ]
        return path.read_bytes(), []
    except FileNotFoundError:
        remedy = "it leads to a file that is gone: remove the link, or let it lead to one that is there"
        return b"", [finding("F002", Place(str(path)), "cannot be read: No such file or directory", remedy)]
    except OSError as error:
        return b"", [finding("F002", Place(str(path)), f"cannot be read: {error.strerror}")]
