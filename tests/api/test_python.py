"""`import exonym`: what it offers, what it loads, and how it refuses."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

import exonym
from exonym.api.cli.reconcile import reconcile as command
from exonym.resolver.errors import GazetteerError, UsageError


@pytest.fixture
def names(tmp_path: Path) -> Path:
    file = tmp_path / "names.csv"
    file.write_text("id,name\nx-le-thu,Lê Thử Nghiệm\n")
    return file


@pytest.fixture
def resolver(names: Path, tmp_path: Path) -> exonym.Resolver:
    return exonym.load(names, shipped=False, cache=tmp_path / "cache")


def test_importing_loads_nothing_else():
    code = "import exonym, sys; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "exonym" in loaded
    assert not [each for each in loaded if each.startswith("exonym.")]
    assert not {"polars", "fastapi", "yaml", "numpy", "pydantic", "typer"} & set(loaded)


def test_every_public_name_is_there_and_no_other():
    assert all(getattr(exonym, name) is not None for name in exonym.__all__)
    assert set(exonym.__all__) <= set(dir(exonym))
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        exonym.nonsense  # type: ignore[attr-defined]  # noqa: B018


def test_type_checkers_see_what_is_imported_when_it_is_used():
    body = ast.parse(inspect.getsource(exonym)).body
    (declared,) = (each for each in body if isinstance(each, ast.If) and isinstance(each.test, ast.Name))
    imported = [each for each in declared.body if isinstance(each, ast.ImportFrom)]
    assert {name.name: each.module for each in imported for name in each.names} == exonym._HOMES
    assert {*exonym._HOMES, "__version__"} == set(exonym.__all__)


def test_own_names_alone(resolver: exonym.Resolver):
    assert resolver.resolve("Lê Thử Nghiệm").id == "x-le-thu"
    assert resolver.resolve("吴春历").status is exonym.Status.NONE


def test_own_names_over_the_shipped_ones(names: Path):
    resolver = exonym.load(names)
    assert resolver.resolve("Lê Thử Nghiệm").id == "x-le-thu"
    assert resolver.resolve("吴春历").id == "vn-ngo-xuan-lich"


def test_what_is_compiled_stays_in_the_cache(names: Path, tmp_path: Path):
    cache = tmp_path / "kept"
    first = exonym.load(names, shipped=False, cache=cache)
    (compiled,) = cache.glob("*.compiled")
    before = compiled.stat().st_mtime_ns
    assert exonym.load(str(names), shipped=False, cache=str(cache)).gazetteer.version == first.gazetteer.version
    assert compiled.stat().st_mtime_ns == before


def test_a_policy_holds(names: Path, tmp_path: Path):
    strict = exonym.load(names, shipped=False, cache=tmp_path, policy=exonym.Policy(match_score=100.1))
    assert strict.resolve("Lê Thử Nghiệm").status is exonym.Status.AMBIGUOUS


def test_a_gazetteer_that_is_missing_or_left_out_is_refused(tmp_path: Path):
    with pytest.raises(GazetteerError, match=r"nowhere\.csv"):
        exonym.load(tmp_path / "nowhere.csv", cache=tmp_path)
    with pytest.raises(UsageError, match="Name your own"):
        exonym.load(shipped=False)


def test_a_frame_is_reconciled(resolver: exonym.Resolver):
    frame = pl.DataFrame({"name": ["Lê Thử Nghiệm", "", "Le Thu Nghiem"], "year": [2018, 2019, None]})
    found = exonym.reconcile(
        frame, "name", date_column="year", resolver=resolver, columns=["id", "status"], prefix="x_"
    )
    assert found.columns == ["name", "year", "x_id", "x_status"]
    assert found.select("name", "year").equals(frame)
    assert found["x_id"].to_list()[:2] == ["x-le-thu", ""]


def test_decisions_of_people_are_obeyed(resolver: exonym.Resolver, tmp_path: Path):
    file = tmp_path / "decisions.csv"
    file.write_text("mention,decision\nthe boss,x-le-thu\n")
    found = exonym.reconcile(pl.DataFrame({"name": ["The Boss"]}), resolver=resolver, decisions=file)
    assert found["exonym_id"].item() == "x-le-thu"


def test_parameters_are_called_as_the_options_of_the_command():
    own = set(inspect.signature(exonym.reconcile).parameters) - {"frame", "resolver"}
    assert own <= set(inspect.signature(command).parameters)


@pytest.mark.parametrize(
    ("frame", "options", "said"),
    [
        (pl.DataFrame({"a": ["x"], "b": ["y"]}), {}, 'Say it with column="NAME"'),
        (pl.DataFrame({"a": ["x"]}), {"column": "b"}, "there is no column 'b'"),
        (pl.DataFrame({"a": ["x"], "exonym_id": [""]}), {"column": "a"}, 'prefix="new_"'),
        (pl.DataFrame({"a": ["x"]}), {"columns": ["ids"]}, "They are: id, name"),
        (pl.DataFrame({"a": ["x"]}), {"candidates": -1}, "^candidates is -1. Give a number of 0 or more"),
        (pl.DataFrame({"a": ["x"]}), {"lang": "?"}, "^lang '[?]'"),
        (pl.LazyFrame({"a": ["x"]}), {}, "Give frame.collect()"),
        ({"a": ["x"]}, {}, "builtins.dict is not a polars.DataFrame"),
    ],
)
def test_what_cannot_be_is_refused_in_words_of_python(
    frame: pl.DataFrame, options: dict[str, object], said: str, resolver: exonym.Resolver
):
    with pytest.raises(UsageError, match=said) as refused:
        exonym.reconcile(frame, resolver=resolver, **options)  # type: ignore[arg-type]
    assert " -c " not in str(refused.value)
    assert "--" not in str(refused.value)
