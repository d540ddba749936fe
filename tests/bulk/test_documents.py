"""Rows of one document are decided together, wherever they stand; what comes out stays in the order of the input."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest

from exonym.api.python import reconcile as reconcile_frame
from exonym.resolver.bulk.answering import distinct, documents
from exonym.resolver.bulk.answering.journal import journal_path
from exonym.resolver.bulk.columns import Columns
from exonym.resolver.bulk.job import Job, Summary
from exonym.resolver.bulk.run import reconcile
from exonym.resolver.bulk.shape import Shape
from exonym.resolver.errors import ExonymError
from exonym.resolver.memory.together import Mentioned
from exonym.resolver.model import NO_HINTS, Decision, Entity, Form, Gazetteer, Hints, Kind
from exonym.resolver.resolve import Resolver

KNOWN = {
    "vn-giang": ("Phan Văn Giang", "vi", "vn"),
    "vn-lich": ("Ngô Xuân Lịch", "vi", "vn"),
    "us-austin": ("Lloyd Austin", "en", "us"),
}
COLUMNS = Columns("name", document="doc")
ROWS = [
    ("a", "Minister Giang"), ("b", "Minister Giang"), ("", "Minister Giang"), ("a", "Phan Văn Giang"), ("c", "Austin"),
    ("b", "Hana Giang"), ("", "Phan Văn Giang"), ("c", "Lloyd Austin"), ("a", "Minister Giang"), (" c ", "Austin"),
]  # fmt: skip
IDS = ["vn-giang", "", "", "vn-giang", "us-austin", "", "vn-giang", "us-austin", "vn-giang", "us-austin"]


def table(rows: Sequence[tuple[str, str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([("doc", "name"), *rows])
    return out.getvalue()


class Counting(Resolver):
    """Counts the mentions of each document that is decided."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__(gazetteer)
        self.documents: list[int] = []

    def together(self, mentioned: Sequence[Mentioned], *, limit: int | None = None) -> list[Decision]:
        self.documents.append(len(mentioned))
        return super().together(mentioned, limit=limit)


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    people = (
        Entity(key, Kind.PERSON, name, (Form(name, lang, "name"),), of) for key, (name, lang, of) in KNOWN.items()
    )
    return Gazetteer({each.id: each for each in people}, "v1")


@pytest.fixture
def resolver(known: Gazetteer) -> Counting:
    return Counting(known)


def run(folder: Path, resolver: Resolver, content: str, *, name: str = "in.csv", out: str = "out.csv", **job: object):  # type: ignore[no-untyped-def]
    (folder / name).write_text(content, encoding="utf-8")
    summary: Summary = reconcile(
        Job(str(folder / name), str(folder / out), **{"columns": COLUMNS, **job}),  # type: ignore[arg-type]
        lambda: resolver,
    )
    return (folder / out).read_text(encoding="utf-8"), summary


def ids(written: str) -> list[str]:
    return [row["exonym_id"] for row in csv.DictReader(io.StringIO(written))]


def test_a_document_is_decided_as_a_whole(tmp_path: Path, resolver: Counting) -> None:
    written, summary = run(tmp_path, resolver, table(ROWS))
    rows = list(csv.reader(io.StringIO(written)))
    assert [tuple(row[:2]) for row in rows[1:]] == ROWS
    assert ids(written) == IDS
    assert summary.rows == len(ROWS)
    assert sorted(resolver.documents) == [1, 1, 2, 2, 3], "each once; an empty cell is a document of its own"
    assert "short for “Phan Văn Giang”, named in full in mention 2" in rows[1][7]
    assert "whom the gazetteer does not have" in rows[2][7] or rows[2][4] == "none"


def test_the_order_of_rows_changes_no_answer(tmp_path: Path, resolver: Counting) -> None:
    expected = {(doc.strip(), name): key for (doc, name), key in zip(ROWS, IDS, strict=True)}
    for seed in range(3):
        rows = random.Random(seed).sample(ROWS, len(ROWS))  # noqa: S311
        written, _ = run(tmp_path, resolver, table(rows))
        assert ids(written) == [expected[doc.strip(), name] for doc, name in rows]


