"""Mentions that are a name and nothing else, as most are: one look in place of that of every reader."""

from __future__ import annotations

import re
from functools import lru_cache

from ..text.units import split
from ..vocabulary.any_word import may_have_any
from .cuts import may_be_cut
from .shared import may_say_both
from .title_runs import has_glued_former

_TO_READ = re.compile("[^\0-\u10ff]|[(\\[]|^['\"“”„«»‹›]")
"""What may be East Asian, have brackets or stand in quotes; as what it is not, see `name`."""


@lru_cache(maxsize=64)
def is_bare(text: str) -> bool:
    """Whether a text certainly has no title, no gloss and no second name, and nothing is to be taken off it.

    The cache serves those who read one mention one after the other.
    """
    if _TO_READ.search(text) or may_be_cut(text) or may_say_both(text):
        return False
    return not (may_have_any(text) or has_glued_former(split(text)))
