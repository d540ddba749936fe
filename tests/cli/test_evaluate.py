"""`evaluate` on the command line: tables, JSON, the drawing, the mentions, and what it refuses."""

from __future__ import annotations

import csv
import importlib.util
import json
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from typer.testing import CliRunner, Result

from exonym.api.cli.main import app

from .conftest import ROOT

GOLD = "n,mention,id,source\n1,吴春历,vn-ngo-xuan-lich,zh\n2,Lê Thử Nghiệm,vn-le-thu,vi\n3,Zzyzx Qwerty,,vi\n"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.csv"
    path.write_text(GOLD, encoding="utf-8")
    return path


def evaluate(*args: object) -> Result:
    return CliRunner().invoke(app, ["evaluate", *map(str, args)])


def test_json_has_the_figures(gold: Path, tiny: tuple[str, ...]) -> None:
    result = evaluate(gold, *tiny, "--json", "--by", "source")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["figures"]["precision"] == 1.0
    assert (found["figures"]["answerable"], found["figures"]["nobody"], found["figures"]["nil_recall"]) == (2, 1, 1.0)
    assert set(found["groups"]) == {"script", "source"}
    assert found["groups"]["source"]["vi"]["mentions"] == 2
    assert found["sweep"][0]["threshold"] == 50
    assert 0 <= found["expected_calibration_error"] <= 1


def test_a_drawing_and_the_mentions_are_written(gold: Path, tiny: tuple[str, ...], tmp_path: Path) -> None:
    result = evaluate(gold, *tiny, "--plot", tmp_path / "f.svg", "--csv", tmp_path / "out.csv")
    assert result.exit_code == 0, result.output
    assert "By script, at 90" in result.stdout
    assert "expected calibration error" in " ".join(result.stdout.split())
    root = Xml.parse(tmp_path / "f.svg").getroot()  # noqa: S314 - written just now
    assert root.tag.endswith("svg")
    assert len(root.findall("{*}polyline")) >= 4
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        verdicts = [row["verdict"] for row in csv.DictReader(file)]
    assert verdicts == ["right", "right", "right"]


def test_a_wrong_id_counts_as_wrong(tmp_path: Path, tiny: tuple[str, ...]) -> None:
    path = tmp_path / "gold.csv"
    path.write_text("mention,id\n吴春历,vn-le-thu\n", encoding="utf-8")
    figures = json.loads(evaluate(path, *tiny, "--json").stdout)["figures"]
    assert (figures["precision"], figures["recall"], figures["answered"]) == (0.0, 0.0, 1)


def test_strangers_count_as_false_matches_alone(gold: Path, tiny: tuple[str, ...], tmp_path: Path) -> None:
    strangers = tmp_path / "strangers.csv"
    strangers.write_text("mention\nQwerty Zzyzx\n吴春历\n", encoding="utf-8")
    told = tmp_path / "out.csv"
    result = evaluate(gold, *tiny, "--strangers", strangers, "--by", "source", "--csv", told, "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    figures = found["figures"]
    assert (figures["precision"], figures["recall"], figures["mentions"]) == (1.0, 1.0, 3)
    assert (figures["strangers"], figures["false_matches"]) == (3, 1)
    assert figures["false_per_10_000"] == pytest.approx(10_000 / 3)
    assert [each["known_share"] for each in found["mixes"]] == [0.01, 0.8]
    with told.open(encoding="utf-8", newline="") as file:
        assert [row["verdict"] for row in csv.DictReader(file)] == ["right", "right", "right", "right", "invented"]


def test_false_matches_stand_beside_precision(gold: Path, tiny: tuple[str, ...]) -> None:
    shown = " ".join(evaluate(gold, *tiny, "--known-share", "0.05").stdout.split())
    assert "1 strangers, 0 of them a match: 0.0 false matches per 10,000 strangers at threshold 90" in shown
    assert "Where 5% of the names are known: expected calibration error" in shown
    assert "80%" not in shown


def test_without_strangers_nothing_is_told_of_them(tiny: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "gold.csv"
    path.write_text("mention,id\n吴春历,vn-ngo-xuan-lich\n", encoding="utf-8")
    found = json.loads(evaluate(path, *tiny, "--json").stdout)
    assert (found["figures"]["false_per_10_000"], found["mixes"]) == (None, [])
    assert "--strangers FILE" in evaluate(path, *tiny).stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--known-share", "80"), "Give a number between 0 and 1"),
        (("--id-column", "right"), "Say it with --id-column. The columns are: 1 n, 2 mention"),
        (("-c", "nam"), "there is no column 'nam'"),
        (("--by", "sorce"), "Did you mean 'source'?"),
        (("--date-column", "day"), "there is no column 'day'"),
        (("--plot", "x.pdf"), "neither SVG nor PNG"),
        (("--match-score", "20"), "from 50 to 100"),
    ],
)
def test_what_cannot_be_is_a_usage_error(
    gold: Path, tiny: tuple[str, ...], options: tuple[str, ...], said: str
) -> None:
    result = evaluate(gold, *tiny, *options)
    assert result.exit_code == 2
    assert said in result.stderr


def test_unknown_ids_are_listed_with_their_rows(tmp_path: Path, tiny: tuple[str, ...]) -> None:
    path = tmp_path / "gold.csv"
    path.write_text("mention,id\na,vn-le-thu\nb,xx-nobody\nc,xx-else\n", encoding="utf-8")
    result = evaluate(path, *tiny)
    assert result.exit_code == 1
    assert "2 id(s) are not in the gazetteer: 'xx-nobody' (row 2), 'xx-else' (row 3)." in result.stderr


def test_a_wrong_encoding_says_which_fits(tmp_path: Path, tiny: tuple[str, ...]) -> None:
    path = tmp_path / "gold.csv"
    path.write_bytes("mention,id\n吴春历,vn-ngo-xuan-lich\n".encode("gb18030"))
    result = evaluate(path, *tiny)
    assert result.exit_code == 1
    assert "-e gb18030: 吴春历" in result.stderr
    assert evaluate(path, *tiny, "-e", "gb18030").exit_code == 0


def test_broken_and_missing_rows_are_refused(tmp_path: Path, tiny: tuple[str, ...]) -> None:
    path = tmp_path / "gold.csv"
    path.write_text("mention,id\na,b,c\n", encoding="utf-8")
    assert "row 1: the row has 3 cell(s), the header 2" in evaluate(path, *tiny).stderr
    path.write_text("mention,id\n", encoding="utf-8")
    assert "there is no row to evaluate" in evaluate(path, *tiny).stderr


def test_png_without_matplotlib_says_so(gold: Path, tiny: tuple[str, ...], tmp_path: Path) -> None:
    if importlib.util.find_spec("matplotlib"):
        pytest.skip("matplotlib is installed")
    result = evaluate(gold, *tiny, "--plot", tmp_path / "f.png")
    assert result.exit_code == 2
    assert "needs the package matplotlib. Install it, or draw .svg." in result.stderr


def test_the_example_of_the_help_works(tmp_path: Path) -> None:
    options = ("--date-column", "date", "--by", "lang", "--plot", tmp_path / "figures.svg", "--json")
    result = evaluate(ROOT / "seeds" / "mentions.csv", *options)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["figures"]["precision"] == 1.0
