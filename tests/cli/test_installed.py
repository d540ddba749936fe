"""An installed package's gazetteer is read, and no command writes into it: the next upgrade would take that away."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from exonym.api.cli.main import app
from exonym.resolver.errors import InputError
from exonym.resolver.store.editing.files import write_texts

PEOPLE = "vn-le-thu:\n  name:  Lê Thử Nghiệm\n  country: vn\n  born: 1954/4/8\n  sources: [knowledge]\n"
REVIEW = "name,kind,exonym_decision\nZorro Qwfp,person,vn-le-thu\nZorro Second,person,vn-le-thu\nKim Novak,person,new\n"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A gazetteer where pip would put it, beside a table to import and a review."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    people = tmp_path / "lib" / "site-packages" / "exonym" / "gazetteer" / "people" / "vn.yaml"
    people.parent.mkdir(parents=True)
    people.write_text(PEOPLE)
    (tmp_path / "people.csv").write_text("id,name\n1,Phan Thử\n")
    (tmp_path / "review.csv").write_text(REVIEW)
    return people.parent.parent


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(each) for each in args])


@pytest.mark.parametrize(
    "command",
    [
        "new person Phan --gazetteer {installed} --without-shipped",
        "format {installed}",
        "format {installed}/people/vn.yaml",
        "check {installed} --fix",
        "init {installed}/own",
        "import {here}/people.csv --from csv --map name=name --licence CC0-1.0 --to {installed}/people",
        "import {here}/people.csv --from csv --map name=name --licence CC0-1.0 --to {installed}/people/more.csv",
        "apply {here}/review.csv --write --into {installed} --gazetteer {installed} --without-shipped",
    ],
)
def test_no_command_writes_into_an_installed_package(installed: Path, command: str) -> None:
    result = run(*command.format(installed=installed, here=installed.parents[3]).split())
    assert result.exit_code == 2
    assert "belongs to the installed package" in result.stderr
    assert "exonym init DIRECTORY" in result.stderr
    assert [each for each in installed.rglob("*") if each.is_file()] == [installed / "people" / "vn.yaml"]
    assert (installed / "people" / "vn.yaml").read_text() == PEOPLE


@pytest.mark.parametrize("command", ["format --check {}", "check {}", "check --fix --dry-run {}"])
def test_what_only_reads_reads_an_installed_package(installed: Path, command: str) -> None:
    result = run(*command.format(installed).split())
    assert "belongs to the installed package" not in result.stderr


def test_what_a_review_adds_to_an_installed_entry_goes_into_a_layer_of_ones_own(installed: Path) -> None:
    here, own = installed.parents[3], installed.parents[3] / "own"
    own.mkdir()
    (own / "sources.yaml").write_text("own:\n  title: What we know ourselves\n")
    layers = ("--without-shipped", "--gazetteer", installed, "--gazetteer", own)
    (installed / "people" / "vn.yaml").write_text(PEOPLE.replace("1954/4/8", "1954"))
    result = run("apply", here / "review.csv", "--write", *layers)
    assert result.exit_code == 0, result.stderr
    assert (
        (own / "people" / "vn.yaml").read_text().endswith("vn-le-thu:\n  names:\n    en: [Zorro Qwfp, Zorro Second]\n")
    )
    assert "novak-kim:" in "".join(path.read_text() for path in own.rglob("*.yaml"))
    assert "vn-le-thu" in run("resolve", "Zorro Second", *layers).stdout
    assert run("check", own, installed).exit_code == 0


def test_without_a_layer_of_ones_own_a_review_says_how_to_start_one(installed: Path) -> None:
    (installed / "people" / "vn.yaml").write_text(PEOPLE.replace("1954/4/8", "1954"))
    review = installed.parents[3] / "review.csv"
    result = run("apply", review, "--write", "--without-shipped", "--gazetteer", installed)
    assert "vn-le-thu is an entry of the installed package" in result.stderr
    assert "exonym init DIRECTORY" in result.stderr


def test_files_are_written_all_or_none_and_keep_their_mode(tmp_path: Path) -> None:
    one, link, folder = tmp_path / "one.yaml", tmp_path / "link.yaml", tmp_path / "folder.yaml"
    one.write_text("1")
    one.chmod(0o640)
    link.symlink_to(one)
    write_texts({link: "2"})
    assert (one.read_text(), one.stat().st_mode & 0o777, link.is_symlink()) == ("2", 0o640, True)
    folder.mkdir()
    with pytest.raises(InputError, match=r"folder\.yaml"):
        write_texts({folder: "3"})
    assert sorted(each.name for each in tmp_path.iterdir()) == ["folder.yaml", "link.yaml", "one.yaml"]
