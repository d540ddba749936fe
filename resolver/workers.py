"""Asking in several processes: copies of this one that share its gazetteer's memory and answer through pipes.

Only where the system can copy a process (`fork`); elsewhere, and for few mentions, this process answers by itself.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import Generic, Protocol, TypeVar

Question = TypeVar("Question")
Reply = TypeVar("Reply")
Asked_contra = TypeVar("Asked_contra", contravariant=True)
Reply_co = TypeVar("Reply_co", covariant=True)


class Asks(Protocol[Asked_contra, Reply_co]):
    """What answers questions: an `Asker` those about cells."""

    def ask(self, question: Asked_contra, /) -> Reply_co:
        """The answer. It does not raise."""


_FEW = 1000
"""Mentions for which copying the process is not worth it."""
_BATCH = 16
_WARM = 4
"""Batches, from all over, that this process answers before it is copied: the tables they need are loaded once."""


_STRETCH = 8192
"""Questions that are read ahead of the answers, where several processes give them."""


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers(Generic[Question, Reply]):
    """Asks an `Asker`, in `count` processes when there is much to ask. To be closed.

    A process gets `batch` questions at a time.
    """

    def __init__(self, asker: Asks[Question, Reply], count: int = 1, batch: int = _BATCH) -> None:
        self._asker = asker
        self._batch = batch
        self.count = count if "fork" in multiprocessing.get_all_start_methods() else 1
        self._pipes: list[Connection] = []
        self._processes: list[ForkProcess] = []

    def ask(self, cells: Sequence[Question]) -> Iterator[list[tuple[Question, Reply]]]:
        """The answers in batches, as they come."""
        batches = [cells[at : at + self._batch] for at in range(0, len(cells), self._batch)]
        shared = self.count > 1 and (bool(self._pipes) or len(cells) >= _FEW)
        alone = range(len(batches))
        if shared:
            alone = range(0) if self._pipes else range(0, len(batches), -(-len(batches) // _WARM))
        for at in alone:
            yield [(each, self._asker.ask(each)) for each in batches[at]]
        if shared:
            self.start()
            yield from self._share([batch for at, batch in enumerate(batches) if at not in alone])

    def close(self) -> None:
        """End the processes."""
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            process.join()
        self._pipes, self._processes = [], []

    def start(self) -> None:
        """Begin the processes, for much that is to come: a copy is best made before there are threads."""
        if self._processes or self.count == 1:
            return
        gc.freeze()  # what is shared must not be looked through for garbage: that alone would copy it
        context = multiprocessing.get_context("fork")
        ends = [context.Pipe() for _ in range(self.count)]
        self._pipes = [near for near, _ in ends]
        for _, far in ends:
            others = [end for pair in ends for end in pair if end is not far]
            process = context.Process(target=_serve, args=(self._asker, far, others), daemon=True)
            process.start()
            self._processes.append(process)
        gc.unfreeze()
        for _, far in ends:
            far.close()

    def _share(self, batches: list[Sequence[Question]]) -> Iterator[list[tuple[Question, Reply]]]:
        """Each free process gets the next batch; what a process that died had is answered here."""
        waiting = batches[::-1]
        busy: dict[Connection, Sequence[Question]] = {}
        while waiting or busy:
            for pipe in [each for each in self._pipes if each not in busy]:
                if waiting and _send(pipe, waiting[-1]):
                    busy[pipe] = waiting.pop()
            if not busy:
                yield [(each, self._asker.ask(each)) for each in waiting.pop()]
                continue
            ready = wait(list(busy))
            for pipe in [each for each in busy if each in ready]:
                batch = busy.pop(pipe)
                try:
                    answers = pipe.recv()
                except (EOFError, OSError):
                    self._pipes.remove(pipe)
                    answers = [self._asker.ask(each) for each in batch]
                yield list(zip(batch, answers, strict=True))


def in_order(asker: Asks[Question, Reply], questions: Iterable[Question], count: int) -> Iterator[Reply]:
    """The answer to each question in the order of the questions, from `count` processes where there are many.

    Several processes read the questions in stretches, and ask about what stands in a stretch twice once.
    """
    if count == 1:
        yield from map(asker.ask, questions)
        return
    waiting, workers = iter(questions), Workers(asker, count)
    try:
        while stretch := list(islice(waiting, _STRETCH)):
            distinct = list(dict.fromkeys(stretch))
            answers = {question: answer for batch in workers.ask(distinct) for question, answer in batch}
            yield from map(answers.__getitem__, stretch)
    finally:
        workers.close()


def in_a_copy(work: Callable[[], Reply], /) -> Callable[[], Reply]:
    """Begins work in a copy of this process, which must have no other threads; here where there is none, or it died."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return work
    context = multiprocessing.get_context("fork")
    near, far = context.Pipe(duplex=False)
    process = context.Process(target=_do, args=(work, far), daemon=True)
    process.start()
    far.close()

    def result() -> Reply:
        try:
            found: Reply = near.recv()
        except (EOFError, OSError):
            return work()
        finally:
            near.close()
            process.join()
        return found

    return result


def _do(work: Callable[[], object], pipe: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # what is shared must not be looked through for garbage
    pipe.send(work())
    os._exit(0)  # as in `_serve`


def _send(pipe: Connection, batch: Sequence[object]) -> bool:
    try:
        pipe.send(batch)
    except OSError:
        return False
    return True


def _serve(asker: Asks[Question, object], pipe: Connection, others: list[Connection]) -> None:
    """Answer until the other end closes, as it does when its process ends in whatever way."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in others:
        other.close()
    try:
        while True:
            batch = pipe.recv()
            pipe.send([asker.ask(each) for each in batch])
    except (EOFError, OSError):
        os._exit(0)  # at once: a lock that another thread held when the process was copied is never released here
