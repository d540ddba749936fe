"""The distinct mentions of a run: how often each occurs, where, and what is written beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import chain, islice
from typing import Protocol

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from ...model import Status
from ..job import Summary
from ..layout import Layout
from ..reading.compiled_csv import LineChunk
from ..reading.rows import Cells, Chunk, Fault, Gap, decoded, mention_of
from ..shape import Answer
from .asker import Asker

_PLACES = 3
_HELD = 1 << 16  # distinct cells that are held where they can be looked up again


class Numbers(dict[Cells, int]):
    """Distinct cells, numbered from 0 in the order in which they first came: looking a new one up numbers it."""

    def __missing__(self, cells: Cells) -> int:
        number = self[cells] = len(self)
        return number


class Answers(Protocol):
    """Where the answers to distinct cells come from: from the resolver, or from documents that were decided before."""

    @property
    def asker(self) -> Asker:
        """What shapes an answer."""

    def answers(self, cells: Sequence[Cells]) -> Iterator[tuple[Cells, Answer]]:
        """The answers to distinct cells, in any order."""

    def again(self, cells: Cells) -> Answer:
        """The answer to cells that were asked about before."""

    def expect_more(self) -> None:
        """Much is to come."""

    @property
    def distinct(self) -> int | None:
        """How many distinct cells there are in all, where that is known, so that they may be asked about again."""


class Ledger(Struct):
    """Asks once for each distinct mention with its hints, and remembers what is written beside it.

    `keep` remembers the answers and the first rows too, which a list of distinct mentions needs. All lists have a
    place for each number of `numbers`; `suffixes` are the lines of an answer, `single` the only one.
    """

    answering: Answers
    layout: Layout
    names: Sequence[str]
    only: frozenset[Status] = frozenset()
    keep: bool = False
    rows: int = 0
    faults: int = 0
    numbers: Numbers = field(default_factory=Numbers)
    counts: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    single: list[bytes] = field(default_factory=list)
    suffixes: list[tuple[bytes, ...]] = field(default_factory=list)
    statuses: list[Status] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    places: list[list[int]] = field(default_factory=list)
    _earlier: Counter[Status] = field(default_factory=Counter)
    _shown: dict[Status, list[str]] = field(default_factory=dict)
    _shared: dict[bytes, bytes] = field(default_factory=dict)
    _moved: Counter[Status] = field(default_factory=Counter)

    @property
    def _splits(self) -> bool:
        return bool(self.only) or self.answering.asker.splits

    def written(self, chunk: Chunk | LineChunk) -> bytes | memoryview:
        """The rows of a chunk with what is added to them."""
        if len(self.numbers) > _HELD and not self.keep and self.answering.distinct is not None:
            self._forget()
        before = self.rows
        numbers = self.learn(chunk)
        own = [row for row in self.answering.asker.own_rows if before < row <= self.rows]
        if own:
            return b"".join(self._with_own(chunk, before))
        if isinstance(chunk, LineChunk):
            return chunk.beside([self.single[number] for number in numbers])
        if not chunk.whole:
            return b"".join(self._one_by_one(chunk))
        if self._splits:
            several = map(self.suffixes.__getitem__, numbers)
            return b"".join([text + each for text, some in zip(chunk.texts, several, strict=True) for each in some])
        text = BytesIO()  # twice as fast as to join so many
        text.writelines(chain.from_iterable(zip(chunk.texts, map(self.single.__getitem__, numbers), strict=True)))
        return text.getbuffer()

    def learn(self, chunk: Chunk | LineChunk) -> list[int]:
        """Count these rows, and ask about those that are new.

        Returns the numbers of the rows that have cells; of a chunk that comes with its distinct cells, of those.
        """
        if not isinstance(chunk, Chunk):
            return self._learn_lines(chunk)
        cells: list[Cells] = (
            chunk.cells if chunk.whole else [each for each in chunk.cells if not isinstance(each, Gap | Fault)]  # type: ignore[assignment]
        )
        numbers = list(map(self.numbers.__getitem__, cells))
        self._ask()
        self._count(np.bincount(np.fromiter(numbers, np.int64, len(numbers)), minlength=len(self.numbers)))
        if self.keep:
            self._locate(chunk)
        rows = len(cells) if chunk.whole else sum(not isinstance(each, Gap) for each in chunk.cells)
        self.rows += rows
        self.faults += rows - len(cells)
        return numbers

    def _learn_lines(self, chunk: LineChunk) -> list[int]:
        numbers = [self.numbers[cells] for cells in chunk.distinct]
        self._ask()
        counts = np.zeros(len(self.numbers), np.int64)
        counts[numbers] = chunk.counts
        self._count(counts)
        if self.keep:
            for number, rows in zip(numbers, chunk.first_rows(_PLACES), strict=True):
                places = self.places[number]
                places += [self.rows + 1 + row for row in rows[: _PLACES - len(places)]]
        self.rows += len(chunk)
        return numbers

    def _count(self, counts: npt.NDArray[np.int64]) -> None:
        counts[: len(self.counts)] += self.counts
        self.counts = counts

    def _locate(self, chunk: Chunk) -> None:
        rows = (each for each in chunk.cells if not isinstance(each, Gap))
        for row, each in enumerate(rows, self.rows + 1):
            if not isinstance(each, Fault):
                places = self.places[self.numbers[each]]
                if len(places) < _PLACES:
                    places.append(row)

    def _ask(self) -> None:
        """Ask about the cells that were numbered since."""
        new = list(islice(reversed(self.numbers), len(self.numbers) - len(self.statuses)))[::-1]
        if not new:
            return
        answers = dict(self.answering.answers(new))
        for answer in map(answers.__getitem__, new):
            suffixes = tuple(self._shared.setdefault(each, each) for each in self._suffixes(answer, ()))
            if self._splits:
                self.suffixes.append(suffixes)
            else:
                self.single.append(suffixes[0])
            self.statuses.append(answer.status)
            if self.keep:
                self.answers.append(answer)
                self.places.append([])

    def _suffixes(self, answer: Answer, surplus: Sequence[str]) -> tuple[bytes, ...]:
        lines = answer.lines_of(self.only)
        return tuple(self.layout.suffix(self.names, line, surplus).encode("utf-8", "replace") for line in lines)

    def _one_by_one(self, chunk: Chunk) -> Iterator[bytes]:
        for text, cells in chunk.each():
            yield from self._one(text, cells)

    def _one(self, text: bytes, cells: Cells | Fault | Gap) -> Iterator[bytes]:
        """A row with the lines of its answer."""
        if isinstance(cells, Gap):
            yield b"" if self.only else self.layout.gap.encode()
            return
        if isinstance(cells, Fault):
            suffixes = self._suffixes(self.answering.asker.error(cells.why), cells.surplus)
        else:
            number = self.numbers[cells]
            suffixes = self.suffixes[number] if self._splits else (self.single[number],)
        for suffix in suffixes:
            yield text + suffix

    def _with_own(self, chunk: Chunk | LineChunk, before: int) -> Iterator[bytes]:
        """The rows of a chunk, some of which have an answer of their own; `before` it came so many."""
        asker, row = self.answering.asker, before
        for text, cells in chunk.each():
            row += not isinstance(cells, Gap)
            has_own = not isinstance(cells, Gap | Fault) and row in asker.own_rows
            answer = asker.ask_in_row(cells, row) if has_own else None  # type: ignore[arg-type]
            if answer is None or isinstance(cells, Gap | Fault):
                yield from self._one(text, cells)
                continue
            number = self.numbers[cells]
            self._moved.subtract([self.statuses[number]])
            self._moved.update([answer.status])
            for suffix in self._suffixes(answer, ()):
                yield text + suffix

    def add(self, distinct: Sequence[tuple[Cells, int, int]]) -> None:
        """Count distinct cells, all new, each with how often it occurs and the number of its first row."""
        numbers = [self.numbers[cells] for cells, _, _ in distinct]
        self._ask()
        self._count(np.array([count for _, count, _ in distinct], np.int64))
        for number, (_, _, row) in zip(numbers, distinct, strict=True):
            self.places[number].append(row)
        self.rows += int(self.counts.sum())

    def each(self) -> Iterator[tuple[Cells, Answer, int, list[int]]]:
        """Distinct cells, their answer, how often they occur and in which rows first; only with `keep`."""
        return zip(self.numbers, self.answers, self.counts.tolist(), self.places, strict=True)

    def summed(self, summary: Summary) -> Summary:
        """The summary with the counts."""
        distinct = self.answering.distinct
        summary.distinct = len(self.numbers) if distinct is None else distinct
        summary.rows, summary.faults = self.rows, self.faults
        summary.statuses, summary.examples = self._totals(), self._examples()
        return summary

    def _totals(self) -> Counter[Status]:
        totals = self._counted()
        totals[Status.ERROR] += self.faults
        totals.update(self._moved)  # rows with an answer of their own
        return +totals

    def _counted(self) -> Counter[Status]:
        """How many rows with cells have each status."""
        totals = self._earlier.copy()
        for status, count in zip(self.statuses, self.counts.tolist(), strict=True):
            totals[status] += count
        return totals

    def _forget(self) -> None:
        """Make room: what comes again is looked up again."""
        self._earlier, self._shown = self._counted(), self._examples()
        for held in (self.numbers, self.single, self.suffixes, self.statuses, self._shared):
            held.clear()
        self.counts = np.zeros(0, np.int64)

    def _examples(self, most: int = 5) -> dict[Status, list[str]]:
        found = self._shown
        for cells, status in zip(self.numbers, self.statuses, strict=True):
            some = found.setdefault(status, [])
            if len(some) < most:
                some.append(mention_of(cells))
        return found

    def first(self, chunk: Iterable[Cells | Fault | Gap], most: int) -> list[tuple[tuple[str, ...], Answer]]:
        """The first rows of a chunk, as text, with their answers, asked again."""
        asker = self.answering.asker
        rows: list[tuple[tuple[str, ...], Answer]] = []
        for cells in chunk:
            if len(rows) >= most:
                break
            if isinstance(cells, Fault):
                rows.append((("",), asker.error(cells.why)))
            elif not isinstance(cells, Gap):
                rows.append((decoded(cells), self.answering.again(cells)))
        return rows
