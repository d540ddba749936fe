"""The distributions that users get, built once: a wheel of this tree, and one of the source archive.

Where pip builds them there is nothing but what the build asks for: so none of the libraries that exonym needs is to be
imported then, but the one that `hatch_build.py` names.
"""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Mapping
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


ASKED_FOR = "msgspec"
REFUSING = """\
import sys

class Refusing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {refused!r}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Refusing())
"""


def build(out: Path, alone: Mapping[str, str], *options: str) -> Path:
    """The wheel that the build makes of this tree; without `--wheel` it goes by way of the source archive."""
    command = [sys.executable, "-m", "build", *options, "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=alone)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = out.glob("*.whl")
    return wheel


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Variables of an environment in which only that library of exonym's own is found which the build asks for."""
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    libraries = {re.split(r"[^\w.-]", each)[0].lower().replace("_", "-") for each in needed} - {ASKED_FOR}
    found = {
        module
        for module, names in packages_distributions().items()
        if libraries & {name.lower().replace("_", "-") for name in names}
    }
    assert {"numpy", "rapidfuzz", "polars"} <= found
    folder = tmp_path_factory.mktemp("alone")
    (folder / "sitecustomize.py").write_text(REFUSING.format(refused=found), encoding="utf-8")
    return {**os.environ, "PYTHONPATH": str(folder)}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory, alone: Mapping[str, str]) -> Path:
    return build(tmp_path_factory.mktemp("wheel"), alone, "--wheel")


@pytest.fixture(scope="session")
def wheel_of_the_archive(tmp_path_factory: pytest.TempPathFactory, alone: Mapping[str, str]) -> Path:
    return build(tmp_path_factory.mktemp("archive"), alone)


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the path of Python with the wheel's content, as installers put it into site-packages."""
    folder = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder
