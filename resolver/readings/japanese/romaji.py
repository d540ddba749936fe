"""Romaji: one key for all conventions of writing Japanese in Latin letters.

Hepburn with or without macrons, passport and "oh" spellings, wapuro and Kunrei of one name have one key:
Jirō, Jiro, Jiroh, Jirou and Zirô are `jiro`. A key is compared, never shown: it joins what Japanese keeps
apart (Ono and Ōno), since a name written without macrons cannot tell.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ...text.cleaning import unmarked
from ..spelling import rewritten, rules

_H_MUTE = "h(?![aiueo])"  # the h of "oh" spellings; before a vowel it begins the next mora
_WORD_FINAL_OH = re.compile(r"(?<=[ou])h+(?![a-z'])")
_NOT_LETTERS = re.compile(r"[^a-z]")
_STEPS = rules(
    ("l", "l", "r"),
    ("ch", "[tc](?=ch)", ""),
    ("", r"([bcdfghjkpqrstvwxyz])\1+", r"\1"),
    ("dz", "dz", "z"), ("dj", "dj", "j"), ("tz", "tz", "ts"),
    ("sy", "sy", "sh"), ("y", "[tc]y", "ch"), ("y", "[zdj]y", "j"),
    ("si", "si", "shi"), ("ti", "ti", "chi"), ("i", "[zd]i", "ji"), ("tu", "tu", "tsu"), ("du", "du", "zu"),
    ("hu", "(?<![sct])hu", "fu"),
    ("ye", "ye", "e"),
    ("o", f"o(?:[ou]|{_H_MUTE})+", "o"), ("u", f"u(?:u|{_H_MUTE})+", "u"), ("ii", "ii+", "i"),
    ("m", "m(?=[bmp])", "n"),
    ("nn", "nn+", "n"),
)  # fmt: skip
_UNLEVELLED = re.compile("[^a-z]|" + "|".join(rule.pattern.pattern for rule in _STEPS))
"""What a key has nothing of: asked first, since most that is asked for is a key already."""


@lru_cache(maxsize=1 << 12)
def key(latin: str) -> str:
    """The letters of a romanised name, the same for every convention; idempotent, letters a to z only.

    Long o, u and i, geminates, and m before b, m, p are levelled; si, ti, tu, hu, zi, di, du, sy, ty, zy
    are read as Kunrei's; l is r; spaces, hyphens and apostrophes go. Long a and e stay: Masaaki is not
    Masaki.
    """
    if not _UNLEVELLED.search(latin):
        return latin
    is_plain = latin.isascii() and latin.isalpha()
    text = _WORD_FINAL_OH.sub("", latin.lower() if is_plain else unmarked(unmarked(latin).casefold()))
    text = text if is_plain else _NOT_LETTERS.sub("", text)
    while _UNLEVELLED.search(text):
        text = rewritten(text, _STEPS)
    return text
