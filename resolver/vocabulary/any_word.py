"""Whether a text has any word that the vocabularies know: one look for all who read it, since most names have none."""

from __future__ import annotations

from functools import cache, lru_cache

from ..text.phrases import AnyOf
from ..text.units import split
from . import countries
from .agreement_words import instrument_phrases, topic_phrases
from .offices import lexicon


@lru_cache(maxsize=64)
def may_have_any(text: str) -> bool:
    """Whether a title, a function, a country, a topic or an instrument may begin anywhere in a clean text.

    The cache serves those who read one mention one after the other.
    """
    return _every().may_be_in(split(text))


@cache
def _every() -> AnyOf:
    return AnyOf(lexicon(), countries.phrases(), countries.pairs(), topic_phrases(), instrument_phrases())
