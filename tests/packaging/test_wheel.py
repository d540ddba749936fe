"""What a user installs is whole: code, gazetteer, tables, licences; and nothing else."""

import re
import shutil
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("resolver", "api", "gazetteer")
MADE_HERE = re.compile(r"/__pycache__/|/_native\.|/_phrases\.")


def names_in(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    return names_in(wheel)


def test_every_file_of_the_rooms_is_inside(names: set[str]):
    files = [path.relative_to(ROOT) for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file()]
    wanted = {f"exonym/{file.as_posix()}" for file in files if not MADE_HERE.search(file.as_posix())}
    assert len(wanted) > 400
    assert not wanted - names


def test_the_package_is_typed_and_its_loops_and_vocabularies_are_compiled(names: set[str]):
    assert {"exonym/__init__.py", "exonym/py.typed", "exonym/resolver/tables/_phrases.bin"} <= names
    assert "exonym/resolver/tables/_pieces.bin" in names
    assert shutil.which("cc") is None or "exonym/resolver/native/_native.so" in names


def test_the_licences_are_inside(names: set[str]):
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/NOTICE") for name in names)
    assert "exonym/gazetteer/LICENSE" in names
    assert any(name.startswith("exonym/resolver/tables/NOTICES/") for name in names)


def test_nothing_else_is_inside(names: set[str]):
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"exonym"}
    assert {name.split("/")[1] for name in names if name.startswith("exonym/")} == {
        "__init__.py",
        "__main__.py",
        "py.typed",
        *ROOMS,
    }


def test_the_source_archive_gives_the_same_wheel(names: set[str], wheel_of_the_archive: Path):
    assert names_in(wheel_of_the_archive) == names


def test_the_source_archive_has_what_its_own_tests_need(wheel_of_the_archive: Path):
    (archive,) = wheel_of_the_archive.parent.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        tops = {name.split("/")[1] for name in opened.getnames() if "/" in name}
    assert {"tests", "seeds", "docs", "tools", "Makefile", "README.md", "requirements-dev.txt"} <= tops
