"""Cutting blocks by arithmetic gives what the csv module gives, or leaves the block to it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exonym.resolver.bulk.reading.plain_csv import PlainReader
from exonym.resolver.bulk.reading.rows import encoded

ALPHABET = st.sampled_from(["a", "吴", "é", ",", '"', "\n", "\r", " ", '""', '","', "\r\n", "\x00"])


@given(st.lists(ALPHABET, max_size=40).map("".join), st.integers(1, 3), st.data())
def test_a_block_is_cut_as_csv_reads_it(text: str, width: int, data: st.DataObject) -> None:
    positions = data.draw(st.lists(st.integers(0, width - 1), min_size=1, max_size=3))
    chunk = PlainReader(",", width, positions).chunk(text.encode())
    if chunk is None:
        return
    rows = [row or [""] for row in csv.reader(io.StringIO(text + "\n", newline=""))]
    assert [len(row) for row in rows] == [width] * len(rows)
    assert chunk.cells == [encoded([row[at] for at in positions]) for row in rows]
    joined = b"\n".join(chunk.texts)
    assert joined in (text.encode(), text.encode().replace(b"\r\n", b"\n").removesuffix(b"\r"))


@pytest.mark.parametrize(
    "text", ["1,a\n2,b", '1,"a"\n2,"b,c"', "1,吴春历\r\n2,b\r", ",\n,", '1,"a ""quoted"" word"\n2,b']
)
def test_usual_blocks_are_plain(text: str) -> None:
    assert PlainReader(",", 2, [1]).chunk(text.encode()) is not None


@pytest.mark.parametrize(
    "text", ["1,a\n2", "1,a\n\n2,b", '1,"a\nb"', '1,"open', '1,a"b,"c', "1,a\r\n2,b", "1,a,b", '"1,a"']
)
def test_blocks_with_surprises_are_left_to_the_parser(text: str) -> None:
    assert PlainReader(",", 2, [1]).chunk(text.encode()) is None
