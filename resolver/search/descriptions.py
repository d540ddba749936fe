"""What the names of organisations and agreements say of them: read when a gazetteer is compiled, and kept packed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial

from .. import agreements, organisations
from .. import lazy_numpy as np
from ..index.postings import Array, cumulated, narrow
from ..model import Entity, Kind
from .rolls import Apart

_DESCRIBED = 65_536  # organisations, and as many agreements


def described(entity: Entity) -> tuple[tuple[str, ...], str]:
    """The functions that an organisation's names say, or the concepts that an agreement's do; and all that they say,
    packed.
    """
    if entity.kind is Kind.ORGANISATION:
        organisation = organisations.described(entity)
        return tuple(sorted(organisation.functions)), organisations.packed(organisation)
    if entity.kind is Kind.AGREEMENT:
        agreement = agreements.described(entity)
        return tuple(sorted(agreement.name.concepts)), agreements.packed(agreement)
    return (), ""


class Packed:
    """The packed descriptions of some entities, one after the other, by their places."""

    def __init__(self, starts: Array, texts: Array) -> None:
        self.starts = starts
        self.texts = texts

    @classmethod
    def of(cls, texts: Sequence[str]) -> Packed:
        """Of the texts; an empty one for an entity that has none."""
        written = [text.encode() for text in texts]
        starts = cumulated(np.fromiter(map(len, written), np.int64, len(written)))
        return cls(narrow(starts), np.frombuffer(b"".join(written), np.uint8))

    def __getitem__(self, place: int, /) -> bytes:
        return self.texts[self.starts[place] : self.starts[place + 1]].tobytes()


class Descriptions:
    """What the names of organisations and agreements say of them, unpacked or read when it is first asked for, and then
    kept.
    """

    def __init__(self, apart: Apart, packed: Packed | None) -> None:
        # not bound to self: a cycle outlives its use
        self.organisation = lru_cache(maxsize=_DESCRIBED)(partial(_organisation, apart, packed))
        self.agreement = lru_cache(maxsize=_DESCRIBED)(partial(_agreement, apart, packed))


def _organisation(apart: Apart, packed: Packed | None, entity: Entity) -> organisations.KnownOrganisation:
    text = _packed(apart, packed, entity)
    return organisations.unpacked(entity, text) if text else organisations.described(entity)


def _agreement(apart: Apart, packed: Packed | None, entity: Entity) -> agreements.KnownAgreement:
    text = _packed(apart, packed, entity)
    return agreements.unpacked(entity, text) if text else agreements.described(entity)


def _packed(apart: Apart, packed: Packed | None, entity: Entity) -> bytes:
    """What is kept of an entity; nothing where it has to be read."""
    place = apart.place(entity.id) if packed else None
    return b"" if packed is None or place is None else packed[place]
