"""What each file of a gazetteer holds, kept by its content, so that a check after one edit reads one file.

JSON in a directory of the caller's choice, one file for each file of the gazetteer; never trusted beyond being data:
what is damaged, or was written by other code, is read anew.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from ...errors import Finding, Place
from ..reading.entries import Entry, FileContent, yaml_entries
from ..reading.layer_files import LayerFile
from ..reading.layers import read_file
from ..reading.yaml_nodes import Node


class FileCache:
    """Reads files as `layers.read_file` does, from `directory` where it has read the same content before.

    `keys` are the collision keys of texts that were known before; `keep` stores those that are new.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.keys: dict[str, str] = {}
        self._kept: dict[Path, tuple[str, FileContent]] = {}

    def read(self, file: LayerFile, raw: bytes, known: Mapping[str, str]) -> FileContent:
        """The content of a file. Only YAML whose folder says its kind depends on nothing but itself."""
        if file.format != "yaml" or not file.kind:
            return read_file(file, raw, known)
        # The path as it was given counts, since findings name it, and where it leads from here.
        name = f"{file.path}\0{file.path.absolute()}".encode("utf-8", "surrogateescape")
        slot = self.directory / hashlib.sha256(name).hexdigest()[:32]
        content_hash = hashlib.sha256(f"{_code()} {file.kind} ".encode() + raw).hexdigest()
        found = self._read(slot, content_hash, str(file.path))
        if found is None:
            found = yaml_entries(raw, str(file.path), file.kind, known)
            self._kept[slot] = (content_hash, found)
        return found

    def keep(self, keys: Mapping[str, str]) -> None:
        """Writes what was read anew, with the collision keys of its texts."""
        with suppress(OSError):
            self.directory.mkdir(parents=True, exist_ok=True)
        for slot, (content_hash, content) in self._kept.items():
            texts = {text for entry in content.entries for text in _texts(entry)}
            body = {
                "hash": content_hash,
                "unread": content.unread,
                "entries": [_encode_entry(entry) for entry in content.entries],
                "findings": [_encode_finding(each) for each in content.findings],
                "keys": {text: keys[text] for text in texts if text in keys},
            }
            _write(slot, json.dumps(body, ensure_ascii=True, separators=(",", ":")))
        self._kept.clear()

    def _read(self, slot: Path, content_hash: str, file: str) -> FileContent | None:
        try:
            body = json.loads(slot.read_bytes())
            if body["hash"] != content_hash:
                return None
            entries = [_decode_entry(each, file) for each in body["entries"]]
            findings = [Finding(Place(*place), *rest) for place, *rest in body["findings"]]
            self.keys.update(body["keys"])
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None
        return FileContent(entries, findings, bool(body["unread"]))


@cache
def _code() -> str:
    """What the code looks like that reads and compares names: its files, by name, size and time of change."""
    digest = hashlib.sha256()
    package = Path(__file__).parents[2]
    patterns = (
        "store/**/*.py", "store/**/*.yaml", "text/*.py", "dates.py", "tables/*.tsv",
    )  # fmt: skip
    for path in sorted(path for pattern in patterns for path in package.glob(pattern)):
        stat = path.stat()
        digest.update(f"{path.relative_to(package)} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


def _texts(entry: Entry) -> list[str]:
    names = [form for forms in entry.fields.get("names", {}).values() for form in forms]
    return [*names, *(entry.fields[key] for key in ("name", "reading") if key in entry.fields)]


def _write(slot: Path, text: str) -> None:
    """Whole or not at all: another check may run at the same time."""
    part = slot.with_suffix(f".{os.getpid()}.part")
    try:
        part.write_text(text, encoding="ascii")
        part.replace(slot)
    except OSError:
        with suppress(OSError):
            part.unlink()


def _encode_finding(each: Finding) -> list[Any]:
    return [[each.place.file, each.place.line, each.place.column], each.code, each.message, each.remedy, each.severity]


def _encode_entry(entry: Entry) -> list[Any]:
    node = None if entry.node is None else _encode_node(entry.node)
    return [entry.id, entry.kind, entry.fields, entry.place.line, entry.place.column, node]


def _decode_entry(known: list[Any], file: str) -> Entry:
    entry_id, kind, fields, line, column, node = known
    return Entry(entry_id, kind, fields, Place(file, line, column), _decode_node(node))


def _encode_node(node: Node) -> list[Any]:
    value = node.value
    if isinstance(value, list):
        value = [_encode_node(each) for each in value]
    elif isinstance(value, dict):
        value = {key: [at.line, at.column, _encode_node(each)] for key, (at, each) in value.items()}
    return [value, node.line, node.column]


def _decode_node(known: list[Any]) -> Node:
    value, line, column = known
    return Node(value, line, column) if isinstance(value, str) else _Kept(value, line, column)


class _Kept(Node):
    """A list or mapping whose parts become nodes when somebody asks for them: of most entries nobody ever does."""

    __slots__ = ("_parts",)

    @property
    def value(self) -> Any:
        """The parts as nodes."""
        parts = self._parts
        if isinstance(parts, list):
            return [_decode_node(each) for each in parts]
        return {key: (Node(key, at, col), _decode_node(each)) for key, (at, col, each) in parts.items()}

    @value.setter
    def value(self, parts: Any) -> None:
        self._parts = parts
