"""What a call inside Spark may be given: columns of many types and names; what cannot be is refused on the driver.

It needs Java and pyspark; without them it is skipped and says so. One session, in this process, for all.
"""

from __future__ import annotations

import csv
import datetime
import importlib.util
import shutil
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from exonym.resolver.bulk.answering.decisions import parse_decisions
from exonym.resolver.bulk.columns import Columns
from exonym.resolver.bulk.job import Job
from exonym.resolver.bulk.run import reconcile as reconcile_locally
from exonym.resolver.bulk.shape import Shape
from exonym.resolver.bulk.spark import reconcile
from exonym.resolver.errors import UsageError
from exonym.resolver.model import Entity, Form, Gazetteer, Kind
from exonym.resolver.policy import DEFAULT_POLICY
from exonym.resolver.resolve import Resolver

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

pytestmark = [
    pytest.mark.skipif(importlib.util.find_spec("pyspark") is None, reason="pyspark is not installed"),
    pytest.mark.skipif(shutil.which("java") is None, reason="there is no java"),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]
LICH = "vn-ngo-xuan-lich"
GAZETTEER = Gazetteer(
    {LICH: Entity(LICH, Kind.PERSON, "Ngô Xuân Lịch", (Form("Ngô Xuân Lịch", "vi", "name"),), "vn")}, "1"
)


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    from pyspark.sql import SparkSession

    given = {
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in given.items():
            patch.setenv(name, value)
        patch.delenv("SPARK_HOME", raising=False)
        builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
        session = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.memory", "600m").getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        yield session
        session.stop()


def rows(frame: DataFrame) -> list[dict[str, Any]]:
    return [row.asDict() for row in frame.collect()]


def table(spark: SparkSession, schema: str, *values: tuple[Any, ...]) -> DataFrame:
    return spark.createDataFrame(list(values), schema)


@pytest.mark.parametrize(
    ("schema", "value", "said"),
    [
        ("m binary", bytearray("Ngô Xuân Lịch".encode()), "match"),
        ("m binary", bytearray(b"\xce\xe2"), "m has bytes that are not UTF-8"),
        ("m array<string>", ["Ngô", "Xuân", "Lịch"], "match"),
        ("m array<string>", ["Ngô", None, "Lịch"], "m is neither text nor a number"),
        ("m string", None, "blank"),
    ],
)
def test_mentions_of_other_types(spark: SparkSession, schema: str, value: Any, said: str) -> None:
    frame = table(spark, schema, (value,))
    (found,) = rows(reconcile(frame, GAZETTEER, Columns("m")))
    if said == "match":
        assert (found["exonym_status"], found["exonym_id"]) == ("match", LICH)
    else:
        assert (found["exonym_status"], found["exonym_why"]) == ("none" if said == "blank" else "error", said)


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ("double", 2018.0),
        ("int", 2018),
        ("decimal(10,2)", Decimal("2018.00")),
        ("date", datetime.date(2018, 4, 10)),
        ("timestamp", datetime.datetime(2018, 4, 10, 12)),
        ("timestamp_ntz", datetime.datetime(2018, 4, 10, 12)),
        ("double", float("nan")),
        ("double", None),
    ],
)
def test_hints_of_other_types(spark: SparkSession, schema: str, value: Any) -> None:
    frame = table(spark, f"m string, d {schema}", ("Ngô Xuân Lịch", value))
    (found,) = rows(reconcile(frame, GAZETTEER, Columns("m", date="d")))
    assert (found["exonym_status"], found["exonym_id"]) == ("match", LICH), found["exonym_why"]
    (wrong,) = rows(reconcile(table(spark, "m string, d double", ("a", 20.5)), GAZETTEER, Columns("m", date="d")))
    assert wrong["exonym_why"] == "'20.5' is not a date. Write 2018, 2018-04 or 2018-04-10."


def test_own_columns_keep_their_types_and_odd_names(spark: SparkSession) -> None:
    frame = table(spark, "`a.b` int, m string, `x``y` map<string,int>", (1, "Ngô Xuân Lịch", {"k": 2}))
    found = reconcile(frame, GAZETTEER, Columns("m"), Shape(columns=("exonym_id", "score")))
    assert found.columns == ["a.b", "m", "x`y", "exonym_id", "exonym_score"]
    ((own, mention, mapped, entity, score),) = found.collect()
    assert (own, mention, mapped, entity) == (1, "Ngô Xuân Lịch", {"k": 2}, LICH)
    assert score > 90
    (dotted,) = rows(reconcile(table(spark, "`a.b` string", ("Ngô Xuân Lịch",)), GAZETTEER, Columns("a.b")))
    assert (dotted["a.b"], dotted["exonym_status"]) == ("Ngô Xuân Lịch", "match")


def test_lines_for_candidates_and_for_some_statuses(spark: SparkSession) -> None:
    frame = table(spark, "m string", ("Ngô Xuân Lịch",), ("zzz qqq",), (None,))
    kept = rows(reconcile(frame, GAZETTEER, Columns(), Shape(only=frozenset({"none"}))))  # type: ignore[arg-type]
    assert [row["m"] for row in kept] == ["zzz qqq", None]
    assert len(rows(reconcile(frame, GAZETTEER, Columns(), Shape(long=True), policy=None))) == 3
    made = parse_decisions(f"mention,decision\nzzz qqq,{LICH}\n".encode(), "made")
    decided = rows(reconcile(frame, GAZETTEER, Columns(), decisions=made, policy=DEFAULT_POLICY))
    assert [row["exonym_id"] for row in decided] == [LICH, LICH, ""]


