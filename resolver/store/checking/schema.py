"""The JSON Schema of each folder, from the models.

`python -m exonym.resolver.store.checking.schema [DIRECTORY]` writes them.

An editor with a YAML extension completes and explains fields by the line `# yaml-language-server: $schema=…`.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

from ...vocabulary import fixed_words
from ...vocabulary.fixed_words import FIELDS
from ..reading.entry_models import models
from ..reading.languages import countries, languages
from ..reading.shipped import shipped


@cache
def _files() -> dict[str, str]:
    return {
        "people": "person",
        "organisations": "organisation",
        "agreements": "agreement",
        "posts": "post",
        "sources": "source",
    }


def schemas() -> dict[str, str]:
    """The text of each schema file, by file name."""
    return {f"{folder}.schema.json": _text(folder, kind) for folder, kind in _files().items()}


def _text(folder: str, kind: str) -> str:
    entry = models()[kind].model_json_schema(by_alias=True)
    definitions = entry.pop("$defs", {})
    for part in (entry, *definitions.values()):
        _tidy(part)
        _enumerate(part["properties"])
    if "kind" in entry["properties"]:
        entry["properties"]["kind"] = {**entry["properties"]["kind"], "type": "string", "const": kind}
        entry["anyOf"] = [{"required": ["name"]}, {"required": ["merged_into"]}]
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"exonym gazetteer: {folder}",
        "description": "Entries by id. Generated from the model; do not edit.",
        "type": "object",
        "propertyNames": {"pattern": "^[A-Za-z0-9._~-]+$", "not": {"enum": ["new", "none", "unsure"]}},
        "additionalProperties": {"$ref": "#/definitions/entry"},
        "definitions": {"entry": entry, **definitions},
    }
    return json.dumps(schema, ensure_ascii=False, indent=2).replace("#/$defs/", "#/definitions/") + "\n"


def _tidy(part: dict[str, Any]) -> None:
    """Without the titles and empty defaults that pydantic adds: an editor would offer them."""
    part.pop("title", None)
    for properties in part.get("properties", {}).values():
        properties.pop("title", None)
        properties.pop("default", None)


def _enumerate(properties: dict[str, Any]) -> None:
    """The words of fields that have a fixed list of them, for the editor to complete; of offices all that compose."""
    for field in FIELDS:
        if field in properties:
            words: dict[str, Any] = {"enum": list(fixed_words.words(field))}
            if field == "office":
                words = {"anyOf": [words, {"enum": list(fixed_words.roles())}, {"pattern": _composed()}]}
            inner = properties[field].get("items", properties[field])
            inner.pop("pattern", None)
            inner |= words
    if "country" in properties:
        properties["country"].pop("pattern")
        properties["country"]["enum"] = sorted(countries())
    if "names" in properties:
        known = sorted(languages())
        variants = {"pattern": f"^({'|'.join(known)})-[A-Za-z0-9-]+$"}
        properties["names"]["propertyNames"] = {"anyOf": [{"enum": known}, variants]}


def _composed() -> str:
    """Offices of a role in a body, and of deputies: politburo-member, deputy-minister-of-finance."""
    bodies, roles = "|".join(fixed_words.words("function")), "|".join(fixed_words.roles())
    return f"^(deputy-)?({bodies})-({roles})$|^(deputy|vice)-({'|'.join(fixed_words.words('office'))})$"


def main(arguments: list[str]) -> None:
    """Writes the schemas into the directory given, else beside the shipped gazetteer."""
    directory = Path(arguments[0]) if arguments else shipped() / "schema"
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (directory / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
