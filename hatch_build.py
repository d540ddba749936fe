"""What a build does besides copying: it compiles the inner loops that are worth it, where there is a C compiler.

Without one numpy does the same, with the same answers, more slowly.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = Path("resolver/native/native.c")
LIBRARY = SOURCE.with_name("_native.so")
PACKAGE = Path("src/exonym")
ROOMS = ("api", "gazetteer", "resolver")


class Compile(BuildHookInterface[Any]):
    """Writes the library beside its source, for wheels and for editable installations alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the library to what is built; says so and goes on if there is no compiler or it fails."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        if version == "editable":
            _link_rooms(root)
        if not _compiled(root / SOURCE, root / LIBRARY):
            self.app.display_warning("No C compiler: numpy will do what resolver/native/ does, more slowly.")
            return
        build_data["artifacts"].append(LIBRARY.as_posix())
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{sysconfig.get_platform().replace('-', '_').replace('.', '_')}"


def _link_rooms(root: Path) -> None:
    """Makes the links through which an editable installation finds the rooms, where an archive left them out."""
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
