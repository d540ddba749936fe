"""The distinct mentions of a run: how often each occurs, where, and what is written beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter

from ..model import Status
from .answers import Answer, Asker
from .job import Summary
from .layout import Layout
from .rows import Cells, Chunk, Fault, Gap


@dataclass(slots=True)
class Ledger:
    """Asks once for each distinct mention with its hints, and remembers what is written beside it.

    `keep` remembers the answers and the first rows too, which a list of distinct mentions needs.
    """

    asker: Asker
    layout: Layout
    names: Sequence[str]
    only: frozenset[Status] = frozenset()
    keep: bool = False
    rows: int = 0
    counts: Counter[Cells] = field(default_factory=Counter)
    faults: int = 0
    suffixes: dict[Cells, tuple[str, ...]] = field(default_factory=dict)
    statuses: dict[Cells, Status] = field(default_factory=dict)
    answers: dict[Cells, Answer] = field(default_factory=dict)
    places: dict[Cells, list[int]] = field(default_factory=dict)

    def written(self, chunk: Chunk) -> str:
        """The rows of a chunk with what is added to them."""
        self.learn(chunk.cells)
        if not chunk.whole:
            return "".join(self._one_by_one(chunk))
        cells: list[Cells] = chunk.cells  # type: ignore[assignment]
        suffixes = map(self.suffixes.__getitem__, cells)
        if self.only or self.asker.long:
            return "".join([text + each for text, some in zip(chunk.texts, suffixes, strict=True) for each in some])
        return "".join(chain.from_iterable(zip(chunk.texts, map(itemgetter(0), suffixes), strict=True)))

    def learn(self, cells: Sequence[Cells | Fault | Gap]) -> None:
        """Count these rows, and ask about those that are new."""
        before = self.rows
        for each, count in Counter(cells).items():
            if isinstance(each, Gap):
                continue
            self.rows += count
            if isinstance(each, Fault):
                self.faults += count
                continue
            if each not in self.statuses:
                self._ask(each)
            self.counts[each] += count
        if self.keep:
            self._locate((each for each in cells if not isinstance(each, Gap)), before)

    def _locate(self, cells: Iterable[Cells | Fault], before: int) -> None:
        for row, each in enumerate(cells, before + 1):
            if isinstance(each, Fault):
                continue
            places = self.places.setdefault(each, [])
            if len(places) < 3:
                places.append(row)

    def _ask(self, cells: Cells) -> None:
        answer = self.asker.ask(cells)
        self.suffixes[cells] = self._suffixes(answer, ())
        self.statuses[cells] = answer.status
        if self.keep:
            self.answers[cells] = answer

    def _suffixes(self, answer: Answer, surplus: Sequence[str]) -> tuple[str, ...]:
        if self.only and answer.status not in self.only:
            return ()
        return tuple(self.layout.suffix(self.names, line, surplus) for line in answer.lines)

    def _one_by_one(self, chunk: Chunk) -> Iterator[str]:
        for text, cells in zip(chunk.texts, chunk.cells, strict=True):
            if isinstance(cells, Gap):
                yield "" if self.only else "\n"
                continue
            if isinstance(cells, Fault):
                suffixes = self._suffixes(self.asker.error(cells.why), cells.surplus)
            else:
                suffixes = self.suffixes[cells]
            for suffix in suffixes:
                yield text + suffix

    def add(self, cells: Cells, count: int, row: int) -> None:
        """Count so many rows at once, the first of which has this number."""
        if cells not in self.suffixes:
            self._ask(cells)
        self.counts[cells] += count
        self.places.setdefault(cells, []).append(row)
        self.rows += count

    def summed(self, summary: Summary) -> Summary:
        """The summary with the counts."""
        summary.rows, summary.distinct = self.rows, len(self.counts)
        summary.statuses, summary.examples = self._totals(), self._examples()
        return summary

    def _totals(self) -> Counter[Status]:
        totals: Counter[Status] = Counter({Status.ERROR: self.faults} if self.faults else {})
        for cells, count in self.counts.items():
            totals[self.statuses[cells]] += count
        return totals

    def _examples(self, most: int = 5) -> dict[Status, list[str]]:
        found: dict[Status, list[str]] = {}
        for cells, status in self.statuses.items():
            some = found.setdefault(status, [])
            if len(some) < most:
                some.append(mention_of(cells))
        return found

    def first(self, chunk: Iterable[Cells | Fault | Gap], most: int) -> list[tuple[Cells, Answer]]:
        """The first rows of a chunk with their answers, asked again."""
        rows: list[tuple[Cells, Answer]] = []
        for cells in chunk:
            if len(rows) == most:
                break
            if isinstance(cells, Fault):
                rows.append(("", self.asker.error(cells.why)))
            elif not isinstance(cells, Gap):
                rows.append((cells, self.answers.get(cells) or self.asker.ask(cells)))
        return rows


def mention_of(cells: Cells) -> str:
    """The mention among the cells that were asked about."""
    return cells if isinstance(cells, str) else cells[0]
