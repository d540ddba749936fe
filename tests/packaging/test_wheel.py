"""What a user installs is whole: code, gazetteer, tables, licences; and nothing else."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = out.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def test_every_data_file_is_inside(names: set[str]):
    wanted = [path for room in ("resolver/tables", "gazetteer") for path in (ROOT / room).rglob("*") if path.is_file()]
    wanted = [path for path in wanted if "__pycache__" not in path.parts]
    assert len(wanted) > 20
    missing = [str(path.relative_to(ROOT)) for path in wanted if path.relative_to(ROOT).as_posix() not in names]
    assert not missing


def test_the_licences_are_inside(names: set[str]):
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/NOTICE") for name in names)
    assert "gazetteer/LICENSE" in names
    assert any(name.startswith("resolver/tables/NOTICES/") for name in names)


def test_nothing_else_is_inside(names: set[str]):
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"resolver", "api", "gazetteer"}
