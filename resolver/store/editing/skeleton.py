"""A gazetteer of one's own, before its first entry: folders, schema files, and what checks them."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from ..checking.schema import schemas
from .files import write_texts

_FOLDERS = ("people", "organisations", "agreements", "posts")
_FILES = {
    "README.md": "README.md",
    "sources.yaml": "sources.yaml",
    "pre-commit-config.yaml": ".pre-commit-config.yaml",
    "workflow.yml": ".github/workflows/gazetteer.yml",
}
"""Each file of `starter/`, and where it goes."""
_KEPT = ".gitkeep"


def lay_out(root: Path) -> tuple[list[str], list[str]]:
    """Writes what is missing into a directory: the paths written, and those that were there and stay as they are.

    The schema files follow the version of exonym and are written anew. Raises InputError where it cannot write.
    """
    wanted = {f"{folder}/{_KEPT}": "" for folder in _FOLDERS}
    wanted |= {target: _template(name) for name, target in _FILES.items()}
    written, kept = [], []
    for name, text in {**wanted, **{f"schema/{name}": text for name, text in schemas().items()}}.items():
        path = root / name
        if path.exists() and not name.startswith("schema/"):
            kept.append(name)
        elif not (name.endswith(_KEPT) and path.parent.is_dir()) and _differs(path, text):
            write_texts({path: text})
            written.append(name)
    return written, kept


def _differs(path: Path, text: str) -> bool:
    return not path.exists() or path.read_bytes() != text.encode()


def _template(name: str) -> str:
    return (files(__package__) / "starter" / name).read_text(encoding="utf-8")
