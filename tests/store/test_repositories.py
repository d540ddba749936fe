"""The hooks and the action that other repositories use name commands and options that exist."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]


def options(command: str) -> str:
    run = [sys.executable, "-m", "exonym.api.cli.main", command, "--help"]
    return subprocess.run(run, capture_output=True, text=True, check=True, cwd=ROOT, env={"COLUMNS": "200"}).stdout


def hooks() -> list[dict[str, object]]:
    loaded = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert isinstance(loaded, list)
    return loaded


@pytest.mark.parametrize("hook", hooks(), ids=lambda hook: hook["id"])
def test_each_hook_runs_a_command_of_ours(hook: dict[str, object]) -> None:
    program, command, *given = str(hook["entry"]).split()
    assert program == "exonym"
    said = options(command)
    assert "Usage" in said
    assert all(option in said for option in given if option.startswith("--"))
    assert hook["language"] == "python"


def test_the_action_uses_options_that_exist() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    scripts = [step["run"] for step in action["runs"]["steps"] if "run" in step]
    for command in ("check", "diff"):
        script = next(each for each in scripts if f"exonym {command} " in each)
        for option in re.findall(r"(?<=[ (])--[a-z-]+", script):
            assert option in options(command), option
    given = set(re.findall(r"inputs\.([a-z-]+)", (ROOT / "action.yml").read_text()))
    assert given == set(action["inputs"])


def test_the_readme_for_editors_names_commands_and_options_that_exist() -> None:
    text = (ROOT / "gazetteer" / "README.md").read_text(encoding="utf-8")
    used = set(re.findall(r"`exonym ([a-z]+)([^`]*)`", text))
    assert {command for command, _ in used} >= {
        "check",
        "format",
        "new",
        "diff",
        "stats",
        "duplicates",
        "import",
        "export",
    }
    for command, rest in used:
        shown = options(command)
        for option in re.findall(r"(?<= )--[a-z-]+", rest):
            assert option in shown, (command, option)
