"""The README is executed: what it shows is what the commands print, and what it tells to type works."""

import doctest
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LASTING = {"open", "serve"}  # commands that end when somebody ends them
EXONYM = str(Path(sys.executable).parent / "exonym")


def run(command: str, where: Path) -> subprocess.CompletedProcess[str]:
    words = [EXONYM if word == "exonym" else word for word in shlex.split(command, comments=True)]
    words = [str(ROOT / word) if word.startswith("seeds/") else word for word in words]
    return subprocess.run(words, cwd=where, capture_output=True, text=True, check=False, timeout=300)


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def commands() -> list[str]:
    joined = [line for block in blocks("sh") for line in block.replace("\\\n", " ").splitlines()]
    return [line for line in joined if line.startswith("exonym ") and line.split()[1] not in LASTING]


def test_the_first_screen_has_the_two_commands_and_an_answer():
    first = "\n".join(README.splitlines()[:30])
    assert "make demo" in first
    assert "make test" in first
    assert "$ exonym resolve" in first


@pytest.mark.parametrize("block", blocks("console"))
def test_an_example_prints_what_the_readme_shows(block: str, tmp_path: Path):
    command, _, shown = block.partition("\n")
    done = run(command.removeprefix("$ "), tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == shown.strip()


@pytest.mark.parametrize("block", blocks("pycon"))
def test_a_python_session_prints_what_the_readme_shows(block: str):
    session = doctest.DocTestParser().get_doctest(block, {}, "README.md", "README.md", 0)
    assert session.examples
    report: list[str] = []
    doctest.DocTestRunner(verbose=False).run(session, out=report.append)
    assert not report, "".join(report)


@pytest.mark.parametrize("command", commands())
def test_a_command_of_the_readme_works(command: str, tmp_path: Path):
    done = run(command, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_the_makefile_has_the_targets_of_the_readme():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"make (\w[\w-]*)", "".join(blocks("sh"))):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_every_linked_file_exists():
    for link in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / link).exists(), link
