"""What each file of a gazetteer holds, kept by its content, so that a check after one edit reads one entry.

JSON in a directory of the caller's choice, one file for each file of the gazetteer; never trusted beyond being data:
what is damaged, or was written by other code, is read anew.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import MsgspecError, Raw, Struct
from msgspec.json import Decoder, Encoder
from msgspec.json import decode as decode_json

from ...errors import Finding, Place
from ...workers import Workers
from ..reading.entries import Entry, FileContent, yaml_entries
from ..reading.layer_files import LayerFile, layer_files, read_bytes
from ..reading.layers import read_file
from ..reading.yaml_nodes import Node, decoded
from .entry_texts import EntryText, begins_each, entry_texts

_DAMAGED = (OSError, ValueError, TypeError, MsgspecError)


class _KeptEntry(Struct, array_like=True):
    """An entry. The lines of its node count from its own; `hash` is of its text where that can be taken over."""

    id: str
    kind: str
    fields: dict[str, Any]
    line: int
    column: int
    hash: str
    node: tuple[int, int, Raw] | None


class _KeptFile(Struct):
    """A file with this content. `by` says what code read it as what kind; findings are without the name of the file."""

    hash: str
    by: str
    unread: bool
    entries: list[_KeptEntry]
    findings: list[tuple[int, int, str, str, str, str]]
    keys: dict[str, str]


_FILE, _JSON = Decoder(_KeptFile), Encoder()
_MUCH = 1 << 20  # bytes of YAML, which take a second


class FileCache:
    """Reads files as `layers.read_file` does, from `directory` where it has read the same content before; where the
    content is another, entries whose text is the same.

    `keys` are the collision keys of texts that were known before; `keep` stores those that are new.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.keys: dict[str, str] = {}
        self._read: dict[Path, tuple[bytes, str, FileContent]] = {}

    def read_ahead(self, paths: Iterable[Path], processes: int) -> None:
        """Reads what has changed in the files of layers in so many copies of this process, where it is much, and keeps
        it, so that `read` finds it there.
        """
        files = [file for path in paths for file in layer_files(path)[0] if _is_by_itself(file)]
        changed = [(file, size) for file in files if (size := self._changed(file))]
        if len(changed) < 2 or sum(size for _, size in changed) < _MUCH:
            return
        workers = Workers[LayerFile, None](self, processes, batch=1)
        workers.start()
        try:
            for _ in workers.ask([file for file, _ in changed]):
                pass
        finally:
            workers.close()

    def ask(self, file: LayerFile) -> None:
        """Reads and keeps one file."""
        raw, problems = read_bytes(file.path)
        if not problems:
            self.read(file, raw, {})
            self.keep({})

    def _changed(self, file: LayerFile) -> int:
        """The bytes of a file, if what it holds is not kept; else 0."""
        raw, _ = read_bytes(file.path)
        begins = _JSON.encode({"hash": _hash(raw), "by": _by(file)}).removesuffix(b"}")
        try:
            with self._slot(file).open("rb") as stream:
                return 0 if stream.read(len(begins)) == begins else len(raw)
        except OSError:
            return len(raw)

    def _slot(self, file: LayerFile) -> Path:
        """Where a file is kept, by its path as it was given, since findings name it, and where that leads from here."""
        name = f"{file.path}\0{file.path.absolute()}".encode("utf-8", "surrogateescape")
        return self.directory / hashlib.sha256(name).hexdigest()[:32]

    def read(self, file: LayerFile, raw: bytes, known: Mapping[str, str]) -> FileContent:
        """The content of a file."""
        if not _is_by_itself(file):
            return read_file(file, raw, known)
        slot, by = self._slot(file), _by(file)
        kept = _kept(slot, by)
        if kept is not None:
            self.keys.update(kept.keys)
        if kept is not None and kept.hash == _hash(raw):
            return _content(kept, str(file.path))
        found = kept and _taken_over(kept.entries, file, raw, known)
        found = found or yaml_entries(raw, str(file.path), file.kind, known)
        self._read[slot] = (raw, by, found)
        return found

    def keep(self, keys: Mapping[str, str]) -> None:
        """Writes what was read anew, with the collision keys of its texts."""
        with suppress(OSError):
            self.directory.mkdir(parents=True, exist_ok=True)
        for slot, (raw, by, content) in self._read.items():
            texts = {text for entry in content.entries for text in _texts(entry)}
            own = {text: keys[text] for text in texts if text in keys}
            with suppress(UnicodeEncodeError):  # a text that is none in UTF-8 is read again
                _write(slot, _JSON.encode(_KeptFile(_hash(raw), by, content.unread, *_to_keep(content, raw), own)))
        self._read.clear()


def _is_by_itself(file: LayerFile) -> bool:
    """Whether what a file says depends on nothing else: only of YAML whose folder says its kind."""
    return file.format == "yaml" and bool(file.kind)


def _by(file: LayerFile) -> str:
    """What code reads a file, and as what kind."""
    return f"{_code()} {file.kind}"


def _kept(slot: Path, by: str) -> _KeptFile | None:
    """What is kept of a file, whatever its content was; None where nothing is, or other code wrote it."""
    try:
        found = _FILE.decode(slot.read_bytes())
    except _DAMAGED:
        return None
    return found if found.by == by else None


