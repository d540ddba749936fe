"""Values of a short command are read without the libraries that judge values; what is not a text is judged as ever."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["resolve", "Nga", "--limit", "many"], "it must be a whole number."),
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
