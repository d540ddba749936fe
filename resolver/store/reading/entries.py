"""A YAML file's nodes to entries: each checked against the model of its kind, each field with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

from msgspec import Struct, field

from ...errors import Finding, Place
from ...model import Kind
from ..codes import codes, finding
from .cures import cure, nearest, shape
from .languages import languages
from .layer_files import SOURCE
from .yaml_in_part import compose_in_part
from .yaml_nodes import Node
from .yaml_signs import ODD_SPACE, space_name
from .yaml_slips import at_margin, colon_slip

_EQUATION = re.compile(r"(\w+)\s*[=＝]\s*(.+)")  # as a field of a mapping in braces


class Entry(Struct):
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


class FileContent(Struct):
    """The entries of one file. `unread` means that the file, or a part of it, could not be taken apart."""

    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unread: bool = False


def yaml_entries(raw: bytes, file: str, folder_kind: str, known: Mapping[str, str]) -> FileContent:
    """The entries of a YAML file.

    `folder_kind` is what the folder says ("" when nothing); `known` maps the ids of earlier layers to their
    kinds.
    """
    root, findings, broken, lost = compose_in_part(raw, file)
    content = FileContent(findings=findings, unread=lost)
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
        if key.line in broken:
            content.unread = content.unread or not entry.kind
            continue  # what is missing there, or is wrong, may be so for the slip that was told
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
        message = problem["msg"] if entity_id.strip() else "the id is empty"
        if odd := ODD_SPACE.search(entity_id):
            message += f": {space_name(odd[0])} stands in it"
        return [finding(code, place, message, cure(code, "id", entity_id))]
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
        return [_no_fields(entry, node, place)]
    problems = _set_kind(entry, folder_kind)
    if entry.kind:
        problems += _set_fields(entry, node)
    return problems


def _no_fields(entry: Entry, node: Node, place: Place) -> Finding:
    """Why an entry is a text or a list: its colons have no space, or it is a field at the margin."""
    slip = colon_slip(node.value, node.line, node.column) if isinstance(node.value, str) else None
    if slip is not None:
        return finding(slip.code, Place(place.file, slip.line, slip.column), slip.message, slip.remedy)
    if _is_field(entry.id):
        slip = at_margin(entry.id, entry.place.line)
        return finding(slip.code, entry.place, slip.message, slip.remedy)
    return finding("E102", place, f"`{entry.id}` holds no fields", "write fields, indented: `name: …`")


def _is_field(word: str) -> bool:
    from .entry_models import field_names, models

    return any(word in field_names(kind) for kind in models())


def _set_kind(entry: Entry, folder_kind: str) -> list[Finding]:
    """The kind from the entry, else from the folder or an earlier layer."""
    node = entry.node.at(("kind",)) if entry.node else None
    kinds = [kind.value for kind in Kind]
    if node is None or node is entry.node:
        if entry.kind:
            return []
        return [finding("E106", entry.place, f"nothing says what `{entry.id}` is")]
    if node.value not in kinds:
        remedy = nearest(str(node.value), kinds)
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
    given = problem["input"]
    if isinstance(given, str) and (slip := colon_slip(given, place.line, place.column)):
        return finding(slip.code, Place(place.file, slip.line, slip.column), slip.message, slip.remedy)
    if kind in _expected():
        what = f"an item of `{name}`" if isinstance(path[-1], int) else f"`{name}`"
        return finding("E102", place, f"{what} must be {_expected()[kind]}", shape(str(name), kind, given))
    remedy = cure(kind, str(name), given) if isinstance(given, str) and kind in codes() else ""
    return finding(kind, place, f"{name}: {problem['msg']}", remedy)


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
    """An unknown key: written with a slip, standing in the wrong place, or misspelt."""
    from .entry_models import field_names, models, term_names

    name = str(path[-1])
    if slip := colon_slip(name, place.line, place.column):
        return finding(slip.code, Place(place.file, slip.line, slip.column), slip.message, slip.remedy)
    if hidden := [each for each in name if unicodedata.category(each) == "Cf"]:
        message = f"the field `{''.join(each for each in name if each not in hidden)}` holds invisible characters"
        points = ", ".join(f"U+{ord(each):04X}" for each in hidden)
        return finding("E101", place, f"{message} ({points})", "type it anew, or run `exonym check --fix`")
    top = len(path) == 1
    owners = [kind for kind in models() if name in field_names(kind)] if top else []
    if owners:
        message = f"a {entry.kind} has no field `{name}`"
        return finding("E101", place, message, f"only of: {', '.join(owners)}")
    allowed = field_names(entry.kind) if top else term_names()
    if (given := _EQUATION.fullmatch(name)) and given[1] in allowed:
        return finding("E101", place, f"no colon behind `{given[1]}`", f"write `{given[1]}: {given[2]}`")
    return finding("E101", place, f"unknown field `{name}`", _misplaced(entry, path, name) or nearest(name, allowed))


def _misplaced(entry: Entry, path: tuple[Any, ...], name: str) -> str:
    """The remedy for a key that would be right elsewhere: a language, a term's field, an id, a field of the entry."""
    from .entry_models import field_names, term_names

    if len(path) > 1:
        return "indent it as the fields of the entry are" if name in field_names(entry.kind) else ""
    node = entry.node.at(path) if entry.node else None
    if name in languages() and entry.kind != SOURCE:
        return f"a language stands under `names`: `names: {{{name}: …}}`"
    if name in term_names() and "posts" in field_names(entry.kind):
        return f"it stands in a term: `posts: [{{post: …, {name}: …}}]`"
    if node is not None and isinstance(node.value, dict):
        return "begin an id at the left margin"
    return ""
