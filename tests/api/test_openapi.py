"""The OpenAPI document: a snapshot guards it, its examples work, and generated requests meet only what it says."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

SNAPSHOT = Path(__file__).with_name("openapi.json")


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    return client.get("/openapi.json").json()  # type: ignore[no-any-return]


def shape(document: dict[str, Any]) -> dict[str, Any]:
    """What clients depend on: paths, parameters, statuses, fields; no wording."""
    paths = {
        path: {
            method: {
                "parameters": sorted(
                    [each["name"], each["in"], bool(each.get("required"))] for each in operation.get("parameters", ())
                ),
                "statuses": sorted(operation["responses"]),
                "body": "requestBody" in operation,
            }
            for method, operation in operations.items()
        }
        for path, operations in document["paths"].items()
    }
    schemas = {
        name: {"properties": sorted(schema.get("properties", ())), "required": sorted(schema.get("required", ()))}
        for name, schema in document["components"]["schemas"].items()
    }
    return {"paths": paths, "schemas": schemas}


def test_the_document_is_the_one_that_was_agreed(document: dict[str, Any]) -> None:
    """When a change is meant: delete the file, run this, look at the difference."""
    found = shape(document)
    if not SNAPSHOT.exists():
        SNAPSHOT.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        pytest.fail(f"{SNAPSHOT.name} was missing and has been written: look at it and commit it")
    assert found == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, each in document["paths"].items():
        for method, operation in each.items():
            yield path, method, operation


def test_every_operation_is_described(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        assert operation["summary"], (path, method)
        assert operation["description"], (path, method)
        for status, response in operation["responses"].items():
            assert response["description"], (path, method, status)
            if int(status) >= 400:
                kind = "application/json" if path.startswith("/reconcile") else "application/problem+json"
                assert set(response["content"]) == {kind}, (path, method, status)


def test_examples_of_parameters_are_answered_as_documented(client: TestClient, document: dict[str, Any]) -> None:
    asked = 0
    for path, method, operation in operations(document):
        if method != "get":
            continue
        given = {each["name"]: each for each in operation.get("parameters", ())}
        values = {
            name: (each["schema"].get("examples") or each.get("examples") or [None])[0]
            for name, each in given.items()
            if each["schema"].get("examples") or each.get("examples")
        }
        address = path.replace("{entity_id}", str(values.pop("entity_id", "")))
        response = client.get(address, params=values)
        assert response.status_code == 200, (path, response.text)
        conforms(document, operation, response)
        asked += 1
    assert asked >= 10


def test_examples_of_bodies_are_answered_as_documented(client: TestClient, document: dict[str, Any]) -> None:
    asked = 0
    for path, method, operation in operations(document):
        if method != "post":
            continue
        schema = operation["requestBody"]["content"].get("application/json", {}).get("schema")
        if schema is None:
            continue
        reference = schema["$ref"].rpartition("/")[2]
        for example in document["components"]["schemas"][reference]["examples"]:
            response = client.post(path, json=example)
            assert response.status_code == 200, response.text
            conforms(document, operation, response)
            asked += 1
    assert asked >= 3


def test_the_example_of_each_kind_of_table_is_answered(client: TestClient, document: dict[str, Any]) -> None:
    operation = document["paths"]["/reconcile/file"]["post"]
    replies = operation["responses"]["200"]["content"]
    for kind, body in operation["requestBody"]["content"].items():
        if "example" in body:
            headers = {"content-type": kind}
            response = client.post("/reconcile/file?column=name", content=body["example"].encode(), headers=headers)
            assert response.status_code == 200
            assert response.headers["content-type"].partition(";")[0] in replies
            assert "vn-ngo-xuan-lich" in response.text


def test_the_examples_of_the_parameters_of_a_file_are_answered(client: TestClient, document: dict[str, Any]) -> None:
    """All together, as generators of requests send them; the fields of the form are the same and come in order."""
    operation = document["paths"]["/reconcile/file"]["post"]
    values = {each["name"]: each["schema"]["examples"][0] for each in operation["parameters"]}
    assert values["column"] == "name"
    form = operation["requestBody"]["content"]["multipart/form-data"]["schema"]["properties"]
    table, decided = (form.pop(name)["examples"][0].encode() for name in ("file", "decisions"))
    given = {name: str(value).lower() for name, value in values.items()}
    assert client.post("/reconcile/file", params=given, content=table).status_code == 200
    assert {name: schema["examples"][0] for name, schema in form.items()} == values
    files = {"decisions": ("decisions.csv", decided), "file": ("names.csv", table)}
    response = client.post("/reconcile/file", params=given, data=given, files=files)
    assert response.status_code == 200, response.text
    assert "decided by a person" in response.text


def test_no_option_of_a_file_may_be_null(document: dict[str, Any]) -> None:
    for each in document["paths"]["/reconcile/file"]["post"]["parameters"]:
        assert each["schema"]["type"] in {"string", "integer", "number", "boolean"}, each["name"]


def conforms(document: dict[str, Any], operation: dict[str, Any], response: Any) -> None:
    content = operation["responses"][str(response.status_code)].get("content", {})
    schema = content.get("application/json", {}).get("schema")
    if schema:
        Draft202012Validator({**schema, "components": document["components"]}).validate(response.json())


def test_errors_have_the_documented_shape(client: TestClient, document: dict[str, Any]) -> None:
    problem = Draft202012Validator(document["components"]["schemas"]["Problem"])
    for response in (
        client.get("/resolve"),
        client.get("/nothing"),
        client.post("/resolve", content=b"{"),
        client.get("/entities/x"),
    ):
        problem.validate(response.json())


def test_generated_requests_meet_only_what_is_documented(client: TestClient) -> None:
    """A short run over every operation; `make fuzz` is a longer one, `schemathesis run` asks a service."""
    schemathesis = pytest.importorskip("schemathesis")
    hypothesis = pytest.importorskip("hypothesis")
    from schemathesis.specs.openapi.checks import positive_data_acceptance

    schema = schemathesis.openapi.from_asgi("/openapi.json", client.app)
    for result in schema.get_all_operations():
        operation = result.ok()
        quick = hypothesis.settings(
            max_examples=int(os.environ.get("EXONYM_TEST_EXAMPLES", "15")),
            database=None,
            suppress_health_check=list(hypothesis.HealthCheck),
        )

        @quick
        @hypothesis.given(case=operation.as_strategy())
        def run(case: Any) -> None:
            # whether a column is there, only the table tells
            tables = [positive_data_acceptance] if case.path == "/reconcile/file" else []
            case.call_and_validate(session=client, excluded_checks=tables)

        run()
