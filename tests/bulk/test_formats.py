"""JSON Lines and Parquet, in and out."""

from __future__ import annotations

import csv
import io
import json

import polars as pl
import pytest

from exonym.resolver.bulk.columns import Columns
from exonym.resolver.bulk.reading import byte_source
from exonym.resolver.bulk.shape import Shape
from exonym.resolver.errors import InputError, UsageError
from exonym.resolver.model import Hints, Status

from .conftest import Bench


def objects(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines() if line]


def test_json_lines_keep_their_text_up_to_the_closing_brace(bench: Bench) -> None:
    content = '{"n":1.50,"name":"\\u5434春历"}\n{ "name" : "Nobody" , "n" : [1] }\n'
    out = bench.text(content, name="in.jsonl", out="out.jsonl", columns=Columns("name"))
    lines = out.splitlines()
    assert lines[0].startswith('{"n":1.50,"name":"\\u5434春历", "exonym_id": "vn-ngo-xuan-lich", ')
    assert lines[1].startswith('{ "name" : "Nobody" , "n" : [1], "exonym_id": null, ')
    first, second = objects(out)
    assert (first["exonym_score"], first["exonym_candidates"]) == (99.2, ["vn-ngo-xuan-lich", "cn-cmc"])
    assert (second["exonym_status"], second["exonym_score"], second["exonym_candidates"]) == (
        "none",
        None,
        [],
    )


def test_broken_json_lines_are_kept_as_errors(bench: Bench) -> None:
    content = '{"name":"吴春历"}\n{"name":\n[1]\n\n{"name":{"a":1}}\n{}\n{"name":null}\n'
    rows = objects(bench.text(content, name="in.ndjson", out="out.ndjson", columns=Columns("name")))
    assert " ".join(str(row["exonym_status"]) for row in rows) == "match error error error none none"
    assert rows[1]["line"] == '{"name":'
    assert "not JSON" in str(rows[1]["exonym_why"])
    assert rows[2]["exonym_why"] == "not a JSON object"
    assert rows[4]["exonym_why"] == rows[5]["exonym_why"] == "blank"
    assert bench.summary.statuses[Status.ERROR] == 3


def test_an_output_used_as_input_is_refused_or_an_error_of_its_row(bench: Bench) -> None:
    again = '{"name":"吴春历","exonym_id":"x"}\n'
    with pytest.raises(UsageError, match="already has the column"):
        bench.run(again, name="in.jsonl", out="out.jsonl", columns=Columns("name"))
    late = '{"name":"吴春历"}\n' * 60_000 + again
    rows = objects(bench.text(late, name="in.jsonl", out="out.jsonl", columns=Columns("name")))
    assert rows[-1]["exonym_status"] == "error"
    assert rows[-1]["line"] == again.strip()


def test_lists_of_countries_are_hints_and_numbers_are_text(bench: Bench) -> None:
    content = '{"name":1945,"where":["vn","jp"]}\n{"name":true,"where":null}\n'
    bench.run(content, name="in.jsonl", out="out.jsonl", columns=Columns("name", context_countries="where"))
    assert bench.resolver.asked == [("1945", Hints(context_countries=("vn", "jp"))), ("true", Hints())]


def test_deeply_nested_json_is_an_error_of_its_row(bench: Bench) -> None:
    content = '{"name":"吴春历"}\n' + "[" * 100_000 + "\n"
    rows = objects(bench.text(content, name="in.jsonl", out="out.jsonl", columns=Columns("name")))
    assert [row["exonym_status"] for row in rows] == ["match", "error"]


def test_csv_goes_out_as_json_lines(bench: Bench) -> None:
    (row,) = objects(bench.text('n,name\n1,"a,b"\n', out="out.jsonl", columns=Columns("name")))
    assert (row["n"], row["name"], row["exonym_status"]) == ("1", "a,b", "none")
    with pytest.raises(UsageError, match="two members of one name"):
        bench.run("n,n,name\n1,2,3\n", out="out.jsonl", columns=Columns("name"))


def test_surplus_cells_survive_as_json(bench: Bench) -> None:
    (row,) = objects(bench.text("n,name\n1,2,3,4\n", out="out.jsonl", columns=Columns("name")))
    assert (row["exonym_status"], row["exonym_surplus"]) == ("error", ["3", "4"])


def test_json_lines_go_out_as_csv(bench: Bench) -> None:
    lines = [
        {"n": 1, "name": "吴春历", "more": ["a", "b"]},
        {"name": "Nobody, Jr", "more": {"x": 1}},
        {"n": None, "name": ""},
    ]
    content = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    out = bench.text(content, name="in.jsonl", out="out.csv", columns=Columns("name"))
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [[row[name] for name in ("n", "name", "more", "exonym_status")] for row in rows] == [
        ["1", "吴春历", "a b", "match"], ["", "Nobody, Jr", '{"x": 1}', "none"], ["", "", "", "none"],
    ]  # fmt: skip
    tabbed = bench.text(content, name="in.jsonl", out="out.tsv", columns=Columns("name"))
    assert tabbed.startswith("n\tname\tmore\texonym_id\t")


