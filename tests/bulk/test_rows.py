"""A stream in, parts of a table out: what a service needs."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from exonym.resolver.bulk.columns import Columns
from exonym.resolver.bulk.job import Job
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
