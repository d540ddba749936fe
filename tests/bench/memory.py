"""Resident memory of the service under mixed requests at full speed, a line a minute.

`python tests/bench/memory.py [MINUTES]` (10 when not given) needs wrk (Debian: apt-get install wrk). The shipped
gazetteer, one worker with its settings as they come, mentions without a match kept as well. In each minute the requests
take turns: known and derived names, misspelt ones that nobody asked before, batches, searches, names and explanations
of entities, the protocol's questions, tables, and requests that are wrong. Memory is flat when what is kept is full:
the growth from the half to the end, in MB a minute, is printed last.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parents[2]))

from service import BATCH, CONNECTIONS, free_ports, load, mentions, resident, running

MINUTES = int(sys.argv[1]) if len(sys.argv) > 1 else 10
MOST = 100_000  # misspelt names, so that none comes twice
_LUA = """
local lines, at = {}, 0
for line in io.lines("%s") do lines[#lines + 1] = line end
request = function()
  at = at %% #lines + 1
  local method, kind, target, body = lines[at]:match("^([^\\t]*)\\t([^\\t]*)\\t([^\\t]*)\\t(.*)$")
  if body == "" then return wrk.format(method, target) end
  return wrk.format(method, target, {["Content-Type"] = kind}, (body:gsub("|", "\\n")))
end
"""
_LONG = {"misspelt", "batches", "reconcile"}  # a request of theirs takes long: no more of them than can be answered
Request = tuple[str, str, str, str]
"""Method, content type, target, body; `|` stands for the end of a line."""


def requests(asked: dict[str, list[str]], ids: Sequence[str]) -> dict[str, list[Request]]:
    """Everything that is asked, by the name of the turn."""
    get = "GET", ""
    post = "POST", "application/json"
    known, fuzzy = [*asked["exact"], *asked["derived"]], asked["fuzzy"]
    batches = [fuzzy[at : at + BATCH] for at in range(0, len(fuzzy), BATCH)]
    some = [quote(each) for each in (*known, *fuzzy[:5000])]
    queries = [json.dumps({f"q{at}": {"query": each} for at, each in enumerate(batch[:10])}) for batch in batches]
    return {
        "known": [(*get, f"/resolve?q={quote(each)}", "") for each in known],
        "misspelt": [(*get, f"/resolve?q={quote(each)}", "") for each in fuzzy],
        "batches": [(*post, "/resolve", json.dumps({"queries": [{"q": each} for each in batch]})) for batch in batches],
        "others": [
            *((*get, f"/search?q={each}", "") for each in some),
            *((*get, f"/entities/{each}/names", "") for each in ids),
            *((*get, f"/explain?q={text}&id={each}", "") for text, each in zip(some, ids, strict=False)),
            *((*get, target, "") for target in ("/status", "/metrics", "/readyz", "/openapi.json", "/docs")),
        ],
        "reconcile": [
            *(
                ("POST", "application/x-www-form-urlencoded", "/reconcile", f"queries={quote(each)}")
                for each in queries
            ),
            *((*get, f"/reconcile/suggest/entity?prefix={each[:6]}", "") for each in some if "%" not in each),
            *((*get, f"/view/{each}", "") for each in ids),
            *(
                ("POST", "text/csv", "/reconcile/file?column=name", "|".join(["name", *batch[:20], ""]))
                for batch in batches
            ),
        ],
        "wrong": [
            *((*get, target, "") for target in ("/resolve", "/nothing", "/entities/x", "/resolve?q=x&kind=king")),
            *((*post, "/resolve", body) for body in ("{", "[]", '{"queries": [{"x": 1}, 5]}')),
        ],
    }


def written(directory: Path, turns: dict[str, list[Request]], minute: int) -> dict[str, Path]:
    """A script for wrk for each turn of this minute, which begins where the one before may have ended."""
    made = {}
    for name, listed in turns.items():
        begin = minute * len(listed) // MINUTES if name in _LONG else 0
        text, made[name] = directory / f"{name}.txt", directory / f"{name}.lua"
        lines = ["\t".join(each) for each in (*listed[begin:], *listed[:begin])]
        text.write_text("\n".join(lines) + "\n", encoding="utf-8")
        made[name].write_text(_LUA % text, encoding="utf-8")
    return made


def main() -> None:
    """Asks for so many minutes and prints the memory after each."""
    if shutil.which("wrk") is None:
        print("Nothing measured: wrk is not installed (Debian: apt-get install wrk).")
        return
    from exonym.resolver.store.reading.load import load as load_gazetteer
    from exonym.resolver.store.reading.shipped import shipped

    ids = sorted(load_gazetteer([shipped()]).entities)
    with tempfile.TemporaryDirectory() as temporary:
        directory, port = Path(temporary), free_ports(1)
        turns = requests(mentions([shipped()], MOST), ids)
        kept = {"EXONYM_UNRESOLVED_FILE": str(directory / "unresolved.jsonl")}
        kept |= {"EXONYM_CACHE_DIR": str(directory / "cache")}
        with running(
            [sys.executable, "-m", "exonym.api.cli.main", "serve", "--port", str(port)], port, "/rules", kept
        ) as pid:
            time.sleep(5)
            seen = [resident(pid)]
            print(f"ready: {seen[0]} MB", flush=True)
            for minute in range(MINUTES):
                ends = time.monotonic() + 60
                done = {}
                for at, (name, script) in enumerate(written(directory, turns, minute).items()):
                    seconds = max(1, round((ends - time.monotonic()) / (len(turns) - at)))
                    row = load(pid, port, script, 4 if name in _LONG else CONNECTIONS, seconds)
                    done[name] = round(row.rate * seconds)
                seen.append(resident(pid))
                counts = ", ".join(f"{count} {name}" for name, count in done.items())
                print(f"minute {minute + 1}: {seen[-1]} MB ({counts})", flush=True)
    half = len(seen) // 2
    print(f"from minute {half} on: {(seen[-1] - seen[half]) / max(1, len(seen) - 1 - half):+.1f} MB a minute")


if __name__ == "__main__":
    main()
