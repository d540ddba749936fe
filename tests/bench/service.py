"""Requests a second over real sockets: every layer, then every kind of question, side by side in one run.

`python tests/bench/service.py [--gazetteer PATH …] [--only TEXT]` needs wrk (Debian: apt-get install wrk). One worker,
32 connections; keys, rates, metrics and logs are on; servers keep to one processor and wrk to another, where there are
two; batches are sent to one on all processors too. Two columns count: the rate, and the CPU time of the server for a
request, which depends less on what else the machine is doing. Each turn is short and stands beside a turn of the no-op:
the ratios are medians of those pairs. Rows of batches end with their rate a mention, divided by that of single ones.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from urllib.parse import quote

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
CONNECTIONS, SECONDS, ROUNDS = 32, 1, 9
BATCH = 100
NO_OP = "no-op of the app"
KEY = "a-key-for-the-benchmark"
PROCESSORS = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
LAYERS = (
    "raw ASGI no-op",
    "Starlette no-op",
    "FastAPI no-op",
    "raw + observe",
    "+ access",
    "+ body",
    "+ faults, hot",
)
_LUA = """
local lines, at, posts = {}, 0, %s
for line in io.lines("%s") do lines[#lines + 1] = line end
request = function()
  at = at %% #lines + 1
  if posts then return wrk.format("POST", "/resolve", {["Content-Type"] = "application/json"}, lines[at]) end
  return wrk.format("GET", lines[at])
end
"""


@dataclass(frozen=True, slots=True)
class Row:
    """What one kind of question reached: a second, 99th percentile in ms, CPU microseconds of the server, errors."""

    rate: float
    slow: float
    cpu: float
    errors: int


_HEADERS = ((b"content-type", b"application/json"), (b"content-length", b"15"))


async def no_op(scope, receive, send) -> None:  # type: ignore[no-untyped-def]
    await send({"type": "http.response.start", "status": 200, "headers": list(_HEADERS)})
    await send({"type": "http.response.body", "body": b'{"status":"ok"}'})


def layered(keys: Path) -> list[object]:
    """The applications of LAYERS, in that order."""
    from fastapi import FastAPI
    from starlette.applications import Starlette
    from starlette.middleware.errors import ServerErrorMiddleware
    from starlette.routing import Route

    from exonym.api.access_log import AccessLog
    from exonym.api.metrics import Metrics
    from exonym.api.middleware.access import Access
    from exonym.api.middleware.body_limit import BodyLimit
    from exonym.api.middleware.hot import HotAnswers
    from exonym.api.middleware.observe import Observe
    from exonym.api.service import Service
    from exonym.api.settings import Settings
    from exonym.resolver.model import Gazetteer
    from exonym.resolver.resolve import Resolver

    settings = Settings(keys_file=keys, rate=1e9)
    null = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (open as long as the process)
    fast = FastAPI()
    fast.get("/no-op")(_alive)
    plain = Starlette(routes=[Route("/no-op", _bytes)])

    def seen(app) -> object:  # type: ignore[no-untyped-def]
        return Observe(app, Metrics(), AccessLog(null.write, mentions=False), ())

    service = Service(settings, Metrics(), Resolver(Gazetteer({})))
    hot = BodyLimit(ServerErrorMiddleware(HotAnswers(no_op, service)), 10_000, 30)
    keyed = partial(Access, settings=settings, ring=service.keys)
    return [
        no_op, plain, fast, seen(no_op), seen(keyed(no_op)), seen(keyed(BodyLimit(no_op, 10_000, 30))),
        seen(keyed(hot)),
    ]  # fmt: skip


async def _bytes(_: object) -> object:
    from starlette.responses import Response

    return Response(b'{"status":"ok"}', media_type="application/json")


async def _alive() -> dict[str, str]:
    return {"status": "ok"}


def serve_layers(port: int, keys: Path) -> None:
    """All layers in one process, on ports from `port` on."""
    import uvicorn

    from exonym.api.malformed_http import Protocol

    async def all_of_them() -> None:
        servers = [
            uvicorn.Server(
                uvicorn.Config(app, http=Protocol, port=port + at, log_config=None, access_log=False, lifespan="off")  # type: ignore[arg-type]
            )
            for at, app in enumerate(layered(keys))
        ]
        await asyncio.gather(*(server._serve() for server in servers))

    import uvloop

    uvloop.run(all_of_them())


def serve_app(arguments: list[str]) -> None:
    """`exonym serve` with one route more, which does nothing: /no-op, behind keys, rates, limits, metrics and logs."""
    import exonym.api.app
    from exonym.api.cli.main import app

    class WithNoOp(exonym.api.app.HotAnswers):
        async def __call__(self, scope, receive, send) -> None:  # type: ignore[no-untyped-def]
            if scope["type"] == "http" and scope["path"] == "/no-op":
                scope["exonym.route"] = "/no-op"
                await no_op(scope, receive, send)
            else:
                await super().__call__(scope, receive, send)

    exonym.api.app.HotAnswers = WithNoOp
    app(["serve", *arguments])


@contextmanager
def running(
    command: Sequence[str], port: int, path: str, environment: dict[str, str], *, everywhere: bool = False
) -> Iterator[int]:
    """A server process, from when it answers at `path`; gives its id. It keeps to its processors, or runs on all."""
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    if len(PROCESSORS) > 1 and not everywhere:
        os.sched_setaffinity(process.pid, PROCESSORS[:-1])
    try:
        ends = time.monotonic() + 1800  # a large gazetteer is compiled first
        while True:
            try:
                request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"X-API-Key": KEY})
                urllib.request.urlopen(request, timeout=60).read()  # noqa: S310 (our own server)
                break
            except OSError:
                if time.monotonic() > ends or process.poll() is not None:
                    raise
                time.sleep(0.05)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def free_ports(count: int) -> int:
    """The first of so many ports in a row that nobody listens on."""
    for port in range(20_000 + os.getpid() % 10_000, 60_000, count):
        with socket.socket() as probe:
            if all(probe.connect_ex(("127.0.0.1", port + at)) for at in range(count)):
                return port
    raise OSError("no free ports")


def load(pid: int, port: int, script: Path, connections: int = CONNECTIONS, seconds: int = SECONDS) -> Row:
    """One run of wrk."""
    before, began = cpu_seconds(pid), time.monotonic()
    pinned = ["taskset", "-c", str(PROCESSORS[-1])] if len(PROCESSORS) > 1 and shutil.which("taskset") else []
    done = subprocess.run(
        [*pinned, "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "20s",
         "-H", f"X-API-Key: {KEY}", "-s", str(script), f"http://127.0.0.1:{port}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    spent, took = cpu_seconds(pid) - before, time.monotonic() - began
    count = int(re.search(r"(\d+) requests in", done.stdout)[1])  # type: ignore[index]
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", done.stdout).groups()  # type: ignore[union-attr]
    errors = sum(int(each) for each in re.findall(r"Non-2xx or 3xx responses: (\d+)", done.stdout))
    errors += sum(int(each) for each in re.findall(r"(?:connect|read|write|timeout) (\d+)", done.stdout))
    slow = float(number) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[unit]
    rest(pid)
    return Row(count / took, slow, spent / max(count, 1) * 1e6, errors)


def rest(pid: int) -> None:
    """Waits until a server has ended what nobody waits for any more."""
    busy = True
    while busy:
        before = cpu_seconds(pid)
        time.sleep(0.2)
        busy = cpu_seconds(pid) - before > 0.02


def cpu_seconds(pid: int) -> float:
    """CPU time of a process and those that it started, until now."""
    started = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    ticks = 0
    for each in (pid, *started):
        fields = Path(f"/proc/{each}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> int:
    """Megabytes of memory of a process."""
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))[1]) // 1024  # type: ignore[index]


def mentions(gazetteers: Sequence[Path], most: int = 20_000) -> dict[str, list[str]]:
    """Written forms, derived forms and misspelt ones; each of the last is asked once, or nearly."""
    from exonym.resolver.model import Kind
    from exonym.resolver.names.exonyms import exonyms
    from exonym.resolver.store.reading.load import load as load_gazetteer

    chance = random.Random(7)  # noqa: S311 (the same in every run)
    people = [each for each in load_gazetteer(gazetteers).entities.values() if each.kind is Kind.PERSON]
    chance.shuffle(people)
    written = [form.text for each in people for form in each.forms][:most]
    derived = [name.text for each in people[:500] for name in exonyms(each) if name.rule not in {"written", "name"}]
    fuzzy: dict[str, None] = {}
    while len(fuzzy) < most:
        name = chance.choice(written)
        at = chance.randrange(len(name))
        letter = chance.choice(name)
        fuzzy[chance.choice([name[:at] + name[at + 1 :], name[:at] + letter + name[at:]])] = None
    return {"exact": written[:500], "derived": derived[:500], "fuzzy": list(fuzzy)}


def scripts(directory: Path, asked: dict[str, list[str]]) -> dict[str, Path]:
    """A script for wrk for each kind of question."""
    lines = {name: [f"/resolve?q={quote(each)}" for each in listed] for name, listed in asked.items()}
    lines |= {"no-op": ["/no-op"], "healthz": ["/healthz"]}
    for kind, name in (("fuzzy", "batches"), ("exact", "exact batches")):
        batches = [asked[kind][at : at + BATCH] for at in range(0, len(asked[kind]), BATCH)]
        lines[name] = [json.dumps({"queries": [{"q": each} for each in batch]}) for batch in batches]
    made = {}
    for name, listed in lines.items():
        text, made[name] = directory / f"{name}.txt", directory / f"{name.replace(' ', '-')}.lua"
        text.write_text("\n".join(listed) + "\n", encoding="utf-8")
        made[name].write_text(_LUA % ("true" if name.endswith("batches") else "false", text), encoding="utf-8")
    return made


def ask_each(port: int, targets: Sequence[str]) -> None:
    """Asks everything once: what is kept is what is measured."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for target in targets:
        connection.request("GET", target, headers={"X-API-Key": KEY})
        connection.getresponse().read()
    connection.close()


def main() -> None:
    """Runs everything in turns and prints the medians."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--gazetteer", type=Path, action="append", default=[], help="instead of the shipped one")
    options.add_argument("--only", default="", help="only the kinds of questions whose names have this text")
    options.add_argument("--rounds", type=int, default=ROUNDS, help=f"turns of each kind; {ROUNDS} when not given")
    asked = options.parse_args()
    if shutil.which("wrk") is None:
        print("Nothing measured: wrk is not installed (Debian: apt-get install wrk).")
        return
    from exonym.resolver.store.reading.shipped import shipped

    print("load of the machine:", *(f"{each:.1f}" for each in os.getloadavg()))
    with tempfile.TemporaryDirectory() as temporary:
        measure(Path(temporary), [each.resolve() for each in asked.gazetteer] or [shipped()], asked.only, asked.rounds)
    print("load of the machine:", *(f"{each:.1f}" for each in os.getloadavg()))


def measure(directory: Path, gazetteers: Sequence[Path], only: str, count: int) -> None:
    """Starts the servers, asks them in turns and prints what they reached."""
    from exonym.api.access_keys import digest

    keys = directory / "keys"
    keys.write_text(f"bench {digest(KEY)}\n", encoding="ascii")
    asked, port = mentions(gazetteers), free_ports(11)
    lua = scripts(directory, asked)
    kept = {"EXONYM_KEYS_FILE": str(keys), "EXONYM_RATE": "1e9", "EXONYM_RELOAD_INTERVAL": "0"}
    kept |= {"EXONYM_CACHE_DIR": os.environ.get("EXONYM_CACHE_DIR", str(directory / "cache"))}
    serve = [sys.executable, __file__, "--app", "--without-shipped"]
    serve += [part for each in gazetteers for part in ("--gazetteer", str(each))] + ["--port"]
    layers = [sys.executable, __file__, "--layers", str(port + 2), str(keys)]
    with (
        running(layers, port + 2, "/no-op", {}) as layers_pid,
        running([*serve, str(port)], port, "/rules", kept) as app,
        running([*serve, str(port + 1)], port + 1, "/rules", {**kept, "EXONYM_ANSWERS_MEMORY": "0"}) as forgetful,
        running(
            [*serve, str(port + 9)], port + 9, "/rules", {**kept, "EXONYM_ANSWERS_MEMORY": "0"}, everywhere=True
        ) as both,
    ):
        print(f"resident MB, ready: {resident(app)} keeping answers, {resident(forgetful)} keeping none")
        jobs = {name: (layers_pid, port + 2 + at, lua["no-op"]) for at, name in enumerate(LAYERS)}
        jobs |= {
            "GET /healthz, which needs no key": (app, port, lua["healthz"]),
            "GET exact": (app, port, lua["exact"]),
            "GET derived": (app, port, lua["derived"]),
            "GET exact, nothing kept": (forgetful, port + 1, lua["exact"]),
            "GET derived, nothing kept": (forgetful, port + 1, lua["derived"]),
            "GET fuzzy, nothing kept": (forgetful, port + 1, lua["fuzzy"]),
            f"POST fuzzy by {BATCH}, nothing kept": (forgetful, port + 1, lua["batches"], 2, 4 * SECONDS),
            f"POST exact by {BATCH}, nothing kept": (forgetful, port + 1, lua["exact batches"], 2, 2 * SECONDS),
            f"POST fuzzy by {BATCH}, all processors": (both, port + 9, lua["batches"], 2, 4 * SECONDS),
            f"POST exact by {BATCH}, all processors": (both, port + 9, lua["exact batches"], 2, 2 * SECONDS),
            f"POST exact by {BATCH}": (app, port, lua["exact batches"], 2, 2 * SECONDS),
        }
        jobs = {name: job for name, job in jobs.items() if only in name}
        ask_each(port, [f"/resolve?q={quote(each)}" for kind in ("exact", "derived") for each in asked[kind]])
        load(both, port + 9, lua["batches"])  # which starts its helpers
        rounds: dict[str, list[tuple[Row, Row]]] = {name: [] for name in jobs}
        for _ in range(count):
            for name, job in jobs.items():
                rounds[name].append((load(app, port, lua["no-op"]), load(*job)))
        show(rounds)
        print(f"resident MB: {resident(app)} keeping answers, {resident(forgetful)} keeping none")


def show(rounds: dict[str, list[tuple[Row, Row]]]) -> None:
    """A line for each job: medians, and how they stand to the turns of the no-op beside them."""
    print(f"{'':38}{'a second':>10}{'p99 ms':>9}{'CPU us':>9}{'x no-op':>9}{'by CPU':>8}  errors")
    # on a busy machine a turn may come to nothing
    rounds = {
        name: [pair for pair in pairs if all(row.rate and row.cpu for row in pair)] for name, pairs in rounds.items()
    }
    rounds = {name: pairs for name, pairs in rounds.items() if pairs}
    bases = [base for pairs in rounds.values() for base, _ in pairs]
    rounds = {NO_OP: [(base, base) for base in bases], **rounds}
    for name, pairs in rounds.items():
        each, rows = BATCH if name.startswith("POST") else 1, [row for _, row in pairs]
        rate, cpu = median(row.rate for row in rows) * each, median(row.cpu for row in rows) / each
        slow, errors = median(row.slow for row in rows), sum(row.errors for row in rows)
        by_rate = median(row.rate * each / base.rate for base, row in pairs)
        by_cpu = median(base.cpu * each / row.cpu for base, row in pairs)
        line = f"{name:38}{rate:10.0f}{slow:9.1f}{cpu:9.1f}{by_rate:9.2f}{by_cpu:8.2f}  {errors}"
        single = rounds.get(f"GET {name.split()[1]}, nothing kept", []) if each > 1 and "," in name else []
        print(line + (f"  {rate / median(row.rate for _, row in single):.1f} times GET" if single else ""))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--layers"]:
        serve_layers(int(sys.argv[2]), Path(sys.argv[3]))
    elif sys.argv[1:2] == ["--app"]:
        serve_app(sys.argv[2:])
    else:
        main()
