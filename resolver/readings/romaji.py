"""Romaji: one key for all conventions of writing Japanese in Latin letters.

Hepburn with or without macrons, passport and "oh" spellings, wapuro and Kunrei of one name have one key:
Jirō, Jiro, Jiroh, Jirou and Zirô are `jiro`. A key is compared, never shown: it joins what Japanese keeps
apart (Ono and Ōno), since a name written without macrons cannot tell.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..text import unmarked

_H_MUTE = "h(?![aiueo])"  # the h of "oh" spellings; before a vowel it begins the next mora
_WORD_FINAL_OH = re.compile(r"(?<=[ou])h+(?![a-z'])")
_NOT_LETTERS = re.compile(r"[^a-z]")
_STEPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in [
        ("l", "r"),
        ("[tc](?=ch)", ""),
        (r"([bcdfghjkpqrstvwxyz])\1+", r"\1"),
        ("dz", "z"), ("dj", "j"), ("tz", "ts"),
        ("sy", "sh"), ("[tc]y", "ch"), ("[zdj]y", "j"),
        ("si", "shi"), ("ti", "chi"), ("[zd]i", "ji"), ("tu", "tsu"), ("du", "zu"), ("(?<![sct])hu", "fu"),
        ("ye", "e"),
        (f"o(?:[ou]|{_H_MUTE})+", "o"), (f"u(?:u|{_H_MUTE})+", "u"), ("ii+", "i"),
        ("m(?=[bmp])", "n"),
        ("nn+", "n"),
    ]
)  # fmt: skip


@lru_cache(maxsize=1 << 14)
def key(latin: str) -> str:
    """The letters of a romanised name, the same for every convention; idempotent, letters a to z only.

    Long o, u and i, geminates, and m before b, m, p are levelled; si, ti, tu, hu, zi, di, du, sy, ty, zy
    are read as Kunrei's; l is r; spaces, hyphens and apostrophes go. Long a and e stay: Masaaki is not
    Masaki.
    """
    text = _WORD_FINAL_OH.sub("", unmarked(unmarked(latin).casefold()))
    text = _NOT_LETTERS.sub("", text)
    while (folded := _pass(text)) != text:
        text = folded
    return text


def _pass(text: str) -> str:
    for pattern, replacement in _STEPS:
        text = pattern.sub(replacement, text)
    return text
