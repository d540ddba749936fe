"""Whom something contradicts: never listed, and told of only where nobody can be."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from ..decision.decide import Assessment
from ..model import Entity


class Denial(Struct, frozen=True):
    """An entity that is contradicted; whether more may speak for it than against, and what would be said of it."""

    entity: Entity
    resembles: Callable[[], bool]
    assessed: Callable[[], Assessment | None]


Denied = list[Denial]
