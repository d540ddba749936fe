"""A compiled gazetteer, kept by the hash of its files: JSON, compressed, never trusted beyond being data.

The directory is the caller's choice; nothing is kept where no directory is named. A file that is damaged or
of another version is read past and written anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from ...model import Gazetteer
from ..reading.canonical import columns, entity, facts
from ..reading.layer_files import layer_files, read_bytes

_FORMAT = "exonym-gazetteer-2"
_BESIDE = 12  # gazetteers that stay in a directory
_HASHED = re.compile(r"[0-9a-f]{32}(-[0-9a-f]{12})?\.(gazetteer|compiled|good)")
_BENEATH = re.compile(r"\w+\.npy|sums\.json|[0-9a-f]{16}\.(answers|\d+\.part)")


def load(paths: Sequence[Path], directory: Path) -> Gazetteer:
    """As `store.load.load`, from the cache in `directory` when the files are the same as when it was written.

    Raises GazetteerError as that does. A directory that cannot be written costs time, not the answer.
    """
    key = content_hash(paths)
    file = directory / f"{key}.gazetteer"
    known = _read(file)
    if known is not None:
        return known
    from ..reading.load import load as load_files  # imports yaml and pydantic, which a hit never needs

    gazetteer = load_files(paths)
    _write(file, gazetteer)
    return gazetteer


def content_hash(paths: Sequence[Path]) -> str:
    """A hash of everything that loading depends on: the files of each layer by name and content, and the
    model.
    """
    digest = hashlib.sha256(f"{_FORMAT} {columns()}".encode())
    for path in paths:
        digest.update(b"\0layer")
        files, findings = layer_files(path)
        for file in files:
            raw, problems = read_bytes(file.path)
            findings += problems
            name = file.path.name if file.path == path else str(file.path).removeprefix(f"{path}{os.sep}")
            digest.update(f"\0{name}\0{file.kind}\0{len(raw)}\0".encode("utf-8", "surrogateescape"))
            digest.update(raw)
        digest.update("".join(map(str, findings)).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:32]


def encode(gazetteer: Gazetteer) -> bytes:
    """The gazetteer as compressed JSON: a list of values for each entity, in the order of the model's
    fields.
    """
    rows = [facts(each) for each in gazetteer.entities.values()]
    body = {"format": _FORMAT, "columns": columns(), "version": gazetteer.version, "entities": rows}
    return zlib.compress(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(), 1)


def decode(raw: bytes) -> Gazetteer:
    """The gazetteer that was encoded.

    Raises ValueError, TypeError, KeyError, AttributeError or zlib.error for anything else.
    """
    body = json.loads(zlib.decompress(raw))
    if body["format"] != _FORMAT or tuple(body["columns"]) != columns():
        raise ValueError("another format")
    entities = map(entity, body["entities"])
    return Gazetteer({each.id: each for each in entities}, body["version"])


def _read(file: Path) -> Gazetteer | None:
    try:
        return decode(file.read_bytes())
    except (OSError, ValueError, TypeError, KeyError, AttributeError, zlib.error):
        return None


def _write(file: Path, gazetteer: Gazetteer) -> None:
    """Whole or not at all: another process may read at the same time."""
    part = file.with_suffix(f".{os.getpid()}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(encode(gazetteer))
        part.replace(file)
        keep_newest(file, _BESIDE)
    except OSError:
        with suppress(OSError):
            part.unlink()


def keep_newest(newest: Path, count: int) -> None:
    """Removes, of what is kept under hashes beside a file or directory with the same suffix, all but the newest; who
    has them open keeps them. What has another name was not written here, and stays.
    """
    if not is_hashed(newest):
        return
    known = []
    for place in newest.parent.glob(f"*{newest.suffix}"):
        if is_hashed(place) and not place.is_symlink():
            with suppress(OSError):
                known.append((place.stat().st_mtime_ns, place))
    for _, place in sorted(known)[:-count]:
        if place != newest:
            with suppress(OSError):
                remove_compiled(place) if place.is_dir() else place.unlink()


def is_hashed(place: Path) -> bool:
    """Whether the name is one that is given to what is kept here: the hash of a content, and of the code."""
    return _HASHED.fullmatch(place.name) is not None


def remove_compiled(place: Path) -> None:
    """Removes a directory of arrays and of answers kept beside them; not one that holds something else too.

    Raises OSError.
    """
    files = list(place.iterdir())
    if all(_BENEATH.fullmatch(file.name) for file in files):
        for file in files:
            file.unlink()
        place.rmdir()
