"""The same resolver inside Apache Spark, for tables too large for one machine (the extra `spark`; docs/spark.md).

The gazetteer travels once to each executor as one compressed value; each Python worker builds its resolver from it once
and keeps it. Rows stay in their partitions and in their order, unless they are decided by document; answers are those
of a local run, row for row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from ..errors import UsageError
from ..model import Gazetteer
from ..policy import DEFAULT_POLICY, Policy
from ..resolve import Resolver
from ..store.caching.snapshots import decode, encode
from .answering.asker import Asker
from .answering.decisions import Decisions
from .answering.documents import document_of
from .columns import Columns, Found, select
from .options import language, statuses
from .reading.rows import Cells, encoded
from .shape import Answer, Shape
from .spark_cells import readable_types, texts
from .spark_documents import by_document, whole_documents

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyspark.sql import DataFrame

_REMEMBERED = 1 << 17
"""Distinct mentions whose answers a task keeps; then it forgets them all and begins anew."""

Lines = tuple[tuple[str, ...], ...]
Ask = Callable[[Sequence[Cells]], list[Lines]]
"""What is added to each of some rows."""


def reconcile(
    frame: DataFrame,
    gazetteer: Gazetteer,
    columns: Columns,
    shape: Shape | None = None,
    policy: Policy | None = None,
    decisions: Decisions | None = None,
) -> DataFrame:
    """The frame with the added columns: texts, but for the score, which is a number or null.

    `columns` and `shape` are those of a local `Job`; a row may become several with `shape.long` and `shape.split`, and
    none with `shape.only`. `decisions` are what people decided (`read_decisions`), which is obeyed. Nothing runs before
    an action is called on the result. Raises UsageError, at once, for arguments that cannot be, columns that are not
    there, have one name for Spark or are neither text nor numbers.

    With `columns.document` the rows are brought together and come back by document, in each in their order.
    """
    shape, policy, decisions = shape or Shape(), policy or DEFAULT_POLICY, decisions or Decisions()
    _refuse_others(gazetteer, columns, shape, policy, decisions)
    if decisions.rows:
        what = f"a decision is about the row {min(decisions.rows)} alone, and rows of Spark have no number."
        raise UsageError(what, remedy="Take decisions of the scope row out of the file.")
    shape = _checked(shape)
    _refuse_one_name(frame, shape.names)
    try:
        found = columns.find(frame.columns)
    except UsageError as error:
        raise UsageError(error.message, remedy=_in_python(error.remedy)) from error
    readable_types(frame.schema, found.positions)
    shipped = frame.sparkSession.sparkContext.broadcast(encode(gazetteer))
    task = _Task(tuple(frame.columns), found, shape, policy, decisions)
    plain = frame.toDF(*(f"c{at}" for at in range(len(frame.columns))))  # Spark would read a.b as b within a
    if found.document is not None:
        plain = by_document(plain, f"c{found.document}")
    return plain.mapInArrow(_answers(shipped, task), _schema(frame, shape))


def _refuse_others(gazetteer: object, columns: object, shape: object, policy: object, decisions: object) -> None:
    """Refuse on the driver what would only fail in the workers. Raises UsageError."""
    wanted = (
        (gazetteer, Gazetteer, "gazetteer", "load([shipped()]), from exonym.resolver.store.reading.load"),
        (columns, Columns, "columns", 'Columns("mention"), from exonym.resolver.bulk.columns'),
        (shape, Shape, "shape", "Shape(), from exonym.resolver.bulk.answering.asker"),
        (policy, Policy, "policy", "Policy(), from exonym.resolver.policy"),
        (
            decisions,
            Decisions,
            "decisions",
            'read_decisions("decisions.csv"), from exonym.resolver.bulk.answering.decisions',
        ),
    )
    for value, kind, name, cure in wanted:
        if not isinstance(value, kind):
            what = type(value).__name__
            raise UsageError(f"{name} is of the type {what}, not {kind.__name__}.", remedy=f"Give {name}={cure}.")


def _checked(shape: Shape) -> Shape:
    """The shape with columns and statuses by their own names. Raises UsageError."""
    if shape.candidates is not None and shape.candidates < 0:
        raise UsageError(f"candidates is {shape.candidates}.", remedy="Give 0 or more, or None for the usual ones.")
    columns = select(",".join(shape.columns)) if shape.columns else ()
    return replace(shape, columns=columns, only=statuses(",".join(shape.only)), lang=language(shape.lang))


def _refuse_one_name(frame: DataFrame, added: Sequence[str]) -> None:
    """Spark finds no column any more when two have one name, by default also when they differ in case."""
    exact = frame.sparkSession.conf.get("spark.sql.caseSensitive", "false") == "true"
    known: dict[str, str] = {}
    for name in frame.columns:
        key = name if exact else name.lower()
        if key in known:
            raise UsageError(f"two columns have one name for Spark: {known[key]}, {name}.", remedy="Rename one.")
        known[key] = name
    taken = [known[name] for each in added if (name := each if exact else each.lower()) in known]
    if taken:
        raise UsageError(
            f"the input already has the column(s) {', '.join(taken)}.",
            remedy='Choose another prefix for the added ones, e.g. Shape(prefix="new_").',
        )


def _in_python(remedy: str) -> str:
    """A cure of the command line with its options as arguments: `-c NAME` is `Columns("NAME")` here."""
    return re.sub(r"(?<!\S)-c (\w+)", r'Columns("\1")', remedy)


def _schema(frame: DataFrame, shape: Shape) -> Any:
    from pyspark.sql.types import DoubleType, StringType, StructField, StructType

    score = f"{shape.prefix}score"
    added = [StructField(name, DoubleType() if name == score else StringType()) for name in shape.names]
    return StructType([*frame.schema.fields, *added])


class _Task(Struct, frozen=True):
    """What each task needs besides the gazetteer: it travels with it."""

    header: tuple[str, ...]
    found: Found
    shape: Shape
    policy: Policy
    decisions: Decisions


def _answers(shipped: Any, task: _Task) -> Callable[[Iterator[RecordBatch]], Iterator[RecordBatch]]:
    """What each task does with its rows."""
    policy = task.policy
    rules = repr([(name, getattr(policy, name)) for name in policy.__struct_fields__])

    def answer(batches: Iterator[RecordBatch]) -> Iterator[RecordBatch]:
        resolver = _resolver(shipped.value, rules, _Held(policy))
        asker = Asker(resolver, task.found.hints, task.shape, task.decisions)
        if task.found.document is not None:
            for batch in whole_documents(batches):
                yield _answered(batch, task, asker, _by_document(asker, task.shape))
            return
        one_by_one = _one_by_one(asker, task.shape)
        for batch in batches:
            yield _answered(batch, task, asker, one_by_one)

    return answer


def _one_by_one(asker: Asker, shape: Shape) -> Ask:
    """Asks about each distinct mention once, and remembers the answers from one batch to the next."""
    known: dict[Cells, Lines] = {}

    def lines(rows: Sequence[Cells]) -> list[Lines]:
        for cells in rows:
            if cells not in known:
                if len(known) >= _REMEMBERED:
                    known.clear()
                known[cells] = _lines(asker.ask(cells), shape)
        return [known[cells] for cells in rows]

    return lines


def _by_document(asker: Asker, shape: Shape) -> Ask:
    """Asks about the mentions of each document at once."""

    def lines(rows: Sequence[Cells]) -> list[Lines]:
        documents: dict[bytes, dict[Cells, Lines]] = {}
        for cells in rows:
            documents.setdefault(document_of(cells), {})[cells] = ()
        for document, mentions in documents.items():
            parts = [tuple(mentions)] if document else [(cells,) for cells in mentions]
            for part in parts:
                answers = asker.ask_together(part)
                mentions.update(zip(part, (_lines(answer, shape) for answer in answers), strict=True))
        return [documents[document_of(cells)][cells] for cells in rows]

    return lines


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


def _answered(batch: RecordBatch, task: _Task, asker: Asker, ask: Ask) -> RecordBatch:
    import pyarrow as pa

    shape = task.shape
    faults: dict[int, str] = {}
    asked = [texts(batch.column(at), task.header[at], faults) for at in task.found.positions]
    rows: list[int] = []
    added: list[tuple[str, ...]] = []
    each = list(map(encoded, zip(*asked, strict=True)))
    answers = iter(ask([cells for row, cells in enumerate(each) if row not in faults]))
    for row in range(len(each)):
        lines = _lines(asker.error(faults[row]), shape) if row in faults else next(answers)
        rows += [row] * len(lines)
        added += lines
    own = batch if shape.is_line_for_line else batch.take(pa.array(rows, pa.int64()))
    score = f"{shape.prefix}score"
    columns = [
        pa.array([float(value) if value else None for value in values], pa.float64())
        if name == score
        else pa.array(values, pa.string())
        for name, values in zip(shape.names, list(zip(*added, strict=True)) or [()] * len(shape.names), strict=True)
    ]
    return pa.RecordBatch.from_arrays([*own.columns, *columns], names=[*task.header, *shape.names])


def _lines(answer: Answer, shape: Shape) -> Lines:
    """What is added to a row, once for each line that it becomes."""
    return answer.lines_of(shape.only)
