"""Acronyms that a document defines: in brackets behind the name that they stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..text.cleaning import clean
from ..text.units import Unit, split

ACRONYM = re.compile(r"[^\W\d_a-z][\w+&-]{1,9}|\d\+\d")
IN_BRACKETS = re.compile(r"[”\"»》」』]?\s?[(\[]([^()\[\]]{2,12})[)\]]")
SMALL_WORDS = 4  # of, and, the: among the words that an acronym stands for


def letters_of(acronym: str) -> list[str]:
    """The letters that the words of its name must begin with."""
    return [char for char in acronym.casefold() if char.isalpha()]


def spell(words: Sequence[Unit], letters: Sequence[str]) -> bool:
    """Whether words begin with the letters of an acronym, in order and from the first; small words may have none."""
    waiting = list(letters)
    for word in words:
        if waiting and word.key[:1] == waiting[0]:
            waiting.pop(0)
        elif word.case or word is words[0]:
            return False
    return not waiting


def defined_in(mention: str) -> tuple[str, str, bool] | None:
    """The name of a mention that ends with an acronym in brackets, the acronym, and whether the words spell it."""
    text = clean(mention)
    for found in IN_BRACKETS.finditer(text):
        name = text[: found.start()].strip()
        if found.end() == len(text) and name and ACRONYM.fullmatch(found[1]):
            letters = letters_of(found[1])
            return name, found[1], len(letters) > 1 and spell(split(name), letters)
    return None
