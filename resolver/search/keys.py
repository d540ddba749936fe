"""Keys: the strings under which a name is filed, and those under which it is looked up.

A key is the name's letters in one folded alphabet, glued: its own script's, and the spellings that its routes give.
Forms are filed under few keys; a mention is looked up under many, with its halves exchanged too. Keys only bring
candidates; agreement is judged by `compare`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from math import inf

from unidecode import unidecode

from ..index.key_index import Index
from ..mentions.name import Spelling, spell
from ..model import Kind
from ..names.compare import is_spoken
from ..names.forms import KnownForm
from ..names.rotations import rotations
from ..readings.lattice import Edge, Lattice
from ..readings.routes import bridges_from, folds_into, one_kana, read
from ..text.folding import fold
from ..text.scripts import Script
from ..vocabulary.official_names import core

_FILED = 4  # spellings a route gives to file a form under: the usual readings
_ASKED = 2  # spellings a route gives to look a mention up under, loosely
_SPOKEN_WORDS = 3  # words of an organisation's name; a longer one is translated, not heard
_LONGEST_NAME = 80  # letters; what is longer is no person's name and has no spelling to derive
_MOST_UNITS = {True: 9, False: 40}  # units of a lattice, if they are Han characters or not
_MOST_PLACES = 3000  # places of a lattice that a walk over the index visits: bounded time for any name


def filed(form: KnownForm) -> tuple[str, ...]:
    """What a form is filed under: its own letters, and the usual spellings along the routes of its owner's country."""
    spelling, entity = form.spelling, form.entity
    if entity.kind is not Kind.PERSON:
        found = dict.fromkeys([own_key(spelling), *_as_routes_fold(spelling.words, spelling.script)])
        name = spell(core(spelling.text).text)
        found[own_key(name)] = None
        if entity.kind is Kind.ORGANISATION and is_proper_name(name):
            found.update(dict.fromkeys(_keys(name, entity.country, _FILED)))
        return tuple(key for key in found if key)
    guess = not form.read or spelling.script is not Script.HAN
    return _keys(spelling, entity.country, _FILED) if guess else (own_key(spelling),)


def is_proper_name(spelling: Spelling) -> bool:
    """Whether an organisation's name is short enough to be heard in another script, and no acronym."""
    return len(spelling.words) <= _SPOKEN_WORDS and is_spoken(spelling)


def keys(spelling: Spelling, scripts: frozenset[Script] | None = None) -> tuple[str, ...]:
    """What a mention is looked up under loosely: its own letters first, then spellings along the routes.

    Only those that end in one of the scripts are taken, where these are given.
    """
    return _keys(spelling, "", _ASKED, scripts)


@lru_cache(maxsize=2_000)
def _keys(spelling: Spelling, country: str, limit: int, scripts: frozenset[Script] | None = None) -> tuple[str, ...]:
    found = dict.fromkeys([own_key(spelling), *_as_routes_fold(spelling.words, spelling.script)])
    for lattice in _lattices(spelling, scripts, country):
        found.update(dict.fromkeys(best_texts(lattice, limit)))
    if spelling.script is not Script.LATIN:
        found[fold(unidecode(own_key(spelling)), Script.LATIN)] = None
    return tuple(key for key in found if key)


def written(spelling: Spelling, index: Index) -> tuple[int, ...]:
    """The forms that are written as the mention is, letter by letter, either name first."""
    own: Callable[[str], str] = partial(fold, script=spelling.script)
    folds = (own, *folds_into(spelling.script))
    probes: dict[str, None] = {}
    for folded in dict.fromkeys(tuple(map(each, spelling.words)) for each in folds):
        for cut in range(max(1, len(folded))):
            probes["".join((*folded[cut:], *folded[:cut]))] = None
    probes[own_key(spell(core(spelling.text).text))] = None
    return index.exact_any([key for key in probes if key])


