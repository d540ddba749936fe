"""Tables that are made to fill the memory, or that no reader of CSV can read: said, not suffered."""

from __future__ import annotations

import gzip
import resource
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from exonym.resolver.bulk.reading.byte_source import TextBlocks, open_bytes
from exonym.resolver.bulk.reading.delimited import DelimitedReader
from exonym.resolver.bulk.reading.jsonlines import JsonLinesReader
from exonym.resolver.errors import InputError


def blocks(path: Path) -> Iterator[bytes]:
    with open_bytes(str(path)) as stream:
        yield from TextBlocks(stream, str(path))


def test_a_bomb_without_line_ends_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.csv.gz"
    with gzip.open(bomb, "wb", compresslevel=1) as out:
        out.write(b"name\n")
        for _ in range(400):
            out.write(bytes(1 << 20))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(InputError, match="a line is longer"):
        list(blocks(bomb))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # KB


def test_a_bomb_in_zstandard_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    bomb = tmp_path / "bomb.csv.zst"
    with bomb.open("wb") as raw, zstandard.ZstdCompressor(level=19).stream_writer(raw) as out:
        out.write(b"name\n")
        for _ in range(400):
            out.write(bytes(1 << 20))
    assert bomb.stat().st_size < 1 << 16
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(InputError, match="a line is longer"):
        list(blocks(bomb))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # KB


def test_a_bomb_of_lines_is_read_in_pieces(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.csv.gz"
    with gzip.open(bomb, "wb", compresslevel=1) as out:
        for _ in range(60):
            out.write(b"x\n" * (1 << 19))
    assert bomb.stat().st_size < 1 << 20
    assert max(map(len, blocks(bomb))) < 1 << 22


@pytest.mark.parametrize("read", [DelimitedReader, JsonLinesReader])
def test_a_bomb_of_empty_lines_takes_no_memory(read: Callable[[Iterator[bytes]], object]) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    read(bytes(1 << 20).replace(b"\0", b"\n") for _ in range(60))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # KB
    with pytest.raises(InputError, match="lines are blank"):
        DelimitedReader((bytes(1 << 20).replace(b"\0", b"\n") for _ in range(60)), headless=True)


def test_a_broken_archive_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "half.csv.gz"
    broken.write_bytes(gzip.compress(b"name\nx\n" * 10_000)[:-20])
    with pytest.raises(InputError, match=r"half\.csv\.gz"):
        list(blocks(broken))


@pytest.mark.parametrize("raw", [b"na\rme,c\nd,e\n", b"a\r\rb,c\nd\n", b"na\x00\rme\n"])
def test_a_header_that_is_no_csv_is_an_error_with_its_place(raw: bytes) -> None:
    with pytest.raises(InputError, match=r"t\.csv:1: not CSV"):
        DelimitedReader(iter([raw]), name="t.csv")


def test_a_quote_that_never_closes_takes_no_more_than_its_line() -> None:
    reader = DelimitedReader(iter([b'name\n"' + b"x\n" * 100_000]), name="t.csv")
    assert sum(len(chunk.texts) for chunk in reader.chunks([0])) == 100_001
