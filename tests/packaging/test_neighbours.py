"""An installed exonym and a program with folders of the same names as its rooms leave each other alone."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

RAISES = 'raise ImportError("this belongs to the program, not to exonym")\n'
OWN = 'OWNER = "the program"\n'
ROOMS = ("api", "resolver", "gazetteer")

Run = Callable[..., str]


@pytest.fixture
def run(installed: Path, tmp_path: Path) -> Run:
    """Runs Python in the program's folder, which comes first on its path, with the installed exonym behind it."""

    def python(*arguments: str) -> str:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("EXONYM_")}
        environment |= {"PYTHONPATH": str(installed), "XDG_CACHE_HOME": str(tmp_path / "cache")}
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return python


def write_rooms(folder: Path, source: str) -> None:
    """A program's own `api` and `resolver` packages and its module `gazetteer`."""
    for name in ROOMS[:2]:
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text(source)
    (folder / "gazetteer.py").write_text(source)


def test_the_installed_exonym_is_the_one_that_runs(run: Run, installed: Path):
    assert run("-c", "import exonym; print(exonym.__file__)").startswith(str(installed))


def test_the_command_line_imports_nothing_of_the_program(run: Run, tmp_path: Path):
    write_rooms(tmp_path, RAISES)
    assert "vn-ngo-xuan-lich" in run("-m", "exonym.api.cli.main", "resolve", "吴春历")


def test_compiling_beside_the_service_imports_nothing_of_the_program(run: Run, tmp_path: Path):
    write_rooms(tmp_path, RAISES)
    (tmp_path / "names.csv").write_text("id,name\nx-1,Lê Thử Nghiệm\n")
    assert '"findings": []' in run("-m", "exonym.api.compile", "compiled", "names.csv")


def test_the_python_face_imports_nothing_of_the_program(run: Run, tmp_path: Path):
    write_rooms(tmp_path, RAISES)
    code = (
        "import exonym, polars\n"
        "resolver = exonym.load()\n"
        "print(resolver.resolve('吴春历').id)\n"
        "print(exonym.reconcile(polars.DataFrame({'name': ['吴春历']}), resolver=resolver)['exonym_id'].item())\n"
    )
    assert run("-c", code).split() == ["vn-ngo-xuan-lich", "vn-ngo-xuan-lich"]


def test_the_program_imports_its_own_rooms(run: Run, tmp_path: Path):
    write_rooms(tmp_path, OWN)
    code = (
        "import api, exonym, resolver\n"
        "exonym.load()\n"
        "import gazetteer\n"
        "print(*(each.OWNER for each in (api, resolver, gazetteer)), sep='\\n')\n"
    )
    assert run("-c", code).splitlines() == ["the program"] * 3


def test_without_a_program_the_rooms_are_not_at_the_top_level(run: Run):
    found = "import importlib.util as u; print(*(u.find_spec(each) for each in ('api', 'resolver', 'gazetteer')))"
    assert run("-c", found).split() == ["None"] * 3
