"""What people decided is obeyed, kept, and never reviewed again."""

from __future__ import annotations

import csv
import errno
import io
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from exonym.resolver.bulk.answering.decision_log import append_decisions
from exonym.resolver.bulk.answering.decisions import Made, read_decisions
from exonym.resolver.bulk.columns import Columns
from exonym.resolver.errors import InputError
from exonym.resolver.model import Hints

from .conftest import Bench


def decided(path: Path, *made: tuple[str, str], hints: Hints = Hints(), note: str = "") -> str:  # noqa: B008
    append_decisions(
        str(path), [Made(mention, hints, decision, note) for mention, decision in made], "v1", "2026-01-01"
    )
    return str(path)


def rows(text: bytes | str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.decode() if isinstance(text, bytes) else text, newline="")))


def test_decisions_overrule_the_resolver_and_leave_the_review(bench: Bench) -> None:
    path = decided(
        bench.folder / "decisions.csv",
        ("中央军委", "cn-cmc"),
        ("A", "none"),
        ("B", "new"),
        ("C", "unsure"),
        note="seen",
    )
    review = bench.folder / "review.csv"
    out = rows(bench.run("name\n中央军委\nA\nB\nC\nD\n", decisions=path, review=str(review)))
    assert [(row["exonym_status"], row["exonym_id"]) for row in out] == [("match", "cn-cmc"), *[("none", "")] * 4]
    assert [row["exonym_why"] for row in out] == [
        "decided by a person: seen", "decided: nobody known: seen",
        "decided: new, not in the gazetteer yet: seen", "a person was unsure; nothing like it is known",
        "nothing like it is known",
    ]  # fmt: skip
    assert out[0]["exonym_score"] == "100.0"
    assert [row["name"] for row in rows(review.read_text())] == ["D"]


def test_a_decision_holds_whatever_the_form_of_the_mention(bench: Bench) -> None:
    path = decided(bench.folder / "d.csv", ("Nguyễn Zzyx", "cn-cmc"))
    forms = [
        "NGUYỄN Zzyx",
        " Nguyễn   Zzyx ",
        unicodedata.normalize("NFD", "Nguyễn Zzyx"),
        "Ｎguyễn Zzyx",
        "Nguyen Zzyx",
    ]
    out = rows(bench.run("name\n" + "\n".join(forms) + "\n", decisions=path))
    assert [row["exonym_id"] for row in out] == ["cn-cmc"] * 4 + [""]


def test_a_decision_about_a_mention_in_a_legacy_code_is_about_what_it_says(bench: Bench) -> None:
    path, review = bench.folder / "d.csv", bench.folder / "r.csv"
    bench.run("name\nBoä Quoác Phoøng\n", legacy="vni", review=str(review))
    assert [row["name"] for row in rows(review.read_text())] == ["Bộ Quốc Phòng"]
    decided(path, ("Bộ Quốc Phòng", "cn-cmc"))
    (row,) = rows(bench.run("name\nBoä Quoác Phoøng\n", legacy="vni", decisions=str(path)))
    assert (row["name"], row["exonym_id"]) == ("Boä Quoác Phoøng", "cn-cmc")


def test_a_name_whose_id_is_gone_comes_up_for_review_again(bench: Bench) -> None:
    path = decided(bench.folder / "d.csv", ("中央军委", "cn-gone"), ("A", "unsure"))
    review = bench.folder / "r.csv"
    bench.run("name\n中央军委\nA\n", decisions=path, review=str(review))
    assert [row["name"] for row in rows(review.read_text())] == ["中央军委"]


def test_decisions_are_added_in_the_columns_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text("decision,mention,country\nnone,Abc Def,vn")
    decided(path, ("A", "x-1"), hints=Hints(country="jp"), note="left out")
    assert path.read_text() == "decision,mention,country\nnone,Abc Def,vn\nx-1,A,jp\n"
    with pytest.raises(InputError, match=r"depends on its kind, and the file has no such column\. Add kind"):
        decided(path, ("B", "x-1"), hints=Hints(kind="person"))
    assert path.read_text().endswith("x-1,A,jp\n")


