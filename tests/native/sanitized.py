"""Runs the tests of the compiled loops over a library with AddressSanitizer and UBSan in it: `make sanitize`.

The library is built beside links to the package in a folder of its own, so that the one of the checkout stays as it is.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
NATIVE = ROOT / "resolver" / "native"
TESTS = (
    "tests/native",
    "tests/index",
    "tests/search/test_walking.py",
    "tests/names/test_best_path.py",
    "tests/phonetics/test_ranking.py",
    "tests/phonetics/test_matches.py",
    "tests/phonetics/test_paired.py",
    "tests/phonetics/test_path_weight.py",
    "tests/phonetics/test_spelling.py",
    "tests/documents/test_written.py",
    "tests/bulk/test_lines.py",
)
COMPILER = os.environ.get("CC", "cc")
OPTIONS = (
    "-O1", "-g", "-ffp-contract=off", "-shared", "-fPIC", "-fno-omit-frame-pointer",
    "-fsanitize=address,undefined", "-fno-sanitize-recover=all",
)  # fmt: skip


def main() -> int:
    """The exit code of the tests; an error of memory ends them with a report."""
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "exonym"
        _link(ROOT / "src" / "exonym", package, {"resolver"})
        _link(ROOT / "resolver", package / "resolver", {"native"})
        _link(NATIVE, package / "resolver" / "native", {"_native.so"})
        library = package / "resolver" / "native" / "_native.so"
        subprocess.run([COMPILER, *OPTIONS, "-o", library, NATIVE / "native.c"], check=True)
        runtimes = [_runtime(name) for name in ("libasan.so", "libubsan.so")]
        environment = {
            **os.environ,
            "PYTHONPATH": folder,
            "PYTHONMALLOC": "malloc",  # so that each object has bounds that can be overstepped
            "LD_PRELOAD": " ".join(runtimes),
            "ASAN_OPTIONS": "detect_leaks=0",  # Python ends without freeing all it has
        }
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def _link(source: Path, target: Path, but: set[str]) -> None:
    """Makes a folder with links to what is in another one, without some names."""
    target.mkdir()
    for each in source.iterdir():
        if each.name not in but and each.name != "__pycache__":
            (target / each.name).symlink_to(each.resolve())


def _runtime(name: str) -> str:
    asked = [COMPILER, f"-print-file-name={name}"]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
