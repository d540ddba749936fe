"""Clean text into words, cut at white space, hyphens and points, and into a name and its glosses."""

from __future__ import annotations

import re

_WORDS = re.compile(r"[^\s\-.,·;:/、，。․'\"“”„«»‹›「」『』()\[\]{}|_~*]+(?:'[^\W\d_]+)*")
_BRACKETED = re.compile(r"^(?P<main>.+?)\s*[(\[【〔（](?P<gloss>[^()\[\]【】〔〕（）]+)[)\]】〕）]\s*$")
_QUOTES = "\"'“”„«»‹›「」『』《》〈〉"


def words(text: str) -> tuple[str, ...]:
    """The words of a clean text, signs dropped. An apostrophe inside a word stays with it (O'Neill, Xi'an)."""
    return tuple(_WORDS.findall(text))


def unquoted(text: str) -> str:
    """The text without quotation or book-title marks around it; marks inside stay."""
    stripped = text.strip()
    while len(stripped) > 1 and stripped[0] in _QUOTES and stripped[-1] in _QUOTES:
        stripped = stripped[1:-1].strip()
    return stripped


def glosses(text: str) -> tuple[str, ...]:
    """The name and what stands in brackets after it: `小野寺(Onodera Itsunori)` is one name, written twice.

    At most three spellings; a text without a closing bracket at its end is one spelling.
    """
    found: list[str] = []
    rest = text
    while len(found) < 2 and (match := _BRACKETED.match(rest)):
        found.insert(0, unquoted(match["gloss"]))
        rest = match["main"]
    return (unquoted(rest), *(gloss for gloss in found if gloss))