@pytest.mark.parametrize("quoted", [False, True])
def test_broken_rows_and_empty_lines_keep_their_places(tmp_path: Path, resolver: Counting, quoted: bool) -> None:
    first = 'a,"Minister Giang"' if quoted else "a,Minister Giang"
    written, summary = run(tmp_path, resolver, f"doc,name\n{first}\n\nbroken\na,Phan Văn Giang\n")
    lines = written.splitlines()
    assert lines[2] == ""
    assert "error" in lines[3]
    assert [line.split(",")[2] for line in (lines[1], lines[4])] == ["vn-giang", "vn-giang"]
    assert (summary.rows, summary.faults) == (3, 1)


def test_hints_that_cannot_be_are_errors_and_harm_no_other(tmp_path: Path, resolver: Counting) -> None:
    content = "doc,name,date\na,Minister Giang,soon\na,Phan Văn Giang,2024\na,Minister Giang,2024\n"
    written, _ = run(tmp_path, resolver, content, columns=Columns("name", document="doc", date="date"))
    assert [row["exonym_status"] for row in csv.DictReader(io.StringIO(written))] == ["error", "match", "match"]


def test_what_a_person_decided_is_obeyed_and_leant_on(tmp_path: Path, resolver: Counting) -> None:
    (tmp_path / "made.csv").write_text("mention,decision\nMinister Giang,none\nVan Giang P.,vn-giang\n", "utf-8")
    content = table([("a", "Minister Giang"), ("a", "Phan Văn Giang"), ("a", "General Giang"), ("b", "Van Giang P.")])
    written, _ = run(tmp_path, resolver, content, decisions=str(tmp_path / "made.csv"))
    assert ids(written) == ["", "vn-giang", "vn-giang", "vn-giang"]


def test_every_shape_of_output(tmp_path: Path, resolver: Counting) -> None:
    text = table(ROWS)
    lines, _ = run(tmp_path, resolver, text, shape=Shape(long=True))
    assert "vn-giang" in lines
    matches, _ = run(tmp_path, resolver, text, shape=Shape(only=frozenset({"match"})))  # type: ignore[arg-type]
    assert ids(matches) == [key for key in IDS if key]
    distinct, _ = run(tmp_path, resolver, text, distinct=True)
    assert distinct.startswith("name,doc,exonym_count")
    assert len(distinct.splitlines()) == 1 + len({(doc, name) for doc, name in ROWS})
    run(tmp_path, resolver, text, review=str(tmp_path / "review.csv"))
    review = (tmp_path / "review.csv").read_text(encoding="utf-8")
    assert review.startswith("name,exonym_document,exonym_count"), "apply takes it for none of its hints"
    assert "Minister Giang,b," in review
    _, summary = run(tmp_path, resolver, text, show=3)
    assert [answer.brief[0] for _, answer in summary.shown] == IDS[:3]


def test_several_names_in_a_cell_lean_on_their_document(tmp_path: Path, known: Gazetteer) -> None:
    content = table([("a", "Minister Giang and Minister Lịch"), ("a", "Phan Văn Giang"), ("a", "Ngô Xuân Lịch")])
    written, _ = run(tmp_path, Resolver(known), content, shape=Shape(split=True))
    assert ids(written) == ["vn-giang", "vn-lich", "vn-giang", "vn-lich"]
    whole, _ = run(tmp_path, Resolver(known), content)
    row = next(csv.DictReader(io.StringIO(whole)))
    assert (row["exonym_status"], row["exonym_candidates"]) == ("several", "vn-giang vn-lich")


def test_other_formats_and_frames_answer_alike(tmp_path: Path, resolver: Counting) -> None:
    frame = pl.DataFrame({"doc": [doc for doc, _ in ROWS], "name": [name for _, name in ROWS]})
    frame.write_parquet(tmp_path / "in.parquet")
    for out in ("out.parquet", "out.csv"):
        reconcile(Job(str(tmp_path / "in.parquet"), str(tmp_path / out), columns=COLUMNS), lambda: resolver)
    assert pl.read_parquet(tmp_path / "out.parquet")["exonym_id"].to_list() == IDS
    assert ids((tmp_path / "out.csv").read_text(encoding="utf-8")) == IDS
    found = reconcile_frame(frame, "name", document_column="doc", resolver=resolver)
    assert found["exonym_id"].to_list() == IDS
    frame.write_ndjson(tmp_path / "in.jsonl")
    written, _ = run(tmp_path, resolver, (tmp_path / "in.jsonl").read_text("utf-8"), name="in.jsonl", out="out.jsonl")
    assert [json.loads(line)["exonym_id"] or "" for line in written.splitlines()] == IDS