def test_an_empty_file_of_decisions_has_none(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.touch()
    assert not read_decisions(str(path)).made
    decided(path, ("A", "x-1"))
    assert [row["mention"] for row in rows(path.read_text())] == ["A"]


def test_a_decision_holds_for_its_hints_only(bench: Bench) -> None:
    path = decided(bench.folder / "d.csv", ("中央军委", "cn-cmc"), hints=Hints(kind="organisation", date="2018"))
    content = "name,kind,date\n中央军委,org,2018\n中央军委,org,2019\n中央军委,,\n"
    out = rows(bench.run(content, decisions=path, columns=Columns("name", kind="kind", date="date")))
    assert [row["exonym_status"] for row in out] == ["match", "ambiguous", "ambiguous"]


def test_new_gives_way_when_the_name_is_known_by_now(bench: Bench) -> None:
    path = decided(bench.folder / "d.csv", ("吴春历", "new"))
    (row,) = rows(bench.run("name\n吴春历\n", decisions=path))
    assert row["exonym_id"] == "vn-ngo-xuan-lich"


def test_an_id_that_is_gone_is_said_and_the_row_stays_open(bench: Bench) -> None:
    path = decided(bench.folder / "d.csv", ("中央军委", "cn-gone"))
    (row,) = rows(bench.run("name\n中央军委\n", decisions=path))
    assert row["exonym_status"] == "ambiguous"
    assert "cn-gone, which is gone" in row["exonym_why"]


def test_the_last_decision_counts_and_the_file_only_grows(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    decided(path, ("A", "none"), ("B", "x-1"))
    before = path.read_bytes()
    decided(path, ("A", "x-2"), ("B", "x-1"))
    assert path.read_bytes().startswith(before)
    assert len(path.read_text().splitlines()) == 4
    found = read_decisions(str(path)).find("A", Hints())
    assert found is not None
    assert found.decision == "x-2"


def test_what_is_no_decision_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("mention,decision\nA,none\nB,who knows?\n")
    with pytest.raises(InputError, match=r"d\.csv:3: 'who knows\?' is not a decision"):
        read_decisions(str(tmp_path / "d.csv"))
    (tmp_path / "e.csv").write_text("name\nA\n")
    with pytest.raises(InputError, match="columns mention and decision"):
        read_decisions(str(tmp_path / "e.csv"))


def test_a_file_that_is_not_there_yet_has_no_decisions(bench: Bench) -> None:
    (row,) = rows(bench.run("name\nA\n", decisions=str(bench.folder / "later.csv")))
    assert row["exonym_status"] == "none"


def made(path: Path, *lines: Made) -> str:
    append_decisions(str(path), lines, "v1", "2026-01-01T00:00:00Z")
    return str(path)


def test_a_decision_about_a_name_holds_with_any_hints(bench: Bench) -> None:
    path = made(bench.folder / "d.csv", Made("中央军委", Hints(date="2018"), "cn-cmc", scope="name"))
    content = "name,date\n中央军委,2018\n中央军委,2019\n中央军委,\nB,2018\n"
    out = rows(bench.run(content, decisions=path, columns=Columns("name", date="date")))
    assert [row["exonym_id"] for row in out] == ["cn-cmc", "cn-cmc", "cn-cmc", ""]


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_decision_about_a_row_holds_there_alone(bench: Bench, quote: str) -> None:
    path = made(bench.folder / "d.csv", Made("中央军委", Hints(), "cn-cmc", scope="row", row=2),
                Made("中央军委", Hints(), "none", scope="row", row=4))  # fmt: skip
    content = f"name,x\n中央军委,{quote}a{quote}\n中央军委,b\n\nA,b\nB,c\n"
    out = rows(bench.run(content, decisions=path, columns=Columns("name")))
    assert [(row["name"], row["exonym_status"], row["exonym_id"]) for row in out] == [
        ("中央军委", "ambiguous", ""), ("中央军委", "match", "cn-cmc"), ("A", "none", ""), ("B", "none", ""),
    ]  # fmt: skip
    assert dict(bench.summary.statuses) == {"ambiguous": 1, "match": 1, "none": 2}


def test_the_last_decision_that_covers_a_row_counts_and_undo_brings_back_what_it_had_replaced(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    made(path, Made("A", Hints(), "x-1", scope="name"), Made("A", Hints(), "x-2"))
    made(path, Made("A", Hints(), "x-3", scope="row", row=7, reviewer="ann"))

    def holds(row: int = 0, hints: Hints = Hints()) -> str:  # noqa: B008
        found = read_decisions(str(path)).find("a", hints, row)
        return found.decision if found else ""

    assert (holds(7), holds(8), holds(), holds(hints=Hints(date="2018"))) == ("x-3", "x-2", "x-2", "x-1")
    made(path, Made("A", Hints(), "none", scope="name", reviewer="bob"))
    assert (holds(7), holds()) == ("none", "none")
    made(path, Made("A", Hints(), "undo", scope="name", reviewer="ann"))  # nothing of hers: nothing is taken back
    assert holds() == "none"
    made(path, Made("A", Hints(), "undo", scope="name", reviewer="bob"))
    assert (holds(7), holds(), holds(hints=Hints(date="2018"))) == ("x-3", "x-2", "x-1")
    made(path, Made("A", Hints(), "undo"), Made("A", Hints(), "undo"), Made("A", Hints(), "undo", scope="name"))
    assert (holds(7), holds()) == ("x-3", "")


def test_half_a_line_that_a_killed_writer_left_is_no_decision_and_goes(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    made(path, Made("A", Hints(), "x-1"), Made('B\nof "two" lines', Hints(), "x-2"))
    whole = path.read_bytes()
    for size in range(1, len(whole) - len(whole.splitlines(keepends=True)[0])):
        path.write_bytes(whole[:-size])
        assert len(read_decisions(str(path)).made) < 2
        made(path, Made("C", Hints(), "none"))
        kept = read_decisions(str(path))
        assert kept.find("C", Hints()) == Made("C", Hints(), "none")
        assert all(each.decision in {"x-1", "none"} for each in kept.made.values())
    path.write_bytes(whole[:20])
    made(path, Made("C", Hints(), "none"))
    assert read_decisions(str(path)).find("C", Hints()) is not None


def test_writers_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    code = (
        "import sys\nfrom exonym.resolver.bulk.answering.decision_log import append_decisions as append\n"
        "from exonym.resolver.bulk.answering.decisions import Made\nfrom exonym.resolver.model import Hints\n"
        "for at in range(40):\n append(sys.argv[1], [Made(sys.argv[2] + str(at), Hints(), 'none')], 'v', '')\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, str(path), name]) for name in "abc"]
    assert [each.wait() for each in writers] == [0, 0, 0]
    assert len(read_decisions(str(path)).made) == 120
    assert path.read_text().count("mention,kind") == 1


@pytest.mark.parametrize(
    ("cells", "message"),
    [("x,", "'x' is not a scope"), ("row,0", "'0' is not a row"), (f"row,{10**25}", "'10+' is not a row")],
)
def test_a_scope_that_cannot_be_is_refused_with_its_line(tmp_path: Path, cells: str, message: str) -> None:
    (tmp_path / "d.csv").write_text(f"mention,decision,scope,row\nA,none,{cells}\n")
    with pytest.raises(InputError, match=f"d.csv:2: {message}"):
        read_decisions(str(tmp_path / "d.csv"))


def test_a_file_without_a_column_for_the_scope_keeps_what_depends_on_none(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text("mention,decision\nA,none\n")
    with pytest.raises(InputError, match="depends on its scope, and the file has no such column"):
        made(path, Made("A", Hints(), "x-1", scope="name"))


HEADER = "mention,decision,note,gazetteer,scope,row,reviewer\n"


def test_a_quote_within_a_cell_and_a_last_line_by_hand_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    text = HEADER + '5" gun,none,,,,,\n' + "".join(f"{name},x-1,,,,,\n" for name in "ABCDE") + "F,x-2,,,,,"
    path.write_text(text)
    assert len(read_decisions(str(path)).made) == 7
    made(path, Made("G", Hints(), "none"))
    assert path.read_text().startswith(text + "\nG,none")
    assert len(read_decisions(str(path)).made) == 8


def test_a_quote_that_somebody_left_open_is_refused_with_its_line_and_nothing_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text(HEADER + 'A,x-1,,,,,\n"B,x-1,,,,,\nC,x-1,,,,,\nD,x-1,,,,,\n')
    before = path.read_bytes()
    with pytest.raises(InputError, match=r"d\.csv:3: not CSV"):
        read_decisions(str(path))
    with pytest.raises(InputError, match=r"d\.csv:3: not CSV"):
        made(path, Made("E", Hints(), "none"))
    assert path.read_bytes() == before


def test_what_a_killed_writer_left_is_kept_beside_the_file(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text(HEADER + "A,x-1,,,,,\nB,x-2,se")
    made(path, Made("C", Hints(), "none"))
    assert [row["mention"] for row in rows(path.read_text())] == ["A", "C"]
    assert (tmp_path / "d.csv.torn").read_text() == "B,x-2,se\n"


def test_a_full_disk_leaves_no_half_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "d.csv"
    made(path, Made("A", Hints(), "x-1"))
    before, write, left = path.read_bytes(), os.write, [5]

    def short(file: int, data: bytes) -> int:
        if not left:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(file, data[: left.pop()])

    monkeypatch.setattr(os, "write", short)
    with pytest.raises(InputError, match=r"cannot write the decisions: No space left"):
        made(path, Made("B", Hints(), "x-2"))
    assert path.read_bytes() == before


def test_a_source_applied_twice_changes_nothing_the_second_time(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    source = (Made("A", Hints(), "x-1"), Made("A", Hints(), "x-2", scope="name"))
    made(path, *source)
    before = path.read_bytes()
    made(path, *source)
    assert path.read_bytes() == before
    made(path, Made("A", Hints(), "x-1"))  # what no longer holds is decided anew
    found = read_decisions(str(path)).find("A", Hints())
    assert found is not None
    assert found.decision == "x-1"
