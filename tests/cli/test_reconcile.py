"""`reconcile` on the command line: options, streams, tables, exit codes."""

from __future__ import annotations

import csv
import gzip
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT, FakeResolver, Run, exonym

SYLLABLES = [a + b + c for a in "BDKLMNRST" for b in ("a", "o") for c in ("lin", "mar")]
ROWS = "n,name\n1,吴春历\n2,Phan\n3,Nobody\n4,吴春历\n"


@pytest.fixture
def names(tmp_path: Path) -> Path:
    path = tmp_path / "names.csv"
    path.write_text(ROWS)
    return path


def statuses(text: str) -> list[str]:
    return [row["exonym_status"] for row in csv.DictReader(io.StringIO(text))]


def test_standard_output_has_the_rows_and_standard_error_the_summary(run: Run, names: Path) -> None:
    result = run("reconcile", names, "-c", "name")
    assert result.exit_code == 0
    assert statuses(result.stdout) == ["match", "ambiguous", "none", "match"]
    assert "4 rows, 3 distinct: 2 match, 1 ambiguous, 1 none, 0 several, 0 error" in result.stderr
    assert "gazetteer v1" in result.stderr
    assert run("reconcile", names, "-c", "name", "-o", "-").stdout == result.stdout


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--no-header"], "--no-header is for CSV: JSON Lines has the names of its columns."),
        (["--delimiter", ";"], "--delimiter is for CSV"),
        (["--excel-safe"], "--excel-safe is for CSV"),
        (["--lang", "english!"], "--lang 'english!' is not a language. Write a BCP 47 code"),
    ],
)
def test_what_would_be_ignored_of_json_lines_is_refused(
    run: Run, tmp_path: Path, options: list[str], message: str
) -> None:
    names = tmp_path / "names.jsonl"
    names.write_text('{"name": "吴春历"}\n')
    result = run("reconcile", names, "-o", tmp_path / "out.jsonl", *options)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert [path.name for path in tmp_path.iterdir()] == ["names.jsonl"]


def test_an_output_file_leaves_standard_output_empty(run: Run, names: Path, tmp_path: Path) -> None:
    expected = run("reconcile", names, "-c", "name").stdout
    result = run("reconcile", names, "-c", "2", "-o", tmp_path / "out.csv", "-q")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert (tmp_path / "out.csv").read_text() == expected
    assert sorted(path.name for path in tmp_path.iterdir()) == ["names.csv", "out.csv"]


@pytest.mark.parametrize("file", [["-"], []])
def test_a_pipe_is_read(run: Run, file: list[str]) -> None:
    result = run("reconcile", *file, "-c", "name", input=ROWS)
    assert statuses(result.stdout) == ["match", "ambiguous", "none", "match"]


@pytest.mark.parametrize("packed", [False, True])
def test_json_lines_on_a_pipe_are_recognised_and_said(run: Run, packed: bool) -> None:
    lines = '{"name":"吴春历"}\n{"name":"Phan"}\n'.encode()
    result = run("reconcile", input=gzip.compress(lines) if packed else lines)
    assert result.exit_code == 0
    assert [json.loads(line)["exonym_status"] for line in result.stdout.splitlines()] == ["match", "ambiguous"]
    what = "JSON Lines in gzip" if packed else "JSON Lines"
    assert f"The input is {what}, by its first bytes." in result.stderr
    assert "first bytes" not in run("reconcile", "-c", "name", input=ROWS).stderr


def test_a_pipe_in_small_pieces_is_recognised(tiny: tuple[str, ...]) -> None:
    parts = 'printf \'{"na\'; sleep 0.2; printf \'me":"Nobody"}\\n{\'; sleep 0.2; printf \'"name":"Lê Thử Nghiệm"}\''
    command = f"({parts}) | '{sys.executable}' -m exonym.api.cli.main reconcile {' '.join(tiny)} --columns id"
    result = subprocess.run(["bash", "-c", command], capture_output=True, cwd=ROOT, timeout=300, check=True)
    assert [json.loads(line)["exonym_id"] for line in result.stdout.splitlines()] == [None, "vn-le-thu"]


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"PAR1....", 1, "standard input: this is Parquet, which is read from files only."),
        (b'[{"name":"x"}]', 1, "standard input:1: a JSON array, not JSON Lines."),
        (b'\n"name\nx\n', 1, "standard input:2: not CSV: a quote opens"),
        ("name,n\nx,1\n".encode("utf-16-le"), 1, "standard input:1: not utf-8: there are zero bytes"),
    ],
)
def test_a_pipe_that_is_no_table_is_refused(run: Run, data: bytes, code: int, said: str) -> None:
    result = run("reconcile", "-c", "1", input=data)
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.startswith(f"exonym: {said}")


