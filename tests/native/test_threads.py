"""The first questions come from several threads at once, while what is made only once is being made."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "api"))

from served import write_gazetteer


@pytest.mark.skipif(sys.platform == "win32", reason="processes cannot be copied here")
def test_first_questions_of_several_threads_are_answered_alike(tmp_path: Path):
    command = [sys.executable, Path(__file__).with_name("first_questions.py"), write_gazetteer(tmp_path / "gazetteer")]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (0, "", "")