def derived(spelling: Spelling, index: Index, scripts: frozenset[Script]) -> tuple[int, ...]:
    """The forms in one of the scripts that some path of a route reaches, either name first."""
    found: set[int] = set()
    for lattice in _lattices(spelling, scripts):
        found.update(_walk(lattice, rotations(len(lattice.units), lattice.breaks, spelling.script), index))
    return tuple(sorted(found))


def _walk(lattice: Lattice, cuts: tuple[int, ...], index: Index) -> Iterator[int]:
    """The forms whose key is a path of the lattice: every path, since a beginning that no key has is left at once."""
    count = len(lattice.units)
    starting = _by_head(lattice)
    for cut in cuts:
        waiting = [(0, b"", 0, len(index))]
        for _ in range(_MOST_PLACES):
            if not waiting:
                break
            done, text, low, high = waiting.pop()
            unit = (cut + done) % count
            for head, edges in starting[unit].items():
                begin, stop = index.beginning(text + head, low, high) if len(edges) > 1 else (low, high)
                for end, letters in edges if begin < stop else ():
                    if unit < cut < end:
                        continue
                    longer = text + letters
                    first, last = index.beginning(longer, begin, stop)
                    if first == last:
                        continue
                    if done + end - unit == count:
                        yield from index.of_key(first, longer)
                    else:
                        waiting.append((done + end - unit, longer, first, last))


def _by_head(lattice: Lattice) -> list[dict[bytes, list[tuple[int, bytes]]]]:
    """For each unit the ends and letters of its edges, by their first letter: most often it tells that none fits."""
    distinct: list[dict[tuple[int, str], None]] = [{} for _ in lattice.units]
    for edge in lattice.edges:
        distinct[edge.start][edge.end, edge.text] = None
    starting: list[dict[bytes, list[tuple[int, bytes]]]] = [{} for _ in lattice.units]
    for here, edges in zip(starting, distinct, strict=True):
        for end, text in edges:
            here.setdefault(text[:1].encode(), []).append((end, text.encode()))
    return starting


def _as_routes_fold(words: tuple[str, ...], script: Script) -> list[str]:
    """The words as each route that leads to their script folds it: more coarsely than the script itself is folded."""
    return list(dict.fromkeys("".join(map(each, words)) for each in folds_into(script)))


def own_key(spelling: Spelling) -> str:
    """The spelling's letters in its own script, folded and glued."""
    return "".join(fold(word, spelling.script) for word in spelling.words)


def _lattices(spelling: Spelling, scripts: frozenset[Script] | None = None, country: str = "") -> list[Lattice]:
    """The lattices of the routes that begin in the spelling's script and end in one of these (None: any other).

    With a country, only routes that are usual for its names.
    """
    if len(spelling.text) > _LONGEST_NAME:
        return []
    found = []
    for bridge in bridges_from(spelling.script):
        usual = not country or not bridge.countries or country in bridge.countries
        if usual and (scripts is None or one_kana(bridge.target) in scripts):
            lattice = read(bridge, spelling.words)
            if lattice is not None and len(lattice.units) <= _MOST_UNITS[spelling.script is Script.HAN]:
                found.append(lattice)
    return found


def _cheapest(edges: list[Edge], limit: int) -> list[Edge]:
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


def best_texts(lattice: Lattice, limit: int) -> tuple[str, ...]:
    """The cheapest spellings of a whole name along a lattice, cheapest first, by a beam of `limit`."""
    count = len(lattice.units)
    starting: dict[int, list[Edge]] = {}
    for edge in lattice.edges:
        starting.setdefault(edge.start, []).append(edge)
    beams: list[dict[str, float]] = [{} for _ in range(count + 1)]
    beams[0][""] = 0.0
    for at in range(count):
        best = sorted((cost, text) for text, cost in beams[at].items())[:limit]
        for edge in _cheapest(starting.get(at, []), limit) if best else ():
            row = beams[edge.end]
            for cost, text in best:
                longer, total = text + edge.text, cost + edge.cost
                if total < row.get(longer, inf):
                    row[longer] = total
    ranked = sorted((cost, text) for text, cost in beams[count].items() if text)
    return tuple(text for _, text in ranked[:limit])
