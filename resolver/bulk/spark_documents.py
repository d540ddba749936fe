"""Rows of a Spark table by document: brought together in one partition, and handed on a whole document at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyspark.sql import DataFrame

_BLANK = r"(?U)^\s+|\s+$"


def by_document(frame: DataFrame, column: str) -> DataFrame:
    """The rows sorted by document within partitions, in each in their order, with the document as a last column.

    A blank cell is a document of its own.
    """
    from pyspark.sql import functions

    text = functions.coalesce(functions.col(column).cast("string"), functions.lit(""))
    named = functions.concat(functions.lit("d"), functions.regexp_replace(text, _BLANK, ""))
    numbered = frame.withColumn("order", functions.monotonically_increasing_id())
    alone = functions.concat(functions.lit("r"), functions.col("order").cast("string"))
    keyed = numbered.withColumn("document", functions.when(named == "d", alone).otherwise(named))
    return keyed.repartition("document").sortWithinPartitions("document", "order").drop("order")


def whole_documents(batches: Iterator[RecordBatch]) -> Iterator[RecordBatch]:
    """The same rows without the last column, the document, cut so that each is in one batch as a whole."""
    held: list[RecordBatch] = []
    current = None
    for batch in batches:
        if not batch.num_rows:
            continue
        documents = batch.column(batch.num_columns - 1).to_pylist()
        start = next((at for at in range(len(documents), 0, -1) if documents[at - 1] != documents[-1]), 0)
        if start == 0 and held and documents[-1] == current:
            held.append(batch)
            continue
        if held or start:
            yield _joined([*held, batch.slice(0, start)])
        held, current = [batch.slice(start)], documents[-1]
    if held:
        yield _joined(held)


def _joined(batches: list[RecordBatch]) -> RecordBatch:
    """One batch of all, without its last column."""
    import pyarrow as pa

    table = pa.Table.from_batches([batch for batch in batches if batch.num_rows]).combine_chunks()
    return table.select(range(table.num_columns - 1)).to_batches()[0]
