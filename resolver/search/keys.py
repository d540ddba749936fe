"""Keys: the strings under which a name is filed, and those under which it is looked up.

A key is the name's letters in one folded alphabet, glued: its own script's, and the spellings that its routes give.
Forms are filed under few keys; a mention is looked up under many, with its halves exchanged too. Keys only bring
candidates; agreement is judged by `compare`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import NamedTuple

from unidecode import unidecode

from ..index.key_index import Index
from ..mentions.name import Spelling
from ..names.official import cored
from ..names.rotations import rotations
from ..readings.lattice import Bridge, Lattice
from ..readings.routes import bridges, bridges_from, folds_into, one_kana, read, read_usual
from ..text.folding import fold
from ..text.scripts import Script, script_of
from .walking import best_texts, walked

_OF_CHARACTERS = frozenset({"kana-han"})
"""Routes that read a name only where it has Han characters. Where most of such a name is in kana, it has letters of a
third script as well, which no route leads to characters."""
_ASKED = 2  # spellings a route gives to look a mention up under, loosely
LONGEST_NAME = 80  # letters; what is longer is no person's name and has no spelling to derive
_Read = Callable[[Bridge, tuple[str, ...]], Lattice | None]
MOST_UNITS = {True: 9, False: 40}  # units of a lattice, if they are Han characters or not


@lru_cache(maxsize=2_000)
def keys(spelling: Spelling, scripts: frozenset[Script] | None = None) -> tuple[str, ...]:
    """What a mention is looked up under loosely: its own letters first, then spellings along the routes.

    Only those that end in one of the scripts are taken, where these are given.
    """
    found = dict.fromkeys([own_key(spelling), *_as_routes_fold(spelling.words, spelling.script)])
    for lattice in filter(None, _lattices(spelling, scripts, read_usual)):
        found.update(dict.fromkeys(best_texts(lattice, _ASKED)))
    if spelling.script is not Script.LATIN:
        found[fold(unidecode(own_key(spelling)), Script.LATIN)] = None
    return tuple(key for key in found if key)


def written(spelling: Spelling, index: Index) -> tuple[int, ...]:
    """The forms that are written as the mention is, letter by letter, either name first."""
    own: Callable[[str], str] = partial(fold, script=spelling.script)
    folds = (own, *folds_into(spelling.script))
    probes: dict[str, None] = {}
    for folded in dict.fromkeys([tuple([each(word) for word in spelling.words]) for each in folds]):
        whole = "".join(folded)
        if index.characters.issuperset(whole):  # else no key has its letters, in whatever order
            probes[whole] = None
            probes.update(("".join((*folded[cut:], *folded[:cut])), None) for cut in range(1, len(folded)))
    if (told := cored(spelling)) is not spelling:
        probes[own_key(told)] = None
    return index.exact_any([key for key in probes if key]) if probes else ()


class Derived(NamedTuple):
    """The forms that some path of a route reaches; `is_all`: every path of every route was tried."""

    forms: tuple[int, ...]
    is_all: bool


def derived(spelling: Spelling, index: Index, scripts: frozenset[Script]) -> Derived:
    """The forms in one of the scripts that some path of a route reaches, either name first."""
    found: set[int] = set()
    lattices = _lattices(spelling, scripts)
    is_all = None not in lattices
    for lattice in filter(None, lattices):
        forms, tried_all = walked(lattice, rotations(len(lattice.units), lattice.breaks, spelling.script), index)
        found |= forms
        is_all = is_all and tried_all
    return Derived(tuple(sorted(found)), is_all)


def is_only_derived(spelling: Spelling, index: Index, scripts: frozenset[Script], unread: frozenset[Script]) -> bool:
    """Whether no form agrees with all of a name but those that `derived` reaches in the `unread` scripts, if it tried
    every path: so for a name in Han characters that is not written in the gazetteer, either name first.

    `scripts` are those of all forms. False where it would be dear to know: for other scripts, and where forms are read
    themselves, or by a route that brings no candidates.
    """
    if spelling.script is not Script.HAN or not spelling.words or cored(spelling) is not spelling:
        return False
    if any(script_of(char) is not Script.HAN for word in spelling.words for char in word):
        return False
    if any(each.code not in _OF_CHARACTERS for other in scripts - {Script.HAN} for each in bridges(other, Script.HAN)):
        return False
    own = own_key(spelling)
    if index.exact_any([own[cut:] + own[:cut] for cut in range(len(own))]):
        return False
    told = (each for other in unread - {Script.HAN} for each in bridges(Script.HAN, one_kana(other)))
    return all(each.searches or read(each, spelling.words) is None for each in told)


def _as_routes_fold(words: tuple[str, ...], script: Script) -> list[str]:
    """The words as each route that leads to their script folds it: more coarsely than the script itself is folded."""
    return list(dict.fromkeys("".join(map(each, words)) for each in folds_into(script)))


def own_key(spelling: Spelling) -> str:
    """The spelling's letters in its own script, folded and glued."""
    return "".join(fold(word, spelling.script) for word in spelling.words)


def _lattices(spelling: Spelling, scripts: frozenset[Script] | None = None, read: _Read = read) -> list[Lattice | None]:
    """The lattices of the routes that begin in the spelling's script and end in one of these (None: any other).

    None in place of one that is too long to be searched.
    """
    most = MOST_UNITS[spelling.script is Script.HAN]
    if len(spelling.text) > LONGEST_NAME or (spelling.script is Script.HAN and _characters(spelling) > most):
        return [None]
    found: list[Lattice | None] = []
    for bridge in _bridges(spelling.script, scripts):
        lattice = read(bridge, spelling.words)
        if lattice is not None:
            found.append(lattice if len(lattice.units) <= most else None)
    return found


@lru_cache(maxsize=64)
def _bridges(source: Script, targets: frozenset[Script] | None) -> tuple[Bridge, ...]:
    """The bridges from a script to these, of those that make the same lattice for several scripts one."""
    wanted = (each for each in bridges_from(source) if targets is None or one_kana(each.target) in targets)
    return tuple({each.lattice: each for each in wanted}.values())


def _characters(spelling: Spelling) -> int:
    """How many Han characters a name has: no route has fewer units."""
    return sum([script_of(char) is Script.HAN for char in spelling.text])
