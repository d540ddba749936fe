"""One alphabet a script for comparing letters: what case, diacritics and character variants leave alike."""

from __future__ import annotations

import unicodedata

from . import cleaning as hygiene
from . import han
from .scripts import Script

_HIRAGANA_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_MARKS_ARE_LETTERS = frozenset(
    {Script.DEVANAGARI, Script.BENGALI, Script.TAMIL, Script.THAI, Script.LAO, Script.KHMER, Script.BURMESE}
)  # vowel signs there are combining marks


def fold(word: str, script: Script) -> str:
    """The word's letters and digits, lower case, without diacritics; Han characters by class; hiragana as katakana."""
    if script in (Script.HAN, Script.KATAKANA, Script.HANGUL):
        return _letters(han.fold(word).translate(_HIRAGANA_TO_KATAKANA).casefold())
    if script in _MARKS_ARE_LETTERS:
        return "".join(word.split()).casefold()
    return _letters(hygiene.unmarked(word.casefold()).casefold())


def _letters(text: str) -> str:
    if text.isalnum():
        return text
    return "".join(char for char in text if char.isalnum() or unicodedata.category(char) == "Lm")
