"""Where answers come from: what earlier runs kept, else the resolver; each distinct mention is asked about once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from ..reading.rows import Cells
from .answer_cache import Kept
from .asker import Answer, Asker
from .journal import Journal, open_journal
from .workers import Workers


@dataclass(frozen=True, slots=True)
class Answering:
    """Answers for a run."""

    asker: Asker
    workers: Workers
    journal: Journal
    kept: Kept

    def answers(self, cells: Sequence[Cells]) -> Iterator[tuple[Cells, Answer]]:
        """The answers to distinct cells, in any order."""
        unknown, kept = [], self.kept.answers(len(cells))
        for each in cells:
            answer = self.journal.take(each)
            if answer is None and each in kept and not self.asker.is_decided(each):
                answer = kept[each]
            if answer is None:
                unknown.append(each)
            else:
                yield each, answer
        for batch in self.workers.ask(unknown):
            self.journal.keep(batch)
            self.kept.learn(batch)
            yield from batch


@contextmanager
def answering(
    asker: Asker, processes: int, target: str, rules: str, resume: bool, kept: Kept | None = None
) -> Iterator[Answering]:
    """Answers for a run that writes to `target`, under `rules`, which say all that answers depend on."""
    workers = Workers(asker, processes)
    with open_journal(target, rules, resume) as journal:
        try:
            yield Answering(asker, workers, journal, kept or Kept())
        finally:
            workers.close()
