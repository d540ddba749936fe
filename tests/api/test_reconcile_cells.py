"""Property values of OpenRefine as hints: texts, numbers, reconciled cells, dates and blanks, in both versions."""

from __future__ import annotations

from typing import Any

import pytest

from exonym.api.reconcile.question import Question, cells, read_02, read_10
from exonym.resolver.model import Hints

VALUES: list[tuple[str, Any, Hints]] = [
    ("country", "vn", Hints(country="vn")),
    ("country", "Vietnam", Hints(country="vn")),
    ("country", "越南", Hints(country="vn")),
    ("country", "uk", Hints(country="gb")),
    ("country", {"id": "vn", "name": "Vietnam"}, Hints(country="vn")),
    ("country", {"id": "Q881", "name": "Vietnam"}, Hints(country="vn")),
    ("country", {"id": "Q881", "name": "Việt Nam", "match": True, "score": 100}, Hints(country="vn")),
    ("country", {"name": "South Korea"}, Hints(country="kr")),
    ("country", {"str": "VNM"}, Hints(country="vn")),
    ("country", [{"id": "Q881", "name": "Vietnam"}], Hints(country="vn")),
    ("country", ["vn", {"id": "Q881", "name": "Vietnam"}], Hints(country="vn")),
    (
        "country",
        [{"id": "Q881", "name": "Vietnam"}, {"id": "Q17", "name": "Japan"}],
        Hints(context_countries=("vn", "jp")),
    ),
    ("country", None, Hints()),
    ("country", {"id": None, "name": None}, Hints()),
    ("country", {}, Hints()),
    ("country", [[{"id": "vn"}]], Hints()),
    ("country", "Borduria", Hints()),
    ("context_countries", ["South Korea", {"id": "Q17", "name": "Japan"}], Hints(context_countries=("kr", "jp"))),
    ("context_countries", "South Korea, Japan", Hints(context_countries=("kr", "jp"))),
    ("context_countries", "vn jp", Hints(context_countries=("vn", "jp"))),
    ("date", 2018, Hints(date="2018")),
    ("date", 2018.0, Hints(date="2018")),
    ("date", 20180410, Hints(date="2018-04-10")),
    ("date", "2018-04-10T00:00:00Z", Hints(date="2018-04-10")),
    ("date", {"date": "2018-04-10T00:00:00Z"}, Hints(date="2018-04-10")),
    ("date", {"int": 2018}, Hints(date="2018")),
    ("date", ["2018", "2019"], Hints()),
    ("date", "03/04/2018", Hints()),
    ("date", True, Hints()),
    ("date", float("nan"), Hints()),
    ("role", {"id": "Q1", "name": "Minister of Defence"}, Hints(role="Minister of Defence")),
    ("role", "国防部长", Hints(role="国防部长")),
    ("kind", {"id": "Q5", "name": "person"}, Hints(kind="person")),
    ("kind", "Organization", Hints(kind="organisation")),
    ("language", {"id": "vi", "name": "Vietnamese"}, Hints(language="vi")),
]


def asked_02(field: str, value: Any) -> Question:
    return read_02({"query": "X", "properties": [{"pid": field, "v": value}]})


def asked_10(field: str, value: Any) -> Question:
    name = {"matchType": "name", "propertyValue": "X"}
    return read_10({"conditions": [name, {"matchType": "property", "propertyId": field, "propertyValue": value}]})


@pytest.mark.parametrize("asked", [asked_02, asked_10])
@pytest.mark.parametrize(("field", "value", "hints"), VALUES)
def test_a_value_says_what_it_means(asked: Any, field: str, value: Any, hints: Hints) -> None:
    question = asked(field, value)
    assert question.hints == hints
    assert question.mention == "X"


def test_a_cell_keeps_its_id_and_its_name_and_numbers_are_written_out() -> None:
    value = [
        {"id": "Q1", "name": "A"},
        20180410,
        1.5,
        True,
        "a\nb",
        " ",
        None,
        "NaN",
        float("inf"),
        {"id": "Q1", "name": "A"},
    ]
    assert cells(value) == (("Q1", "A"), ("20180410",), ("1.5",), ("true",), ("a",), ("b",))


def test_the_name_of_a_reconciled_cell_is_what_is_looked_for() -> None:
    cell = {"matchType": "name", "propertyValue": {"id": "Q1", "name": "Tô Lâm"}}
    assert read_10({"conditions": [cell]}).mention == "Tô Lâm"
    by_id = {"matchType": "id", "propertyValue": {"id": "vn-to-lam", "name": "Tô Lâm"}}
    assert read_10({"conditions": [by_id]}).ids == ("vn-to-lam",)