def test_json_lines_that_do_not_fit_a_table_are_kept(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(byte_source, "_BLOCK", 30)  # the header is that of the first lines
    content = '{"n": 1, "name": "吴春历"}\n{"n": 2, "name": "x", "late": [1]}\nno JSON, this\n\n[1]\n'
    out = bench.text(content, name="in.jsonl", out="out.csv", columns=Columns("name"))
    first, late, broken, blank, listed = csv.reader(io.StringIO(out.partition("\n")[2]))
    assert first[:2] == ["1", "吴春历"]
    assert (late[:2], late[4], late[-1]) == (["2", "x"], "error", '{"late": [1]}')
    assert "no member 'late'" in late[7]
    assert (broken[:2], broken[4]) == (["no JSON, this", ""], "error")
    assert (blank, listed[0], listed[4]) == ([], "[1]", "error")


FRAME = pl.DataFrame({
    "n": [1, 2, 3, 4, 5],
    "name": ["吴春历", None, "Nobody", "吴春历", "中央军委"],
    "where": [["vn"], None, [], ["vn"], ["cn", "vn"]],
})  # fmt: skip


def parquet(frame: pl.DataFrame) -> bytes:
    out = io.BytesIO()
    frame.write_parquet(out)
    return out.getvalue()


def test_parquet_keeps_rows_types_and_order(bench: Bench) -> None:
    columns = Columns("name", context_countries="where")
    out = bench.run(parquet(FRAME), name="in.parquet", out="out.parquet", columns=columns)
    frame = pl.read_parquet(io.BytesIO(out))
    assert frame.select("n", "name", "where").equals(FRAME)
    assert frame["exonym_status"].to_list() == ["match", "none", "none", "match", "ambiguous"]
    assert frame["exonym_why"][1] == "blank"
    assert frame["exonym_score"].to_list() == [99.2, None, None, 99.2, 50.0]
    assert frame.columns[3:] == [
        f"exonym_{name}" for name in ("id", "name", "status", "score", "matched_name", "why", "candidates")
    ]
    assert (bench.summary.rows, bench.summary.distinct) == (5, 4)
    assert len(bench.resolver.asked) == 3


@pytest.mark.parametrize("out", ["out.csv", "out.parquet"])
@pytest.mark.parametrize("option", ["headless", "encoding"])
def test_what_parquet_would_ignore_is_refused(bench: Bench, option: str, out: str) -> None:
    with pytest.raises(UsageError, match="Parquet"):
        bench.run(parquet(FRAME), name="in.parquet", out=out, columns=Columns("name"), **{option: "utf-8"})
    assert not (bench.folder / out).exists()


def test_parquet_goes_out_as_csv_and_json_lines(bench: Bench) -> None:
    data = parquet(FRAME.drop("where"))
    text = bench.text(data, name="in.parquet", out="out.csv", columns=Columns("name"))
    assert text.splitlines()[1].startswith("1,吴春历,vn-ngo-xuan-lich,")
    rows = objects(bench.text(data, name="in.parquet", out="out.jsonl", columns=Columns("name")))
    assert [row["exonym_status"] for row in rows] == ["match", "none", "none", "match", "ambiguous"]


def test_parquet_with_only_long_distinct_and_review(bench: Bench) -> None:
    data = parquet(FRAME.drop("where"))
    shape = Shape(columns=("id",), only=frozenset({Status.AMBIGUOUS}), long=True)
    out = bench.run(data, name="in.parquet", out="out.parquet", columns=Columns("name"), shape=shape)
    frame = pl.read_parquet(io.BytesIO(out))
    assert frame["n"].to_list() == [5, 5]
    assert frame["exonym_rank"].to_list() == [1, 2]
    review = bench.folder / "review.csv"
    text = bench.text(
        data,
        name="in.parquet",
        columns=Columns("name"),
        shape=Shape(columns=("id",)),
        distinct=True,
        review=str(review),
    )
    assert text.splitlines()[1] == "吴春历,2,1 4,vn-ngo-xuan-lich"
    assert len(review.read_text().splitlines()) == 3


def test_a_file_that_is_no_parquet_is_an_input_error(bench: Bench) -> None:
    with pytest.raises(InputError, match=r"in\.parquet"):
        bench.run(b"name\n", name="in.parquet", out="out.parquet")
    assert not (bench.folder / "out.parquet").exists()


def test_a_column_of_structures_is_refused(bench: Bench) -> None:
    data = parquet(pl.DataFrame({"name": [{"a": 1}]}))
    with pytest.raises(InputError, match="neither text nor numbers"):
        bench.run(data, name="in.parquet", out="out.parquet")
