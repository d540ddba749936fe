"""The house keeps its shape: what the core loads, how long files are, what stands in them."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for room in ("resolver", "api", "gazetteer") for path in (ROOT / room).rglob("*.py"))
LONGEST_FILE = 400
FORBIDDEN_NAMES = {"utils", "util", "misc", "helpers", "helper", "common"}


def test_the_sources_were_found():
    assert len(SOURCES) > 20


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_holds_one_concept(path: Path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    assert path.stem not in FORBIDDEN_NAMES


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_swallowed_by_a_broad_except(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            name = node.type.id if isinstance(node.type, ast.Name) else ""
            assert node.type is not None, f"{path}:{node.lineno}"
            assert name not in {"Exception", "BaseException"}, f"{path}:{node.lineno}"


@pytest.mark.parametrize("module", ["exonym", "exonym.resolver.resolve"])
def test_the_core_loads_no_shell(module: str):
    code = f"import sys, {module}; print(' '.join(sorted(sys.modules)))"
    loaded = set(
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    )
    assert module in loaded
    assert not loaded & {"polars", "fastapi", "yaml", "pydantic", "typer", "rich", "uvicorn"}


def test_every_table_says_where_it_comes_from():
    tables = sorted((ROOT / "resolver" / "tables").rglob("*.tsv"))
    assert tables
    for table in tables:
        lines = table.read_text(encoding="utf-8").splitlines()
        head = " ".join(line for line in lines[:12] if line.startswith("#")).casefold()
        assert head, f"{table.name} has no header"
        assert any(
            word in head for word in ("source", "typed from knowledge", "written from knowledge", "generated")
        ), table.name
        assert "licen" in head or "own work" in head, f"{table.name} names no licence"
