"""Skeletons: a word reduced to what survives from script to script, so that renderings of one name look alike.

A full skeleton keeps consonants by place (with voice) and three vowels, a bare one only classes of consonants.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..text.scripts import Script
from .chunks import chunks, likeliest
from .phones import romanised
from .segments import Word, words

_HUSHING = re.compile("tsch|sch|tch|dzh|cz|sz|ch|sh|zh|ts")
_SOFT_C = re.compile("c(?=[eiy])")
_SPELLINGS = re.compile("ph|th|gh|kh|ck|qu|q|x|c")
_PLAIN = {"ph": "f", "th": "t", "gh": "g", "kh": "h", "ck": "k", "qu": "k", "q": "k", "x": "ks", "c": "k"}
_MAY_HUSH, _MAY_BE_SPELT = frozenset("hzt"), frozenset("hcqx")
"""Letters of which each spelling of a hushing sound, and each other spelling of one sound by several, has one."""
_FULL = str.maketrans({"z": "s", "j": "s", "r": "l", "h": None, "y": "i", "o": "u", "e": "i", "w": "f", "v": "f"})
_BARE = str.maketrans({"b": "p", "d": "t", "g": "k"})
_TWICE = re.compile(r"(.)\1+")
_BEHIND_FIRST = {**_BARE, **str.maketrans("", "", "aiu")}


def latin(word: Word) -> str:
    """The word in plain Latin letters: its own, or the likeliest of each unit. Empty for a numeral."""
    if word.script is Script.LATIN:
        return romanised(word.units, word.script)
    best = chunks(word.script).best
    return "".join([best[unit] if unit in best else likeliest(unit, word.script) for unit in word.units])


@lru_cache(maxsize=1 << 10)
def full(letters: str) -> str:
    """The full skeleton of plain Latin letters: `johnson` is `sunsun`, `michael` is `misail`.

    The cache serves a name that is laid beside many: two of its words are looked at as one with each.
    """
    plain = letters if _MAY_HUSH.isdisjoint(letters) else _HUSHING.sub("s", letters)
    if not _MAY_BE_SPELT.isdisjoint(plain):
        plain = _SPELLINGS.sub(_spelt_plainly, _SOFT_C.sub("s", plain) if "c" in plain else plain)
    return _undoubled(plain.translate(_FULL))


def bare(skeleton: str) -> str:
    """The bare skeleton of a full one: the first letter and consonants in classes."""
    return _undoubled(skeleton[:1].translate(_BARE) + skeleton[1:].translate(_BEHIND_FIRST))


def _spelt_plainly(match: re.Match[str]) -> str:
    return _PLAIN[match.group()]


def _undoubled(text: str) -> str:
    return _TWICE.sub(_once, text) if _TWICE.search(text) else text


def _once(match: re.Match[str]) -> str:
    return match.group(1)


def skeletons(text: str) -> tuple[tuple[str, str], ...]:
    """(full, bare) skeleton of each word of a name, in order; numerals are left out."""
    found = [full(latin(word)) for word in words(text) if word.units]
    return tuple((skeleton, bare(skeleton)) for skeleton in found if skeleton)
