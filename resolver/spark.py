"""The same resolver inside Apache Spark, for tables too large for one machine (the extra `spark`; docs/spark.md).

The gazetteer travels once to each executor as one compressed value; each Python worker builds its resolver from it once
and keeps it. Rows stay in their partitions and in their order, so answers are those of a local run, row for row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .bulk.answers import Asker, Shape
from .bulk.columns import Columns, Found, refuse_clash
from .bulk.decisions import Decisions
from .bulk.rows import Cells, encoded
from .errors import UsageError
from .model import Gazetteer
from .policy import DEFAULT_POLICY, Policy
from .resolve import Resolver
from .store.cache import decode, encode

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyspark.sql import DataFrame

_REMEMBERED = 1 << 17
"""Distinct mentions whose answers a task keeps; then it forgets them all and begins anew."""


def reconcile(
    frame: DataFrame,
    gazetteer: Gazetteer,
    columns: Columns,
    shape: Shape | None = None,
    policy: Policy = DEFAULT_POLICY,
    decisions: Decisions | None = None,
) -> DataFrame:
    """The frame with the added columns: texts, but for the score, which is a number or null.

    `columns` and `shape` are those of a local `Job`; a row may become several with `shape.long`, and none with
    `shape.only`. `decisions` are what people decided (`read_decisions`), which is obeyed. Nothing runs before an action
    is called on the result. Raises UsageError for columns not there.
    """
    shape = shape or Shape()
    found = columns.find(frame.columns)
    if len(set(frame.columns)) < len(frame.columns):
        raise UsageError("two columns have one name.", remedy="Rename one of them.")
    refuse_clash(frame.columns, shape.names)
    shipped = frame.sparkSession.sparkContext.broadcast(encode(gazetteer))
    answer = _answers(shipped, found, shape, policy, decisions or Decisions())
    return frame.mapInArrow(answer, _schema(frame, shape))


def _schema(frame: DataFrame, shape: Shape) -> Any:
    from pyspark.sql.types import DoubleType, StringType, StructField, StructType

    score = f"{shape.prefix}score"
    added = [StructField(name, DoubleType() if name == score else StringType()) for name in shape.names]
    return StructType([*frame.schema.fields, *added])


def _answers(
    shipped: Any, found: Found, shape: Shape, policy: Policy, decisions: Decisions
) -> Callable[[Iterator[RecordBatch]], Iterator[RecordBatch]]:
    """What each task does with its rows. Everything it needs travels with it."""
    rules = repr([(each.name, getattr(policy, each.name)) for each in fields(policy)])

    def answer(batches: Iterator[RecordBatch]) -> Iterator[RecordBatch]:
        asker = Asker(_resolver(shipped.value, rules, _Held(policy)), found.hints, shape, decisions)
        known: dict[Cells, tuple[tuple[str, ...], ...]] = {}
        for batch in batches:
            yield _answered(batch, found, shape, asker, known)

    return answer


class _Held:
    """A policy that does not count when calls are compared: the text of its rules beside it does."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=2)
def _resolver(raw: bytes, rules: str, held: _Held) -> Resolver:
    """The resolver of this process: Python workers outlive their tasks."""
    return Resolver(decode(raw), held.policy)


def _answered(
    batch: RecordBatch, found: Found, shape: Shape, asker: Asker, known: dict[Cells, tuple[tuple[str, ...], ...]]
) -> RecordBatch:
    import pyarrow as pa

    asked = [[_text(value) for value in batch.column(at).to_pylist()] for at in found.positions]
    rows: list[int] = []
    added: list[tuple[str, ...]] = []
    for row, cells in enumerate(map(encoded, zip(*asked, strict=True))):
        if cells not in known:
            if len(known) >= _REMEMBERED:
                known.clear()
            answer = asker.ask(cells)
            known[cells] = answer.lines if not shape.only or answer.status in shape.only else ()
        for line in known[cells]:
            rows.append(row)
            added.append(line)
    own = batch.take(pa.array(rows, pa.int64())) if len(rows) != len(batch) or shape.long else batch
    score = f"{shape.prefix}score"
    columns = [
        pa.array([float(value) if value else None for value in values], pa.float64())
        if name == score
        else pa.array(values, pa.string())
        for name, values in zip(shape.names, list(zip(*added, strict=True)) or [()] * len(shape.names), strict=True)
    ]
    return pa.RecordBatch.from_arrays([*own.columns, *columns], names=[*own.schema.names, *shape.names])


def _text(value: object) -> str:
    """A value as the text of a cell: nothing as empty, a list joined by spaces."""
    if value is None:
        return ""
    return " ".join(map(_text, value)) if isinstance(value, list | tuple) else str(value)
