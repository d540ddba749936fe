"""What a table is, where its name does not say it; which inputs are refused; and which formats are not written."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import json
import lzma
import re

import polars as pl
import pytest

from exonym.resolver.bulk.columns import Columns
from exonym.resolver.bulk.shape import Shape
from exonym.resolver.errors import InputError, UsageError

from .conftest import Bench

SHORT = Shape(columns=("id", "status"))
LINES = '{"name":"吴春历"}\n{"name":"Nobody"}\n'
TABLE = "name,n\n吴春历,1\n"


@pytest.mark.parametrize("before", ["", "\n \n", "\ufeff"])
@pytest.mark.parametrize("name", ["names", "names.json", "names.2018"])
def test_json_lines_are_recognised(bench: Bench, name: str, before: str) -> None:
    out = bench.text(before + LINES, name=name, out="out.jsonl", shape=SHORT)
    statuses = [json.loads(line)["exonym_status"] for line in out.splitlines() if line]
    assert statuses == ["match", "none"]
    assert bench.summary.recognised == ("" if name.endswith(".json") else "JSON Lines")


@pytest.mark.parametrize(
    "header",
    ["{name},n", "[name],n", "{,n", '"{""name"":1}",n', "[1],n", "name,{", "'[{',n"],
)
def test_a_header_with_brackets_is_no_json(bench: Bench, header: str) -> None:
    out = bench.text(f"{header}\n吴春历,1\n", name="names", columns=Columns("1"), shape=SHORT)
    assert out == f"{header},exonym_id,exonym_status\n吴春历,1,vn-ngo-xuan-lich,match\n"
    assert bench.summary.recognised == ""


def test_what_a_name_says_holds_before_what_the_bytes_say(bench: Bench) -> None:
    out = bench.text('{"a"\n吴春历\n', name="in.csv", shape=SHORT)
    assert out == '{"a",exonym_id,exonym_status\n吴春历,vn-ngo-xuan-lich,match\n'


def test_packed_tables_are_recognised(bench: Bench) -> None:
    zstandard = pytest.importorskip("zstandard")
    out = bench.text(gzip.compress(TABLE.encode()), name="names", columns=Columns("name"), shape=SHORT)
    assert out.splitlines()[1] == "吴春历,1,vn-ngo-xuan-lich,match"
    assert bench.summary.recognised == "gzip"
    packed = zstandard.ZstdCompressor().compress(LINES.encode())
    out = bench.text(packed, name="names", out="out.jsonl", shape=SHORT)
    assert len(out.splitlines()) == 2
    assert bench.summary.recognised == "JSON Lines in zstandard"
    with pytest.raises(InputError, match="cannot read it"):
        bench.run(gzip.compress(TABLE.encode() * 999)[:-20], name="names", columns=Columns("name"))


def test_parquet_is_recognised_in_a_file(bench: Bench) -> None:
    data = io.BytesIO()
    pl.DataFrame({"name": ["吴春历"]}).write_parquet(data)
    assert bench.text(data.getvalue(), name="names", shape=SHORT).endswith("\n吴春历,vn-ngo-xuan-lich,match\n")
    assert bench.summary.recognised == "Parquet"
    for name in ("packed", "names.gz", "names.parquet.gz"):
        with pytest.raises(InputError, match=r"Parquet, which is read from files only|packed Parquet"):
            bench.run(gzip.compress(data.getvalue()), name=name)


@pytest.mark.parametrize("out", ["out.csv", "out.parquet"])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04\x14\x00", "a spreadsheet or a zip archive"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "an old spreadsheet"),
        (bz2.compress(b"name\nx\n"), "packed by bzip2"),
        (lzma.compress(b"name\nx\n"), "packed by xz"),
    ],
)
def test_what_is_no_table_is_said(bench: Bench, content: bytes, said: str, out: str) -> None:
    with pytest.raises(InputError, match=rf"names\.xlsx: this is {said}"):
        bench.run(content, name="names.xlsx", out=out)
    assert not (bench.folder / out).exists()


@pytest.mark.parametrize("name", ["names.csv", "names.tsv", "names.jsonl"])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04\x14\x00", "a spreadsheet or a zip archive, and no table of text. Save the table as CSV"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"PAR1\x15\x04", "Parquet, and no table of text. Let the name of the file end in .parquet"),
        (gzip.compress(b"name\nx\n"), "packed by gzip"),
        (bz2.compress(b"name\nx\n", 5), "packed by bzip2"),
    ],
)
def test_what_is_no_table_is_said_whatever_it_is_called(bench: Bench, content: bytes, said: str, name: str) -> None:
    with pytest.raises(InputError, match=rf"{re.escape(name)}: this is {said}"):
        bench.run(content, name=name)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('[{"name":"吴春历"}]\n', r"1: a JSON array, not JSON Lines. .* jq -cM '\.\[\]'"),
        ('\n[\n{"name":"吴春历"}\n]', "2: a JSON array"),
        ('{"name":\n{"name"\n', "1: no line is an object; this one is not JSON: "),
        ('{\n "name": "吴春历"\n}\n', "1: no line is an object"),
        ('\n"吴春历"\n', "2: .* not a JSON object"),
        ("{}\n{}\n", "1: .* not a JSON object with members"),
        ("name\n吴春历\n", "1: .* not JSON"),
    ],
)
@pytest.mark.parametrize("out", ["out.csv", "out.jsonl", "out.parquet"])
def test_json_that_has_no_lines_of_objects_is_refused(bench: Bench, content: str, said: str, out: str) -> None:
    for name in ("in.jsonl", "in.json"):
        with pytest.raises(InputError, match=name + ":" + said):
            bench.run(content, name=name, out=out)
    assert not (bench.folder / out).exists()


def test_json_of_other_shapes_is_refused_without_a_name_as_well(bench: Bench) -> None:
    for content in ('[{"name":"x"}]', '{\n "name": "吴春历"\n}\n', "[\n1]", '{"name":"x"'):
        with pytest.raises(InputError, match="JSON"):
            bench.run(content, name="names")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_empty_lines_before_the_header_are_left_out(bench: Bench, end: str) -> None:
    content = end.join(["", " ", "name,x", "吴春历,1", "", ""])
    out = bench.run(content, columns=Columns("name"), shape=SHORT).decode()
    assert out.split(end) == ["name,x,exonym_id,exonym_status", "吴春历,1,vn-ngo-xuan-lich,match", "", ""]
    assert bench.text("\n" * 3_000_000 + TABLE, columns=Columns("name"), shape=SHORT).startswith("name,n,exonym_id")


def test_lines_after_many_empty_ones_are_read(bench: Bench) -> None:
    out = bench.text("\n" * 3_000_000 + LINES, name="in.jsonl", out="out.jsonl", shape=SHORT)
    assert [json.loads(line)["exonym_status"] for line in out.splitlines() if line] == ["match", "none"]
    with pytest.raises(InputError, match=r"in\.csv:3000001: not CSV: a quote"):
        bench.run("\n" * 3_000_000 + '"name\nx\n')


def test_without_a_header_empty_lines_stay(bench: Bench) -> None:
    options = {"headless": True, "columns": Columns("1"), "shape": SHORT}
    assert bench.text("\n吴春历\n", **options) == ",,none\n吴春历,vn-ngo-xuan-lich,match\n"
    assert bench.text("\n吴春历,1\n", **options) == "\n吴春历,1,vn-ngo-xuan-lich,match\n"


@pytest.mark.parametrize("content", ["", "\n", "\n \n\t\n", "\ufeff", "\ufeff\n"])
@pytest.mark.parametrize("name", ["in.csv", "in.jsonl", "names"])
def test_nothing_but_empty_lines_is_an_empty_input(bench: Bench, name: str, content: str) -> None:
    assert bench.run(content, name=name) == b""
    assert bench.summary.header == ()


@pytest.mark.parametrize(("content", "line"), [('"name,x\n吴春历,1\n', 1), ('\n\nx,"name\n吴春历,1\n', 3), ('"', 1)])
@pytest.mark.parametrize("headless", [False, True])
def test_a_quote_that_never_closes_in_the_header_is_refused(
    bench: Bench, content: str, line: int, headless: bool
) -> None:
    with pytest.raises(InputError, match=rf"in\.csv:{line}: not CSV: a quote opens .* Close it"):
        bench.run(content, columns=Columns("1"), headless=headless)


@pytest.mark.parametrize("out", ["z.parquet.gz", "z.PQ.zst", "j.json", "j.xlsx", "j.json.gz", "x.CSV.bz2", "a.csv.zip"])
def test_an_output_whose_name_promises_another_format_is_refused(bench: Bench, out: str) -> None:
    with pytest.raises(UsageError, match=r"files\. Use one of the extensions \.csv, \.tsv"):
        bench.run(TABLE, out=out, columns=Columns("name"))
    assert not (bench.folder / out).exists()


@pytest.mark.parametrize("out", ["out", "out.txt", "tmp.Xq81bC", "out.csv.new"])
def test_a_name_that_promises_nothing_gets_csv(bench: Bench, out: str) -> None:
    assert bench.text(TABLE, out=out, columns=Columns("name")).startswith("name,n,exonym_id,")


@pytest.mark.parametrize("review", ["r.jsonl", "r.parquet", "r.xlsx"])
def test_a_review_is_csv(bench: Bench, review: str) -> None:
    with pytest.raises(UsageError, match=r"a review is CSV|cannot write \.xlsx files"):
        bench.run(TABLE, columns=Columns("name"), review=str(bench.folder / review))


@pytest.mark.parametrize("encoding", ["base64", "rot13", "hex", "zlib", "bz2", "quopri", "uu", "undefined", "a\0b"])
def test_a_codec_that_is_none_of_text_is_a_usage_error(bench: Bench, encoding: str) -> None:
    with pytest.raises(UsageError, match="unknown text encoding"):
        bench.run(TABLE, columns=Columns("name"), encoding=encoding)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize(
    "content", ["name,n\nNgo Xuan Lich,1\n", "name,n\n吴春历,1\n", "姓名,数\n吴春历,1\n中央军委,22\n"]
)
def test_wide_letters_without_a_mark_are_named(bench: Bench, encoding: str, content: str) -> None:
    with pytest.raises(InputError, match=rf"in\.csv:\d+: not utf-8: .*: -e {encoding}: {content[:4]}"):
        bench.run(content.encode(encoding), columns=Columns("name"))
    out = bench.text(content.encode(encoding), columns=Columns("1"), encoding=encoding, shape=SHORT)
    assert "vn-ngo-xuan-lich,match" in out


def test_utf_32_is_read_by_its_mark(bench: Bench) -> None:
    for mark, encoding in ((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be")):
        out = bench.text(mark + TABLE.encode(encoding), columns=Columns("name"), shape=SHORT)
        assert out.startswith("name,n,exonym_id")


def test_single_zero_bytes_are_kept(bench: Bench) -> None:
    out = bench.text("na\0me,n\n吴春历,\0\0\0\0\0\0\n", columns=Columns("1"), shape=SHORT)
    assert out.splitlines()[1] == "吴春历,\0\0\0\0\0\0,vn-ngo-xuan-lich,match"
