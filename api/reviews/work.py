"""Answering the names of a review in a process of its own, on every processor: `python -m exonym.api.reviews.work`.

Arguments: the index, the compiled gazetteer that is served, the prior, the process for which it works.
It ends with the work, with that process, or when another does the same work already.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from ...resolver.locking import alone
from ...resolver.policy import DEFAULT_POLICY
from ...resolver.resolve import Resolver
from ...resolver.reviewing.index import connected
from ...resolver.reviewing.resolving import answer
from ...resolver.store.caching.compiled import read
from ...resolver.workers import processors
from ..compile import module

_NICE = 5


def command(index: Path, place: Path, known_share: float) -> list[str]:
    """The command that does it."""
    return [*module(__name__), *map(str, (index, place, known_share, os.getpid()))]


def main() -> None:
    """Answer what has no answer yet."""
    index, place, known_share, parent = sys.argv[1:]
    with suppress(OSError, AttributeError):
        os.nice(_NICE)
    with (
        Path(index).with_suffix(".lock").open("w") as held,
        alone(held, wait=False) as first,
        connected(Path(index)) as database,
    ):
        if not first:
            return
        catalogue = read(Path(place))
        if catalogue is None:
            sys.exit(f"exonym: {place} is not a compiled gazetteer any more.")
        policy = replace(DEFAULT_POLICY, known_share=float(known_share))
        resolver = Resolver(catalogue.gazetteer, policy, catalogue=catalogue)
        answer(database, resolver, processors(), goes_on=lambda: os.getppid() == int(parent))


if __name__ == "__main__":
    main()
