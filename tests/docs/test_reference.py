"""docs/python.md is what the docstrings say, and the session that it begins with is what Python prints."""

import doctest
import subprocess
import sys
from pathlib import Path

import exonym

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "python.md"


def test_the_page_is_what_the_docstrings_give():
    made = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "python_reference.py")],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT / "src")},
    )
    assert PAGE.read_text(encoding="utf-8") == made.stdout, "run: make reference"


def test_every_public_name_has_a_heading():
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"\n## exonym.{name}\n" in page for name in exonym.__all__ if name != "__version__")


def test_the_session_of_the_package_is_right():
    found = doctest.testmod(exonym)
    assert found.attempted
    assert not found.failed
