"""Work spread over the cores: processes are forked when all is loaded, so that they share it."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from exonym.resolver.model import Decision, Hints, Status
from exonym.resolver.resolve import Resolver

_CHUNK = 100
_T = TypeVar("_T")
_R = TypeVar("_R")
_work: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a decision says, small enough to be sent between processes: scores are 0–100, candidates best first."""

    status: Status
    id: str = ""
    candidates: tuple[str, ...] = ()
    score: float = 0.0
    why: str = ""

    @property
    def top(self) -> str:
        """The first candidate, whether a match or not; empty where there is none."""
        return self.candidates[0] if self.candidates else ""


def answer_of(decision: Decision) -> Answer:
    """A decision without its evidence."""
    candidates = decision.candidates
    score = candidates[0].score if candidates else 0.0
    return Answer(decision.status, decision.id, tuple(each.id for each in candidates), score, decision.why)


def ask_all(resolver: Resolver, asked: Sequence[tuple[str, Hints | None]], processes: int) -> list[Answer]:
    """The answers in order. Hints that are None were refused: their row is an error, as in `exonym reconcile`."""
    resolver.catalogue.phonetics  # noqa: B018 (made when it is first asked for, once for all processes)

    def ask(question: tuple[str, Hints | None]) -> Answer:
        mention, hints = question
        return Answer(Status.ERROR) if hints is None else answer_of(resolver.resolve(mention, hints))

    distinct = list(dict.fromkeys(asked))
    known = dict(zip(distinct, spread(ask, distinct, processes), strict=True))
    return [known[question] for question in asked]


def spread(work: Callable[[_T], _R], items: Iterable[_T], processes: int, chunk: int = _CHUNK) -> list[_R]:
    """The result for each item, in order; in this process where only one is wanted."""
    if processes < 2:
        return list(map(work, items))
    gc.collect()
    gc.freeze()  # the collector would copy every shared page
    try:
        with multiprocessing.get_context("fork").Pool(processes, _start, (work,)) as pool:
            return list(pool.imap(_run, items, chunk))
    finally:
        gc.unfreeze()


def cores() -> int:
    """How many processes may run at the same time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _start(work: Callable[[Any], Any]) -> None:
    global _work  # noqa: PLW0603 (what a forked process has to do is inherited, since a closure cannot be pickled)
    _work = work


def _run(item: Any) -> Any:
    return _work(item)
