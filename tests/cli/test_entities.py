"""`show`, `names`, `check`: what the gazetteer says, and what is wrong with one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run, exonym


def test_names_lists_languages_texts_and_rules(run: Run) -> None:
    assert run("names", "vn-ngo-xuan-lich").stdout.splitlines() == [
        "zh-Hans  吴春历  sinovietnamese  90%",
        "ru       Нго Суан Лить  cyrillic  100%",
    ]
    wire = json.loads(run("names", "vn-old", "--lang", "zh", "--json").stdout)
    assert wire["id"] == "vn-ngo-xuan-lich"
    assert wire["names"] == [{"lang": "zh-Hans", "text": "吴春历", "rule": "sinovietnamese", "likelihood": 0.9}]


def test_names_in_an_unknown_language_fail(run: Run) -> None:
    result = run("names", "vn-ngo-xuan-lich", "--lang", "xx")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'xx' is not a language" in result.stderr


def test_names_of_an_unknown_id_fail(run: Run) -> None:
    result = run("names", "xx-nobody")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "xx-nobody" in result.stderr


def test_show_prints_the_facts_of_the_shipped_gazetteer() -> None:
    result = exonym("show", "vn-ngo-xuan-lich")
    text = result.stdout.decode()
    assert result.returncode == 0
    assert text.startswith("vn-ngo-xuan-lich  Ngô Xuân Lịch  person\n")
    assert "vn-minister-of-national-defence" in text
    wire = json.loads(exonym("show", "vn-ngo-xuan-lich", "--json").stdout)
    assert (wire["id"], wire["country"]) == ("vn-ngo-xuan-lich", "vn")


def test_show_of_an_unknown_id_fails_without_a_traceback() -> None:
    result = exonym("show", "xx-nobody")
    assert (result.returncode, result.stdout) == (1, b"")
    assert result.stderr.decode() == "exonym: no entity has the id 'xx-nobody'. Look it up with: exonym resolve NAME\n"


def test_a_table_lies_over_the_shipped_gazetteer(tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text("id,name,kind,country\nxx-somebody,Some Body,person,vn\n")
    both = ("show", "xx-somebody"), ("--gazetteer", table)
    for args in ([*both[0], *both[1]], [*both[1], *both[0]]):
        assert exonym(*args).stdout.decode().startswith("xx-somebody  Some Body  person")
    assert exonym("show", "vn-ngo-xuan-lich", "--gazetteer", table).returncode == 0
    assert exonym("show", "vn-ngo-xuan-lich", "--gazetteer", table, "--without-shipped").returncode == 1


def test_without_any_gazetteer_is_a_usage_error() -> None:
    result = exonym("show", "vn-ngo-xuan-lich", "--without-shipped")
    assert result.returncode == 2
    assert b"--gazetteer" in result.stderr


def test_a_gazetteer_that_is_not_there_fails_without_a_traceback(tmp_path: Path) -> None:
    result = exonym("show", "vn-ngo-xuan-lich", "--gazetteer", tmp_path / "missing.csv")
    assert result.returncode == 1
    assert b"missing.csv" in result.stderr
    assert b"Traceback" not in result.stderr


def test_the_shipped_gazetteer_has_no_errors() -> None:
    result = exonym("check")
    assert result.returncode == 0, result.stdout.decode()
    assert result.stdout.decode().splitlines()[-1].startswith("0 errors, ")


BROKEN = "vn-x:\n  nmae: X\n  born: tomorrow\n"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "vn.yaml").write_text(BROKEN)
    return tmp_path


def test_check_lists_every_problem_with_its_place_and_fails(broken: Path) -> None:
    result = exonym("check", broken)
    text = result.stdout.decode()
    assert result.returncode == 1
    assert "vn.yaml:2" in text
    assert "nmae" in text
    assert "vn.yaml:3" in text
    wire = json.loads(exonym("check", broken, "--json").stdout)
    assert wire["errors"] >= 2
    assert {"severity", "code", "file", "line", "column", "message", "remedy"} == set(wire["findings"][0])


def test_check_with_shipped_reports_only_the_files_given(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "vn.yaml").write_text(
        "vn-somebody:\n  name: Lê Thử Nghiệm\n  posts:\n"
        "    - {post: vn-minister-of-national-defence, from: 1900, source: knowledge}\n"
        "  sources: [knowledge]\n"
    )
    alone = json.loads(exonym("check", tmp_path, "--json").stdout)
    over = json.loads(exonym("check", "--with-shipped", tmp_path, "--json", "--remarks").stdout)
    assert alone["errors"] >= 1
    assert over["errors"] == 0
    assert {Path(finding["file"]).parent.parent for finding in over["findings"]} <= {tmp_path}


def test_a_broken_gazetteer_stops_other_commands_with_its_findings(broken: Path) -> None:
    result = exonym("show", "vn-x", "--gazetteer", broken)
    assert result.returncode == 1
    assert b"vn.yaml:2" in result.stderr
    assert b"Traceback" not in result.stderr
