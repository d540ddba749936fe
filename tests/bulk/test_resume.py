"""A run that is killed at any moment and taken up again gives the bytes of a run that nobody disturbed."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from exonym.resolver.bulk.answering.journal import head, journal_path, line, open_journal
from exonym.resolver.bulk.reading.rows import encoded
from exonym.resolver.bulk.shape import Answer
from exonym.resolver.errors import InputError
from exonym.resolver.model import Hints, Status

from .conftest import Bench

ROOT = Path(__file__).parents[2]
DISTINCT = 1000
"""About how many different names are asked about."""
RUN = """
import sys, time
from exonym.resolver.bulk import run
from exonym.resolver.bulk.reading import byte_source
from exonym.resolver.bulk.columns import Columns
from exonym.resolver.bulk.job import Job
from exonym.resolver.bulk.run import reconcile
from tests.bulk.conftest import FakeResolver

class Slow(FakeResolver):
    def resolve(self, mention, hints=None, *, limit=10):
        time.sleep(0.0008)
        return super().resolve(mention, limit=limit)

byte_source._BLOCK = run._LONG = run._LARGE_BLOCK = 1 << 16  # so that the table is a long one of several blocks
table, target, review, resume = sys.argv[1:]
job = Job(table, target, Columns("name"), review=review, resume=bool(resume), processes=2)
print(reconcile(job, Slow).resumed)
"""


def command(folder: Path, out: str, resume: bool) -> list[str]:
    paths = [folder / "in.csv", folder / out, folder / f"review-{out}"]
    return [sys.executable, "-c", RUN, *map(str, paths), "yes" if resume else ""]


def run(folder: Path, out: str, resume: bool = False) -> int:
    done = subprocess.run(command(folder, out, resume), cwd=ROOT, capture_output=True, timeout=300, check=True)
    return int(done.stdout)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    names = [f"Nobody {at // 33 if at % 5 else at % 900}" if at % 7 else "吴春历" for at in range(30_000)]
    (tmp_path / "in.csv").write_text("n,name\n" + "".join(f"{at},{name}\n" for at, name in enumerate(names)))
    return tmp_path


def wait_for_answers(process: subprocess.Popen[bytes], journal: Path, lines: int) -> None:
    """Waits until so many answers are kept, or the process is over."""
    while process.poll() is None and (not journal.exists() or journal.read_bytes().count(b"\n") < lines):
        time.sleep(0.001)


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a thing of POSIX")
def test_killed_at_ten_random_moments(folder: Path) -> None:
    run(folder, "whole.csv")
    whole, review = (folder / "whole.csv").read_bytes(), (folder / "review-whole.csv").read_bytes()
    moments = random.Random(7)  # noqa: S311 - not for secrets
    taken_over = []
    for at in range(10):
        out = f"{at}.csv"
        process = subprocess.Popen(command(folder, out, False), cwd=ROOT, stdout=subprocess.PIPE)
        wait_for_answers(process, journal_path(str(folder / out)), moments.randrange(DISTINCT))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        taken_over.append(run(folder, out, resume=True))
        assert (folder / out).read_bytes() == whole
        assert (folder / f"review-{out}").read_bytes() == review
    assert max(taken_over) > 0, "no run was killed while it was asking: the moments are ill chosen"
    assert not list(folder.glob(".*")), "a run that ends well leaves nothing behind"


def interrupted(bench: Bench, content: str, monkeypatch: pytest.MonkeyPatch, after: int, out: str = "out.csv") -> None:
    """Runs until the resolver was asked so often; the journal stays as a killed process leaves it."""
    ask = type(bench.resolver).resolve

    def dying(self: object, mention: str, hints: Hints, *, limit: int = 10) -> object:
        if len(bench.resolver.asked) == after:
            raise KeyboardInterrupt
        return ask(bench.resolver, mention, hints, limit=limit)

    with monkeypatch.context() as patched:
        patched.setattr(type(bench.resolver), "resolve", dying)
        with pytest.raises(KeyboardInterrupt):
            bench.run(content, out=out)


CONTENT = "name\n" + "".join(f"Nobody {at}\n" for at in range(100))


def test_what_was_answered_is_not_asked_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupted(bench, CONTENT, monkeypatch, 50)
    assert journal_path(str(bench.folder / "out.csv")).exists()
    bench.resolver.asked.clear()
    bench.run(CONTENT, resume=True)
    assert bench.summary.resumed == 48  # whole batches of 16
    assert len(bench.resolver.asked) == 52


def test_a_run_to_parquet_is_taken_up_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = bench.run(CONTENT, out="whole.parquet")
    bench.resolver.asked.clear()
    interrupted(bench, CONTENT, monkeypatch, 50, "out.parquet")
    (bench.folder / ".out.parquet.killed.part").write_text("rows")
    assert bench.run(CONTENT, out="out.parquet", resume=True) == whole
    assert bench.summary.resumed == 48
    assert not list(bench.folder.glob(".*"))


@pytest.mark.parametrize("cut", [1, 7, 40])
def test_a_torn_record_is_asked_again(bench: Bench, monkeypatch: pytest.MonkeyPatch, cut: int) -> None:
    whole = bench.run(CONTENT, out="whole.csv")
    bench.resolver.asked.clear()
    interrupted(bench, CONTENT, monkeypatch, 50)
    path = journal_path(str(bench.folder / "out.csv"))
    path.write_bytes(path.read_bytes()[:-cut])
    bench.resolver.asked.clear()
    assert bench.run(CONTENT, resume=True) == whole
    assert bench.summary.resumed == 47


def test_answers_under_other_rules_are_not_taken_over(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupted(bench, CONTENT, monkeypatch, 50)
    bench.run(CONTENT, resume=True, rules="stricter")
    assert (bench.summary.resumed, bench.summary.stale) == (0, True)
    bench.run(CONTENT, resume=True)
    assert not bench.summary.stale


def test_without_resume_a_run_begins_anew(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupted(bench, CONTENT, monkeypatch, 50)
    bench.run(CONTENT)
    assert bench.summary.resumed == 0


HOLD = "import fcntl, sys; f = open(sys.argv[1], 'ab'); fcntl.lockf(f, fcntl.LOCK_EX); print(flush=True); input()"


@pytest.mark.skipif(os.name != "posix", reason="locks of files are a thing of POSIX")
def test_two_runs_do_not_write_one_file(bench: Bench) -> None:
    path = str(journal_path(str(bench.folder / "out.csv")))
    command = [sys.executable, "-c", HOLD, path]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(InputError, match="another run is writing it"):
            bench.run(CONTENT)
        other.communicate(b"\n")
    assert bench.run(CONTENT).count(b"\n") == 101


def test_a_disk_that_is_full_is_said_and_what_is_kept_is_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(encoded([f"name {number}"]), Answer(Status.NONE, ("",) * 7, (("",),))) for number in range(3)]
    room = [len(head("rules")) + len(line(*answers[0])) * 2 + 20]

    def write(file: int, data: bytes) -> int:
        fits = min(room[0], len(data))
        if not fits:
            raise OSError(errno.ENOSPC, "No space left on device")
        room[0] -= fits
        return written(file, data[:fits])

    written = os.write
    monkeypatch.setattr(os, "write", write)
    target = str(tmp_path / "out.csv")
    said = "out.csv.answers: the answers so far cannot be kept: No space left on device"
    with pytest.raises(InputError, match=said), open_journal(target, "rules", resume=False) as journal:
        list(map(journal.keep, ([each] for each in answers * 9)))
    room[0] = 10_000
    with open_journal(target, "rules", resume=True) as journal:
        assert not journal.stale
        assert [journal.take(cells) for cells, _ in answers] == [answers[0][1], answers[1][1], None]


@pytest.mark.parametrize("text", ["my answers\n", '{"answers": 1}\n'])
def test_a_file_of_others_in_the_place_of_the_answers_stays(bench: Bench, text: str) -> None:
    mine = journal_path(str(bench.folder / "out.csv"))
    mine.write_text(text)
    with pytest.raises(InputError, match="in the way"):
        bench.run(CONTENT)
    assert mine.read_text() == text
    mine.write_text('{"exonym-ans')  # of a run that was killed
    assert bench.run(CONTENT) == bench.run(CONTENT, out="other.csv")
