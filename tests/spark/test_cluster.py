"""A standalone cluster, a master and two workers on this machine: its answers are the local ones, row for row.

It needs Java and pyspark and takes a minute or two; without them it is skipped and says so.
"""

from __future__ import annotations

import csv
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from exonym.resolver.bulk.columns import Columns
from exonym.resolver.bulk.job import Job
from exonym.resolver.bulk.run import reconcile
from exonym.resolver.resolve import Resolver
from exonym.resolver.store.reading.load import load
from exonym.resolver.store.reading.shipped import shipped
from ports import free_port

ROOT = Path(__file__).parents[2]
HAS_SPARK = importlib.util.find_spec("pyspark") is not None

pytestmark = [
    pytest.mark.skipif(not HAS_SPARK, reason="pyspark is not installed (pip install exonym[spark])"),
    pytest.mark.skipif(shutil.which("java") is None, reason="there is no java"),
]


@dataclass(frozen=True)
class Cluster:
    """The address of a master, and the processes of its workers, each the leader of a group with its executors."""

    master: str
    workers: tuple[int, ...]
    environment: dict[str, str]


@contextmanager
def daemon(folder: Path, environment: dict[str, str], *args: str) -> Iterator[tuple[int, Path]]:
    """A daemon of Spark in a group of its own: its process and its log."""
    import pyspark

    log = folder / f"{args[0].rpartition('.')[2]}-{args[-1].rpartition(':')[2]}-{time.monotonic_ns()}.log"
    command = [str(Path(pyspark.__file__).parent / "bin" / "spark-class"), *args]
    with log.open("w") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, env=environment, start_new_session=True, cwd=folder
        )
        try:
            yield process.pid, log
        finally:
            if process.poll() is None:
                os.killpg(process.pid, 9)
            process.wait()


def wait_for(log: Path, words: str, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while words not in log.read_text():
        assert time.monotonic() < end, f"{words!r} is not in:\n{log.read_text()[-3000:]}"
        time.sleep(0.2)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """One cluster for both tests: the one that kills comes last."""
    folder = tmp_path_factory.mktemp("cluster")
    environment = {
        **os.environ, "SPARK_SCALA_VERSION": "2.13", "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": str(ROOT / "src"), "SPARK_DAEMON_MEMORY": "256m",
    }  # fmt: skip
    environment.pop("SPARK_HOME", None)
    port = free_port()
    address = f"spark://127.0.0.1:{port}"
    master_args = ("--host", "127.0.0.1", "--port", str(port), "--webui-port", "0")
    worker_args = ("--host", "127.0.0.1", "--cores", "1", "--memory", "700m", "--webui-port", "0", address)
    with ExitStack() as stack:
        start = "org.apache.spark.deploy."
        _, log = stack.enter_context(daemon(folder, environment, start + "master.Master", *master_args))
        wait_for(log, "I have been elected leader")
        workers = []
        for number in range(2):
            own = {**environment, "SPARK_WORKER_DIR": str(folder / f"worker{number}")}
            workers.append(stack.enter_context(daemon(folder, own, start + "worker.Worker", *worker_args)))
        for _, log in workers:
            wait_for(log, "Successfully registered with master")
        yield Cluster(address, tuple(pid for pid, _ in workers), environment)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[list[str]]]:
    """The seed mentions some times over, some made unlike any name, and what a local run answers."""
    folder = tmp_path_factory.mktemp("local")
    with (ROOT / "seeds" / "mentions.csv").open(encoding="utf-8", newline="") as stream:
        seeds = list(csv.DictReader(stream))
    with (folder / "in.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["n", "mention", "kind", "date"])
        for number in range(640):
            seed = seeds[number % len(seeds)]
            mention = seed["mention"] + (" x" * (number // 320) if number % 5 == 0 else "")
            writer.writerow([f"row {number}", mention, seed["kind"], seed["date"] if number % 7 else "no date"])
    decided = folder / "decisions.csv"
    decided.write_text("mention,kind,date,decision\nNguyễn Nobody x,person,,vn-ngo-xuan-lich\n", encoding="utf-8")
    with (folder / "in.csv").open("a", encoding="utf-8") as stream:
        stream.write("last,Nguyễn Nobody x,person,\n")
    columns = Columns("mention", kind="kind", date="date")
    job = Job(str(folder / "in.csv"), str(folder / "out.csv"), columns, decisions=str(decided))
    reconcile(job, lambda: Resolver(load([shipped()])))
    rows = rows_of(folder / "out.csv")
    assert rows[-1][4] == "vn-ngo-xuan-lich", "the decision counts"
    return folder / "in.csv", rows


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


@pytest.mark.parametrize("killing", [False, True], ids=["undisturbed", "one worker killed half way"])
def test_a_cluster_answers_as_one_machine(
    cluster: Cluster, table: tuple[Path, list[list[str]]], tmp_path: Path, killing: bool
) -> None:
    source, expected = table
    victim = cluster.workers[0] if killing else 0
    command = [sys.executable, str(ROOT / "tests" / "spark" / "driver.py"), cluster.master, str(source),
               str(tmp_path / "out.csv"), str(source.with_name("decisions.csv")), str(victim)]  # fmt: skip
    done = subprocess.run(command, env=cluster.environment, cwd=tmp_path, capture_output=True, timeout=400, check=False)
    assert done.returncode == 0, done.stderr.decode()[-4000:]
    assert ("killed after" in done.stdout.decode()) is killing
    assert {row[6] for row in expected[1:]} == {"match", "ambiguous", "none", "error"}
    assert rows_of(tmp_path / "out.csv") == expected
