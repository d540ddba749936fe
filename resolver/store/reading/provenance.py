"""Where each entity is written and what its sources are: what the files say and the entities do not.

It is kept beside a compiled gazetteer, which is opened without its files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ...index.postings import Arrays
from .layers import Content

Place = tuple[int, str]
"""The number of a layer, and a file within it."""


class Written(Struct, frozen=True):
    """Where a layer speaks of an id: the layer's number from 0, the file within it, the 1-based line.

    `file` is empty where the layer is a single file.
    """

    layer: int
    file: str
    line: int


class Provenance(Struct, frozen=True, eq=False):
    """Places by the number of the entity, in the order of ids; sources by key, with the fields of `sources.yaml`."""

    owners: npt.NDArray[np.int32]  # sorted; an entity that several layers speak of stands once for each
    files: npt.NDArray[np.int32]
    lines: npt.NDArray[np.int32]
    names: tuple[Place, ...]
    sources: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, content: Content, paths: Sequence[Path]) -> Provenance:
        """That of layers which were read from these paths."""
        found, names, rows = dict[tuple[str, int], Place](), dict[Place, int](), list[tuple[int, int, int]]()
        for number, entity_id in enumerate(sorted(content.records)):
            least = 0  # each layer speaks of an id once, and they come in order
            for entry in content.records[entity_id].entries:
                asked = (entry.place.file, least)
                place = found.get(asked) or found.setdefault(asked, _within(paths, *asked))
                rows.append((number, names.setdefault(place, len(names)), entry.place.line))
                least = place[0] + 1
        owners, files, lines = np.array(rows, np.int32).reshape(-1, 3).T.copy()
        sources = {key: _texts(record.fields) for key, record in content.sources.items()}
        return cls(owners, files, lines, tuple(names), sources)

    def places(self, number: int) -> Iterator[Written]:
        """Where the entity of a number is written, from the lowest layer to the highest."""
        first, last = np.searchsorted(self.owners, (number, number + 1))
        for at in range(int(first), int(last)):
            yield Written(*self.names[int(self.files[at])], int(self.lines[at]))

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """To be stored beside the compiled gazetteer."""
        about = json.dumps({"names": self.names, "sources": self.sources}, ensure_ascii=True)
        return {
            "provenance_owners": self.owners, "provenance_files": self.files, "provenance_lines": self.lines,
            "provenance_about": np.frombuffer(about.encode(), np.uint8),
        }  # fmt: skip

    @classmethod
    def restore(cls, arrays: Arrays) -> Provenance:
        """As `arrays` gave them. KeyError if one is missing."""
        about = json.loads(arrays["provenance_about"].tobytes())
        owners, files, lines = (np.asarray(arrays[f"provenance_{name}"]) for name in ("owners", "files", "lines"))
        names = tuple((int(layer), str(file)) for layer, file in about["names"])
        return cls(owners, files, lines, names, about["sources"])


def _texts(fields: Mapping[str, Any]) -> dict[str, str]:
    return {key: value for key, value in fields.items() if isinstance(value, str) and value}


def _within(paths: Sequence[Path], file: str, least: int) -> Place:
    """The layer, from a number on, that a file is in, and its name there."""
    path = Path(file)
    for layer, root in enumerate(paths[least:], least):
        if path == root:
            return layer, ""
        if path.is_relative_to(root):
            return layer, path.relative_to(root).as_posix()
    return least, path.name
