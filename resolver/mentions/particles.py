"""Particles at the end of a Korean or Japanese mention: 조태열 장관은, 王毅外相は, 小泉進次郎が."""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import NamedTuple

from ..tables.schema.titles import PARTICLES
from ..text.scripts import Script, script_of
from ..text.units import split
from ..vocabulary.offices import lexicon

_PERSONAL = frozenset({"rank", "office", "role", "honorific"})
_KOREAN_NAME = 3  # syllables; what is longer may end in a particle
_SHORTEST = 2


class Bare(NamedTuple):
    """A mention without its particle. `sure`: a title stands before that, so that it is no part of a name."""

    text: str
    sure: bool


def without_particle(text: str) -> Bare | None:
    """A clean text without the particle at its end; None when it has none.

    A particle follows a title, Han characters and katakana, or a Korean name of three syllables. A name may end like
    one (이재은, さくら), so only behind a title it is `sure`.
    """
    ending = next((each for each in _particles() if text.endswith(each)), "")
    rest = text.removesuffix(ending)
    if not ending or len(rest) < _SHORTEST or not rest[-1].isalpha():
        return None
    units = split(rest)
    title = lexicon().ending(units, len(units))
    if title and title.end - title.start > 1 and {sense.kind for sense in title.values} & _PERSONAL:
        return Bare(rest, True)
    if script_of(ending[0]) is Script.HANGUL:
        last = rest.rsplit(" ", 1)[-1]
        return Bare(rest, False) if len(last) >= _KOREAN_NAME else None
    return Bare(rest, False) if script_of(rest[-1]) in {Script.HAN, Script.KATAKANA} else None


@cache
def _particles() -> tuple[str, ...]:
    """The longest first."""
    return tuple(sorted(chain.from_iterable(row.forms for row in PARTICLES.read()), key=len, reverse=True))
