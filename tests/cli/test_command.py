"""The command as a whole: help, version, unknown commands, what it loads, texts that cannot be printed."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from exonym import __version__
from exonym.api.cli.command import CommandGroup

from .conftest import ROOT, Run, exonym

COMMANDS = ("resolve", "explain", "normalize", "names", "show", "reconcile", "check", "serve")


def test_help_names_every_command(run: Run) -> None:
    text = run("--help").stdout
    for command in COMMANDS:
        assert f" {command} " in text


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Usage: " in result.stdout


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"exonym {__version__}\n"


@pytest.mark.parametrize("args", [["frobnicate"], ["--frobnicate"], ["resolve"], ["names"], ["show", "a", "b"]])
def test_wrong_calls_are_usage_errors(run: Run, args: list[str]) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert "Usage: " in result.stderr


def test_bytes_that_are_no_text_are_answered(tiny: tuple[str, ...]) -> None:
    result = exonym("resolve", b"\xff\xfe", *tiny)
    assert result.returncode == 0, result.stderr.decode()
    assert b" none: " in result.stdout
    assert exonym("resolve", b"\xff\xfe", "--json", *tiny).returncode == 0
    assert exonym("normalize", b"Ng\xf4").returncode == 0


def test_a_terminal_of_another_encoding_gets_escapes() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    result = subprocess.run(
        [sys.executable, "-m", "exonym.api.cli.main", "normalize", "吴春历"],
        capture_output=True, cwd=ROOT, env=environment, timeout=300, check=False,
    )  # fmt: skip
    assert result.returncode == 0
    assert rb"\u5434\u6625\u5386" in result.stdout


@pytest.mark.parametrize("args", [["resolve", "吴春历", "--json"], ["normalize", "吴春历"]])
def test_questions_load_neither_tables_nor_servers(args: list[str], tiny: tuple[str, ...]) -> None:
    args = [*args, *(tiny if args[0] == "resolve" else ())]
    code = "import sys; sys.argv = ['exonym', *sys.argv[1:]]\nfrom exonym.api.cli.main import app\n"
    code += "app(standalone_mode=False)\nprint(*sorted(sys.modules), file=sys.stderr)"
    result = subprocess.run(
        [sys.executable, "-c", code, *args], capture_output=True, cwd=ROOT, timeout=300, check=False
    )
    loaded = set(result.stderr.decode().split())
    assert "exonym.api.cli.ask" in loaded
    assert not loaded & {"polars", "fastapi", "uvicorn"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_full_disk_is_one_line() -> None:
    command = [sys.executable, "-m", "exonym.api.cli.main", "words", "country"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, timeout=300, check=False)
    assert done.returncode == 1
    assert done.stderr == b"exonym: it cannot be written: No space left on device. Free space, or name another place.\n"


@pytest.mark.parametrize(("number", "helps"), [(errno.ENOSPC, True), (errno.EACCES, True), (errno.EIO, False)])
def test_space_is_asked_for_only_where_it_helps(number: int, helps: bool, capsys: pytest.CaptureFixture[str]) -> None:
    app = typer.Typer(cls=CommandGroup)

    @app.callback()
    def group() -> None:
        pass

    @app.command()
    def fails() -> None:
        raise OSError(number, "the reason", "there")

    with pytest.raises(SystemExit) as ended:
        app(["fails"])
    assert ended.value.code == 1
    remedy = " Free space, or name another place." if helps else ""
    assert capsys.readouterr().err == f"exonym: there: the reason.{remedy}\n"
