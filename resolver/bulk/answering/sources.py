"""Where answers come from: what earlier runs kept, else the resolver; each distinct mention is asked about once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from ...workers import Workers
from ..job import Job
from ..reading.rows import Cells
from ..shape import Answer
from .answer_cache import Kept, open_kept
from .asker import Asker, Resolves
from .decisions import Decisions, read_decisions
from .journal import Journal, open_journal


class Answering(Struct, frozen=True):
    """Answers for a run."""

    asker: Asker
    workers: Workers[Cells, Answer]
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

    def again(self, cells: Cells) -> Answer:
        """The answer to cells that were asked about before."""
        return self.asker.ask(cells)

    @property
    def distinct(self) -> int | None:
        """Not known before all was asked."""
        return None

    def expect_more(self) -> None:
        """Begin the processes, for much that is to come."""
        self.workers.start()


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


@contextmanager
def run_answering(
    job: Job, known: Resolves, hints: Sequence[str], made: Decisions | None = None
) -> Iterator[Answering]:
    """The answers of a job: decided by people, kept by a run that was killed, or the resolver's.

    `made` are what people decided, if it is not to be read from the job's file.
    """
    asker = Asker(known, hints, job.shape, read_decisions(job.decisions) if made is None else made, job.legacy)
    decided = sha256(Path(job.decisions).read_bytes()).hexdigest() if Path(job.decisions or ".").is_file() else ""
    shape = replace(job.shape, only=frozenset())
    lasting = job.rules, known.gazetteer.version, shape, job.legacy
    rules = repr((*lasting, tuple(hints), decided))
    with (
        open_kept(job.kept, repr(lasting)) as kept,
        answering(asker, job.processes, job.target, rules, job.resume, kept) as answers,
    ):
        yield answers
