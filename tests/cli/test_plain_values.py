"""A short command is read without the libraries that judge values; what is not a text is judged as ever."""

from __future__ import annotations

import subprocess
import sys

import pytest

_ASKED = """
import sys
from exonym.api.cli.main import app
try:
    app({args!r})
except SystemExit as end:
    assert not end.code, end.code
print("pydantic" in sys.modules, "multiprocessing.connection" in sys.modules)
"""


@pytest.mark.parametrize("args", [["normalize", "Ngô Xuân Lịch"], ["--version"], ["normalize", "--json", "吴春历"]])
def test_a_short_command_imports_neither_pydantic_nor_multiprocessing(args: list[str]) -> None:
    code = _ASKED.format(args=args)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.splitlines()[-1] == "False False", done.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["resolve", "Nga", "--limit", "many"], "valid integer"),
        (["resolve", "Nga", "--known-share", "most"], "known-share"),
    ],
)
def test_a_value_that_is_no_text_is_still_judged(args: list[str], said: str) -> None:
    code = "import sys; from exonym.api.cli.main import app; app(sys.argv[1:])"
    done = subprocess.run(
        [sys.executable, "-c", code, *args], capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 2
    assert said in done.stderr
