"""Spelling options: the ways a sound is written, each with its cost, and how they combine.

Tables write them as `ts:0.1/tz:0.2`: spelling, colon, cost in nats (left out when 0), separated by slashes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from math import inf
from operator import itemgetter
from typing import NamedTuple

from ..text.cleaning import unmarked
from ..text.scripts import Script, script_of

Options = Mapping[str, float]
"""Spelling → cost in nats; the standard spelling costs 0."""


@lru_cache(maxsize=1 << 12)  # syllables and words recur
def letters(text: str) -> str:
    """The fold of romanised text: lower case, no diacritics, letters only (hyphen and apostrophe vanish)."""
    if text.isascii():
        return text.lower() if text.isalpha() else "".join(filter(str.isalpha, text.lower()))
    return "".join(char for char in unmarked(text.casefold()) if char.isalpha())


def cyrillic_letters(text: str) -> str:
    """The fold of Cyrillic text: lower case, й as и and ё as е, letters only."""
    return letters(text)


def hangul_syllables(text: str) -> str:
    """The fold of hangul text: its syllables alone."""
    return "".join(char for char in text if script_of(char) is Script.HANGUL)


def parse(cell: str) -> dict[str, float]:
    """The options of a table cell; an empty spelling (`∅`) is a sound that is not written."""
    found: dict[str, float] = {}
    for item in cell.split("/") if cell else ():
        spelling, _, cost = item.partition(":")
        found[spelling.replace("∅", "")] = float(cost or 0)
    return found


def joined(*parts: Options, most: float = inf) -> dict[str, float]:
    """Every sequence of one option a part that costs no more than `most`; equal spellings keep the lowest."""
    found = {"": 0.0}
    for part in parts:
        longer: dict[str, float] = {}
        for head, cost in found.items():
            for tail, extra in part.items():
                total = cost + extra
                if total > most:
                    continue
                spelling = head + tail
                known = longer.get(spelling)
                if known is None or total < known:
                    longer[spelling] = total
        found = longer
    return found


def merged(alternatives: Iterable[tuple[Options, float]]) -> dict[str, float]:
    """The options of several alternatives, each with the cost of choosing it."""
    found: dict[str, float] = {}
    for options, choice in alternatives:
        for spelling, cost in options.items():
            total, known = round(cost + choice, 3), found.get(spelling)
            if known is None or total < known:
                found[spelling] = total
    return found


def best(options: Options, limit: int) -> dict[str, float]:
    """The `limit` cheapest options, cheapest first, equals in alphabetic order; empty spellings left out."""
    ranked = sorted(((cost, spelling) for spelling, cost in options.items() if spelling))
    return {spelling: cost for cost, spelling in ranked[:limit]}


class Levelled:
    """A fold of a word, part by part, for folds in which no letter depends on others than those beside it.

    What a part adds depends on the last letter before it alone. `known` grows up to the letters times the parts of the
    table that words are made of: some thousand pairs.
    """

    def __init__(self, fold: Callable[[str], str]) -> None:
        self._fold = fold
        self._known: dict[tuple[str, str], str] = {}

    def __call__(self, parts: Iterable[str]) -> str:
        """The fold of the parts as one word. They must be parts of a closed table."""
        found = ""
        for part in parts:
            found = found[:-1] + self._pair(found[-1:], part)
        return found

    def is_apart(self, letter: str, part: str) -> bool:
        """Whether a part is folded behind a letter as it is at the beginning of a word, and the letter stays."""
        alone = self._pair("", part)
        return bool(alone) and self._pair(letter, part) == letter + alone

    def _pair(self, letter: str, part: str) -> str:
        known = self._known.get((letter, part))
        if known is None:
            known = self._known[letter, part] = self._fold(letter + part)
        return known


class Rule(NamedTuple):
    """A pattern and what stands for it; `within` are letters without which no text matches."""

    within: str
    pattern: re.Pattern[str]
    instead: str | Callable[[re.Match[str]], str]


def rules(*table: tuple[str, str, str]) -> tuple[Rule, ...]:
    """The rules of a table, to be applied in its order.

    For a match stand plain letters, or the first group (`\\1`), with plain letters behind it or without.
    """
    return tuple(Rule(within, re.compile(pattern), _instead(instead)) for within, pattern, instead in table)


def _instead(template: str) -> str | Callable[[re.Match[str]], str]:
    """What stands for a match; no template, which would be parsed at each call."""
    group, first, letters_behind = template.partition(r"\1")
    if not first:
        return group
    return (lambda match: match[1] + letters_behind) if letters_behind else itemgetter(1)


def rewritten(text: str, steps: Iterable[Rule]) -> str:
    """The text with each rule applied once, in turn."""
    for within, pattern, instead in steps:
        if within in text:
            text = pattern.sub(instead, text)
    return text
