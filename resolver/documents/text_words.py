"""Words beside and inside of names in running text, by what they do there."""

from __future__ import annotations

from functools import cache

from ..tables.schema.running_text import TEXT_WORDS


@cache
def text_words(what: str) -> frozenset[str]:
    """The words of a class of the table, in all its languages."""
    return frozenset(form for row in TEXT_WORDS.read() if row.class_ == what for form in row.forms)
