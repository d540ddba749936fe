"""Keys: the strings under which a name is filed, and those under which it is looked up.

A key is the name's letters in one folded alphabet, glued: its own script's, and the spellings that its routes give.
Forms are filed under few keys; a mention is looked up under many, with its halves exchanged too. Keys only bring
candidates; agreement is judged by `compare`.
"""

from __future__ import annotations

from functools import lru_cache

from unidecode import unidecode

from .name import Spelling
from .order import rotations
from .readings.folding import fold
from .readings.lattice import Edge, Lattice
from .readings.routes import all_bridges, one_kana
from .scripts import Script

_FILED = 4  # spellings a route gives to file a form under: the usual readings
_ASKED = 48  # spellings a route gives to look a mention up: kanji have many readings
_LOOSE = 6  # spellings that are looked up loosely, by shared n-grams


@lru_cache(maxsize=50_000)
def keys(spelling: Spelling) -> tuple[str, ...]:
    """What a form is filed under, and what a mention is looked up under loosely: its own letters first."""
    found = dict.fromkeys([own_key(spelling)])
    for lattice in _lattices(spelling):
        found.update(dict.fromkeys(best_texts(lattice, 0, _FILED)))
    if spelling.script is not Script.LATIN:
        found[fold(unidecode(own_key(spelling)), Script.LATIN)] = None
    return tuple(key for key in found if key)


@lru_cache(maxsize=50_000)
def probes(spelling: Spelling) -> tuple[str, ...]:
    """What a mention is looked up under exactly: every likely spelling along every route, either name first."""
    folded = tuple(fold(word, spelling.script) for word in spelling.words)
    found = dict.fromkeys("".join((*folded[cut:], *folded[:cut])) for cut in range(max(1, len(folded))))
    for bridge in all_bridges():
        if one_kana(bridge.target) is spelling.script:
            # a route may fold its target more coarsely than the script itself is folded
            words = tuple(bridge.fold(word) for word in spelling.words)
            found.update(dict.fromkeys("".join((*words[cut:], *words[:cut])) for cut in range(max(1, len(words)))))
    for lattice in _lattices(spelling):
        for cut in rotations(len(lattice.units), lattice.breaks, spelling.script):
            found.update(dict.fromkeys(best_texts(lattice, cut, _ASKED)))
    return tuple(key for key in found if key)


def own_key(spelling: Spelling) -> str:
    """The spelling's letters in its own script, folded and glued."""
    return "".join(fold(word, spelling.script) for word in spelling.words)


def _lattices(spelling: Spelling) -> list[Lattice]:
    found = []
    for bridge in all_bridges():
        if one_kana(bridge.source) is spelling.script and bridge.target is not spelling.script:
            lattice = bridge.lattice(spelling.words)
            if lattice is not None:
                found.append(lattice)
    return found


def best_texts(lattice: Lattice, cut: int, limit: int) -> tuple[str, ...]:
    """The cheapest spellings of a whole name along a lattice, cheapest first, by a beam of `limit`.

    `cut` is the unit at which the name's halves are exchanged; 0: as written.
    """
    count = len(lattice.units)
    starting: dict[int, list[Edge]] = {}
    for edge in lattice.edges:
        if not edge.start < cut < edge.end:
            starting.setdefault((edge.start - cut) % count, []).append(edge)
    beams: list[dict[str, float]] = [{} for _ in range(count + 1)]
    beams[0][""] = 0.0
    for at in range(count):
        best = sorted((cost, text) for text, cost in beams[at].items())[:limit]
        for edge in starting.get(at, ()):
            row = beams[at + edge.end - edge.start]
            for cost, text in best:
                longer, total = text + edge.text, cost + edge.cost
                if total < row.get(longer, float("inf")):
                    row[longer] = total
    ranked = sorted((cost, text) for text, cost in beams[count].items() if text)
    return tuple(text for _, text in ranked[:limit])
