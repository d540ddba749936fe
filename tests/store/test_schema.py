"""The schemas in the gazetteer are those of the model, explain every field, and agree with what loads."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from exonym.resolver.store.checking.schema import main, schemas
from exonym.resolver.store.codes import codes
from exonym.resolver.store.reading.shipped import shipped

FOLDERS = ("people", "organisations", "agreements", "posts")


def fields(schema: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{name}.{field}", facts)
        for name, part in schema["definitions"].items()
        for field, facts in part["properties"].items()
    ]


@pytest.mark.parametrize("name", schemas())
def test_the_files_are_up_to_date(name: str) -> None:
    written = (shipped() / "schema" / name).read_text(encoding="utf-8")
    assert written == schemas()[name], "run: python -m exonym.resolver.store.checking.schema"


@pytest.mark.parametrize("name", schemas())
def test_every_field_has_a_description_and_a_valid_example(name: str) -> None:
    schema = json.loads(schemas()[name])
    jsonschema.Draft7Validator.check_schema(schema)
    for field, facts in fields(schema):
        assert facts["description"].endswith("."), field
        assert facts["examples"], field
        for example in facts["examples"]:
            whole = {**facts, "definitions": schema["definitions"]}
            if not field.endswith(".kind"):
                jsonschema.validate(example, whole)


class EditorLoader(yaml.SafeLoader):
    """Numbers as numbers, the rest as text: what a YAML 1.2 editor makes of a file."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if tag.endswith((":int", ":float"))]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def as_an_editor_reads_it(text: str) -> Any:
    return yaml.load(text, Loader=EditorLoader)  # noqa: S506


@pytest.mark.parametrize("file", sorted(shipped().rglob("*.yaml")), ids=lambda file: f"{file.parent.name}/{file.name}")
def test_what_loads_is_valid_in_the_editor(file: Path) -> None:
    folder = "sources" if file.stem == "sources" else file.parent.name
    jsonschema.validate(
        as_an_editor_reads_it(file.read_text(encoding="utf-8")),
        json.loads(schemas()[f"{folder}.schema.json"]),
    )


@pytest.mark.parametrize("code", ["E101", "E102", "E104", "E105", "E109", "E110", "E115", "E116", "E118", "E301"])
def test_what_the_editor_can_see_it_sees(code: str) -> None:
    shown = codes()[code]
    folder = shown.file.split("/", maxsplit=1)[0].removesuffix(".yaml")
    schema = json.loads(schemas()[f"{folder}.schema.json"])
    jsonschema.validate(as_an_editor_reads_it(shown.good), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(as_an_editor_reads_it(shown.bad), schema)


def test_the_command_writes_all_schemas(tmp_path: Path) -> None:
    main([str(tmp_path / "schema")])
    assert {file.name: file.read_text(encoding="utf-8") for file in (tmp_path / "schema").iterdir()} == schemas()
