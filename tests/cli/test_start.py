"""What a command imports: what it does not need would make everybody wait who types it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from exonym.resolver.native.library import library

_ASKED = """
import sys
from exonym.api.cli.main import app
try:
    app({args!r})
except SystemExit as end:
    assert not end.code, end.code
print(*sys.modules)
"""
_NAMES = "id,name\nx-le-thu,Lê Thử Nghiệm\nx-wu-chunli,吴春历\n"
_SELDOM = {"multiprocessing.connection", "numpy", "polars", "rapidfuzz", "rich", "yaml"}
"""What only some commands or questions need; pydantic where typer judges a value, such as the path of a gazetteer."""


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gazetteer of few names."""
    file = tmp_path_factory.mktemp("names") / "names.csv"
    file.write_text(_NAMES, encoding="utf-8")
    return file


def imported(args: list[str], folder: Path) -> set[str]:
    """The modules that a command has imported when it ends; what it keeps is kept in a folder."""
    done = subprocess.run(
        [sys.executable, "-c", _ASKED.format(args=args)],
        env={**os.environ, "XDG_CACHE_HOME": str(folder / "cache")},
        capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("args", [["normalize", "Ngô Xuân Lịch"], ["--version"], ["normalize", "--json", "吴春历"]])
def test_a_short_command_imports_nothing_that_it_does_not_need(args: list[str], tmp_path: Path) -> None:
    assert imported(args, tmp_path) & {*_SELDOM, "pydantic"} == set()


@pytest.mark.skipif(library() is None, reason="without the compiled loops numpy searches the keys")
@pytest.mark.parametrize("mention", ["Le Thu Nghiem", "Ле Тху Нгием", "吳春歷"])
def test_a_name_that_is_written_is_found_without_numpy(mention: str, names: Path) -> None:
    asked = ["--without-shipped", "--gazetteer", str(names), "resolve", mention]
    imported(asked, names.parent)  # compiles
    assert imported(asked, names.parent) & _SELDOM == set()


def test_the_package_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "exonym", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("exonym ")