def test_the_list_of_distinct_mentions_says_what_is_not_in_it(run: Run) -> None:
    result = run("reconcile", "-c", "name", "--distinct", "--only", "error", input="n,name\n1\n2,x,y\n3,吴春历\n")
    assert len(result.stdout.splitlines()) == 1
    assert "Broken rows, which are not in this list of mentions: 2 (--only error without --distinct" in result.stderr
    assert "Broken" not in run("reconcile", "-c", "name", input="n,name\n1\n").stderr
    assert "Broken" not in run("reconcile", "-c", "name", "--distinct", input=ROWS).stderr


def test_an_output_of_another_format_is_a_usage_error(run: Run, names: Path, tmp_path: Path) -> None:
    for out in ("out.json", "out.xlsx", "out.parquet.gz"):
        result = run("reconcile", names, "-c", "name", "-o", tmp_path / out)
        assert result.exit_code == 2
        assert "files. Use one of the extensions .csv" in result.stderr
        assert not (tmp_path / out).exists()


def test_an_unknown_column_is_a_usage_error_with_the_list(run: Run, names: Path, tmp_path: Path) -> None:
    result = run("reconcile", names, "-c", "nmae", "-o", tmp_path / "out.csv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Did you mean 'name'? The columns are: 1 n, 2 name." in result.stderr
    assert not (tmp_path / "out.csv").exists()
    assert run("reconcile", names, "-c", "name", "--date-column", "day").exit_code == 2


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--only", "matched"], "They are: match, ambiguous, none, several, error."),
        (["--fail-on", "x"], "They are: match"),
        (["--columns", "id,colour"], "unknown added column 'colour'"),
        (["-d", "ab"], "cannot be a delimiter"),
        (["--match-score", "101"], "from 0 to 100"),
        (["--margin", "-1"], "--margin is -1. Give a number of 0 or more."),
        (["--margin", "nan"], "--margin is nan"),
        (["--margin", "inf"], "--margin is inf"),
        (["--match-score", "nan"], "from 0 to 100"),
        (["--candidates", "-1"], "--candidates"),
        (["--jobs", "-3"], "--jobs"),
        (["--rows", "-3"], "--rows"),
        (["-o", "-", "--review", "-"], "-o and --review would both write standard output"),
        (["--table", "-o", "-"], "both go to standard output"),
        (["-e", "base64"], "unknown text encoding 'base64'"),
        (["-e", "klingon"], "unknown text encoding 'klingon'"),
        (["--lang", "xx"], "--lang 'xx' is not a known language"),
        (["--candidates", "ten"], "it must be a whole number."),
        (["--no-such"], "--no-such"),
    ],
)
def test_bad_options_are_usage_errors(run: Run, names: Path, args: list[str], said: str) -> None:
    result = run("reconcile", names, "-c", "name", *args)
    assert result.exit_code == 2
    assert said in result.stderr


