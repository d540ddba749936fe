"""A service whose gazetteer is edited again and again while many clients ask; what each of them saw.

Every good edit moves one name from an id to another, so that an answer that mixes two gazetteers shows.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NAME = "Vu Thi Moi"
BROKEN = "vn-broken:\n  naem: X\n"
BATCH = json.dumps({"queries": [{"q": NAME}, {"q": "Ngo Xuan Lich"}] * 10}).encode()


def entries(number: int) -> str:
    """The edit with this number: the same name under an id of its own."""
    return f"vn-edit-{number}:\n  name: Vũ Thị Mới\n  country: vn\n  sources: [knowledge]\n"


@dataclass
class Seen:
    """What the clients saw: ids by version, seconds of each answer, what went wrong."""

    ids: dict[str, set[str | None]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)
    bodies: set[bytes] = field(default_factory=set)

    def note(self, status: int, body: bytes, seconds: float) -> None:
        """Notes an answer to one question or to a batch."""
        self.seconds.append(seconds)
        if status != 200:
            self.wrong[f"{status} {body[:200]!r}"] += 1
            return
        if body in self.bodies:
            return  # the same text says the same: the machine's time is the service's
        self.bodies.add(body)
        answer = json.loads(body)
        results = answer.get("results", [answer])
        self.ids.setdefault(answer["gazetteer"], set()).update(each["id"] for each in results[::2])
        if any(each["id"] != "vn-ngo-xuan-lich" for each in results[1::2]):
            self.wrong["another answer to what never changed"] += 1

    def quantile(self, share: float) -> float:
        """Milliseconds."""
        return sorted(self.seconds)[int(len(self.seconds) * share)] * 1000 if self.seconds else 0.0


class Clients:
    """So many connections, each asking as fast as it is answered, until `stop`."""

    def __init__(self, port: int, connections: int, seen: Seen | None = None) -> None:
        self._port = port
        self._connections = connections
        self.seen = Seen() if seen is None else seen
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Opens the connections; the last of them sends batches."""
        self._tasks = [asyncio.create_task(self._ask(at == 0)) for at in range(self._connections)]

    async def stop(self) -> None:
        """Lets each end what it asked."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _ask(self, batches: bool) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        number = 0
        try:
            while True:
                number += 1
                began = time.perf_counter()
                if batches:
                    status, body = await post(reader, writer, "/resolve", BATCH)
                else:
                    # the limit makes some questions new, so that not only memory is asked
                    target = f"/resolve?q={NAME.replace(' ', '+')}&limit={number % 50 + 1}"
                    status, body = await get(reader, writer, target)
                self.seen.note(status, body, time.perf_counter() - began)
        except (OSError, EOFError) as error:
            self.seen.wrong[f"{type(error).__name__}"] += 1
        finally:
            writer.close()


async def get(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, target: str) -> tuple[int, bytes]:
    """One question on an open connection."""
    writer.write(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    return await _reply(reader)


async def post(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, target: str, body: bytes
) -> tuple[int, bytes]:
    """A JSON body on an open connection."""
    head = f"POST {target} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    writer.write(head.encode() + body)
    return await _reply(reader)


async def _reply(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = int(head.split(b"content-length: ")[1].split(b"\r\n")[0])
    return int(head.split(b" ")[1]), await reader.readexactly(length)


async def asked(port: int, target: str) -> Any:
    """One question on a connection of its own."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        return json.loads((await get(reader, writer, target))[1])
    finally:
        writer.close()


async def edited(port: int, file: Path, edits: range, patience: float, good: str) -> list[str]:
    """Edits the file, every third time so that it does not load, and says what was not as it must be.

    `edits` are the numbers of the edits, `good` is what the file says without any. Waits after each edit until the
    service says that it has seen it.
    """
    wrong: list[str] = []
    ready = await asked(port, "/readyz")
    for number in edits:
        broken = number % 3 == 2
        file.write_text(good + (f"{entries(number)}{BROKEN}" if broken else entries(number)), encoding="utf-8")
        ends = time.monotonic() + patience
        before = ready
        while True:
            ready = await asked(port, "/readyz")
            if ready["status"] == "degraded" if broken else ready["gazetteer"] != before["gazetteer"]:
                break
            if time.monotonic() > ends:
                return [*wrong, f"edit {number} was never seen"]
            await asyncio.sleep(0.02)
        if not broken:
            wrong += [f"{ready['status']} after a good edit"] if ready["status"] != "ready" else []
            continue
        finding = (ready["error"]["findings"] or [{}])[0]
        status = (await asked(port, "/status"))["error"]
        if ready["gazetteer"] != before["gazetteer"]:
            wrong.append("a broken edit changed the gazetteer")
        if finding.get("file") != str(file) or not finding.get("line") or not finding.get("remedy"):
            wrong.append(f"a broken edit without place or cure: {finding}")
        if status != ready["error"]:
            wrong.append("/status and /readyz do not agree")
    return wrong


def mixed(seen: Seen) -> list[str]:
    """Versions under which the name had more than one id."""
    return [f"{version}: {ids}" for version, ids in seen.ids.items() if len(ids) != 1]
