"""Which spellings a lattice holds: a naive walk over its edges, to test routes with."""

from __future__ import annotations

from collections.abc import Iterator

from exonym.resolver.names.alignment import Target, fit
from exonym.resolver.readings.lattice import Lattice
from exonym.resolver.text.scripts import Script


def cost_of(lattice: Lattice | None, text: str) -> float | None:
    """The cost of the cheapest path that spells the text over all units; None when none does."""
    if lattice is None:
        return None
    return min(_costs(lattice, 0, text), default=None)


def _costs(lattice: Lattice, at: int, rest: str) -> Iterator[float]:
    if at == len(lattice.units) and not rest:
        yield 0.0
    for edge in lattice.edges:
        if edge.start == at and rest.startswith(edge.text):
            for cost in _costs(lattice, edge.end, rest[len(edge.text) :]):
                yield edge.cost + cost


def is_whole(lattice: Lattice | None, goal: Target, script: Script) -> bool:
    """Whether the target is the whole name by some path of the lattice."""
    found = fit(lattice, goal, script) if lattice else None
    return found is not None and found.whole() is not None
