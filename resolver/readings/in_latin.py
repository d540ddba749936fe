"""A name in Latin letters, as each route reads it: for a reader to whom its own script says nothing."""

from __future__ import annotations

from typing import NamedTuple

from ..text.scripts import Script
from .likeliest import likeliest
from .routes import bridges

_SHARPNESS = 1.0


class Romanised(NamedTuple):
    """The likeliest spelling along a route, with the route's code and title (`mandarin`)."""

    text: str
    code: str
    title: str


def in_latin(words: tuple[str, ...], script: Script) -> tuple[Romanised, ...]:
    """Each spelling once, by the route that comes first; none for a name in Latin letters, or where no route leads.

    >>> [each.text for each in in_latin(("きし", "のぶお"), Script.KATAKANA)]
    ['Kishi Nobuo', 'Kisi Nohbueo']
    """
    if script is Script.LATIN:
        return ()
    found: dict[str, Romanised] = {}
    for bridge in bridges(script, Script.LATIN):
        for spelt in likeliest(bridge, words, 1, _SHARPNESS):
            found.setdefault(spelt.text, Romanised(spelt.text, bridge.code, bridge.title))
    return tuple(found.values())
