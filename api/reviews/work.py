"""Answering the names of a review in a process of its own, on every processor: `python -m exonym.api.reviews.work`.

Arguments: the index, the directory of compiled gazetteers, the prior, the process for which it works, the gazetteers.
It ends with the work, with that process, or when another does the same work already.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from ...resolver.bulk.answering.workers import processors
from ...resolver.policy import DEFAULT_POLICY
from ...resolver.reviewing.index import connected
from ...resolver.reviewing.resolving import answer
from ..compile import module

_NICE = 5


def command(index: Path, directory: Path, known_share: float, paths: Sequence[Path]) -> list[str]:
    """The command that does it."""
    given = [index, directory, known_share, os.getpid(), *paths]
    return [*module(__name__), *map(str, given)]


def main() -> None:
    """Answer what has no answer yet."""
    index, directory, known_share, parent, *paths = sys.argv[1:]
    with suppress(OSError, AttributeError):
        os.nice(_NICE)
    with (
        Path(index).with_suffix(".lock").open("w") as held,
        alone(held, wait=False) as first,
        connected(Path(index)) as database,
    ):
        if not first:
            return
        from ...resolver.store.caching.compiled import open_resolver

        policy = replace(DEFAULT_POLICY, known_share=float(known_share))
        resolver = open_resolver([Path(each) for each in paths], Path(directory), policy)
        answer(database, resolver, processors(), goes_on=lambda: os.getppid() == int(parent))


if __name__ == "__main__":
    main()
