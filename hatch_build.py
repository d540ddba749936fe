"""What a build does besides copying: it compiles the inner loops, where there is a C compiler, and the vocabularies.

Without a compiler numpy does the same, with the same answers, more slowly. Without the file of vocabularies a program
starts more slowly, since it reads them from the tables.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = Path("resolver/native/native.c")
LIBRARY = SOURCE.with_name("_native.so")
VOCABULARIES = Path("resolver/tables/_phrases.bin")
COMPILE_VOCABULARIES = "exonym.resolver.vocabulary.compiling"
PACKAGE = Path("src/exonym")
ROOMS = ("api", "gazetteer", "resolver")


class Compile(BuildHookInterface[Any]):
    """Writes the library and the vocabularies where they are read, for wheels and editable installations alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds them to what is built; says so and goes on where one cannot be made."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        _link_rooms(root)
        if _made_vocabularies(root):
            build_data["artifacts"].append(VOCABULARIES.as_posix())
        else:
            self.app.display_warning("The vocabularies could not be compiled: programs will start more slowly.")
        if not _compiled(root / SOURCE, root / LIBRARY):
            self.app.display_warning("No C compiler: numpy will do what resolver/native/ does, more slowly.")
            return
        build_data["artifacts"].append(LIBRARY.as_posix())
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{sysconfig.get_platform().replace('-', '_').replace('.', '_')}"


def _made_vocabularies(root: Path) -> bool:
    """Whether the file could be made; what makes it needs nothing but Python."""
    where = {**os.environ, "PYTHONPATH": str(root / "src")}
    done = subprocess.run([sys.executable, "-m", COMPILE_VOCABULARIES], check=False, env=where)  # noqa: S603 (own source)
    return done.returncode == 0 and (root / VOCABULARIES).exists()


def _link_rooms(root: Path) -> None:
    """Makes the links through which Python finds the rooms, where an archive left them out."""
    for room in ROOMS:
        link = root / PACKAGE / room
        if not link.exists():
            link.symlink_to(Path("../..") / room, target_is_directory=True)


def _compiled(source: Path, library: Path) -> bool:
    named = shlex.split(os.environ.get("CC", ""))
    compiler = named or [found] if (found := named or shutil.which("cc") or shutil.which("gcc")) else []
    if not compiler:
        return False
    fresh = library.with_suffix(f".{os.getpid()}")  # builds may run side by side
    options = ["-O3", "-ffp-contract=off", "-shared", "-fPIC"]  # the sums must be those of numpy, bit for bit
    done = subprocess.run([*compiler, *options, "-o", str(fresh), str(source)], check=False)  # noqa: S603 (own source)
    if done.returncode:
        return False
    fresh.replace(library)
    return True
