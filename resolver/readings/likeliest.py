"""The likeliest spellings along a route, as a reader writes them, each with its share of all that the route allows."""

from __future__ import annotations

from math import exp
from operator import attrgetter
from typing import NamedTuple, TypeVar

from ..text.scripts import Script, main_script
from ..vocabulary.customs import shared_names
from .chinese.mandarin import is_compound
from .lattice import Bridge, Edge, Lattice
from .routes import read

_LETTERED = frozenset({Script.KATAKANA, Script.HIRAGANA, Script.CYRILLIC})
"""Scripts whose units are letters or morae: only the source says where a word ends."""
_WORDS_APART = frozenset({Script.KATAKANA, Script.THAI})
"""Scripts that part the family name from the given name, and not the characters of a Chinese one."""
_PREFERRED = 0.001  # nats for a unit that is read alone: of two ways that cost the same, the longer piece
_BEAM = 6


class Spelt(NamedTuple):
    """A spelling of a name, and its share of all spellings that the route allows for it, from 0 to 1."""

    text: str
    share: float


class _Path(NamedTuple):
    cost: float
    edges: tuple[Edge, ...]


def likeliest(bridge: Bridge, words: tuple[str, ...], limit: int, sharpness: float) -> list[Spelt]:
    """The best spellings of a name along a route; none when some unit of it has none.

    A spelling that costs c nats weighs exp(-sharpness * c). Costs are those of recognising, which is lenient: who
    writes a name keeps to the standard more than that.
    """
    lattice = read(bridge, words)
    if lattice is None:
        return []
    paths, whole = _paths(lattice, _BEAM if limit > 1 else 1, sharpness)
    found: dict[str, float] = {}
    for path in paths:
        text = _joined(path.edges, lattice, bridge)
        found[text] = found.get(text, 0.0) + exp(-sharpness * path.cost) / whole
    ranked = sorted(found.items(), key=lambda each: -each[1])
    return [Spelt(text, min(share, 1.0)) for text, share in ranked[:limit]]


def _paths(lattice: Lattice, beam: int, sharpness: float) -> tuple[list[_Path], float]:
    """The cheapest paths over a lattice, and the sum of the weights of all of them."""
    count = len(lattice.units)
    leaving: list[dict[int, list[Edge]]] = [{} for _ in range(count)]
    for edge in lattice.edges:
        leaving[edge.start].setdefault(edge.end, []).append(edge)
    reached: list[list[_Path]] = [[] for _ in range(count + 1)]
    weights = [0.0] * (count + 1)
    reached[0], weights[0] = [_Path(0.0, ())], 1.0
    for at in range(count):
        best = _best(reached[at], beam)
        for end, edges in leaving[at].items() if best else ():
            weights[end] += weights[at] * sum(exp(-sharpness * edge.cost) for edge in edges)
            extra = _PREFERRED * (end - at == 1)
            for edge in _best(edges, beam) if len(edges) > beam else edges:
                reached[end] += [_Path(path.cost + edge.cost + extra, (*path.edges, edge)) for path in best]
    return sorted(reached[count], key=_cost)[:beam], weights[count]


_cost = attrgetter("cost")
Costly = TypeVar("Costly", Edge, _Path)


def _best(costly: list[Costly], count: int) -> list[Costly]:
    """The cheapest, the first of equals first."""
    if len(costly) < 2:
        return costly
    return [min(costly, key=_cost)] if count == 1 else sorted(costly, key=_cost)[:count]


def _joined(edges: tuple[Edge, ...], lattice: Lattice, bridge: Bridge) -> str:
    """The edges as words: a capital begins one, in scripts without capitals the source or another script does."""
    language = shared_names(bridge.countries)
    foreign = bridge.target is Script.KATAKANA and language != "ja"
    glued = bridge.target is Script.HANGUL and language in {"zh", "ko"}
    between = "・" if foreign else "" if glued else " "
    heads = _heads(lattice, bridge, language)
    text = ""
    for edge in edges:
        apart = edge.start in lattice.breaks or (edge.start in heads if heads else _begins(edge, bridge))
        shown = edge.shown if apart or not text else edge.shown.lower()
        text += f"{between}{shown}" if text and apart else shown
    return text


def _heads(lattice: Lattice, bridge: Bridge, language: str) -> frozenset[int]:
    """Where the given name of a Chinese name begins, in scripts that write it as one word; empty elsewhere."""
    if language != "zh" or bridge.target not in _WORDS_APART:
        return frozenset()
    if lattice.breaks or bridge.source is not Script.HAN:
        return lattice.breaks or frozenset({1})
    return frozenset({2 if is_compound(lattice.units) else 1})


def _begins(edge: Edge, bridge: Bridge) -> bool:
    lettered = bridge.source in _LETTERED or (bridge.source is Script.HAN and main_script(edge.shown) is Script.HANGUL)
    return not (lettered or edge.shown[:1] == "-" or edge.shown[:1].islower())
