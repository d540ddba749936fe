"""`apply`: decisions of a review file become a patch that is shown, written on request, or refused."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from exonym.api.cli.main import app
from exonym.resolver.store.editing.blocks import Block
from exonym.resolver.store.editing.insertion import with_alias, with_distinct

PEOPLE = """# Vietnam, for a test.
vn-le-thu:
  name: Lê Thử Nghiệm  # invented
  country: vn
  sources: [knowledge]
# a comment of the second
vn-ngo-xuan-lich:
  name: Ngô Xuân Lịch
  names:
    en: [Old Tiger]
  country: vn
  sources: [knowledge]
"""
HEAD = "name,kind,exonym_count,exonym_why,exonym_decision,exonym_note\n"


class Desk:
    """A gazetteer of two, and reviews of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.people = folder / "gazetteer" / "people" / "vn.yaml"
        self.people.parent.mkdir(parents=True)
        self.people.write_text(PEOPLE)

    def run(self, command: str, *args: str | Path) -> Result:
        layer = ("--without-shipped", "--gazetteer", str(self.folder / "gazetteer"))
        return CliRunner().invoke(app, [command, *map(str, args), *layer])

    def apply(self, rows: str, *args: str | Path) -> Result:
        (self.folder / "reviewed.csv").write_text(HEAD + rows)
        return self.run("apply", self.folder / "reviewed.csv", *args)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Desk(tmp_path)


def test_an_alias_is_shown_as_a_diff_and_written_on_request(desk: Desk) -> None:
    rows = "Zorro Qwfp,person,1,,vn-le-thu,\n"
    shown = desk.apply(rows)
    assert shown.exit_code == 0, shown.stderr
    assert "+  names:\n+    en: [Zorro Qwfp]\n" in shown.stdout
    assert "1 aliases, 0 look-alikes, 0 new entries; 0 refused; not written" in shown.stderr
    assert desk.people.read_text() == PEOPLE
    assert desk.apply(rows, "--write").exit_code == 0
    expected = PEOPLE.replace("# invented\n", "# invented\n  names:\n    en: [Zorro Qwfp]\n")
    assert desk.people.read_text() == expected
    again = desk.apply(rows, "--write")
    assert "rules find it by now" in again.stderr
    assert desk.people.read_text() == expected


def test_what_rules_derive_needs_no_alias(desk: Desk) -> None:
    result = desk.apply("吴春历,person,1,,vn-ngo-xuan-lich,\n")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing to write for 吴春历: rules find it by now" in result.stderr


def test_an_id_that_is_gone_is_refused_and_nothing_is_written(desk: Desk) -> None:
    kept = desk.folder / "decisions.csv"
    rows = "Zorro Qwfp,person,1,,vn-le-thu,\nXyz Qrs,person,1,,vn-nobody,\n"
    result = desk.apply(rows, "--write", "--decisions", kept)
    assert result.exit_code == 1
    assert "refused: Xyz Qrs → vn-nobody: there is no entity vn-nobody" in result.stderr
    assert desk.people.read_text() == PEOPLE
    assert [row["mention"] for row in rows_of(kept)] == ["Zorro Qwfp"]


def test_an_alias_that_would_collide_is_refused(desk: Desk) -> None:
    result = desk.apply("Old Tiger,person,1,,vn-le-thu,\n", "--write")
    assert result.exit_code == 1
    assert "Old Tiger would collide with vn-ngo-xuan-lich" in result.stderr
    assert desk.people.read_text() == PEOPLE


def test_two_decisions_that_contradict_each_other_are_refused(desk: Desk) -> None:
    result = desk.apply("Zorro Qwfp,person,1,,vn-le-thu,\nZorro Qwfp,,1,,vn-ngo-xuan-lich,\n", "--write")
    assert result.exit_code == 1
    assert "Zorro Qwfp would collide with" in result.stderr


def test_decisions_about_one_mention_that_differ_are_refused_with_their_lines_and_not_kept(desk: Desk) -> None:
    kept = desk.folder / "decisions.csv"
    result = desk.apply("A B,person,1,,none,\nC D,,1,,none,\na  b,person,1,,new,\n", "--decisions", kept)
    assert result.exit_code == 1
    assert "refused: A B → none: line 4 says new about it, line 2 does not" in result.stderr
    assert "→ new: line 2 says none about it, line 4 does not" in result.stderr
    assert [row["mention"] for row in rows_of(kept)] == ["C D"]


