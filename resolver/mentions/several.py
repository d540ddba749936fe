"""Whether a mention names several people, each with a title: 日本外相岸田文雄、美国国务卿蒂勒森及韩国外长尹炳世."""

from __future__ import annotations

import re

from ..text.cleaning import has_letters
from ..text.units import split
from .titles import peel

_BETWEEN = re.compile(r"[、，,;；]|\s(?:and|và|und|och|og|et|y|e|и|та|dan|ja|i|&)\s|[及和与與]|(?<=\w)[와과]\s")
_MOST = 20  # parts that are looked at


def names_several(text: str) -> bool:
    """Whether two or more parts of a clean text, between commas and conjunctions, are a title and a name each."""
    parts = [part.strip() for part in _BETWEEN.split(text, _MOST) if part.strip()]
    return len(parts) > 1 and sum(map(_is_titled_name, parts)) > 1


def _is_titled_name(part: str) -> bool:
    return any(
        _begins_a_name(peeled.rest) and any(title.kind in ("office", "rank") for title in peeled.titles)
        for peeled in peel(part)[:1]
    )


def _begins_a_name(rest: str) -> bool:
    """Whether what a title leaves begins as a name does, and no words that belong to the title (do Partido)."""
    units = split(rest)
    return bool(units) and has_letters(rest) and (units[0].case > 0 or not rest[units[0].start].islower())
