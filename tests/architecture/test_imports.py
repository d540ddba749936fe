"""The rooms are reached as `exonym.…` alone: nothing of this project, and no word of its documents, asks otherwise."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = {"api", "resolver", "gazetteer"}
FOLDERS = ("api", "resolver", "gazetteer", "src", "tests", "tools")
SOURCES = sorted({path.resolve() for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")})
DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "*.yml", "Containerfile", "Makefile", "docs/*.md", "deploy/*", "gazetteer/*.md")
    for path in ROOT.glob(pattern)
)
AT_THE_TOP = re.compile(r"python3? -m (api|resolver|gazetteer)\b|\bfrom (api|resolver|gazetteer)[.\w]* import ")


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The top-level packages that a module imports, each with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.lineno, (node.module or "").partition(".")[0]


def test_the_sources_and_documents_were_found():
    assert len(SOURCES) > 300
    assert {"README.md", "Containerfile", "exonym.service"} <= {path.name for path in DOCUMENTS}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_room_is_imported_as_a_package_of_its_own(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not [line for line, name in imported(tree) if name in ROOMS]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_document_names_a_room_as_a_package_of_its_own(path: Path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert not [number for number, line in enumerate(lines, 1) if AT_THE_TOP.search(line)]
