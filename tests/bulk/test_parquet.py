"""Parquet, in and out: the same rows, answers and safeguards as in text, and nothing lost on the way."""

from __future__ import annotations

import csv
import datetime
import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exonym.resolver.bulk.columns import Columns
from exonym.resolver.bulk.shape import Shape
from exonym.resolver.errors import InputError, UsageError
from exonym.resolver.model import Hints, Status

from .conftest import Bench, FakeResolver

SHORT = Shape(columns=("id", "status"))


def parquet(data: object) -> bytes:
    out = io.BytesIO()
    pl.DataFrame(data).write_parquet(out)  # type: ignore[arg-type]
    return out.getvalue()


def frame(out: bytes) -> pl.DataFrame:
    return pl.read_parquet(io.BytesIO(out))


def test_csv_goes_out_with_its_broken_rows(bench: Bench) -> None:
    content = 'n,name\n007,"吴春历"\n1,"a\nb"\n2\n3,x,y,"z,"\n'
    found = frame(bench.run(content, out="out.parquet", columns=Columns("name")))
    assert found["n"].to_list() == ["007", "1", "2", "3"]
    assert found["name"].to_list() == ["吴春历", "a\nb", "", "x"]
    assert found["exonym_status"].to_list() == ["match", "none", "error", "error"]
    assert found["exonym_score"].to_list() == [99.2, None, None, None]
    assert found["exonym_surplus"].to_list() == [[], [], [], ["y", "z,"]]
    assert bench.summary.rows == 4


def test_a_table_without_surplus_has_no_column_for_it(bench: Bench) -> None:
    found = frame(bench.run("n,name\n1,吴春历\n", out="out.parquet", columns=Columns("name")))
    assert found.columns[-1] == "exonym_candidates"
    with pytest.raises(UsageError, match="already has the column"):
        bench.run("name,exonym_surplus\nx,y\n", out="out.parquet", columns=Columns("name"))


def test_without_a_header_no_row_is_lost_and_columns_are_numbers(bench: Bench) -> None:
    found = frame(bench.run("吴春历,a\nPhan,b\n", out="out.parquet", columns=Columns("1"), headless=True, shape=SHORT))
    assert found.to_dicts() == [
        {"1": "吴春历", "2": "a", "exonym_id": "vn-ngo-xuan-lich", "exonym_status": "match"},
        {"1": "Phan", "2": "b", "exonym_id": "", "exonym_status": "none"},
    ]


def test_empty_lines_are_no_rows_of_a_frame(bench: Bench) -> None:
    found = frame(bench.run("n,name\n\n1,吴春历\n\n", out="out.parquet", columns=Columns("name"), shape=SHORT))
    assert found["exonym_status"].to_list() == ["match"]


def test_columns_of_one_name_are_refused(bench: Bench) -> None:
    with pytest.raises(UsageError, match="two columns of one name, and the header has 'note' twice"):
        bench.run("note,name,note\na,吴春历,b\n", out="out.parquet", columns=Columns("name"))


def test_an_empty_input_gives_a_file_that_can_be_read(bench: Bench) -> None:
    assert frame(bench.run("", out="out.parquet")).shape == (0, 0)
    header_only = frame(bench.run("name\n", out="out.parquet", shape=SHORT))
    assert (header_only.columns, len(header_only)) == (["name", "exonym_id", "exonym_status"], 0)


