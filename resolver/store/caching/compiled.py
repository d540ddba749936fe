"""A compiled gazetteer: everything a resolver needs, in flat files that are mapped into memory and never parsed.

A directory holds one `.npy` file an array (numpy's own format, without pickles: data only, whoever wrote it), with
the entities as JSON texts one after the other, and the checksums of all. Its name holds a hash of the gazetteer's files
and a fingerprint of this package, since the keys follow from both. Entities are decoded, and their names made ready of
what parsing them gave, when a question needs them, so that opening costs the same for a thousand names and for a
million, and processes that open one directory share its memory.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec.json import Decoder, Encoder
from msgspec.structs import force_setattr

from ... import lazy_numpy as np
from ...index.postings import Array, Arrays, cumulated, narrow
from ...model import Entity, EntityId, Form, Gazetteer, Kind
from ...policy import DEFAULT_POLICY, Policy
from ...resolve import Resolver
from ...search.catalogue import STORED, Catalogue, restore
from ..reading.canonical import facts, version_of
from .mapped import mapped, write_array, write_sums
from .snapshots import content_hash, is_hashed, keep_newest, load, remove_compiled

if TYPE_CHECKING:
    import numpy.typing as npt

_PACKAGE = Path(__file__).parents[2]
_KEPT = 20_000  # entities that stay decoded
_JSON = Encoder()
_ENTITY = Decoder(Entity)
_OBJECT = b"{"  # how a row begins that is not the name alone
_FORMS = b'{"forms":'  # how the row of an entity with more forms than its name begins
_LEFT_OUT = b'{"id":"","kind":"person","forms":[],'
_OWN = ("entities", "entity_", "version", *STORED)  # beginnings of the names of what a catalogue is read from
_DAMAGED = (OSError, ValueError, KeyError, TypeError, AttributeError, EOFError)
_BESIDE = 6  # compiled gazetteers that stay in a directory

Row = tuple[bytes, bytes]
"""The id of an entity, and the entity as it is kept."""


class Entities(Mapping[EntityId, Entity]):
    """The entities of a compiled gazetteer, numbered in the order of their ids, decoded when they are asked for."""

    def __init__(self, arrays: Arrays) -> None:
        self._ids, self._id_starts = arrays["entity_ids"], arrays["entity_id_starts"]
        self._rows, self._row_starts = arrays["entities"], arrays["entity_starts"]
        decoded = partial(_decoded, self._ids, self._id_starts, self._rows, self._row_starts)
        self._entity = lru_cache(maxsize=_KEPT)(decoded)  # not bound to self: a cycle outlives its use
        self._numbers: dict[EntityId, int] = {}  # of entities that were met by number, which soon are asked for by id

    def __reduce__(self) -> tuple[Any, ...]:
        own = (self._ids, self._id_starts, self._rows, self._row_starts)
        names = ("entity_ids", "entity_id_starts", "entities", "entity_starts")
        return Entities, (dict(zip(names, own, strict=True)),)

    def __len__(self) -> int:
        return len(self._id_starts) - 1

    def __iter__(self) -> Iterator[EntityId]:
        return map(self._id, range(len(self)))

    def __getitem__(self, entity_id: EntityId) -> Entity:
        number = self.number(entity_id)
        if number is None:
            raise KeyError(entity_id)
        return self._entity(number)

    def nth(self, number: int) -> Entity:
        """The entity of a number."""
        entity = self._entity(number)
        if len(self._numbers) >= _KEPT:
            self._numbers.clear()
        self._numbers[entity.id] = number
        return entity

    def number(self, entity_id: EntityId) -> int | None:
        """The number of an id; None for an unknown one."""
        known = self._numbers.get(entity_id)
        return self._search(entity_id) if known is None else known

    def _search(self, entity_id: EntityId) -> int | None:
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self._id(middle) < entity_id:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self) and self._id(low) == entity_id else None

    def _id(self, number: int) -> EntityId:
        return _piece(self._ids, self._id_starts, number).decode()


def _piece(pieces: Array, starts: Array, number: int) -> bytes:
    return pieces[starts[number] : starts[number + 1]].tobytes()


def _decoded(ids: Array, id_starts: Array, rows: Array, row_starts: Array, number: int) -> Entity:
    return _known(_piece(ids, id_starts, number).decode(), _piece(rows, row_starts, number))


class _Numbered:
    """Compiled entities by number."""

    def __init__(self, entities: Entities) -> None:
        self._entities = entities

    def __getitem__(self, number: int, /) -> Entity:
        return self._entities.nth(number)

    def __len__(self) -> int:
        return len(self._entities)

    def number(self, entity_id: EntityId) -> int | None:
        """The number of an id; None for an unknown one."""
        return self._entities.number(entity_id)


def open_resolver(
    paths: Sequence[Path],
    directory: Path,
    policy: Policy = DEFAULT_POLICY,
    unwritable: Callable[[OSError], object] = lambda _: None,
    not_compiled: Callable[[], object] = lambda: None,
) -> Resolver:
    """A resolver over these layers (see `load`), compiled in `directory` already or from now on.

    Raises GazetteerError as `load` does. A directory that cannot be written costs time, not the answer: `unwritable`
    is told why. `not_compiled` is called where nothing is kept of these layers yet, and may compile them there.
    """
    place = directory_of(paths, directory)
    if not place.exists():
        not_compiled()
    catalogue = read(place)
    if catalogue is None:
        resolver = Resolver(load(paths, directory), policy)
        try:
            write(resolver.catalogue, place)
        except OSError as error:
            unwritable(error)
        return resolver
    return Resolver(catalogue.gazetteer, policy, catalogue=catalogue)


def directory_of(paths: Sequence[Path], directory: Path) -> Path:
    """Where these layers, compiled by this code, are kept."""
    return directory / f"{content_hash(paths)}-{fingerprint()}.compiled"


def write(catalogue: Catalogue, place: Path, more: Arrays = MappingProxyType({})) -> None:
    """Keeps a catalogue, and more arrays beside it, as a directory: whole or not at all.

    Where those of the entities are there already, they may be among these.
    Raises OSError, also where a directory is in the way that holds something else.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=f"{place.name}.", suffix=".part", dir=place.parent))
    try:
        own = {} if "entities" in more else entity_arrays(rows_of(catalogue.gazetteer))
        arrays = {**more, **catalogue.arrays(), **own}
        arrays["version"] = np.frombuffer(catalogue.gazetteer.version.encode(), np.uint8)
        for name, array in arrays.items():
            write_array(partial, name, np.asarray(array))
        write_sums(partial, arrays)
        _make_way(place, frozenset(f"{name}.npy" for name in arrays))
        partial.rename(place)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    keep_newest(place, _BESIDE)


