"""A stream in, parts of a table out: what a service needs."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from exonym.resolver.bulk.columns import Columns
from exonym.resolver.bulk.job import Job
from exonym.resolver.bulk.shape import Shape
from exonym.resolver.bulk.stream import reconcile_rows
from exonym.resolver.errors import InputError, UsageError

from .conftest import Bench, FakeResolver

CONTENT = "n,name\n" + "".join(f"{at},Nobody {at % 50}\n" for at in range(300_000))


@pytest.mark.parametrize("distinct", [False, True])
def test_a_stream_gives_the_bytes_of_a_file(bench: Bench, distinct: bool) -> None:
    whole = bench.run(CONTENT, columns=Columns("name"), distinct=distinct)
    job = Job("in.csv", "out.csv", Columns("name"), distinct=distinct)
    assert b"".join(reconcile_rows(job, FakeResolver(), io.BytesIO(CONTENT.encode()))) == whole


def test_parts_come_before_the_stream_is_read_to_its_end() -> None:
    stream = io.BytesIO(CONTENT.encode())
    parts = reconcile_rows(Job("in.csv", "out.csv", Columns("name")), FakeResolver(), stream)
    next(parts)
    next(parts)
    assert stream.tell() < len(CONTENT) / 2


def test_json_lines_and_nothing(tmp_path: Path) -> None:
    job = Job("in.ndjson", "out.ndjson", Columns("name"))
    assert b'"exonym_status": "none"' in b"".join(
        bytes(part) for part in reconcile_rows(job, FakeResolver(), io.BytesIO(b'{"name": "x"}\n'))
    )
    assert list(reconcile_rows(job, FakeResolver(), io.BytesIO(b""))) == []


def test_errors_are_those_of_a_file() -> None:
    with pytest.raises(UsageError, match="there is no column 'nmae'"):
        list(reconcile_rows(Job("in.csv", "", Columns("nmae")), FakeResolver(), io.BytesIO(b"a,b\n")))
    with pytest.raises(UsageError, match="there is no column '999"):
        list(reconcile_rows(Job("in.csv", "", Columns("9" * 5_000)), FakeResolver(), io.BytesIO(b"a,b\n")))
    with pytest.raises(InputError, match=r"in\.csv:2: not utf-8"):
        list(reconcile_rows(Job("in.csv"), FakeResolver(), io.BytesIO(b"name\n\xff\n")))


def test_rows_that_carriage_returns_part_are_rows(bench: Bench) -> None:
    out = bench.text('name,x\r\nA,1\nB,2\rC,3\r\n"D\rE",4\r\nF\rG,5\r\n', columns=Columns("name"))
    found = list(csv.DictReader(io.StringIO(out, newline="")))
    assert [(row["name"], row["x"], row["exonym_status"]) for row in found] == [
        ("A", "1", "none"), ("B", "2", "none"), ("C", "3", "none"), ("D\rE", "4", "none"), ("F\rG", "5", "error"),
    ]  # fmt: skip
    assert "a carriage return stands in a cell; let all lines end alike, or put the cell into quotes" in out


@pytest.mark.parametrize("first", ["sep=;\r\n", '"SEP=;"\n', "\ufeffsep=;\n\n"])
def test_a_line_that_tells_excel_the_separator_is_obeyed(bench: Bench, first: str) -> None:
    out = bench.text(first + "name;x\nA;1\n", columns=Columns("name"), shape=Shape(columns=("status",)))
    assert out == "name;x;exonym_status\nA;1;none\n"