@pytest.mark.parametrize(
    ("schema", "columns", "message"),
    [
        ("m struct<a:string>", Columns("m"), "'m' is of the type struct<a:string>, neither text nor numbers. Select"),
        ("m map<string,string>", Columns("m"), "'m' is of the type map<string,string>"),
        ("m array<int>", Columns("m"), "'m' is of the type array<int>"),
        ("m string, d array<array<string>>", Columns("m", date="d"), "'d' is of the type array<array<string>>"),
        (
            "m string, Exonym_ID int",
            Columns("m"),
            "column(s) Exonym_ID. Choose another prefix for the added ones, e.g. Sh",
        ),
        ("m string, n int, N int", Columns("m"), "two columns have one name for Spark: n, N. Rename"),
        ("m string, n int, n int", Columns("m"), "two columns have one name for Spark: n, n. Rename"),
        (
            "a string, b string",
            Columns(),
            'Say it with Columns("NAME") or Columns("NUMBER"). The columns are: 1 a, 2 b.',
        ),
        ("`a` string, `a ` string", Columns("a"), 'Choose it by its number: Columns("1") or Columns("2").'),
        ("m string", Columns("k"), "there is no column 'k'."),
    ],
)
def test_tables_that_cannot_be_are_refused_at_once(
    spark: SparkSession, schema: str, columns: Columns, message: str
) -> None:
    with pytest.raises(UsageError) as refused:
        reconcile(table(spark, schema), GAZETTEER, columns)
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"shape": Shape(columns=("foo",))}, "unknown added column 'foo'. They are: id, name"),
        ({"shape": Shape(only=frozenset({"maybe"}))}, "unknown status 'maybe'."),  # type: ignore[arg-type]
        ({"shape": Shape(candidates=-1)}, "candidates is -1."),
        ({"shape": "id"}, "shape is of the type str, not Shape. Give shape=Shape()"),
        (
            {"decisions": "dec.csv"},
            'of the type str, not Decisions. Give decisions=read_decisions("decisions.csv"), from',
        ),
        ({"policy": 90}, "policy is of the type int, not Policy."),
        ({"columns": "m"}, 'columns is of the type str, not Columns. Give columns=Columns("mention")'),
        ({"gazetteer": "gazetteer/"}, "gazetteer is of the type str, not Gazetteer. Give gazetteer=load([shipped()])"),
    ],
)
def test_arguments_that_cannot_be_are_refused_at_once(spark: SparkSession, given: dict[str, Any], message: str) -> None:
    frame = table(spark, "m string", ("a",))
    with pytest.raises(UsageError) as refused:
        reconcile(**{"frame": frame, "gazetteer": GAZETTEER, "columns": Columns("m"), **given})
    assert message in str(refused.value)


def test_names_may_differ_in_case_where_spark_is_told_so(spark: SparkSession) -> None:
    spark.conf.set("spark.sql.caseSensitive", "true")
    try:
        frame = table(spark, "n string, N string, Exonym_ID string", ("Ngô Xuân Lịch", "x", "y"))
        (found,) = rows(reconcile(frame, GAZETTEER, Columns("n")))
        assert (found["N"], found["Exonym_ID"], found["exonym_id"]) == ("x", "y", LICH)
    finally:
        spark.conf.unset("spark.sql.caseSensitive")


def test_mentions_of_a_document_are_decided_together(spark: SparkSession, tmp_path: Path) -> None:
    """Wherever their rows are; an empty cell is a document of its own."""
    rows_ = [("a", "General Lịch"), ("b", "General Lịch"), (" ", "General Lịch"), ("a ", "Ngô Xuân Lịch"), ("", "x")]
    frame = table(spark, "doc string, mention string", *rows_).repartition(3)
    found = rows(reconcile(frame, GAZETTEER, Columns("mention", document="doc")))
    answers = {(row["doc"], row["mention"]): (row["exonym_status"], row["exonym_why"]) for row in found}
    assert len(found) == len(rows_)
    assert set(found[0]) == {"doc", "mention", *Shape().names}
    status, why = answers["a", "General Lịch"]
    assert status == "match"
    assert "short for “Ngô Xuân Lịch”" in why
    assert answers["b", "General Lịch"][0] != "match"
    assert answers[" ", "General Lịch"][0] != "match"
    (tmp_path / "in.csv").write_text("doc,mention\n" + "".join(f"{doc},{name}\n" for doc, name in rows_), "utf-8")
    job = Job(str(tmp_path / "in.csv"), str(tmp_path / "out.csv"), Columns("mention", document="doc"))
    reconcile_locally(job, lambda: Resolver(GAZETTEER))
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        local = {
            (row["doc"], row["mention"]): (row["exonym_status"], row["exonym_why"]) for row in csv.DictReader(stream)
        }
    assert answers == local