def test_a_part_of_a_name_becomes_no_alias_but_the_decision_is_kept(desk: Desk) -> None:
    kept = desk.folder / "decisions.csv"
    rows = "Lich,person,1,,vn-ngo-xuan-lich,\nNgô,,1,,vn-ngo-xuan-lich,\nXuan Lich,,1,,vn-ngo-xuan-lich,\n"
    result = desk.apply(rows, "--decisions", kept)
    assert result.exit_code == 0
    assert "for Lich: Lich is a part of a name, which others bear; the decision holds for it alone" in result.stderr
    assert "for Ngô: Ngô is a part of a name" in result.stderr
    assert "Xuan Lich" in result.stdout  # two words of a name may be how somebody is known
    assert "Ngô]" not in result.stdout
    assert len(rows_of(kept)) == 3


@pytest.mark.parametrize(("codes", "said"), [("vn cn", "fits another"), ("vn cn jp", "fits 2 others")])
def test_what_fits_several_becomes_no_alias_of_one(desk: Desk, codes: str, said: str) -> None:
    folder = desk.people.parent.parent / "organisations"
    folder.mkdir()
    names = {"vn": "Bộ Quốc phòng Việt Nam", "cn": "中华人民共和国国防部", "jp": "防衛省"}
    for code in codes.split():
        entry = f"{code}-mod:\n  name: {names[code]}\n  country: {code}\n  function: ministry-of-defence\n"
        (folder / f"{code}.yaml").write_text(entry + "  sources: [knowledge]\n")
    result = desk.apply("国防部,,1,,cn-mod,\n", "--write")
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"国防部 {said} as well; the decision holds for it alone" in result.stderr


def test_a_table_as_gazetteer_is_left_to_its_owner_and_decisions_are_kept(desk: Desk) -> None:
    table, reviewed, kept = desk.folder / "own.csv", desk.folder / "reviewed.csv", desk.folder / "decisions.csv"
    table.write_text("id,name\nacme,Acme Barovich\n")
    reviewed.write_text(HEAD + "Blimblam Xyzz,,1,,acme,\nOther Name,,1,,none,\nNewby Foo,,1,,new,\n")
    layer = ("--without-shipped", "--gazetteer", str(table))
    result = CliRunner().invoke(app, ["apply", str(reviewed), "--decisions", str(kept), *layer])
    assert (result.exit_code, result.stdout) == (0, "")
    assert "for Blimblam Xyzz: the entry of acme is in no YAML file" in result.stderr
    assert "for Newby Foo: no gazetteer given is a directory" in result.stderr
    assert [row["decision"] for row in rows_of(kept)] == ["acme", "none", "new"]


@pytest.mark.parametrize("end", [".csv.gz", ".tsv"])
def test_a_review_comes_back_from_what_its_name_says(desk: Desk, end: str) -> None:
    (desk.folder / "in.csv").write_text('name\n"Blah, Blub"\n')
    review, kept = desk.folder / f"review{end}", desk.folder / "decisions.csv"
    desk.run("reconcile", desk.folder / "in.csv", "-o", desk.folder / "out.csv", "--review", review)
    text = (gzip.decompress(review.read_bytes()) if end.endswith(".gz") else review.read_bytes()).decode()
    header, row = text.splitlines()
    delimiter = "\t" if end == ".tsv" else ","
    decided = f"{header}\n{row.removesuffix(delimiter * 2)}{delimiter}none{delimiter}\n".encode()
    review.write_bytes(gzip.compress(decided) if end.endswith(".gz") else decided)
    result = desk.run("apply", review, "--decisions", kept)
    assert result.exit_code == 0, result.stderr
    assert [(each["mention"], each["decision"]) for each in rows_of(kept)] == [("Blah, Blub", "none")]


def test_a_guard_of_a_spreadsheet_is_no_part_of_a_name(desk: Desk) -> None:
    kept = desk.folder / "decisions.csv"
    desk.apply("'=A B,,1,,none,'+1 more\n'Abd al-Aziz,,1,,none,\n", "--decisions", kept)
    assert [(row["mention"], row["note"]) for row in rows_of(kept)] == [("=A B", "+1 more"), ("'Abd al-Aziz", "")]


def test_the_column_of_mentions_is_no_hint_whatever_its_name(desk: Desk) -> None:
    reviewed, kept = desk.folder / "reviewed.csv", desk.folder / "decisions.csv"
    reviewed.write_text("role,exonym_decision\nThe Boss,none\n")
    assert desk.run("apply", reviewed, "--decisions", kept).exit_code == 0
    assert [(row["mention"], row["role"]) for row in rows_of(kept)] == [("The Boss", "")]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('A,none,ok\nC,none,"see memo\nE,none,\n', "reviewed.csv:3: not CSV"),
        ("A,none,a,b\n", "4 cells under 3 columns"),
    ],
)
def test_a_review_that_is_broken_is_refused_with_its_line(desk: Desk, rows: str, said: str) -> None:
    reviewed, kept = desk.folder / "reviewed.csv", desk.folder / "decisions.csv"
    reviewed.write_text("name,exonym_decision,exonym_note\n" + rows)
    result = desk.run("apply", reviewed, "--decisions", kept)
    assert result.exit_code == 1
    assert said in result.stderr
    assert not kept.exists()


