"""What a build does besides copying: it compiles the inner loops and the vocabularies.

The compiler is the machine's; where it has none the build asks for PyPI's `ziglang`, which is one and is needed for
nothing else. Without any numpy does the same, with the same answers, more slowly. Without the files of vocabularies and
of pieces a program starts more slowly and reads names in Han, kana and hangul more slowly, since it reads the tables.

`EXONYM_PLATFORM=TAG` builds the wheel of another platform by ziglang (`make wheels` builds those of all).
"""

from __future__ import annotations

import importlib.util
import os
import platform
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = Path("resolver/native/native.c")
LIBRARY = SOURCE.with_name("_native.so")
VOCABULARIES = Path("resolver/tables/_phrases.bin")
PIECES = Path("resolver/tables/_pieces.bin")
"""What the routes say of characters and syllables; pyproject.toml names it among what a wheel has."""
COMPILE_TABLES = ("exonym.resolver.vocabulary.compiling", "exonym.resolver.readings.compiling")
TABLES_NEED = "msgspec"
"""The library that is imported by what compiles the tables, of those that the project needs itself."""
PACKAGE = Path("src/exonym")
ROOMS = ("api", "gazetteer", "resolver")
TARGETS = {
    "manylinux_2_17_x86_64": "x86_64-linux-gnu.2.17",
    "manylinux_2_17_aarch64": "aarch64-linux-gnu.2.17",
    "macosx_11_0_x86_64": "x86_64-macos.11.0",
    "macosx_11_0_arm64": "aarch64-macos.11.0",
    "win_amd64": "x86_64-windows-gnu",
}
"""Platforms of wheels, and what zig calls them."""
ZIGLANG_MACHINES = {"x86_64", "amd64", "aarch64", "arm64"}
"""Processors that `ziglang` has wheels for on every system; elsewhere asking for it would end the installation."""
OPTIONS = ("-O3", "-ffp-contract=off", "-shared", "-fPIC")  # the sums must be those of numpy, bit for bit
NOT_COMPILED = (
    "resolver/native/ is not compiled, for want of a C compiler: numpy will do the same, so that names which only "
    "resemble one take more than twice as long. Install a C compiler (cc) and install again."
)


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
        wanted = os.environ.get("EXONYM_PLATFORM", "")
        compiled = _for_platform(root, wanted, build_data) if wanted else _for_this_machine(root, build_data)
        if not compiled:
            self.app.display_warning(NOT_COMPILED)

    def dependencies(self) -> list[str]:
        """What the build needs besides hatchling: what compiles the tables, and a compiler where there is none."""
        if self.target_name != "wheel":
            return []
        needed = [each for each in self.metadata.core.dependencies if each.startswith(TABLES_NEED)]
        has_wheel = platform.machine().lower() in ZIGLANG_MACHINES
        return [*needed, *(["ziglang>=0.13"] if has_wheel and not _own_compiler() else [])]


def _for_this_machine(root: Path, build_data: dict[str, Any]) -> bool:
    """Whether the library could be compiled; it lies beside its source then."""
    # for any processor of its kind, since wheels travel: zig would take this one's own instructions
    compiler = _own_compiler() or (_zig() and [*_zig(), "-mcpu=baseline", "-s"])
    if not compiler or not _compiled(compiler, root / SOURCE, root / LIBRARY):
        return False
    build_data["artifacts"].append(LIBRARY.as_posix())
    _tag(build_data, sysconfig.get_platform().replace("-", "_").replace(".", "_"))
    return True


def _for_platform(root: Path, tag: str, build_data: dict[str, Any]) -> bool:
    """Compiles for the platform of a tag. Exits where it is unknown or cannot be compiled for."""
    if tag not in TARGETS:
        sys.exit(f"EXONYM_PLATFORM={tag}: unknown platform. It is one of: {', '.join(TARGETS)}.")
    library = Path(tempfile.mkdtemp(prefix="exonym-")) / LIBRARY.name  # the one beside the source is this machine's
    if not _compiled([*_zig(), "-target", TARGETS[tag], "-s"] if _zig() else [], root / SOURCE, library):
        sys.exit(f"EXONYM_PLATFORM={tag}: not compiled. Install ziglang and look at its messages above.")
    build_data["force_include"][str(library)] = f"exonym/{LIBRARY.as_posix()}"
    _tag(build_data, tag)
    return True


def _tag(build_data: dict[str, Any], platform_tag: str) -> None:
    build_data["pure_python"] = False
    build_data["tag"] = f"py3-none-{platform_tag}"


def _made_vocabularies(root: Path) -> bool:
    """Whether the files could be made."""
    path = os.pathsep.join(filter(None, [str(root / "src"), os.environ.get("PYTHONPATH")]))
    where = {**os.environ, "PYTHONPATH": path}
    commands = [[sys.executable, "-m", module] for module in COMPILE_TABLES]
    done = [subprocess.run(command, check=False, env=where).returncode for command in commands]  # noqa: S603 (own source)
    return not any(done) and (root / VOCABULARIES).exists() and (root / PIECES).exists()


def _link_rooms(root: Path) -> None:
    """Makes the links through which Python finds the rooms, where an archive left them out."""
    for room in ROOMS:
        link = root / PACKAGE / room
        if not link.exists():
            link.symlink_to(Path("../..") / room, target_is_directory=True)


def _own_compiler() -> list[str]:
    """The command of the machine's C compiler; none where it has none."""
    named = shlex.split(os.environ.get("CC", ""))
    found = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    return named or ([found] if found else [])


def _zig() -> list[str]:
    """The command of the C compiler in PyPI's `ziglang`; none where that is not installed."""
    return [sys.executable, "-m", "ziglang", "cc"] if importlib.util.find_spec("ziglang") else []


def _compiled(compiler: list[str], source: Path, library: Path) -> bool:
    if not compiler:
        return False
    with tempfile.TemporaryDirectory() as folder:  # zig leaves other files beside the library
        made = Path(folder) / library.name
        try:
            done = subprocess.run([*compiler, *OPTIONS, "-o", str(made), str(source)], check=False, cwd=folder)  # noqa: S603 (own source)
        except OSError:  # CC names what is not there
            return False
        if done.returncode:
            return False
        fresh = library.with_suffix(f".{os.getpid()}")  # builds may run side by side
        shutil.copy(made, fresh)
    fresh.replace(library)
    return True
