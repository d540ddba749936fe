"""Whether a mention names several people, each with a title: 日本外相岸田文雄、美国国务卿蒂勒森及韩国外长尹炳世."""

from __future__ import annotations

import re

from ..text.cleaning import has_letters
from .titles import peel

_BETWEEN = re.compile(r"[、，,;；]|\s(?:and|và|und|och|og|et|y|e|и|та|dan|ja|i|&)\s|[及和与與]|(?<=\w)[와과]\s")
_MOST = 20  # parts that are looked at


def names_several(text: str) -> bool:
    """Whether two or more parts of a clean text, between commas and conjunctions, are a title and a name each."""
    parts = [part.strip() for part in _BETWEEN.split(text, _MOST) if part.strip()]
    return len(parts) > 1 and sum(map(_is_titled_name, parts)) > 1


def _is_titled_name(part: str) -> bool:
    return any(
        has_letters(peeled.rest) and any(title.kind in ("office", "rank") for title in peeled.titles)
        for peeled in peel(part)[:1]
    )
