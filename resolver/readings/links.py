"""The usual spellings of a name along a route, word by word: what a route says of a word is packed once for all names.

The lattice of a name is a chain of links, each of which has the edges of some units and says how many units further the
next one begins. Most routes read each word for itself; where sounds run over from word to word, a link begins before
its word. A gazetteer is made ready from many names of few words; `Bridge.links` gives the chain of a name without
laying it out anew. It spells what `Bridge.lattice` does, as far as the usual spellings go.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from math import inf

from .lattice import CODE_POINTS, Edge, Lattice

USUAL = 4
"""Spellings of a name that a chain has, at least: the cheapest ones."""
KEPT = 1 << 15
"""Words of a route whose links stay, of some hundred bytes each."""
Chain = Sequence[bytes]

_PLACE, _SIZE = struct.Struct("=2i"), struct.Struct("=2i")
_ALIGNED = 8  # bytes


def link(edges: Iterable[Edge], units: int) -> bytes:
    """Edges over the next so many units of a chain, as `lattice.c` reads them."""
    return placed(0, units) + packed(edges)


def placed(at: int, units: int) -> bytes:
    """Says, before packed edges, how many units further they begin, and how many units further what follows does."""
    return _PLACE.pack(at, units)


def packed(edges: Iterable[Edge]) -> bytes:
    """The edges that may be in a usual spelling, whose units are numbered from where they are placed."""
    starting: dict[int, list[Edge]] = {}
    for edge in edges:
        starting.setdefault(edge.start, []).append(edge)
    kept = [edge for own in starting.values() for edge in cheapest(own, USUAL)]
    if not kept:
        return _SIZE.pack(0, 0)
    starts, ends, texts, _, costs = zip(*kept, strict=True)
    letters = "\0".join(texts)
    body = array("d", costs).tobytes() + array("i", starts + ends).tobytes()
    body += letters.encode(CODE_POINTS, "surrogatepass")
    return _SIZE.pack(len(kept), len(letters)) + body + bytes(-len(body) % _ALIGNED)


NO_EDGES = packed(())


def by_word(
    lattice: Callable[[tuple[str, ...]], Lattice | None], most: float = inf
) -> Callable[[tuple[str, ...]], Chain | None]:
    """The chains of a route that reads each word for itself, of at most so many words."""

    def of_word(word: str) -> bytes | None:
        found = lattice((word,))
        return None if found is None else link(found.edges, len(found.units))

    return linked(of_word, most)


def linked(of_word: Callable[[str], bytes | None], most: float = inf) -> Callable[[tuple[str, ...]], Chain | None]:
    """The same of a route that gives the link of a word, which is kept; None for a word that it does not read."""
    kept = lru_cache(maxsize=KEPT)(of_word)

    def links(words: tuple[str, ...]) -> Chain | None:
        found = [own for own in map(kept, words) if own is not None]
        return found if found and len(found) == len(words) <= most else None

    return links


def on_a_way(spans: Sequence[tuple[int, int]], end: int) -> list[tuple[int, int]]:
    """The spans of units, sorted, that are part of a way from 0 to the end: others are in no spelling."""
    reached, leading = {0}, {end}
    for first, last in spans:
        if first in reached:
            reached.add(last)
    for first, last in reversed(spans):
        if last in leading:
            leading.add(first)
    return [(first, last) for first, last in spans if first in reached and last in leading]


def cheapest(edges: list[Edge], limit: int) -> list[Edge]:
    """The edges, all from one unit, without those that are in none of the `limit` cheapest spellings up to their end.

    So many others with the same end spell something else and cost less, whatever stands before them.
    """
    if len(edges) <= limit:
        return edges
    costs: dict[int, dict[str, float]] = {}
    for edge in edges:
        own = costs.setdefault(edge.end, {})
        if edge.text and edge.cost < own.get(edge.text, inf):
            own[edge.text] = edge.cost
    dearest = {end: sorted(own.values())[limit - 1] if len(own) > limit else inf for end, own in costs.items()}
    return [edge for edge in edges if edge.cost <= dearest[edge.end]]
