"""Words beside and inside of names in running text, by what they do there."""

from __future__ import annotations

from functools import cache

from ..tables.schema.running_text import TEXT_WORDS


@cache
def text_words(what: str) -> frozenset[str]:
    """The words of a class of the table, in all its languages."""
    return frozenset(form for row in TEXT_WORDS.read() if row.class_ == what for form in row.forms)


@cache
def languages_of(what: str) -> tuple[tuple[str, str], ...]:
    """Each word of a class with its language, the longest first."""
    forms = ((form, row.lang) for row in TEXT_WORDS.read() if row.class_ == what for form in row.forms)
    return tuple(sorted(forms, key=lambda each: -len(each[0])))
