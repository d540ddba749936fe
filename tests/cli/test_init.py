"""What `exonym init` writes is run as its readers run it: the workflow's steps in bash, in a repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from exonym.resolver.store.editing.skeleton import lay_out

ENTRIES = "".join(f"vn-{id}:\n  name: Lê Thử {id}\n  country: vn\n  sources: [own]\n" for id in ("a", "b"))
IDENTITY = ("-c", "user.name=A", "-c", "user.email=a@example.org")

pytestmark = pytest.mark.skipif(not (shutil.which("git") and shutil.which("bash")), reason="needs git and bash")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A gazetteer of two entries, of which the last commit deletes one."""
    root = tmp_path / "names"
    lay_out(root)
    people = root / "people" / "vn.yaml"
    git(root, "init", "-q")
    for message, text in (("Two entries", ENTRIES), ("Delete one", ENTRIES[: ENTRIES.index("vn-b")])):
        people.write_text(text)
        git(root, "add", "-A")
        git(root, "commit", "-qm", message)
    command = tmp_path / "bin" / "exonym"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m exonym.api.cli.main "$@"\n')
    command.chmod(0o755)
    return root


def git(root: Path, *args: str) -> None:
    subprocess.run(["git", "-C", str(root), *IDENTITY, *args], check=True, capture_output=True)


def compared(repository: Path, base: str) -> subprocess.CompletedProcess[str]:
    """The last step of the workflow, as the runner executes it: it stops at the first command that fails."""
    workflow = yaml.safe_load((repository / ".github" / "workflows" / "gazetteer.yml").read_text())
    step = workflow["jobs"]["check"]["steps"][-1]
    path = f"{repository.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    summary = repository.parent / "summary.md"
    environment = {**os.environ, "PATH": path, "BASE": base, "GITHUB_STEP_SUMMARY": str(summary)}
    command = [step["shell"], "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    return subprocess.run(
        command, cwd=repository, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


def test_the_workflow_catches_an_entry_that_was_deleted(repository: Path) -> None:
    done = compared(repository, "HEAD~1")
    assert done.returncode == 3, done.stderr
    assert "| vn-b | removed |" in done.stdout
    assert "| vn-b | removed |" in (repository.parent / "summary.md").read_text()


@pytest.mark.parametrize("base", ["HEAD", "0" * 40])
def test_the_workflow_is_content_where_nothing_is_gone(repository: Path, base: str) -> None:
    done = compared(repository, base)
    assert done.returncode == 0, done.stderr
    assert "removed" not in done.stdout
