"""What an operator meets: settings that are misspelt, a port that is in use, files that cannot be written."""

from __future__ import annotations

import asyncio
import errno
import json
import logging
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from served import write_gazetteer

from exonym.api.access_keys import new_key
from exonym.api.answer_log import Ledger
from exonym.api.compile import report
from exonym.api.metrics import Metrics
from exonym.api.serving import bound, refuse_unusable
from exonym.api.settings import Settings
from exonym.resolver.errors import InputError, UsageError
from exonym.resolver.model import NO_HINTS, Status


def serve(*args: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "exonym.api.cli.main", "serve", "--port", "0", *args]
    return subprocess.run(command, env={**os.environ, **environment}, capture_output=True, check=False, timeout=300)


def test_a_misspelt_variable_is_named_with_the_nearest() -> None:
    assert Settings.misspelt(["PATH", "EXONYM_KEYS_FILE", "exonym_rate"]) == ("", "")
    assert Settings.misspelt(["EXONYM_KEY_FILE"]) == ("EXONYM_KEY_FILE", "EXONYM_KEYS_FILE")
    assert Settings.misspelt(["EXONYM_QQQQ"]) == ("EXONYM_QQQQ", "")


def test_a_service_does_not_start_with_a_misspelt_setting() -> None:
    done = serve(EXONYM_UNRESOLVED_FIEL="x")
    assert done.returncode == 2
    assert b"EXONYM_UNRESOLVED_FIEL" in done.stderr
    assert b"EXONYM_UNRESOLVED_FILE" in done.stderr
    wrong = serve("--set", "keysfile=x")
    assert wrong.returncode == 2
    assert b"Did you mean keys_file?" in wrong.stderr


def test_a_port_in_use_is_said_once_before_anything_is_compiled(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = serve("--port", str(port), "--gazetteer", str(write_gazetteer(tmp_path)), "--without-shipped")
    assert done.returncode == 1
    assert done.stderr.decode().count(str(port)) == 1
    assert b"--port" in done.stderr
    assert len(done.stderr.splitlines()) <= 2


@pytest.mark.parametrize(("host", "port"), [("256.0.0.1", 0), ("nowhere.invalid", 0)])
def test_an_address_that_is_none_is_refused(host: str, port: int) -> None:
    with pytest.raises(InputError), bound(host, port):
        pass


def test_what_settings_name_must_be_of_use_before_anything_starts(tmp_path: Path) -> None:
    missing, broken, keys = tmp_path / "missing", tmp_path / "broken", tmp_path / "keys"
    broken.write_text("desk\tnonsense\n")
    keys.write_text(new_key("desk")[1] + "\n")
    for wrong, said in (
        ({"keys_file": missing}, "missing: the keys cannot be read: No such file"),
        ({"keys_file": broken}, "broken:1: this line is not a key"),
        ({"reads": "closed"}, "the service would be open"),
        ({"unresolved_file": missing / "mentions.jsonl"}, "cannot be kept: No such file"),
        ({"unresolved_file": tmp_path}, "cannot be kept: Is a directory"),
    ):
        with pytest.raises((InputError, UsageError), match=said):
            refuse_unusable(Settings(**wrong))
    refuse_unusable(Settings(keys_file=keys, reads="closed", unresolved_file=tmp_path / "mentions.jsonl"))


def test_a_disk_that_is_full_at_the_start_may_have_room_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "open", full)
    refuse_unusable(Settings(unresolved_file=Path("mentions.jsonl")))


def test_workers_that_would_all_fail_are_not_started(tmp_path: Path) -> None:
    done = serve("--workers", "2", "--set", f"keys_file={tmp_path / 'missing'}", "--gazetteer", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.decode().startswith(f"exonym: {tmp_path / 'missing'}: the keys cannot be read")
    assert len(done.stderr.splitlines()) == 1


_ORPHAN = """
import os, signal, sys
from exonym.api.serving import end_with
supervisor = os.getpid()
if os.fork() == 0:
    signal.signal(signal.SIGTERM, lambda *_: os.write(1, b"ended") and os._exit(0))
    end_with(supervisor)
os.kill(supervisor, signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be copied here")
def test_a_worker_whose_supervisor_is_killed_ends() -> None:
    done = subprocess.run([sys.executable, "-c", _ORPHAN], stdout=subprocess.PIPE, check=False, timeout=60)
    assert done.stdout == b"ended"


def test_a_cache_that_cannot_be_written_is_one_reason() -> None:
    with pytest.raises(OSError, match="No space left"):
        report(json.dumps({"unwritable": "No space left on device"}).encode())


def ask(ledger: Ledger, *mentions: str) -> None:
    async def asked() -> None:
        for mention in mentions:
            ledger.answered(mention, NO_HINTS, Status.NONE, "v")

    asyncio.run(asked())


def lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text().splitlines() if line.endswith("}")]


def test_what_a_full_disk_refuses_is_written_when_there_is_room(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    missing = tmp_path / "gone" / "unresolved.jsonl"
    ledger = Ledger(Metrics(), missing)
    ask(ledger, "Trần Nobody")
    with caplog.at_level(logging.ERROR, "exonym"):
        ledger.flush()
        ledger.flush()
    assert [record.getMessage().partition(":")[0] for record in caplog.records] == [
        "unresolved mentions cannot be written"
    ]
    missing.parent.mkdir()
    ask(ledger, "Trần Nobody")
    ledger.flush()
    assert [each["count"] for each in lines(missing)] == [2]


def test_half_a_line_is_written_again_on_a_line_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, write = tmp_path / "unresolved.jsonl", os.write
    ledger = Ledger(Metrics(), file)
    ask(ledger, "Trần A", "Trần B")
    monkeypatch.setattr(os, "write", lambda to, data: write(to, data[: data.index(b"\n") + 9]))
    ledger.flush()
    monkeypatch.undo()
    ledger.flush()
    assert [(each["mention"], each["count"]) for each in lines(file)] == [("Trần A", 1), ("Trần B", 1)]
