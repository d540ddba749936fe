"""One gazetteer made ready to be asked, whole: what a request takes once and keeps until it is answered."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sized
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct, field

from .. import __version__
from ..resolver.index.postings import Arrays
from ..resolver.model import Entity, EntityId, Gazetteer, Term
from ..resolver.replacing import replaced_by
from ..resolver.resolve import Resolver
from .directory import Directory
from .name_list import NameList
from .namesakes import description
from .wire import dump

if TYPE_CHECKING:
    from ..resolver.documents.annotate import Annotator
    from ..resolver.store.reading.provenance import Provenance

_LONGEST_KEPT = 50_000  # bytes
_OVERHEAD = 700  # bytes of a question, its place and the headers of a reply
_JSON = (b"content-type", b"application/json")
_OF_EACH_KIND = (
    "Bộ trưởng Ngô Xuân Lịch",
    "吴春历大将",
    "Нго Суан Лить",
    "ゴ・スアン・リック",
    "응오 쑤언 릭",
    "Smith John",
    "Ministry of Defence of Japan",
    "Trade Agreement between Japan and Viet Nam",
)

Asked = TypeVar("Asked", bound=Hashable)
Kept = TypeVar("Kept", bound=Sized)


class Answers(Generic[Asked, Kept]):
    """Ready JSON by what was asked, at most so many bytes of it; the oldest leaves first. Dies with its snapshot."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._kept: dict[Asked, Kept] = {}

    def get(self, asked: Asked) -> Kept | None:
        """The JSON kept for a question."""
        return self._kept.get(asked)

    def keep(self, asked: Asked, answer: Kept) -> None:
        """Keeps an answer, unless it is too long to be worth its place."""
        size = len(answer) + _OVERHEAD
        if size > self._most or len(answer) > _LONGEST_KEPT or asked in self._kept:
            return
        while self._size + size > self._most:
            self._size -= len(self._kept.pop(next(iter(self._kept)))) + _OVERHEAD
        self._kept[asked] = answer
        self._size += size

    def __len__(self) -> int:
        """How many answers are kept."""
        return len(self._kept)


class Page(Struct, frozen=True):
    """The reply of GET /resolve as it goes over the wire; its length is that of the body. The headers end with the
    two that a 304 has too. Nobody changes them: `Observe` adds its own to a copy.
    """

    body: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    etag: bytes
    status: int = 200

    def unmodified(self) -> Page:
        """What a client is told that has it already."""
        return Page(b"", self.headers[2:], self.etag, 304)

    def __len__(self) -> int:
        """Bytes of the body."""
        return len(self.body)


class Snapshot(Struct, eq=False, dict=True):
    """A resolver and all that follows from the same gazetteer, made when first needed. Replaced as one by a reload.

    `place` is where the gazetteer lies compiled; None where it does not.
    """

    resolver: Resolver
    loaded_at: float = 0.0
    kept: Arrays = field(default_factory=dict)
    place: Path | None = None
    pages: Answers[bytes, Page] = field(default_factory=lambda: Answers(0))
    results: Answers[Hashable, bytes] = field(default_factory=lambda: Answers(0))

    @cached_property
    def names(self) -> NameList:
        """Every name for looking up and for labels: from the compiled gazetteer, else made when first needed."""
        with suppress(KeyError):
            return NameList.restore(self.kept)
        return NameList.build(self.gazetteer)

    @cached_property
    def directory(self) -> Directory:
        """Kinds and countries of all entities: from the compiled gazetteer, else made when first needed."""
        with suppress(KeyError):
            return Directory.restore(self.kept)
        return Directory.build(self.gazetteer)

    @cached_property
    def provenance(self) -> Provenance | None:
        """Where everything is written; None for a gazetteer that was not read from files."""
        from ..resolver.store.reading.provenance import Provenance

        with suppress(KeyError):
            return Provenance.restore(self.kept)
        return None

    @cached_property
    def holders(self) -> Mapping[EntityId, tuple[tuple[Entity, Term], ...]]:
        """(person, term) by the id of the post, that which another was merged into."""
        found: dict[EntityId, tuple[tuple[Entity, Term], ...]] = {}
        for post_id, held in self.resolver.catalogue.holders.items():
            post = self.gazetteer.redirect(post_id)
            known = post.id if post else post_id
            found[known] = (*found.get(known, ()), *held)
        return found

    @cached_property
    def annotator(self) -> Annotator:
        """What finds the mentions of running text."""
        from ..resolver.documents.annotate import Annotator

        return Annotator(self.resolver)

    @cached_property
    def replaced_by(self) -> Mapping[EntityId, tuple[EntityId, ...]]:
        """By the id of a predecessor the ids of its successors."""
        return replaced_by(self.resolver.catalogue.apart)

    def load_tables(self) -> None:
        """Loads the tables that the first requests would wait for: a name of each script and kind that has some."""
        for mention in _OF_EACH_KIND:
            self.resolver.resolve(mention, limit=1)

    @property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer of this snapshot."""
        return self.resolver.gazetteer

    @cached_property
    def etag(self) -> str:
        """The entity tag of everything that depends on nothing but code, gazetteer, prior and URL."""
        return f'"{__version__}-{self.gazetteer.version}-{self.resolver.policy.known_share:g}"'

    @cached_property
    def _tagged(self) -> tuple[tuple[bytes, bytes], ...]:
        """The same as it goes over the wire, with what a cache may do."""
        return ((b"etag", self.etag.encode("latin-1", "replace")), (b"cache-control", b"no-cache"))

    @cached_property
    def versions(self) -> bytes:
        """The JSON object that every reply begins with: the version of the code and that of the gazetteer."""
        return dump({"version": __version__, "gazetteer": self.gazetteer.version})

    def page(self, body: bytes) -> Page:
        """A reply that depends on nothing but code, gazetteer, prior and URL."""
        length = (b"content-length", b"%d" % len(body))
        return Page(body, (_JSON, length, *self._tagged), self._tagged[0][1])

    def describe(self, entity_id: EntityId) -> str:
        """One line about an entity; empty when there is none."""
        entity = self.gazetteer.redirect(entity_id)
        return description(entity, self.gazetteer) if entity else ""
