"""A new entry: its id, its text and its place in the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from ...errors import InputError, Place, UsageError
from ...model import Kind
from ..reading.languages import countries
from .blocks import Block, Blocks, split
from .writing import entry_text, ordered

_STEM = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_PARTIES = 3  # more are many: their agreements are in the file `int`


class Stub(Struct, frozen=True):
    """An entry that is not yet written. `fields` in YAML's words."""

    id: str
    kind: Kind
    fields: Mapping[str, str | list[str]]

    @property
    def text(self) -> str:
        """The entry as it stands in its file."""
        return entry_text(self.id, ordered(self.kind.value, self.fields))


def folder(kind: Kind) -> str:
    """The folder of a kind."""
    return {"person": "people", "organisation": "organisations", "agreement": "agreements", "post": "posts"}[kind]


def stub_path(root: Path, stub: Stub) -> Path:
    """The file that a new entry belongs in: of its country, or of the parties of an agreement."""
    parties = stub.fields.get("parties")
    stem = "-".join(sorted(parties)) if isinstance(parties, list) and parties else stub.fields.get("country") or "int"
    if isinstance(parties, list) and len(parties) > _PARTIES:
        stem = "int"
    if not _STEM.fullmatch(str(stem)):
        raise UsageError(f"{stem!r} is not a country or a list of them.", remedy="Write parties=jp,vn.")
    return root / folder(stub.kind) / f"{stem}.yaml"


def placed(path: Path, stub: Stub) -> str:
    """The text of the file with the new entry in its place. Raises InputError where the file is not in order."""
    block = Block(stub.id, stub.text)
    if not path.exists():
        return _new_file(path, stub.kind).put(block).text
    try:
        blocks = split(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise InputError("the file is not UTF-8.", remedy="See: exonym check", place=Place(str(path))) from error
    except OSError as error:
        raise InputError(f"it cannot be read: {error.strerror}.", place=Place(str(path))) from error
    if blocks is None:
        raise InputError("the file has errors.", remedy="See: exonym check", place=Place(str(path)))
    return blocks.put(block).text


def _new_file(path: Path, kind: Kind) -> Blocks:
    schema = path.parent.parent / "schema" / f"{folder(kind)}.schema.json"
    reference = f"# yaml-language-server: $schema=../schema/{schema.name}\n" if schema.exists() else ""
    title = f"# {path.stem}: {folder(kind)}. Sorted by id. Write only what rules cannot derive.\n"
    return Blocks(reference + title, ())


def checked_country(country: str) -> str:
    """The code in lower case. Raises UsageError for an unknown country."""
    code = country.strip().lower()
    if code and code not in countries():
        raise UsageError(
            f"{country!r} is not a country code.", remedy="Use two letters, e.g. vn, or asean, eu, nato, un."
        )
    return code