def _make_way(place: Path, names: frozenset[str]) -> None:
    """Removes what was kept there before, as damaged or poorer, and nothing else. Raises OSError."""
    if not place.is_dir():
        return
    if is_hashed(place) or names.issuperset(each.name for each in place.iterdir() if each.suffix == ".npy"):
        remove_compiled(place)
    if place.exists():
        raise FileExistsError(errno.EEXIST, "it holds something else than a compiled gazetteer", str(place))


def read(place: Path) -> Catalogue | None:
    """The catalogue kept in a directory; None if it is missing, damaged or of another gazetteer."""
    found = _restored(read_arrays(place, lambda name: name.startswith(_OWN)))
    return found and found[0]


def read_with_arrays(place: Path) -> tuple[Catalogue, Arrays] | None:
    """As `read`, with all arrays that are kept there."""
    return _restored(read_arrays(place))


def _restored(arrays: Arrays | None) -> tuple[Catalogue, Arrays] | None:
    if arrays is None:
        return None
    try:
        entities = Entities(arrays)
        gazetteer = Gazetteer(entities, arrays["version"].tobytes().decode())
        return restore(gazetteer, _Numbered(entities), arrays), arrays
    except _DAMAGED:
        return None


def read_arrays(place: Path, wanted: Callable[[str], bool] = lambda _: True) -> Arrays | None:
    """The arrays kept in a directory, or those of some names; None if one is missing or damaged."""
    try:
        return mapped(place, wanted)
    except _DAMAGED:
        return None


def rows_of(gazetteer: Gazetteer) -> list[Row]:
    """The id of each entity and the entity as it is kept, in the order of ids."""
    return [_row(facts(gazetteer.entities[each])) for each in sorted(gazetteer.entities)]


def rows_and_version(gazetteer: Gazetteer) -> tuple[list[Row], str]:
    """The same with the version of the gazetteer, in one pass: there may be many entities."""
    rows: list[Row] = []

    def each_once() -> Iterator[dict[str, Any]]:
        for entity_id in sorted(gazetteer.entities):
            known = facts(gazetteer.entities[entity_id])
            yield known
            rows.append(_row(known))

    version = version_of(each_once())
    return rows, version


def entity_arrays(rows: Sequence[Row]) -> dict[str, npt.NDArray[Any]]:
    """The entities of these rows as arrays."""
    id_starts, ids = _glued([entity_id for entity_id, _ in rows])
    starts, entities = _glued([row for _, row in rows])
    return {"entity_ids": ids, "entity_id_starts": id_starts, "entities": entities, "entity_starts": starts}


def _row(known: dict[str, Any]) -> Row:
    """The facts of an entity as JSON, without its id and what most entities of a table have: a person known by the
    name alone, of whom that is all that is kept.
    """
    kept = {"forms": [], "name": "", **known}  # the forms come first, so that it shows whether a row has any
    entity_id = kept.pop("id")
    if kept["kind"] == Kind.PERSON:
        del kept["kind"]
    if kept["forms"] == [[kept["name"], "", "name"]]:
        del kept["forms"]
    name: bytes = kept["name"].encode()
    is_name = kept.keys() == {"name"} and not name.startswith(_OBJECT)
    return entity_id.encode(), name if is_name else _JSON.encode(kept)


def _known(entity_id: EntityId, row: bytes) -> Entity:
    """The entity of a row: what is left out stands before it, and of what stands twice the last counts."""
    if not row.startswith(_OBJECT):
        name = row.decode()
        return Entity(entity_id, Kind.PERSON, name, (Form(name, "", "name"),))
    found = _ENTITY.decode(_LEFT_OUT + row[1:])
    force_setattr(found, "id", entity_id)  # nobody has seen it yet
    if not row.startswith(_FORMS):
        force_setattr(found, "forms", (Form(found.name, "", "name"),))
    return found


def _glued(texts: Sequence[bytes]) -> tuple[npt.NDArray[np.integer[Any]], npt.NDArray[np.uint8]]:
    """Where each text begins, and all of them one after the other."""
    starts = narrow(cumulated(np.fromiter(map(len, texts), np.int64, len(texts))))
    return starts, np.frombuffer(b"".join(texts), np.uint8)


@cache
def fingerprint() -> str:
    """A hash that changes with any module or table of the package: sizes and times of its files."""
    digest = hashlib.sha256()
    root = str(_PACKAGE)
    for folder, subfolders, names in os.walk(root):
        subfolders.sort()
        for name in sorted(names):
            if name.endswith((".py", ".tsv")):
                path = os.path.join(folder, name)  # noqa: PTH118 - hundreds of files at each start: a Path costs more
                status = os.stat(path)  # noqa: PTH116
                digest.update(f"{path[len(root) :]} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:12]
