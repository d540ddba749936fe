"""One gazetteer made ready to be asked, whole: what a request takes once and keeps until it is answered."""

from __future__ import annotations

from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from resolver import __version__
from resolver.model import EntityId, Gazetteer
from resolver.postings import Arrays
from resolver.resolve import Resolver

from .describe import description
from .search import NameList
from .wire import dump

_LONGEST_KEPT = 50_000  # bytes
_OVERHEAD = 500  # bytes of a question and its place

Asked = TypeVar("Asked", bound=Hashable)


class Answers(Generic[Asked]):
    """Ready JSON by what was asked, at most so many bytes of it; the oldest leaves first. Dies with its snapshot."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._kept: dict[Asked, bytes] = {}

    def get(self, asked: Asked) -> bytes | None:
        """The JSON kept for a question."""
        return self._kept.get(asked)

    def keep(self, asked: Asked, body: bytes) -> None:
        """Keeps an answer, unless it is too long to be worth its place."""
        size = len(body) + _OVERHEAD
        if size > self._most or len(body) > _LONGEST_KEPT or asked in self._kept:
            return
        while self._size + size > self._most:
            self._size -= len(self._kept.pop(next(iter(self._kept)))) + _OVERHEAD
        self._kept[asked] = body
        self._size += size

    def __len__(self) -> int:
        """How many answers are kept."""
        return len(self._kept)


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A resolver with everything that follows from the same gazetteer. Replaced as one, never changed."""

    resolver: Resolver
    loaded_at: float = 0.0
    kept: Arrays = field(default_factory=dict)
    pages: Answers[bytes] = field(default_factory=lambda: Answers(0))
    results: Answers[Hashable] = field(default_factory=lambda: Answers(0))

    @cached_property
    def names(self) -> NameList:
        """Every name for looking up and for labels: from the compiled gazetteer, else made when first needed."""
        with suppress(KeyError):
            return NameList.restore(self.kept)
        return NameList.build(self.gazetteer)

    @property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer of this snapshot."""
        return self.resolver.gazetteer

    @cached_property
    def etag(self) -> str:
        """The entity tag of everything that depends on nothing but code, gazetteer and URL."""
        return f'"{__version__}-{self.gazetteer.version}"'

    @cached_property
    def etag_bytes(self) -> bytes:
        """The same as it goes over the wire."""
        return self.etag.encode("latin-1", "replace")

    @cached_property
    def versions(self) -> bytes:
        """The JSON object that every reply begins with: the version of the code and that of the gazetteer."""
        return dump({"version": __version__, "gazetteer": self.gazetteer.version})

    def describe(self, entity_id: EntityId) -> str:
        """One line about an entity; empty when there is none."""
        entity = self.gazetteer.redirect(entity_id)
        return description(entity, self.gazetteer) if entity else ""