def test_distinct_mentions_go_out(bench: Bench) -> None:
    content = "n,name\n1,吴春历\n2,Phan\n3,吴春历\n"
    expected = [
        {"name": "吴春历", "exonym_count": 2, "exonym_rows": "1 3", "exonym_id": "vn-ngo-xuan-lich"},
        {"name": "Phan", "exonym_count": 1, "exonym_rows": "2", "exonym_id": ""},
    ]
    shape = Shape(columns=("id",))
    options = {"columns": Columns("name"), "distinct": True, "shape": shape}
    assert frame(bench.run(content, out="out.parquet", **options)).to_dicts() == expected
    data = parquet({"n": [1, 2, 3], "name": ["吴春历", "Phan", "吴春历"]})
    found = frame(bench.run(data, name="in.parquet", out="out.parquet", **options)).to_dicts()
    assert found == [expected[0] | {"exonym_rows": "1"}, expected[1]]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=("Cs",)), max_size=6)
            | st.sampled_from(["吴春历", '"', "\n", "\r\n", "\r", "\t", ",", "", "a\tb", "\x00", "null", "\\N", "#"]),
            min_size=1,
            max_size=5,
        ),
        max_size=8,
    ),
    st.sampled_from([",", "\t", "§"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_every_cell_of_every_row_comes_out(rows: list[list[str]], delimiter: str, quoting: int) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=quoting).writerows([["n", "name", "m"], *rows])
    with TemporaryDirectory() as folder:
        bench = Bench(Path(folder), FakeResolver())
        found = frame(
            bench.run(text.getvalue(), out="out.parquet", columns=Columns("name"), delimiter=delimiter, shape=SHORT)
        )
    surplus = found["exonym_surplus"].to_list() if "exonym_surplus" in found.columns else [[]] * len(found)
    assert [[*own[:3], *more] for own, more in zip(found.iter_rows(), surplus, strict=True)] == [
        row + [""] * (3 - len(row)) for row in rows
    ]


def test_json_lines_keep_numbers_that_are_numbers_everywhere(bench: Bench) -> None:
    lines = [
        {"n": 1, "f": 1.5, "b": True, "id": 1 << 60, "mixed": 1, "name": "吴春历"},
        {"n": None, "f": 2, "b": False, "id": 7, "mixed": 2.5, "name": "Nobody"},
        {"n": -3, "name": None},
    ]
    content = "".join(json.dumps(line) + "\n" for line in lines)
    found = frame(bench.run(content, name="in.jsonl", out="out.parquet", columns=Columns("name"), shape=SHORT))
    assert found.drop("exonym_id", "exonym_status").to_dict(as_series=False) == {
        "n": [1, None, -3], "f": [1.5, 2.0, None], "b": [True, False, None], "id": [1 << 60, 7, None],
        "mixed": [1.0, 2.5, None], "name": ["吴春历", "Nobody", ""],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("late", "kept"), [("abc", "abc"), (1 << 70, str(1 << 70)), ([1], "[1]"), (True, "true"), ({"a": 1}, '{"a": 1}')]
)
def test_a_value_of_another_kind_far_down_makes_its_column_text(bench: Bench, late: object, kept: str) -> None:
    lines = [{"n": at, "name": "Nobody"} for at in range(300)] + [{"n": late, "name": "吴春历"}]
    content = "".join(json.dumps(line) + "\n" for line in lines)
    found = frame(bench.run(content, name="in.jsonl", out="out.parquet", columns=Columns("name"), shape=SHORT))
    assert found["n"].to_list() == [*map(str, range(300)), kept]
    assert found["exonym_status"][300] == "match"


def test_whole_numbers_that_decimals_cannot_hold_stay_text(bench: Bench) -> None:
    content = '{"n":9007199254740993,"name":"x"}\n{"n":0.5,"name":"y"}\n'
    found = frame(bench.run(content, name="in.jsonl", out="out.parquet", columns=Columns("name"), shape=SHORT))
    assert found["n"].to_list() == ["9007199254740993", "0.5"]


def test_broken_json_lines_are_rows_with_an_error(bench: Bench) -> None:
    content = '{"n":1,"name":"吴春历"}\n{"n":2,"name":\n{"n":3,"name":"x","late":[1]}\n' + " " * 10 + "\n"
    found = frame(bench.run(content, name="in.jsonl", out="out.parquet", columns=Columns("name"), shape=SHORT))
    assert found["n"].to_list() == ["1", '{"n":2,"name":', "3"]
    assert found["exonym_status"].to_list() == ["match", "error", "none"]


def test_cells_that_a_spreadsheet_would_run_are_guarded(bench: Bench) -> None:
    data = parquet({"note": ["=cmd()", "-5"], "name": ["@x", "吴春历"]})
    options = {"columns": Columns("name"), "shape": SHORT, "guard": True}
    out = bench.text(data, name="in.parquet", out="out.csv", **options)
    assert out == "note,name,exonym_id,exonym_status\n'=cmd(),'@x,,none\n-5,吴春历,vn-ngo-xuan-lich,match\n"


def test_the_delimiter_is_that_which_was_asked_for(bench: Bench) -> None:
    data = parquet({"note": ["a;b"], "name": ["吴春历"]})
    options = {"name": "in.parquet", "columns": Columns("name"), "shape": SHORT}
    out = bench.text(data, out="out.csv", delimiter=";", **options)
    assert out == 'note;name;exonym_id;exonym_status\n"a;b";吴春历;vn-ngo-xuan-lich;match\n'
    assert bench.summary.delimiter == ""
    assert bench.text(data, out="out.tsv", **options).splitlines()[1] == "a;b\t吴春历\tvn-ngo-xuan-lich\tmatch"
    with pytest.raises(UsageError, match="cannot be a delimiter"):
        bench.run(data, out="out.csv", delimiter="§", **options)


def test_as_json_lines_the_added_columns_are_what_they_are_from_csv(bench: Bench) -> None:
    own = {"n": 1.5, "name": "吴春历", "where": ["vn"], "more": {"a": None}}
    data = parquet([own, own | {"name": None}])
    options = {"out": "out.jsonl", "columns": Columns("name", context_countries="where")}
    rows = [json.loads(line) for line in bench.text(data, name="in.parquet", **options).splitlines()]
    assert [{key: row[key] for key in own} for row in rows] == [own, own | {"name": None}]
    plain = bench.text("name,where\n吴春历,vn\n,vn\n", **options).splitlines()
    for row, other in zip(rows, plain, strict=True):
        assert {key: row[key] for key in row if key not in own} == {
            key: value for key, value in json.loads(other).items() if key not in own
        }


def test_any_column_can_go_out_as_csv(bench: Bench) -> None:
    data = parquet(
        {
            "name": ["吴春历", None, "", 'a "b"\r'],
            "texts": [["a", "b"], None, [], ["x"]],
            "numbers": [[1, 2], None, [], [3]],
            "both": [{"a": 1, "b": ["ü"]}, None, {"a": None, "b": None}, {"a": 2, "b": []}],
            "bytes": [b"abc", None, b"", "ü".encode()],
            "took": [datetime.timedelta(days=1), None, None, None],
            "day": [datetime.date(2018, 4, 10), None, None, None],
        }
    )
    columns = Columns("name", context_countries="texts")
    with pytest.raises(InputError, match=r"in\.parquet"):
        bench.run(b"PAR1 and no more", name="in.parquet", columns=columns)
    out = bench.run(data, name="in.parquet", columns=Columns("name"), shape=SHORT).decode()
    rows = [row[:7] for row in csv.reader(io.StringIO(out, newline=""))]
    assert rows[1] == ["吴春历", "a b", "[1,2]", '{"a":1,"b":["ü"]}', "abc", "P1D", "2018-04-10"]
    assert rows[2] == ["", "", "", "", "", "", ""]
    assert rows[3][:4] == ["", "", "[]", '{"a":null,"b":null}']
    assert rows[4][:2] == ['a "b"\r', "x"]
    assert '""' not in out.splitlines()[2]


@pytest.mark.parametrize("out", ["out.csv", "out.jsonl"])
@pytest.mark.parametrize(("data", "said"), [([b"\xff\xfe"], "that are not UTF-8"), ([[b"x"]], "bytes inside")])
def test_bytes_that_are_no_text_are_refused_with_their_column(
    bench: Bench, out: str, data: list[object], said: str
) -> None:
    with pytest.raises(InputError, match=rf"in\.parquet: the column 'raw' has .*{said}"):
        bench.run(parquet({"name": ["x"], "raw": data}), name="in.parquet", out=out, columns=Columns("name"))
    assert not (bench.folder / out).exists()


def test_a_name_with_brackets_is_a_name_and_no_pattern(bench: Bench) -> None:
    data = parquet({"name": ["吴春历"]})
    assert "match" in bench.text(data, name="in[1]*.parquet", shape=SHORT)


def test_hints_only_and_long_work_from_parquet_to_text(bench: Bench) -> None:
    data = parquet({"name": ["吴春历", "中央军委", "x"], "where": [["vn", "jp"], None, []]})
    shape = Shape(columns=("id",), only=frozenset({Status.AMBIGUOUS}), long=True)
    columns = Columns("name", context_countries="where")
    out = bench.text(data, name="in.parquet", columns=columns, shape=shape)
    assert out == "name,where,exonym_rank,exonym_id\n中央军委,,1,cn-cmc\n中央军委,,2,vn-ngo-xuan-lich\n"
    assert bench.resolver.asked[0] == ("吴春历", Hints(context_countries=("vn", "jp")))
