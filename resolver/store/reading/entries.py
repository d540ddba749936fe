"""A YAML file's nodes to entries: each checked against the model of its kind, each field with its place."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ...errors import Finding, Place
from ...model import Kind
from ..codes import finding
from .yaml_nodes import Node, compose

SOURCE = "source"
"""The kind of the entries of sources.yaml, which are not entities."""


@dataclass(slots=True)
class Entry:
    """What one file says of one id.

    `fields` holds only what is written, every scalar a string, `names` as language to list of forms. `node`
    knows where each field stands; an entry of a table has only the line of its first row.
    """

    id: str
    kind: str
    fields: dict[str, Any]
    place: Place
    node: Node | None = None
    aliases: list[tuple[str, str, int]] = field(default_factory=list)  # of tables: form, language, line

    @property
    def from_table(self) -> bool:
        """Whether it came from a table: then it is bulk data, and collisions are expected."""
        return self.node is None

    def at(self, *path: str | int, key: bool = False) -> Place:
        """The place of a field, or of the nearest thing around it."""
        if self.node is None:
            return self.place
        node = self.node.at(path, key=key)
        if node is self.node:
            return self.place
        return Place(self.place.file, node.line, node.column)

    def place_of_form(self, form: str) -> Place:
        """Where a form is written in this entry; the entry's own place when it is not here."""
        for text, _, line in self.aliases:
            if text == form:
                return Place(self.place.file, line)
        for key in ("name", "reading"):
            if self.fields.get(key) == form:
                return self.at(key)
        for lang, forms in self.fields.get("names", {}).items():
            if form in forms:
                return self.at("names", lang, forms.index(form))
        for index, dated in enumerate(self.fields.get("dated_names", ())):
            if dated["name"] == form:
                return self.at("dated_names", index, "name")
        return self.place


@dataclass(slots=True)
class FileContent:
    """The entries of one file. `unread` means that the file, or a part of it, could not be taken apart."""

    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unread: bool = False


def yaml_entries(raw: bytes, file: str, folder_kind: str, known: Mapping[str, str]) -> FileContent:
    """The entries of a YAML file.

    `folder_kind` is what the folder says ("" when nothing); `known` maps the ids of earlier layers to their
    kinds.
    """
    root, findings = compose(raw, file)
    content = FileContent(findings=findings)
    if root is None:
        content.unread = any(problem.severity == "error" for problem in findings)
        if not content.unread:
            content.findings.append(finding("Y012", Place(file, 1), "the file holds no entry"))
        return content
    if not isinstance(root.value, dict):
        what = "a list" if isinstance(root.value, list) else "a text"
        place = Place(file, root.line, root.column)
        content.findings.append(finding("Y010", place, f"the file holds {what}, not entries by id"))
        content.unread = True
        return content
    for key, node in root.value.values():
        place = Place(file, key.line, key.column)
        # An entry with errors is kept, so that references to it are known.
        entry = Entry(key.value, folder_kind or known.get(key.value, ""), {}, place, node)
        content.entries.append(entry)
        content.findings += id_findings(key.value, place)
        content.findings += _fill(entry, folder_kind)
    return content


def id_findings(entity_id: str, place: Place) -> list[Finding]:
    """What is wrong with an id."""
    from pydantic import ValidationError

    try:
        _id_adapter().validate_python(entity_id)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        code = "E104" if problem["type"] == "E103" else problem["type"]
        return [finding(code, place, problem["msg"] if entity_id.strip() else "the id is empty")]
    return []


@cache
def _id_adapter() -> Any:
    from pydantic import TypeAdapter

    from .entry_models import Id

    return TypeAdapter(Id)


def _fill(entry: Entry, folder_kind: str) -> list[Finding]:
    """Kind and fields of an entry from its node; returns what is wrong with them."""
    node = entry.node
    assert node is not None  # noqa: S101  (entries of YAML have one)
    if not isinstance(node.value, dict):
        place = Place(entry.place.file, node.line, node.column)
        if node.value == "":
            return [finding("E103", place, f"nothing is written under `{entry.id}`")]
        return [finding("E102", place, f"`{entry.id}` holds no fields", "write fields, indented: `name: …`")]
    problems = _set_kind(entry, folder_kind)
    if entry.kind:
        problems += _set_fields(entry, node)
    return problems