def _taken_over(kept: list[_KeptEntry], file: LayerFile, raw: bytes, known: Mapping[str, str]) -> FileContent | None:
    """The content of a file of which entries with the same text are kept; None where it must be read as a whole.

    So it must where it cannot be taken apart: what is wrong then may be of several entries, and shows in none of them.
    """
    text, _ = decoded(raw, str(file.path))
    now = entry_texts(text) if text is not None else None
    if now is None or not now.entries:
        return None
    before = {each.hash: each for each in kept if each.hash}
    same = {each.line: before[each.hash] for each in now.entries if each.hash in before}
    same.pop(now.entries[-1].line, None)  # something is read always: what stands above all entries must be right too
    if not same:
        return None
    read = yaml_entries(now.but(lambda each: each.line in same).encode(), str(file.path), file.kind, known)
    fresh = [each for each in now.entries if each.line not in same]
    if read.unread or not begins_each(fresh, _places(read)):
        return None
    entries = [*read.entries, *[_decoded(each, str(file.path), line) for line, each in same.items()]]
    if len({each.id for each in entries}) < len(entries):
        return None
    return FileContent(sorted(entries, key=lambda each: each.place.line), read.findings)


def _places(content: FileContent) -> list[tuple[int, int]]:
    return [(each.place.line, each.place.column) for each in content.entries]


def _hash(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


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


def _write(slot: Path, data: bytes) -> None:
    """Whole or not at all: another check may run at the same time."""
    part = slot.with_suffix(f".{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(slot)
    except OSError:
        with suppress(OSError):
            part.unlink()


def _to_keep(content: FileContent, raw: bytes) -> tuple[list[_KeptEntry], list[tuple[int, int, str, str, str, str]]]:
    """The entries and findings of a file with these bytes."""
    hashes = _hashes(content, raw)
    entries = [_encoded(entry, hashes.get(entry.place.line, "")) for entry in content.entries]
    told = [(each.place.line, each.place.column, each.code, each.message, each.remedy, each.severity)
            for each in content.findings]  # fmt: skip
    return entries, told


def _hashes(content: FileContent, raw: bytes) -> dict[int, str]:
    """The hash of each entry's text by its line, where nothing is said of it: what is, is said anew in each check."""
    text, _ = decoded(raw, "")
    texts = entry_texts(text) if text is not None and not content.unread else None
    if texts is None or not begins_each(texts.entries, _places(content)):
        return {}
    said = {each.place.line for each in content.findings}
    return {each.line: each.hash for each in texts.entries if not said.intersection(_lines(each))}


def _lines(each: EntryText) -> range:
    return range(each.line, each.line + each.text.count("\n") + 1)


def _content(kept: _KeptFile, file: str) -> FileContent:
    entries = [_decoded(each, file, each.line) for each in kept.entries]
    findings = [Finding(Place(file, line, column), *rest) for line, column, *rest in kept.findings]
    return FileContent(entries, findings, kept.unread)


def _encoded(entry: Entry, text_hash: str) -> _KeptEntry:
    line, node = entry.place.line, entry.node
    packed = None
    if node is not None:
        parts = node.parts if isinstance(node, _KeptNode) else Raw(_JSON.encode(_encode_node(node, line)[0]))
        packed = (node.line - line, node.column, parts)
    return _KeptEntry(entry.id, entry.kind, entry.fields, line, entry.place.column, text_hash, packed)


def _decoded(kept: _KeptEntry, file: str, line: int) -> Entry:
    """An entry that now begins in this line."""
    node = None
    if kept.node is not None:
        further, column, parts = kept.node
        node = _KeptNode(parts, line, line + further, column)
    return Entry(kept.id, kept.kind, kept.fields, Place(file, line, kept.column), node)


def _encode_node(node: Node, first: int) -> tuple[Any, int, int]:
    """A node whose lines count from the first one of its entry."""
    value = node.value
    if isinstance(value, list):
        value = [_encode_node(each, first) for each in value]
    elif isinstance(value, dict):
        value = {key: (at.line - first, at.column, _encode_node(each, first)) for key, (at, each) in value.items()}
    return value, node.line - first, node.column


def _decode_node(known: list[Any], first: int) -> Node:
    value, line, column = known
    return Node(_decode_value(value, first), first + line, column)


def _decode_value(value: Any, first: int) -> Any:
    if isinstance(value, list):
        return [_decode_node(each, first) for each in value]
    if isinstance(value, dict):
        return {
            key: (Node(key, first + line, column), _decode_node(each, first))
            for key, (line, column, each) in value.items()
        }
    return value


class _KeptNode(Node):
    """The node of an entry, whose parts become nodes when somebody asks for them: of most entries nobody ever does."""

    __slots__ = ("_first", "parts")

    def __init__(self, parts: Raw, first: int, line: int, column: int) -> None:
        self.parts = parts
        self._first = first
        self.line = line
        self.column = column

    @property
    def value(self) -> Any:
        """The parts as nodes."""
        return _decode_value(decode_json(self.parts), self._first)

    @value.setter
    def value(self, parts: Any) -> None:
        """They are what was kept."""
        raise AttributeError