def test_processes_and_blocks_change_no_byte(tmp_path: Path, known: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "_MANY", 10)
    monkeypatch.setattr(documents, "_AT_ONCE", 3)
    rows = [(f"{doc.strip()}{at}" if doc.strip() else "", name) for at in range(8) for doc, name in ROWS]
    random.Random(7).shuffle(rows)  # noqa: S311
    one, _ = run(tmp_path, Resolver(known), table(rows), processes=1)
    two, _ = run(tmp_path, Resolver(known), table(rows), processes=2, out="two.csv")
    assert one == two


class Killed(Exception):  # noqa: N818 - it is none of ours
    """Ends a run."""


class Mortal(Counting):
    """Is killed at its third document."""

    def together(self, mentioned: Sequence[Mentioned], *, limit: int | None = None) -> list[Decision]:
        if len(self.documents) == 2:
            raise Killed
        return super().together(mentioned, limit=limit)


def test_a_run_that_was_killed_is_taken_up(tmp_path: Path, known: Gazetteer, resolver: Counting) -> None:
    rows = [row for row in ROWS if row[0].strip()]
    expected, _ = run(tmp_path, resolver, table(rows))
    (tmp_path / "out.csv").unlink()
    with pytest.raises(Killed):
        run(tmp_path, Mortal(known), table(rows))
    assert journal_path(str(tmp_path / "out.csv")).exists()
    again = Counting(known)
    written, summary = run(tmp_path, again, table(rows), resume=True)
    assert written == expected
    assert summary.resumed
    assert len(again.documents) == 1, "the others had been decided"


def test_a_document_that_has_changed_is_decided_anew(tmp_path: Path, known: Gazetteer) -> None:
    rows = [("a", "Minister Giang"), ("a", "Phan Văn Giang"), ("b", "x"), ("c", "y")]
    with pytest.raises(Killed):
        run(tmp_path, Mortal(known), table(rows))
    rows[1] = ("a", "Hana Giang")
    written, _ = run(tmp_path, Counting(known), table(rows), resume=True)
    assert ids(written) == ["", "", "", ""]


def test_a_column_that_is_not_there_is_said(tmp_path: Path, resolver: Counting) -> None:
    with pytest.raises(ExonymError, match="there is no column 'text'"):
        run(tmp_path, resolver, table(ROWS), columns=Columns("name", document="text"))


def test_hints_reach_a_document(known: Gazetteer) -> None:
    decided = Resolver(known).resolve_document(["Minister Giang", "Phan Văn Giang"], [Hints(country="jp"), NO_HINTS])
    assert [each.id for each in decided] == ["", "vn-giang"], "a country that contradicts blocks the short form too"


def test_what_was_written_is_not_held(tmp_path: Path, resolver: Counting, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers that wait in a file are looked up again: over several blocks of a long table nothing changes."""
    names = [("Minister Giang", "vn-giang"), ("Phan Văn Giang", "vn-giang"), ("Austin", ""), ("x", "")]
    rows = [(f"{at % 5} {'document ' * 9}", *names[at // 5 % 4]) for at in range(30_000)]
    monkeypatch.setattr(distinct, "_HELD", 3)
    written, summary = run(tmp_path, resolver, table([(doc, name) for doc, name, _ in rows]))
    assert len(written) > 2 << 20, "several blocks"
    assert ids(written) == [key for _, _, key in rows]
    assert (summary.rows, summary.distinct) == (len(rows), 20)
    assert summary.statuses["match"] == len(rows) // 2  # type: ignore[index]
    assert resolver.documents == [4] * 5