def _set_kind(entry: Entry, folder_kind: str) -> list[Finding]:
    """The kind from the entry, else from the folder or an earlier layer."""
    node = entry.node.at(("kind",)) if entry.node else None
    kinds = [kind.value for kind in Kind]
    if node is None or node is entry.node:
        if entry.kind:
            return []
        return [finding("E106", entry.place, f"nothing says what `{entry.id}` is")]
    if node.value not in kinds:
        remedy = _nearest(str(node.value), kinds)
        return [finding("E107", entry.at("kind"), f"unknown kind `{node.value}`", remedy)]
    if folder_kind and node.value != folder_kind:
        message = f"`{node.value}` in a folder of kind {folder_kind}"
        return [finding("E107", entry.at("kind"), message)]
    entry.kind = node.value
    return []


def _set_fields(entry: Entry, node: Node) -> list[Finding]:
    """The fields of an entry by the model of its kind."""
    from pydantic import ValidationError

    from .entry_models import models

    plain = node.plain()
    problems: list[Finding] = []
    try:
        models()[entry.kind].model_validate(plain)
    except ValidationError as error:
        problems = [_translated(entry, problem) for problem in error.errors(include_url=False)]
        for problem in error.errors(include_url=False):
            plain.pop(str(problem["loc"][0]) if problem["loc"] else "", None)
    names = plain.get("names", {})
    plain["names"] = {lang: [forms] if isinstance(forms, str) else forms for lang, forms in names.items()}
    entry.fields = plain
    return problems


def _translated(entry: Entry, problem: Any) -> Finding:
    """One of pydantic's errors as a finding at the place of the field."""
    kind, path = problem["type"], tuple(problem["loc"])
    on_key = kind in {"extra_forbidden", "missing"} or "[key]" in path
    path = tuple(step for step in path if step != "[key]")
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    place = entry.at(*path, key=on_key)
    if kind == "extra_forbidden":
        return _unknown_field(entry, path, place)
    if kind == "missing":
        return finding("E112", place, f"`{name}` is missing", f"add `{name}:`")
    if problem["input"] == "" and kind.endswith("_type"):
        return finding("E103", place, f"nothing is written behind `{name}`")
    if kind in _expected():
        remedy = (
            f"write `{name}: [{problem['input']}]`" if kind == "list_type" and isinstance(problem["input"], str) else ""
        )
        return finding("E102", place, f"`{name}` must be {_expected()[kind]}", remedy)
    return finding(kind, place, f"{name}: {problem['msg']}")


@cache
def _expected() -> dict[str, str]:
    return {
        "string_type": "a text",
        "list_type": "a list",
        "dict_type": "a mapping of languages to forms",
        "model_type": "a mapping",
        "model_attributes_type": "a mapping",
    }


def _unknown_field(entry: Entry, path: tuple[Any, ...], place: Place) -> Finding:
    """An unknown key, with the nearest that the kind has, or the kinds that do have it."""
    from .entry_models import field_names, models, term_names

    name = str(path[-1])
    allowed = field_names(entry.kind) if len(path) == 1 else term_names()
    owners = [kind for kind in models() if name in field_names(kind)] if len(path) == 1 else []
    if owners:
        message = f"a {entry.kind} has no field `{name}`"
        return finding("E101", place, message, f"only of: {', '.join(owners)}")
    return finding("E101", place, f"unknown field `{name}`", _nearest(name, allowed))


def _nearest(word: str, allowed: Sequence[str]) -> str:
    """A remedy: the nearest allowed word, else all of them."""
    near = difflib.get_close_matches(word.lower(), allowed, n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else f"allowed are: {', '.join(allowed)}"
