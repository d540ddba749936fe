"""Two hundred edits of a gazetteer, a third of them broken, while 32 connections ask: `python tests/bench/reload.py`.

Prints dropped requests, mixed answers and the 99th percentile beside that without edits; ends with 1 if any request
was dropped or any answer mixed. Times with edits and without take turns, so that what else the machine does weighs on
both. Takes about ten minutes where two processors are free.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1] / "api"))

from reloading import Clients, Seen, edited, mixed
from served import write_gazetteer
from service import free_ports, resident, running
from test_serve import command

EDITS = int(sys.argv[1]) if len(sys.argv) > 1 else 200
CONNECTIONS, TURNS, QUIET = 32, 10, 6  # seconds without edits in each turn


async def asking(port: int, seen: Seen, work: Coroutine[Any, Any, list[str]]) -> list[str]:
    """What the work found wrong, while clients ask."""
    clients = Clients(port, CONNECTIONS, seen)
    await clients.start()
    found = await work
    await clients.stop()
    return found


async def nothing() -> list[str]:
    """No edits."""
    await asyncio.sleep(QUIET)
    return []


async def scene(port: int, pid: int, file: Path) -> bool:
    """Asks without edits and with them, in turns."""
    quiet, busy, wrong, seconds = Seen(), Seen(), [], 0.0
    good = file.read_text(encoding="utf-8")
    for turn in range(TURNS):
        first, end = EDITS * turn // TURNS, EDITS * (turn + 1) // TURNS
        wrong += await asking(port, quiet, nothing())
        began = time.monotonic()
        wrong += await asking(port, busy, edited(port, file, range(first, end), 600, good))
        seconds += time.monotonic() - began
        print(f"{end} edits, {resident(pid)} MB", file=sys.stderr, flush=True)
    for name, seen, took in (("without edits", quiet, float(QUIET * TURNS)), (f"{EDITS} edits", busy, seconds)):
        shares = ", ".join(f"p{100 * share:.0f} {seen.quantile(share):.1f} ms" for share in (0.5, 0.99))
        print(f"{name}: {len(seen.seconds)} answers in {took:.0f} s, {shares}")
    print(f"p99 with edits: {busy.quantile(0.99) / quiet.quantile(0.99):.2f} times that without")
    print(f"versions seen: {len(busy.ids)}, mixed: {mixed(busy)}, failed: {dict(busy.wrong)}, edits: {wrong}")
    return not (mixed(busy) or busy.wrong or wrong or quiet.wrong)


def main() -> None:
    """Runs it over a small gazetteer, which compiles as quickly as Python starts."""
    with tempfile.TemporaryDirectory() as temporary:
        directory, port = Path(temporary), free_ports(1)
        gazetteer = write_gazetteer(directory / "gazetteer")
        serve = [*command(gazetteer, directory / "cache", port), "--set", "reload_interval=0.05"]
        with running(serve, port, "/rules", {}) as pid:
            fine = asyncio.run(scene(port, pid, gazetteer / "people" / "vn.yaml"))
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
