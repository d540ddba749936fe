"""Laws: whatever the cells, every row comes back, in its order and with its own cells."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from exonym.resolver.bulk.columns import Columns
from exonym.resolver.bulk.reading import byte_source

from .conftest import Bench, FakeResolver

CELLS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12) | st.sampled_from(
    ["吴春历", "中央军委", '"', '""', ",", "\n", "\r\n", "\r", "", " ", "a\tb", "\ufeff", "\x00", "=1"]
)
TABLES = st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=12))


def written(rows: list[list[str]], **dialect: object) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, **dialect).writerows(rows)  # type: ignore[call-overload]
    return out.getvalue()


def run(content: str, delimiter: str, column: int) -> str:
    with TemporaryDirectory() as folder:
        bench = Bench(Path(folder), FakeResolver())
        return bench.run(content, columns=Columns(str(column)), delimiter=delimiter).decode()


@given(TABLES, st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n"]), st.booleans(), st.data())
@settings(max_examples=150, deadline=None)
def test_rows_come_back_in_order_with_their_cells(
    rows: list[list[str]], delimiter: str, end: str, quoted: bool, data: st.DataObject
) -> None:
    width = len(rows[0]) if rows else 1
    column = data.draw(st.integers(1, width))
    header = [f"column {at}" for at in range(width)]
    bare_return = end == "\n" and any("\r" in cell for row in rows for cell in row)  # csv would not quote it
    quoting = csv.QUOTE_ALL if quoted or bare_return else csv.QUOTE_MINIMAL
    content = written([header, *rows], delimiter=delimiter, lineterminator=end, quoting=quoting)
    out = list(csv.reader(io.StringIO(run(content, delimiter, column), newline=""), delimiter=delimiter))
    assert [row[:width] for row in out] == [header, *rows]
    assert {len(row) for row in out} == {width + 7}


@given(TABLES, st.integers(2, 40))
@settings(max_examples=60, deadline=None)
def test_the_size_of_blocks_does_not_matter(rows: list[list[str]], size: int) -> None:
    width = len(rows[0]) if rows else 1
    content = written([[f"c{at}" for at in range(width)], *rows], quoting=csv.QUOTE_ALL)
    whole = run(content, ",", width)
    before = byte_source._BLOCK
    byte_source._BLOCK = size
    try:
        assert run(content, ",", width) == whole
    finally:
        byte_source._BLOCK = before


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=60))
@settings(max_examples=150, deadline=None)
def test_no_text_is_lost_or_stops_a_run(garbage: str) -> None:
    out = run(f"a,b\n{garbage}\n1,吴春历\n", ",", 2)
    assert "吴春历" in out
    kept = [char for char in garbage if char.isalnum()]
    position = 0
    for char in kept:
        position = out.index(char, position) + 1
