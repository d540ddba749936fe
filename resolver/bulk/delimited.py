"""CSV and its kin, read line by line: a row stays the text that it was; only cells asked about are parsed.

Lines without quotes are cut at the delimiter. The others go through the csv module, which is fed line by
line, so that the lines it took for a row are the row's text. Rows that do not have as many cells as the
header, and a quote that never closes, become faults: kept, said, and no reason to stop.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from operator import itemgetter

from .layout import Delimited
from .rows import Cells, Chunk, Fault, Gap

_LONGEST_ROW = 1 << 22
"""Characters after which a quote is taken for one that never closes."""

Rewrite = Callable[[list[str]], str]
Pick = Callable[[list[str]], Cells]


def sniff(line: str) -> str:
    """The delimiter of a header line: the most frequent of comma, semicolon, tab and bar outside quotes."""
    bare = "".join(line.split('"')[::2])
    return max(",;\t|", key=bare.count)


class DelimitedReader:
    """The header and the chunks of a delimited text.

    `rewrite` makes a row's text from its cells; without it, the text stays as it was.
    """

    def __init__(self, blocks: Iterator[list[str]], *, delimiter: str = "") -> None:
        self._blocks = blocks
        self._lines: list[str] = []
        self.header: list[str] = []
        self.header_text = ""
        self.delimiter = delimiter
        self.end = "\n"
        self.rewrite: Rewrite | None = None
        csv.field_size_limit(2 * _LONGEST_ROW)
        self._read_header()

    def _read_header(self) -> None:
        self._lines = next(self._blocks, [])
        if not self._lines:
            return
        self._lines[0] = self._lines[0].removeprefix("\ufeff")
        self.delimiter = self.delimiter or sniff(self._lines[0])
        feed = _Feed(self._lines, self._blocks, 0)
        self.header = next(csv.reader(feed, delimiter=self.delimiter), [])
        self.end = "\r\n" if self._lines[feed.at - 1].endswith("\r") else "\n"
        self.header_text = feed.taken()
        del self._lines[: feed.at]

    def chunks(self, positions: Sequence[int]) -> Iterator[Chunk]:
        """All rows after the header, with the cells at these positions."""
        lines = self._lines or next(self._blocks, [])
        self._lines = []
        pick: Pick = itemgetter(*positions)
        while lines:
            chunk = Chunk([], [], whole=True)
            at = 0
            while at < len(lines):  # a quote may have taken more lines
                for start, stop, plain in _stretches(self._odd(lines, at), at, len(lines)):
                    if plain and at < stop:
                        self._cut(chunk, lines[max(start, at) : stop], positions, pick)
                        at = stop
                    elif at < stop:
                        at = self._parse(chunk, lines, max(start, at), stop, pick)
            yield chunk
            lines = next(self._blocks, [])

    def _odd(self, lines: list[str], start: int) -> list[int]:
        """The numbers of the lines, from `start` on, that need a parser."""
        if self.rewrite:
            return list(range(start, len(lines)))
        delimiter, delimiters = self.delimiter, len(self.header) - 1
        return [
            at
            for at, line in enumerate(islice(lines, start, None), start)
            if '"' in line or line.count(delimiter) != delimiters or not line
        ]

    def _cut(self, chunk: Chunk, lines: list[str], positions: Sequence[int], pick: Pick) -> None:
        """Add lines that need no parser."""
        delimiter = self.delimiter
        if lines[0].endswith("\r"):
            lines = [line.removesuffix("\r") for line in lines]
        last = max(positions)
        if len(positions) == 1:
            cells: list[Cells] = [line.split(delimiter, last + 1)[last] for line in lines]
        else:
            cells = [pick(line.split(delimiter, last + 1)) for line in lines]
        chunk.texts += lines
        chunk.cells += cells

    def _parse(self, chunk: Chunk, lines: list[str], at: int, stop: int, pick: Pick) -> int:
        """Add lines that need the csv module, to `stop` or further to close a quote; returns to where."""
        while at < stop:
            feed = _Feed(lines, self._blocks, at)
            reason = "a quote opens and never closes; the row is taken to end with its line"
            try:
                for cells in csv.reader(feed, delimiter=self.delimiter):
                    if feed.starved:
                        break
                    self._add(chunk, feed.taken(), cells, pick)
                    at = feed.at
                    if at >= stop:
                        return at
            except csv.Error as error:
                reason = f"not CSV: {error}"
            self._add_broken(chunk, lines[at], reason)
            at += 1
        return at

    def _add(self, chunk: Chunk, text: str, cells: list[str], pick: Pick) -> None:
        width = len(self.header)
        if not cells and width > 1:
            chunk.texts.append("")
            chunk.cells.append(Gap())
            chunk.whole = False
            return
        cells = cells or [""]
        if len(cells) == width:
            chunk.texts.append(self.rewrite(cells) if self.rewrite else text)
            chunk.cells.append(pick(cells))
            return
        self._add_fault(chunk, cells, f"the row has {len(cells)} cell(s), the header {width}")

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
        chunk.texts.append(write(cells[:width] + [""] * (width - len(cells))))
        chunk.cells.append(Fault(why, tuple(cells[width:])))
        chunk.whole = False


def _stretches(odd: list[int], start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """(from, to, whether plain) of the stretches of plain and of odd lines, in their order."""
    first = 0
    while first < len(odd):
        last = first
        while last + 1 < len(odd) and odd[last + 1] == odd[last] + 1:
            last += 1
        yield start, odd[first], True
        start = odd[last] + 1
        yield odd[first], start, False
        first = last + 1
    yield start, end, True


class _Feed:
    """The lines for the csv module, from `at` on, and beyond the block while a quote is open.

    `starved` says that a row wanted more than there is, or more than `_LONGEST_ROW` characters.
    """

    def __init__(self, lines: list[str], blocks: Iterator[list[str]], at: int) -> None:
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
        self.lines.extend(next(self.blocks, []))
        return self.at < len(self.lines)

    def taken(self) -> str:
        """The text of the lines taken since the last call."""
        text = self.lines[self.start] if self.at == self.start + 1 else "\n".join(self.lines[self.start : self.at])
        self.start = self.at
        self.length = 0
        return text.removesuffix("\r")