def test_a_new_name_becomes_an_entry_of_what_the_row_says(desk: Desk) -> None:
    result = desk.apply("Kim Novak,person,1,,new,seen in a credit\n", "--write")
    assert result.exit_code == 0, result.stderr
    (path,) = [path for path in desk.people.parent.iterdir() if path != desk.people]
    entry = "novak-kim:\n  name: Kim Novak\n  note: seen in a credit\n  sources: [knowledge]\n"
    assert path.read_text().endswith(entry)
    checked = CliRunner().invoke(app, ["check", str(desk.folder / "gazetteer")])
    assert checked.exit_code == 0, checked.stdout


def test_none_and_unsure_are_kept_but_change_nothing(desk: Desk) -> None:
    kept = desk.folder / "decisions.csv"
    result = desk.apply("A B,person,1,,none,\nC D,,1,,Unsure,\nE F,,1,,,\n", "--decisions", kept)
    assert (result.exit_code, result.stdout) == (0, "")
    assert [row["decision"] for row in rows_of(kept)] == ["none", "unsure"]
    desk.apply("A B,person,1,,none,\n", "--decisions", kept)
    assert len(kept.read_text().splitlines()) == 3


def test_the_whole_round_from_review_to_a_run_without_one(desk: Desk) -> None:
    (desk.folder / "in.csv").write_text("name,kind\nZorro Qwfp,person\n吴春历,person\nBlah Blub,\n")
    review, kept = desk.folder / "review.csv", desk.folder / "decisions.csv"
    run = ("reconcile", desk.folder / "in.csv", "-c", "name", "--kind-column", "kind", "--decisions", kept)
    desk.run(*run, "-o", desk.folder / "out.csv", "--review", review)
    rows = rows_of(review)
    decisions = {"Zorro Qwfp": "vn-le-thu", "Blah Blub": "none"}
    assert {row["name"] for row in rows} == set(decisions)
    with review.open("w") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows({**row, "exonym_decision": decisions[row["name"]]} for row in rows)
    assert desk.run("apply", review, "--decisions", kept).exit_code == 0
    desk.run(*run, "-o", desk.folder / "out.csv", "--review", review)
    out = rows_of(desk.folder / "out.csv")
    assert [row["exonym_id"] for row in out] == ["vn-le-thu", "vn-ngo-xuan-lich", ""]
    assert len(review.read_text().splitlines()) == 1


@pytest.mark.parametrize(
    ("head", "said"),
    [("name,kind\n", "there is no column exonym_decision"), ("name,when,exonym_decision\n", "what hint is the column")],
)
def test_a_file_that_is_no_review_is_a_usage_error(desk: Desk, head: str, said: str) -> None:
    (desk.folder / "x.csv").write_text(head)
    result = desk.run("apply", desk.folder / "x.csv")
    assert result.exit_code == 2
    assert said in result.stderr


ENTRY = "a-b:\n  name: A B\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ENTRY, ENTRY + "  names:\n    en: [X]\n"),
        (ENTRY + "  names:\n    en: [Y, Z]  # two\n", ENTRY + "  names:\n    en: [Y, Z, X]  # two\n"),
        (ENTRY + "  names:\n    en:\n      - Y\n", ENTRY + "  names:\n    en:\n      - Y\n      - X\n"),
        (ENTRY + "  names:\n    en: Y\n", ENTRY + "  names:\n    en: [Y, X]\n"),
        (ENTRY + "  names:\n    vi: [Y]\n  note: n\n", ENTRY + "  names:\n    vi: [Y]\n    en: [X]\n  note: n\n"),
    ],
)  # fmt: skip
def test_an_alias_is_added_in_the_shape_that_is_there(before: str, after: str) -> None:
    assert with_alias(Block("a-b", before), "en", "X").text == after


def test_a_look_alike_is_added_once_more() -> None:
    once = with_distinct(Block("a-b", ENTRY), "c-d")
    assert once.text == ENTRY + "  not: [c-d]\n"
    assert with_distinct(once, "e-f").text == ENTRY + "  not: [c-d, e-f]\n"
