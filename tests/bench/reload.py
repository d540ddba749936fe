"""Two hundred edits of a gazetteer, a third of them broken, while 32 connections ask: `python tests/bench/reload.py`.

Prints dropped requests, mixed answers and the 99th percentile beside that without edits; ends with 1 if any request
was dropped or any answer mixed.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1] / "api"))

from reloading import Clients, edited, mixed
from served import write_gazetteer
from service import free_ports, resident, running
from test_serve import command

EDITS = int(sys.argv[1]) if len(sys.argv) > 1 else 200
CONNECTIONS, QUIET = 32, 20  # seconds without edits


async def scene(port: int, pid: int, file: Path) -> bool:
    """Asks without edits, then with them."""
    quiet = Clients(port, CONNECTIONS)
    await quiet.start()
    await asyncio.sleep(QUIET)
    await quiet.stop()
    print(f"without edits: {len(quiet.seen.seconds)} answers, p99 {quiet.seen.p99():.1f} ms, {resident(pid)} MB")
    busy, began = Clients(port, CONNECTIONS), time.monotonic()
    await busy.start()
    wrong = await edited(port, file, EDITS, 600)
    await busy.stop()
    seen, took = busy.seen, time.monotonic() - began
    print(f"{EDITS} edits in {took:.0f} s: {len(seen.seconds)} answers, p99 {seen.p99():.1f} ms, {resident(pid)} MB")
    print(f"versions seen: {len(seen.ids)}, mixed: {mixed(seen)}, failed: {dict(seen.wrong)}, edits: {wrong}")
    return not (mixed(seen) or seen.wrong or wrong or quiet.seen.wrong)


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
