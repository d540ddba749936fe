"""A frame of polars gets the columns that a file gets, by the same code."""

from __future__ import annotations

from io import BytesIO

import polars as pl
import pytest

from exonym.resolver.bulk.columns import Columns
from exonym.resolver.bulk.frames import with_answers
from exonym.resolver.bulk.job import Job
from exonym.resolver.bulk.shape import Shape
from exonym.resolver.errors import InputError, UsageError

from .conftest import Bench, FakeResolver

ROWS = {
    "n": [3, 1, 2, 5, 4],
    "mention": ["吴春历", "中央军委", None, "吴春历", "Nobody"],
    "date": ["2018", "", "2018", "not one", ""],
    "tags": [["a"], [], None, ["b", "c"], ["d"]],
}


def job(**changes: object) -> Job:
    return Job("the frame", columns=Columns("mention", date="date"), **changes)  # type: ignore[arg-type]


def test_rows_columns_and_types_are_those_of_a_file(bench: Bench):
    frame = pl.DataFrame(ROWS)
    raw = BytesIO()
    frame.write_parquet(raw)
    columns = Columns("mention", date="date")
    file = pl.read_parquet(BytesIO(bench.run(raw.getvalue(), name="in.parquet", out="out.parquet", columns=columns)))
    answered = with_answers(frame, job(), lambda: bench.resolver)
    assert answered.equals(file)
    assert answered.schema == file.schema
    assert answered.select(frame.columns).equals(frame)
    assert answered["exonym_status"].to_list() == ["match", "ambiguous", "none", "error", "none"]
    assert answered["exonym_score"].to_list() == [99.2, 50.0, None, None, None]


def test_a_distinct_mention_is_asked_once(resolver: FakeResolver):
    frame = pl.DataFrame({"mention": ["吴春历", "Nobody", "吴春历"] * 100})
    with_answers(frame, Job("the frame"), lambda: resolver)
    assert len(resolver.asked) == 2


def test_no_rows_are_none(resolver: FakeResolver):
    answered = with_answers(pl.DataFrame(ROWS).clear(), job(), lambda: resolver)
    assert answered.height == 0
    assert answered.columns[-7:] == list(Shape().names)


def test_nothing_is_loaded_for_a_wrong_column():
    def load() -> FakeResolver:
        raise AssertionError("loaded")

    with pytest.raises(UsageError, match="there is no column 'mention'"):
        with_answers(pl.DataFrame({"name": ["x"]}), job(), load)


@pytest.mark.parametrize("cells", [pl.Series([{"a": 1}]), pl.Series([b"\xff"])])
def test_what_is_no_text_is_refused(cells: pl.Series, resolver: FakeResolver):
    with pytest.raises(InputError):
        with_answers(pl.DataFrame({"mention": cells}), Job("the frame"), lambda: resolver)
