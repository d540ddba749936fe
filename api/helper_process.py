"""What a helper runs: it answers shares of batches over a compiled gazetteer until its worker closes the pipe.

`python -m exonym.api.helper_process KNOWN_SHARE`. Both directions have the length of a JSON text before it. In: the
place of the gazetteer and a list of questions. Out: status and length of each answer, then the answers.
"""

from __future__ import annotations

import gc
import json
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from msgspec.structs import replace

from ..resolver.model import Hints
from ..resolver.policy import DEFAULT_POLICY, Policy
from ..resolver.resolve import Resolver
from ..resolver.store.caching.compiled import read_with_arrays
from .collecting import collect_seldom
from .sharing import LENGTH, Reply
from .snapshot import Snapshot
from .wire import decision_to_wire, dump


def serve(source: BinaryIO, target: BinaryIO, policy: Policy) -> None:
    """Answers until the source ends, or names a gazetteer that cannot be read: the worker answers by itself then."""
    snapshot: Snapshot | None = None
    while head := source.read(LENGTH.size):
        place, questions = json.loads(source.read(*LENGTH.unpack(head)))
        if snapshot is None or snapshot.place != Path(place):
            snapshot = _opened(Path(place), policy)
            if snapshot is None:
                return
        replies = [_reply(snapshot, *each) for each in questions]
        sizes = json.dumps([(status, len(body)) for status, body in replies]).encode()
        target.write(LENGTH.pack(len(sizes)) + sizes + b"".join(body for _, body in replies))
        target.flush()


def _opened(place: Path, policy: Policy) -> Snapshot | None:
    found = read_with_arrays(place)
    if found is None:
        return None
    catalogue, arrays = found
    snapshot = Snapshot(Resolver(catalogue.gazetteer, policy, catalogue=catalogue), kept=arrays, place=place)
    snapshot.load_tables()
    gc.freeze()  # neither gazetteer nor tables ever become garbage
    return snapshot


def _reply(snapshot: Snapshot, mention: str, hints: Sequence[Any], limit: int) -> Reply:
    kind, country, context, *rest = hints
    decision = snapshot.resolver.resolve(mention, Hints(kind, country, tuple(context), *rest), limit=limit)
    return decision.status.value, dump(decision_to_wire(decision, snapshot.describe))


def main() -> None:
    """Until the worker closes the pipe; an interrupt of the terminal is for the worker."""
    collect_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    policy = replace(DEFAULT_POLICY, known_share=float(sys.argv[1]))
    serve(sys.stdin.buffer, sys.stdout.buffer, policy)


if __name__ == "__main__":
    main()
