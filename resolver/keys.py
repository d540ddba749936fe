"""Keys: the strings under which a name is filed and looked up, the same for forms and mentions.

A key is the name's letters in one folded alphabet, glued: its own script's, and the Latin skeletons that its routes
give. Keys only bring candidates; agreement is judged by `compare`.
"""

from __future__ import annotations

from functools import lru_cache

from unidecode import unidecode

from .name import Spelling
from .readings.folding import fold
from .readings.lattice import Lattice
from .readings.routes import bridges
from .scripts import Script

_BEST = 6  # spellings taken from a lattice: enough for the usual readings of every unit, few enough to look up
_SYLLABLE_HUBS = frozenset({Script.CYRILLIC, Script.KATAKANA, Script.HANGUL})


def best_texts(lattice: Lattice, limit: int = _BEST) -> tuple[str, ...]:
    """The cheapest spellings of a whole name along a lattice, cheapest first, by a beam of `limit`."""
    beams: list[list[tuple[float, str]]] = [[] for _ in range(len(lattice.units) + 1)]
    beams[0] = [(0.0, "")]
    for at in range(len(lattice.units)):
        beams[at] = sorted(set(beams[at]))[:limit]
        for edge in lattice.edges:
            if edge.start == at:
                beams[edge.end] += [(cost + edge.cost, text + edge.text) for cost, text in beams[at]]
    return tuple(dict.fromkeys(text for _, text in sorted(set(beams[-1]))[:limit] if text))


@lru_cache(maxsize=50_000)
def keys(spelling: Spelling) -> frozenset[str]:
    """The keys of a spelling: its own folded letters, and its spellings along every route it can begin."""
    own = "".join(fold(word, spelling.script) for word in spelling.words)
    found = {own} if own else set()
    for target in (Script.LATIN, *_SYLLABLE_HUBS):
        if target is spelling.script:
            continue
        for bridge in bridges(spelling.script, target):
            lattice = bridge.lattice(spelling.words)
            if lattice is not None:
                found.update(best_texts(lattice, _BEST if target is Script.LATIN else 2))
    if spelling.script is not Script.LATIN:
        found.add(fold(unidecode(own), Script.LATIN))
    return frozenset(key for key in found if key)
