"""Cells with several names: the ids of all in their order, and with `split` a row for each name."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import polars as pl
import pytest

from exonym.resolver.bulk.answering.asker import Asker
from exonym.resolver.bulk.answering.journal import line, read
from exonym.resolver.bulk.columns import Columns
from exonym.resolver.bulk.frames import with_answers
from exonym.resolver.bulk.job import Job
from exonym.resolver.bulk.shape import Shape
from exonym.resolver.model import Status

from .conftest import Bench, FakeResolver

CELL = "吴春历、Nobody、中央军委"
TABLE = f"n,name\n1,{CELL}\n2,吴春历\n"
COLUMNS = ("id", "status", "score", "candidates")


def read_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_cell_of_several_is_one_row_with_all_ids_and_no_id_of_its_own(bench: Bench) -> None:
    first, second = read_rows(bench.text(TABLE, columns=Columns("name"), shape=Shape(columns=COLUMNS)))
    assert (first["exonym_id"], first["exonym_status"], first["exonym_score"]) == ("", "several", "")
    assert first["exonym_candidates"] == "vn-ngo-xuan-lich cn-cmc"
    assert second["exonym_status"] == "match"
    assert bench.summary.statuses == {Status.SEVERAL: 1, Status.MATCH: 1}


def test_split_writes_a_row_for_each_name(bench: Bench) -> None:
    rows = read_rows(bench.text(TABLE, columns=Columns("name"), shape=Shape(columns=("id", "status"), split=True)))
    assert [tuple(row.values()) for row in rows] == [
        ("1", CELL, "吴春历", "vn-ngo-xuan-lich", "match"),
        ("1", CELL, "Nobody", "", "none"),
        ("1", CELL, "中央军委", "", "ambiguous"),
        ("2", "吴春历", "", "vn-ngo-xuan-lich", "match"),
    ]
    assert list(rows[0]) == ["n", "name", "exonym_part", "exonym_id", "exonym_status"]


def test_only_asks_for_the_status_of_each_name(bench: Bench) -> None:
    shape = Shape(columns=("id",), split=True, only=frozenset({Status.MATCH}))
    rows = read_rows(bench.text(TABLE, columns=Columns("name"), shape=shape))
    assert [(row["n"], row["exonym_part"], row["exonym_id"]) for row in rows] == [
        ("1", "吴春历", "vn-ngo-xuan-lich"),
        ("2", "", "vn-ngo-xuan-lich"),
    ]


def test_long_writes_the_candidates_of_each_name(bench: Bench) -> None:
    shape = Shape(columns=("id",), split=True, long=True)
    rows = read_rows(bench.text(TABLE, columns=Columns("name"), shape=shape))
    assert [(row["exonym_part"], row["exonym_rank"]) for row in rows if row["n"] == "1"] == [
        ("吴春历", "1"), ("吴春历", "2"), ("Nobody", ""), ("中央军委", "1"), ("中央军委", "2"),
    ]  # fmt: skip


def test_json_lines_and_parquet_are_split_alike(bench: Bench, tmp_path: Path) -> None:
    options = {"columns": Columns("name"), "shape": Shape(columns=("id", "status"), split=True)}
    lines = bench.run(TABLE, out="out.jsonl", **options).decode().splitlines()
    assert [json.loads(each)["exonym_part"] for each in lines] == ["吴春历", "Nobody", "中央军委", None]
    bench.run(TABLE, out="out.parquet", **options)
    assert pl.read_parquet(tmp_path / "out.parquet")["exonym_status"].to_list() == [
        "match", "none", "ambiguous", "match",
    ]  # fmt: skip
    pl.DataFrame({"name": [CELL, "吴春历"]}).write_parquet(tmp_path / "in.parquet")
    bench.run((tmp_path / "in.parquet").read_bytes(), name="in.parquet", out="out2.parquet", **options)
    assert pl.read_parquet(tmp_path / "out2.parquet")["name"].to_list() == [CELL] * 3 + ["吴春历"]


def test_frames_are_split_in_their_order(resolver: FakeResolver) -> None:
    frame = pl.DataFrame({"name": ["吴春历", CELL], "n": [1, 2]})
    job = Job("the frame", columns=Columns("name"), shape=Shape(columns=("id",), split=True))
    found = with_answers(frame, job, lambda: resolver)
    assert found["n"].to_list() == [1, 2, 2, 2]
    assert found["exonym_part"].to_list() == ["", "吴春历", "Nobody", "中央军委"]


def test_a_person_should_see_what_is_several(bench: Bench) -> None:
    review = bench.folder / "review.csv"
    bench.run(TABLE, columns=Columns("name"), review=str(review))
    assert [row["name"] for row in read_rows(review.read_text(encoding="utf-8"))] == [CELL]


@pytest.mark.parametrize("split", [True, False])
def test_what_is_kept_of_a_killed_run_is_whole(resolver: FakeResolver, split: bool) -> None:
    answer = Asker(resolver, (), Shape(split=split)).ask(CELL.encode())
    known, _ = read(io.BytesIO(b"head\n" + line(CELL.encode(), answer)), b"head\n")
    assert known == {CELL.encode(): answer}
