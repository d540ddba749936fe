"""Raw text in, clean text out: one spelling for what looks the same on a page.

Every string that the core compares has come through `clean`, on both sides of the comparison.
"""

from __future__ import annotations

import re
import unicodedata

from .decoding import decoded

MAX_LENGTH = 1000
"""Longer mentions are refused with a reason: no name is that long, and every later step stays bounded."""

# The look-alike capitals and letters of other alphabets that stand where Vietnamese writes Đ and đ: U+00D0 and
# U+0189 are drawn alike and common in Wikidata labels and legacy fonts; ð is their lower case after casefolding.
# fmt: off
_LOOK_ALIKES = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ʼ": "'", "’": "'", "‘": "'", "`": "'", "´": "'",
                              "′": "'", "‛": "'",
                              "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
                              "・": "·", "•": "·", "‧": "·", "∙": "·", "⋅": "·", "･": "·", "゠": "-", "〜": "~"})
# fmt: on
_SIGNS = {code: sign for code, sign in _LOOK_ALIKES.items() if code != ord("ð")}
_ICELANDIC = re.compile(r"[þæöáíúýÞÆÖÁÍÚÝ]")
_MARKS_KEPT = 3  # combining marks on one letter; Vietnamese needs two
# Marks and letters that Unicode has drawn as nothing (Default_Ignorable_Code_Point), the lines that stretch an Arabic
# word, and figures of footnotes
UNSEEN = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef"
UNSEEN += "\u0640\xb2\xb3\xb9\u2070-\u2079"
"""Printable characters that a name is read without, as of a class of a pattern."""
OTHER_SHAPES = "\uff00-\uffef\u24b6-\u24e9\u2e9f\u2ef3\u2f00-\u2fd5"
OTHER_SHAPES += "\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefc\U0001d400-\U0001d7ff"
"""Letters by their shape, as of a class of a pattern: of another width, circled, radicals of Han characters, ligatures,
Arabic letters by their place in a word, mathematical letters. Tables and what is taken from a PDF have them."""
_UNSEEN = re.compile(rf"[{UNSEEN}]")
# what is printable and may not stay, as far as it is worth a closer look: marks are no \w
_SUSPECT = re.compile(rf"[{UNSEEN}]|\W{{{_MARKS_KEPT + 1}}}")
_OTHER_SHAPE = re.compile(rf"[{OTHER_SHAPES}]+")
_TO_CHANGE = re.compile(rf"[{OTHER_SHAPES}ð{re.escape(''.join(map(chr, _SIGNS)))}]")


def clean(raw: str) -> str:
    """One spelling: NFC, half width, letters in one shape, single spaces, nothing invisible, Đ for its look-alikes.

    Idempotent. Case and diacritics stay, since they are evidence; so do CJK compatibility forms that NFC keeps
    apart from their unified characters only by a singleton (NFC unifies those).
    """
    if raw.isascii() and raw.isprintable() and "`" not in raw and "&" not in raw:
        return " ".join(raw.split())
    raw = decoded(raw)
    if _is_plain(raw):
        text = " ".join(raw.split())
        return text if decoded(text) == text else clean(text)
    text = unicodedata.normalize("NFC", _narrow(_visible(raw)))
    if not _ICELANDIC.search(text):
        text = text.replace("ð", "đ")
    text = " ".join(text.translate(_SIGNS).split())
    return text if decoded(text) == text else clean(text)  # an entity was made by cleaning


def _is_plain(raw: str) -> bool:
    """Whether only the spaces of a text may have to be changed, as of most names."""
    return (
        raw.isprintable()
        and not _TO_CHANGE.search(raw)
        and not _SUSPECT.search(raw)
        and unicodedata.is_normalized("NFC", raw)
    )


def _visible(raw: str) -> str:
    """Without controls, format characters (zero width, bidi), surrogates, what is unseen, piled-up marks."""
    if raw.isprintable() and not _SUSPECT.search(raw):
        return raw
    kept: list[str] = []
    marks = 0
    for char in raw:
        category = unicodedata.category(char)
        if char.isspace():
            kept.append(" ")  # a tab or a line break stands between words
            continue
        if category[0] == "C" or _UNSEEN.match(char):
            continue
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks <= _MARKS_KEPT:
            kept.append(char)
    return "".join(kept)


def _narrow(text: str) -> str:
    """Full-width Latin, digits and signs become ordinary ones, half-width katakana and letters by shape as well."""
    return _OTHER_SHAPE.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)


def unmarked(text: str) -> str:
    """Without diacritics: letters that carry a stroke or are ligatures are spelt out too (đ d, ø o, ß ss, æ ae)."""
    if text.isascii():
        return text
    bare = unicodedata.normalize("NFD", text).translate(_UNMARKED)
    return unicodedata.normalize("NFC", bare)


_STROKES = str.maketrans({"đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "Æ": "Ae",
                          "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D", "ı": "i", "ħ": "h", "Ħ": "H",
                          "ə": "a", "Ə": "A", "ŋ": "ng", "ŧ": "t", "Ŧ": "T", "ƒ": "f", "ɓ": "b"})  # fmt: skip


class _Unmarked(dict[int, int | str | None]):
    """What becomes of a character, for `str.translate`: a combining mark goes, others stay; learnt when first met."""

    def __missing__(self, code: int) -> int | None:
        found = self[code] = None if unicodedata.combining(chr(code)) else code
        return found


_UNMARKED = _Unmarked(_STROKES)


def has_letters(text: str) -> bool:
    """Whether the text has anything that a name could be made of: a letter or a digit."""
    return any(map(str.isalnum, text))
