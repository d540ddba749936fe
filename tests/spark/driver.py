"""Runs on the cluster of `test_cluster`: arguments: master, table, output, decisions, a process to kill or 0."""

from __future__ import annotations

import csv
import os
import signal
import sys
import threading
import time
from pathlib import Path

from pyspark.sql import SparkSession

from exonym.resolver.bulk.answering.decisions import read_decisions
from exonym.resolver.bulk.columns import Columns
from exonym.resolver.bulk.spark import reconcile
from exonym.resolver.store.reading.load import load
from exonym.resolver.store.reading.shipped import shipped

PARTITIONS = 24
COLUMNS = Columns("mention", kind="kind", date="date")


def kill_half_way(spark: SparkSession, victim: int) -> None:
    """End a worker and its executor when a third of the tasks is done and some are running."""
    tracker = spark.sparkContext.statusTracker()
    while True:
        for stage in tracker.getActiveStageIds():
            info = tracker.getStageInfo(stage)
            if info is not None and info.numTasks == PARTITIONS and info.numCompletedTasks >= PARTITIONS // 3:
                os.killpg(victim, signal.SIGKILL)
                print("killed after", info.numCompletedTasks, "tasks", flush=True)
                return
        time.sleep(0.02)


def main(master: str, table: str, output: str, decided: str, victim: int) -> None:
    spark = (
        SparkSession.builder.master(master)
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.executor.memory", "600m")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "50")
        .getOrCreate()
    )
    with Path(table).open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    frame = spark.createDataFrame(spark.sparkContext.parallelize(rows, PARTITIONS), header)
    if victim:
        threading.Thread(target=kill_half_way, args=(spark, victim), daemon=True).start()
    found = reconcile(frame, load([shipped()]), COLUMNS, decisions=read_decisions(decided))
    answers = found.collect()
    executors = spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1
    print("executors at the end:", executors, flush=True)
    with Path(output).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(found.columns)
        writer.writerows([["" if cell is None else cell for cell in row] for row in answers])
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5]))
