"""What the build does about the compiled loops: it finds a compiler, asks for one, or says what goes without."""

from __future__ import annotations

import importlib.util
import platform
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hatchling.metadata.core import ProjectMetadata
from hatchling.plugin.manager import PluginManager

ROOT = Path(__file__).parents[2]


class App:
    """Takes down what the build says."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def display_warning(self, text: str) -> None:
        self.said.append(text)


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module of the build, on a machine without a compiler."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setenv("PATH", "")
    for name in ("CC", "EXONYM_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(module, "_made_vocabularies", lambda root: True)
    monkeypatch.setattr(module, "_zig", list)
    return module


def built(hook: ModuleType, target: str = "wheel", app: App | None = None) -> tuple[Any, dict[str, Any]]:
    metadata = ProjectMetadata(str(ROOT), PluginManager())
    compile_hook = hook.Compile(str(ROOT), {}, None, metadata, "", target, app)
    data: dict[str, Any] = {"artifacts": [], "force_include": {}}
    if app is not None:
        compile_hook.initialize("standard", data)
    return compile_hook, data


def test_the_machine_s_compiler_is_enough(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC", "mycc -m64")
    assert [re.split(r"\W", each)[0] for each in built(hook)[0].dependencies()] == ["msgspec"]


@pytest.mark.parametrize(
    ("machine", "target", "needed"),
    [("x86_64", "wheel", True), ("arm64", "wheel", True), ("mips", "wheel", False), ("AMD64", "sdist", False)],
)
def test_without_one_the_build_asks_for_zig_where_there_is_one(
    hook: ModuleType, monkeypatch: pytest.MonkeyPatch, machine: str, target: str, needed: bool
) -> None:
    monkeypatch.setattr(platform, "machine", lambda: machine)
    asked = [re.split(r"\W", each)[0] for each in built(hook, target)[0].dependencies()]
    assert asked == (["msgspec"] if target == "wheel" else []) + ["ziglang"] * needed


def test_without_any_the_wheel_is_for_all_platforms_and_one_line_says_what_is_slower(hook: ModuleType) -> None:
    app = App()
    _, data = built(hook, app=app)
    assert "tag" not in data
    (line,) = app.said
    assert "C compiler" in line
    assert "twice as long" in line


def test_a_compiler_that_is_not_there_is_none(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC", "/nowhere/cc")
    app = App()
    assert "tag" not in built(hook, app=app)[1]
    assert app.said


def test_an_unknown_platform_is_refused_with_those_that_are_known(
    hook: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXONYM_PLATFORM", "win_arm64")
    with pytest.raises(SystemExit, match="win_amd64"):
        built(hook, app=App())


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands for the compiler")
def test_a_wheel_of_another_platform_leaves_the_library_of_this_machine(
    hook: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    compiler = tmp_path / "zig"
    compiler.write_text('#!/bin/sh\nwhile [ "$1" != -o ]; do shift; done\n: > "$2"\n', encoding="utf-8")
    compiler.chmod(0o755)
    monkeypatch.setattr(hook, "_zig", lambda: [str(compiler)])
    monkeypatch.setenv("EXONYM_PLATFORM", "macosx_11_0_arm64")
    _, data = built(hook, app=App())
    ((source, inside),) = data["force_include"].items()
    assert (Path(source).read_bytes(), inside) == (b"", "exonym/resolver/native/_native.so")
    assert data["tag"] == "py3-none-macosx_11_0_arm64"
    assert data["artifacts"] == ["resolver/tables/_phrases.bin"]


def test_the_command_builds_for_every_platform_that_is_known(hook: ModuleType) -> None:
    found = re.search(r"^PLATFORMS := (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    assert found[1].split() == list(hook.TARGETS)
