"""CSV and its kin, read line by line: a row stays the text that it was; only cells asked about are parsed.

Blocks of plain lines are cut by `lines` or `plain`. The others go through the csv module, which is fed line by line, so
that the lines it took for a row are the row's text. Rows that do not have as many cells as the header, and a
quote that never closes, become faults: kept, said, and no reason to stop.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from ...errors import InputError, Place
from ..layout import Delimited
from .compiled_csv import LineChunk, LineReader
from .plain_csv import PlainReader
from .rows import Chunk, Fault, Gap, encoded

_LONGEST_ROW = 1 << 22
"""Characters after which a quote is taken for one that never closes."""

_SEPARATOR = re.compile('"?sep=([^"\r\n])"?\r?', re.IGNORECASE)
"""A line before the header by which Excel is told what is between cells."""
_LONG = "a cell is too long"
_RETURN = "a carriage return stands in a cell; let all lines end alike, or put the cell into quotes"

Rewrite = Callable[[list[str]], str]


def sniff(line: str) -> str:
    """The delimiter of a header line: the most frequent of comma, semicolon, tab and bar outside quotes."""
    bare = "".join(line.split('"')[::2])
    return max(",;\t|", key=bare.count)


class DelimitedReader:
    """The header and the chunks of a delimited text. Raises InputError when the header cannot be read.

    `rewrite` makes a row's text from its cells; without it, the text stays as it was. `keeps_plain` says that it would
    change nothing where there are no quotes. `joins` says that each row goes out once, with one suffix, so that rows
    need not be taken apart. `name` is for that error.
    """

    def __init__(self, blocks: Iterator[bytes], *, delimiter: str = "", headless: bool = False, name: str = "") -> None:
        self._blocks = blocks
        self._name = name
        self._lines: list[str] = []
        self.header: list[str] = []
        self.header_text = ""
        self.delimiter = delimiter
        self.end = "\n"
        self.rewrite: Rewrite | None = None
        self.keeps_plain = False
        self.joins = False
        csv.field_size_limit(2 * _LONGEST_ROW)
        self._read_header(headless)

    def _read_header(self, headless: bool) -> None:
        self._lines = _lines(self._blocks)
        if self._lines:
            self._lines[0] = self._lines[0].removeprefix("\ufeff")
        told = _SEPARATOR.fullmatch(self._lines[0]) if self._lines else None
        if told:
            self.delimiter = self.delimiter or told[1]
            del self._lines[0]
        left_out, blank = self._blank_lines(headless)
        left_out += bool(told)
        if not self._lines:
            return
        self.delimiter = self.delimiter or sniff(self._lines[blank])
        feed = _Feed(self._lines, self._blocks, blank)
        place = Place(self._name, left_out + blank + 1)
        try:
            self.header = next(csv.reader(feed, delimiter=self.delimiter), [])
        except csv.Error as error:
            reason = "a cell of the header is too long" if "larger" in str(error) else "a carriage return in the header"
            remedy = "Let all lines end alike, or put the cell into quotes."
            raise InputError(f"not CSV: {reason}.", place=place, remedy=remedy) from error
        if feed.starved:
            remedy = 'Close it, or, where it belongs to the text, write the cell as "... "" ...".'
            raise InputError("not CSV: a quote opens in the first row and never closes.", place=place, remedy=remedy)
        self.end = "\r\n" if self._lines[feed.at - 1].endswith("\r") else "\n"
        if headless:
            self.header = [str(number) for number in range(1, len(self.header) + 1)]
            return
        self.header_text = feed.taken()
        del self._lines[: feed.at]

    def _blank_lines(self, kept: bool) -> tuple[int, int]:
        """How many blank lines the text begins with: those left out, and those that are before others in `_lines`.

        No lines are left if all are blank.
        """
        left_out = at = 0
        while at == len(self._lines) or not self._lines[at].strip():
            if at < len(self._lines):
                at += 1
                continue
            before, self._lines = self._lines, _lines(self._blocks)
            if not self._lines:
                break
            if kept:
                self._lines = before + self._lines
            else:
                left_out, at = left_out + at, 0
            if at > _LONGEST_ROW:
                raise InputError(f"the first {at} lines are blank.", place=Place(self._name))
        return left_out, at

    def chunks(self, positions: Sequence[int]) -> Iterator[Chunk | LineChunk]:
        """All rows after the header, with the cells at these positions."""
        rest = ["\n".join(self._lines).encode()] if self._lines else []
        self._lines = []
        quick = (self.keeps_plain or not self.rewrite) and self.delimiter.isascii()
        plain = PlainReader(self.delimiter, len(self.header), positions)
        for block in chain(rest, self._blocks):
            fast = quick and not (self.rewrite and b'"' in block)
            lines = LineReader(plain).chunk(block) if fast and self.joins else None
            yield lines or (plain.chunk(block) if fast else None) or self._slowly(block, positions)

    def _slowly(self, block: bytes, positions: Sequence[int]) -> Chunk:
        """The rows of a block, and of the next ones while a quote is open."""
        chunk = Chunk([], [], whole=True)
        lines = block.decode().split("\n")
        at = 0
        while at < len(lines):  # a quote may have taken more lines
            at = self._parse(chunk, lines, at, positions)
        return chunk

    def _parse(self, chunk: Chunk, lines: list[str], at: int, positions: Sequence[int]) -> int:
        """Add all lines from `at` on, and further to close a quote; returns to where."""
        while at < len(lines):
            feed = _Feed(lines, self._blocks, at)
            reason = "a quote opens and never closes; the row is taken to end with its line"
            try:
                for cells in csv.reader(feed, delimiter=self.delimiter):
                    if feed.starved:
                        break
                    self._add(chunk, feed.taken(), cells, positions)
                    at = feed.at
                    if at >= len(lines):
                        return at
            except csv.Error as error:
                if self._add_parted(chunk, lines[at].removesuffix("\r").split("\r"), positions):
                    at += 1
                    continue
                reason = _LONG if "larger" in str(error) else _RETURN
            self._add_broken(chunk, lines[at], reason)
            at += 1
        return at

    def _add(self, chunk: Chunk, text: str, cells: list[str], positions: Sequence[int]) -> None:
        width = len(self.header)
        if not cells and width > 1:
            chunk.texts.append(b"")
            chunk.cells.append(Gap())
            chunk.whole = False
            return
        cells = cells or [""]
        if len(cells) == width:
            chunk.texts.append((self.rewrite(cells) if self.rewrite else text).encode("utf-8", "replace"))
            chunk.cells.append(encoded([cells[at] for at in positions]))
            return
        self._add_fault(chunk, cells, f"the row has {len(cells)} cell(s), the header {width}")

    def _add_parted(self, chunk: Chunk, rows: list[str], positions: Sequence[int]) -> bool:
        """Add rows that carriage returns alone part, as in tables put together; False if they are none."""
        if len(rows) < 2 or any('"' in row or row.count(self.delimiter) + 1 != len(self.header) for row in rows):
            return False
        for row in rows:
            self._add(chunk, row, row.split(self.delimiter), positions)
        return True

    def _add_broken(self, chunk: Chunk, line: str, reason: str) -> None:
        line = line.removesuffix("\r")
        try:
            cells = next(csv.reader([line], delimiter=self.delimiter), [line])
        except csv.Error:
            cells = line.split(self.delimiter)
        self._add_fault(chunk, cells, reason)

    def _add_fault(self, chunk: Chunk, cells: list[str], why: str) -> None:
        width = len(self.header)
        write = self.rewrite or Delimited(self.delimiter).join
        chunk.texts.append(write(cells[:width] + [""] * (width - len(cells))).encode("utf-8", "replace"))
        chunk.cells.append(Fault(why, tuple(cells[width:])))
        chunk.whole = False


def _lines(blocks: Iterator[bytes]) -> list[str]:
    """The lines of the next block; none at the end."""
    block = next(blocks, None)
    return [] if block is None else block.decode().split("\n")


class _Feed:
    """The lines for the csv module, from `at` on, and beyond the block while a quote is open.

    `starved` says that a row wanted more than there is, or more than `_LONGEST_ROW` characters.
    """

    def __init__(self, lines: list[str], blocks: Iterator[bytes], at: int) -> None:
        self.lines = lines
        self.blocks = blocks
        self.at = self.start = at
        self.starved = False
        self.length = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        inside = self.at > self.start
        if inside and (self.length > _LONGEST_ROW or (self.at == len(self.lines) and not self._more())):
            self.starved = True
            raise StopIteration
        if self.at == len(self.lines):
            raise StopIteration
        line = self.lines[self.at]
        self.at += 1
        self.length += len(line)
        return line + "\n"

    def _more(self) -> bool:
        self.lines.extend(_lines(self.blocks))
        return self.at < len(self.lines)

    def taken(self) -> str:
        """The text of the lines taken since the last call."""
        text = self.lines[self.start] if self.at == self.start + 1 else "\n".join(self.lines[self.start : self.at])
        self.start = self.at
        self.length = 0
        return text.removesuffix("\r")