def test_input_that_cannot_be_read_fails(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_bytes("name\n吴春历\n".encode("gb18030"))
    for file, said in [
        ("missing.csv", "No such file"),
        ("bad.csv", "-e gb18030: 吴春历"),
        (".", "Is a directory"),
    ]:
        result = run("reconcile", tmp_path / file, "-c", "name", "-o", tmp_path / "out.csv")
        assert result.exit_code == 1
        assert said in result.stderr
        assert result.stderr.startswith("exonym: ")
    assert not (tmp_path / "out.csv").exists()


def test_output_into_a_missing_folder_fails(run: Run, names: Path, tmp_path: Path) -> None:
    result = run("reconcile", names, "-c", "name", "-o", tmp_path / "none" / "out.csv")
    assert result.exit_code == 1
    assert "cannot write there" in result.stderr


@pytest.mark.parametrize(
    ("statuses", "code"), [("ambiguous", 3), ("error", 0), ("error,none", 3), ("match", 3), ("", 0)]
)
def test_fail_on_makes_the_exit_code_three_after_the_work(
    run: Run, names: Path, tmp_path: Path, statuses: str, code: int
) -> None:
    out = tmp_path / "out.csv"
    assert run("reconcile", names, "-c", "name", "-o", out, "--fail-on", statuses).exit_code == code
    assert len(out.read_text().splitlines()) == 5


def test_dry_run_writes_nothing_and_shows_examples(run: Run, names: Path, tmp_path: Path) -> None:
    out, review = tmp_path / "out.csv", tmp_path / "review.csv"
    result = run("reconcile", names, "-c", "name", "-o", out, "--review", review, "--dry-run")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "  none       Nobody\n" in result.stderr
    assert not out.exists()
    assert not review.exists()


def test_table_prints_the_first_rows(run: Run, names: Path, tmp_path: Path) -> None:
    result = run("reconcile", names, "-c", "name", "-o", tmp_path / "out.csv", "--table", "--rows", "2")
    lines = result.stdout.splitlines()
    assert any(line.split() == ["吴春历", "match", "vn-ngo-xuan-lich", "99.2", "Ngô", "Xuân", "Lịch"] for line in lines)
    assert "Nobody" not in result.stdout
    assert lines[-1] == "… and 2 rows more"
    assert len((tmp_path / "out.csv").read_text().splitlines()) == 5


def test_a_table_survives_a_narrow_terminal_and_markup(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("name\n[bold]x[/nothing]\n吴春历\n")
    result = run("reconcile", tmp_path / "in.csv", "-c", "name", "--table", env={"COLUMNS": "30"})
    assert result.exit_code == 0
    assert all(len(line) <= 30 for line in result.stdout.splitlines())


def test_the_found_delimiter_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("n;name\n1;吴春历\n")
    result = run("reconcile", tmp_path / "in.csv", "-c", "name")
    assert "The cells are separated by ;" in result.stderr
    assert result.stdout.splitlines()[1].startswith("1;吴春历;vn-ngo-xuan-lich;")


def test_an_empty_file_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("")
    result = run("reconcile", tmp_path / "in.csv", "-c", "name")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "The input is empty." in result.stderr


def test_all_hint_columns(run: Run, fake: FakeResolver, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("m,k,c,x,d,r,l\n吴春历,org,vn,vn jp,2018,minister,zh\n")
    result = run(
        "reconcile", tmp_path / "in.csv", "-c", "m", "--kind-column", "k", "--country-column", "c",
        "--context-column", "x", "--date-column", "d", "--role-column", "r", "--language-column", "7",
    )  # fmt: skip
    assert result.exit_code == 0
    (hints,) = fake.hints
    assert (hints.kind, hints.country, hints.context_countries) == ("organisation", "vn", ("vn", "jp"))
    assert (hints.date, hints.role, hints.language) == ("2018", "minister", "zh")


def test_a_closed_pipe_is_quiet(tmp_path: Path, tiny: tuple[str, ...]) -> None:
    path = tmp_path / "big.csv"
    path.write_text("name\n" + "Nobody At All\n" * 300_000)
    command = f"'{sys.executable}' -m exonym.api.cli.main reconcile '{path}' -c name -q {' '.join(tiny)} | head -n 1"
    result = subprocess.run(["bash", "-c", command], capture_output=True, cwd=ROOT, timeout=300, check=False)
    assert result.stdout.startswith(b"name,exonym_id,")
    assert result.stderr == b""


def test_the_whole_way_with_the_shipped_gazetteer(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("name,when\n吴春历,2018-04-10\nNgo Xuan Lich,2018\nZzyzx Qqq,2018\n")
    args = ("-c", "name", "--date-column", "when", "-o", tmp_path / "out.csv")
    result = exonym("reconcile", tmp_path / "in.csv", *args)
    assert result.returncode == 0, result.stderr.decode()
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text())))
    assert [row["exonym_id"] for row in rows] == ["vn-ngo-xuan-lich", "vn-ngo-xuan-lich", ""]


def test_a_full_disk_is_said_without_a_traceback(run: Run, names: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    (names.parent / "big.csv").write_text("name\n" + "Nobody\n" * 100_000)
    result = run("reconcile", names.parent / "big.csv", "-c", "name", "-o", "/dev/full")
    assert result.exit_code == 1
    assert result.stderr.startswith("exonym: /dev/full: cannot write it: No space left on device.")


def test_a_misspelt_column_is_said_before_a_gazetteer_is_loaded(names: Path, tmp_path: Path) -> None:
    result = exonym("reconcile", names, "-c", "nmae", "--gazetteer", tmp_path / "missing")
    assert result.returncode == 2
    assert b"Did you mean 'name'?" in result.stderr


def test_a_table_without_a_header_and_in_a_legacy_code(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_bytes("1,Ngoâ Xuaân Lòch\n2,吴春历\n".replace("吴春历", "Phan").encode("latin-1"))
    result = run("reconcile", tmp_path / "in.csv", "-H", "-c", "2", "-e", "latin-1", "--legacy", "vni")
    assert result.exit_code == 0, result.stderr
    assert [line.split(",")[4] for line in result.stdout.splitlines()] == ["none", "ambiguous"]
    assert result.stdout.startswith("1,Ngoâ Xuaân Lòch,")


def test_resume_needs_a_file(run: Run, names: Path, tmp_path: Path) -> None:
    result = run("reconcile", names, "-c", "name", "--resume")
    assert result.exit_code == 2
    assert "--resume needs an output file" in result.stderr
    again = run("reconcile", names, "-c", "name", "--resume", "-o", tmp_path / "out.csv", "-j", "1")
    assert again.exit_code == 0, again.stderr
    assert "4 rows" in again.stderr


def test_matches_go_out_as_sssom(run: Run, names: Path, tmp_path: Path) -> None:
    result = run("reconcile", names, "-c", "name", "-o", tmp_path / "out.csv", "--sssom", tmp_path / "m.tsv")
    assert result.exit_code == 0, result.stderr
    assert "吴春历\trdfs literal\tskos:exactMatch\texonym:vn-ngo-xuan-lich" in (tmp_path / "m.tsv").read_text()
    dry = run("reconcile", names, "-c", "name", "--dry-run", "--sssom", tmp_path / "dry.tsv")
    assert dry.exit_code == 0
    assert not (tmp_path / "dry.tsv").exists()


def test_the_next_run_finds_answers_about_names_that_the_gazetteer_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, folder = tmp_path / "cache", tmp_path / "own"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    (folder / "people").mkdir(parents=True)
    names = [f"{given} {family}" for given in SYLLABLES for family in SYLLABLES[:20]]
    entries = "".join(
        f"vn-x-{at:03}: {{name: {name}, country: vn, sources: [knowledge]}}\n" for at, name in enumerate(names)
    )
    (folder / "people" / "vn.yaml").write_text(entries)
    (tmp_path / "names.csv").write_text("name\n" + "".join(f"{name}\n" for name in [*names, "Somebody Else"]))
    command = ("reconcile", tmp_path / "names.csv", "-c", "name", "--gazetteer", folder, "--without-shipped", "-q")
    first, second = (exonym(*command) for _ in range(2))
    assert first.returncode == 0, first.stderr.decode()
    assert second.stdout == first.stdout
    (kept,) = cache.glob("exonym/*.compiled/*.answers")
    assert len(kept.read_text().splitlines()) == 1 + len(names)
    assert "Somebody" not in kept.read_text()


def test_decisions_that_are_not_there_are_told(run: Run, names: Path, tmp_path: Path) -> None:
    later = tmp_path / "later.csv"
    result = run("reconcile", names, "-c", "name", "--decisions", later)
    assert result.exit_code == 0
    assert f"{later}: no such file yet, so no decision is obeyed." in result.stderr
    assert "no such file" not in run("reconcile", names, "-c", "name", "--decisions", later, "-q").stderr
