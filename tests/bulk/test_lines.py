"""What the compiled reader reads, and what is read ahead, comes out as line by line: byte for byte."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exonym.resolver.bulk import run
from exonym.resolver.bulk.columns import Columns
from exonym.resolver.bulk.reading import byte_source, compiled_csv
from exonym.resolver.bulk.reading.compiled_csv import LineChunk, LineReader, is_utf8
from exonym.resolver.bulk.reading.plain_csv import PlainReader
from exonym.resolver.bulk.run import ahead, behind
from exonym.resolver.errors import InputError
from exonym.resolver.native.library import library

from .conftest import Bench, FakeResolver

compiled = pytest.mark.skipif(library() is None, reason="there was no C compiler at installation")
ALPHABET = st.sampled_from(["a", "吴", "é", ",", '"', "\n", "\r", " ", '""', '","', "\r\n", "\x00", "\x1e"])


@contextmanager
def long_from(size: int, block: int) -> Iterator[None]:
    """Tables of more than `size` bytes are long, and read in blocks of so many bytes."""
    before = run._LONG, run._LARGE_BLOCK, byte_source._BLOCK
    run._LONG, run._LARGE_BLOCK, byte_source._BLOCK = size, block, block
    try:
        yield
    finally:
        run._LONG, run._LARGE_BLOCK, byte_source._BLOCK = before


@compiled
@given(st.lists(ALPHABET, max_size=40).map("".join), st.integers(1, 3), st.data())
@settings(deadline=None)
def test_a_block_is_read_as_line_by_line(text: str, width: int, data: st.DataObject) -> None:
    positions = data.draw(st.lists(st.integers(0, width - 1), min_size=1, max_size=3))
    plain = PlainReader(",", width, positions)
    expected, chunk = plain.chunk(text.encode()), LineReader(plain).chunk(text.encode())
    if chunk is None:
        assert expected is None or not text.replace("\r\n", "\n").rstrip("\r").split("\n")[-1]
        return
    assert expected is not None
    assert list(chunk.cells) == expected.cells
    assert chunk.distinct == list(dict.fromkeys(expected.cells))
    assert chunk.counts.tolist() == [expected.cells.count(each) for each in chunk.distinct]
    numbered = [[row for row, each in enumerate(expected.cells) if each == wanted] for wanted in chunk.distinct]
    assert chunk.first_rows(2) == [rows[:2] for rows in numbered]
    suffixes = {each: b',"%d\n"\n' % at for at, each in enumerate(chunk.distinct)}
    pairs = zip(expected.texts, expected.cells, strict=True)
    assert chunk.beside(list(suffixes.values())) == b"".join(own + suffixes[each] for own, each in pairs)  # type: ignore[index]


TRICKY = (
    "n,name,more\n"
    + "".join(f"{at},吴春历,x\n" for at in range(30))
    + '31,"quoted, 吴春历",x\n32,"two\nlines",x\n\n33,ragged\n34,Ngo Xuan Lich,"a ""word"""\n35,too,many,cells\n'
    + "".join(f"{at},Nobody {at % 7},x\n" for at in range(60))
    + '99,"never closed,x\n'
    + "".join(f"{at},中央军委,é\n" for at in range(30))
)
OPTIONS: list[dict[str, object]] = [
    {},
    {"columns": Columns("name", role="more")},
    {"columns": Columns("3", role="3")},
    {"distinct": True},
    {"guard": True},
    {"delimiter": ","},
    {"processes": 2},
    {"headless": True, "columns": Columns("2")},
    {"out": "out.jsonl"},
    {"out": "out.tsv"},
]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("block", [40, 97, 400])
def test_a_long_table_comes_out_as_a_short_one(bench: Bench, options: dict[str, object], end: str, block: int) -> None:
    content = TRICKY.replace("\n", end)
    given = {"columns": Columns("name"), **options}
    expected = bench.run(content, review=str(bench.folder / "short.csv"), **given)
    with long_from(block, block):
        assert bench.run(content, review=str(bench.folder / "long.csv"), **given) == expected
    assert (bench.folder / "long.csv").read_bytes() == (bench.folder / "short.csv").read_bytes()


def test_without_the_compiled_library_all_is_the_same(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = bench.run(TRICKY, columns=Columns("name"))
    monkeypatch.setattr(compiled_csv, "library", lambda: None)
    assert bench.run(TRICKY, columns=Columns("name")) == expected


@compiled
def test_plain_lines_are_left_to_the_compiled_reader(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    chunk, found = LineReader.chunk, []

    def counted(reader: LineReader, block: bytes) -> LineChunk | None:
        found.append(chunk(reader, block))
        return found[-1]

    monkeypatch.setattr(LineReader, "chunk", counted)
    with long_from(1000, 1000):
        bench.run("n,name\n" + "".join(f"{at},Nobody {at % 7}\n" for at in range(2000)), columns=Columns("name"))
    assert len(found) > 20
    assert None not in found


CELLS = st.text(st.characters(exclude_categories=("Cs",)), max_size=8) | st.sampled_from(["吴春历", '"', ",", "\n", ""])


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=15), st.integers(1, 60))
@settings(max_examples=100, deadline=None)
def test_whatever_the_cells(rows: list[list[str]], block: int) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([["a", "b"], *rows])
    content = out.getvalue().replace("\r", "")
    with TemporaryDirectory() as folder:
        bench = Bench(Path(folder), FakeResolver())
        expected = bench.run(content, columns=Columns("b"))
        with long_from(0, block):
            assert bench.run(content, columns=Columns("b")) == expected


def test_a_byte_that_cannot_be_decoded_is_named_in_a_long_table_too(bench: Bench) -> None:
    content = b"name\n" + b"Nobody\n" * 500 + b"\xce\xe2\n"
    with long_from(100, 100), pytest.raises(InputError, match="not utf-8: byte 3506") as found:
        bench.run(content)
    assert found.value.place is not None
    assert found.value.place.line == 502


@compiled
@pytest.mark.parametrize("text", [b"", b"a", "吴".encode(), b"\xce", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"a\xff"])
def test_utf8_is_what_can_be_decoded(text: bytes) -> None:
    try:
        text.decode()
        can = True
    except UnicodeDecodeError:
        can = False
    assert is_utf8(text) is can
    assert is_utf8(b"a" * 9 + text) is can


@compiled
@given(st.binary(max_size=12) | st.text(max_size=6).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_utf8_is_told_from_what_is_none(text: bytes) -> None:
    assert is_utf8(text) is (text.decode(errors="replace").encode() == text)


def test_an_error_ahead_comes_in_its_turn() -> None:
    def items() -> Iterator[int]:
        yield 1
        yield 2
        raise InputError("broken")

    seen: list[int] = []
    with pytest.raises(InputError, match="broken"):
        seen.extend(ahead(items()))
    assert seen == [1, 2]


def test_parts_are_written_behind_in_order() -> None:
    out = io.BytesIO()
    with behind(out.write) as write:
        for at in range(100):
            write(b"%d," % at)
    assert out.getvalue() == b"".join(b"%d," % at for at in range(100))


@pytest.mark.parametrize("error", [BrokenPipeError(32, "Broken pipe"), OSError(28, "No space left on device")])
@pytest.mark.parametrize("parts", [1, 3])
def test_an_error_of_writing_stays_what_it_is(error: OSError, parts: int) -> None:
    def broken(_: object) -> None:
        raise error

    def write_all() -> None:
        with behind(broken) as write:
            for _ in range(parts):
                write(b"a")

    with pytest.raises(type(error)) as found:
        write_all()
    assert found.value is error
