"""Clean text into words, cut at white space, hyphens and points, and into a name and its glosses."""

from __future__ import annotations

import re

_SIGNS = r"\s\-.,·;:/、，。․'\"“”„«»‹›「」『』()\[\]{}|_~*!?…‥¡¿‚‟″<>《》〈〉【】〔〕〖〗#@=^\\§¶†‡©®™※★☆●○■□◆◇▲△▼▽►▶→←"
_SIGNS += "։׀׃،؛؟۔।॥๏๚๛།။၊។៕"  # Armenian, Hebrew, Arabic, Indian, Thai, Tibetan, Burmese and Khmer stops
_SIGNS += "\u2600-\u27bf\U0001f000-\U0001faff"  # pictures
_WORDS = re.compile(rf"[^{_SIGNS}]+(?:'[^\W\d_]+)*")
_AROUND = re.compile(rf"^[{_SIGNS}]+|[{_SIGNS}]+$")
BRACKETED = re.compile(r"\s*[(\[【〔（]([^()\[\]【】〔〕（）]+)[)\]】〕）]\s*")
_OPENING = re.compile(r"[(\[【〔（]")
CLOSING = frozenset(")]】〕）")
"""Closing brackets."""
_BRIEF = 3  # letters of an acronym that a name may be written like
_QUOTES = "\"'“”„«»‹›「」『』《》〈〉"


def words(text: str) -> tuple[str, ...]:
    """The words of a clean text, signs dropped. An apostrophe inside a word stays with it (O'Neill, Xi'an)."""
    return tuple(_WORDS.findall(text))


def unsigned(text: str) -> str:
    """The text without the signs and white space around it."""
    return _AROUND.sub("", text)


def is_brief_word(text: str) -> bool:
    """Whether a text is a word of two or three letters with a capital, as names are and acronyms of letters are not."""
    return len(text) <= _BRIEF and text.isascii() and text.istitle()


def unquoted(text: str) -> str:
    """The text without quotation or book-title marks around it; marks inside stay."""
    stripped = text.strip()
    while len(stripped) > 1 and stripped[0] in _QUOTES and stripped[-1] in _QUOTES:
        stripped = stripped[1:-1].strip()
    return stripped


def glosses(text: str) -> tuple[str, ...]:
    """The name and what stands in brackets in or behind it: `小野寺(Onodera Itsunori)`, `文在寅(ムン・ジェイン)大統領`.

    The first is the text without its first two pairs of brackets, joined by a space where one stood beside them; a text
    that begins with a bracket, or is nothing else, is left as it is.
    """
    found = [match for match in BRACKETED.finditer(text) if match.start() > 0][:2] if _OPENING.search(text) else ()
    if not found:
        return (unquoted(text),)
    kept, end = [], 0
    for match in found:
        kept += [text[end : match.start()], " " if " " in (match[0][0], match[0][-1]) else ""]
        end = match.end()
    kept.append(text[end:])
    return (unquoted("".join(kept).strip()), *(gloss for match in found if (gloss := unquoted(match[1]))))
