"""Raw text in, clean text out: one spelling for what looks the same on a page.

Every string that the core compares has come through `clean`, on both sides of the comparison.
"""

from __future__ import annotations

import re
import unicodedata

MAX_LENGTH = 1000
"""Longer mentions are refused with a reason: no name is that long, and every later step stays bounded."""

# The look-alike capitals and letters of other alphabets that stand where Vietnamese writes Đ and đ: U+00D0 and
# U+0189 are drawn alike and common in Wikidata labels and legacy fonts; ð is their lower case after casefolding.
# fmt: off
_LOOK_ALIKES = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ʼ": "'", "’": "'", "‘": "'", "`": "'", "´": "'",
                              "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
                              "・": "·", "•": "·", "‧": "·", "∙": "·", "⋅": "·", "･": "·", "゠": "-", "〜": "~"})
# fmt: on
_SIGNS = {code: sign for code, sign in _LOOK_ALIKES.items() if code != ord("ð")}
_ICELANDIC = re.compile(r"[þæöáíúýÞÆÖÁÍÚÝ]")
_MARKS_KEPT = 3  # combining marks on one letter; Vietnamese needs two
# what is printable and may not stay, as far as it is worth a closer look: marks are no \w
_SUSPECT = re.compile(rf"[\ufe00-\ufe0f]|\W{{{_MARKS_KEPT + 1}}}")
_OTHER_WIDTH = re.compile(r"[\uff00-\uffef]")
_TO_CHANGE = re.compile(rf"[\uff00-\uffefð{re.escape(''.join(map(chr, _SIGNS)))}]")


def clean(raw: str) -> str:
    """One spelling: NFC, half width, single spaces, no invisible characters, Đ for its look-alikes.

    Idempotent. Case and diacritics stay, since they are evidence; so do CJK compatibility forms that NFC keeps
    apart from their unified characters only by a singleton (NFC unifies those).
    """
    if raw.isascii() and raw.isprintable() and "`" not in raw:
        return " ".join(raw.split())
    if _is_plain(raw):
        return " ".join(raw.split())
    text = unicodedata.normalize("NFC", _narrow(_visible(raw)))
    if not _ICELANDIC.search(text):
        text = text.replace("ð", "đ")
    text = text.translate(_SIGNS)
    return " ".join(text.split())


def _is_plain(raw: str) -> bool:
    """Whether only the spaces of a text may have to be changed, as of most names."""
    return (
        raw.isprintable()
        and not _TO_CHANGE.search(raw)
        and not _SUSPECT.search(raw)
        and unicodedata.is_normalized("NFC", raw)
    )


def _visible(raw: str) -> str:
    """Without controls, format characters (zero width, bidi), surrogates, variation selectors, piled-up marks."""
    if raw.isprintable() and not _SUSPECT.search(raw):
        return raw
    kept: list[str] = []
    marks = 0
    for char in raw:
        category = unicodedata.category(char)
        if category == "Cc":
            kept.append(" ")  # a tab or a line break stands between words
            continue
        if category in {"Cf", "Cs", "Co", "Cn"} or "\ufe00" <= char <= "\ufe0f":
            continue
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks <= _MARKS_KEPT:
            kept.append(char)
    return "".join(kept)


def _narrow(text: str) -> str:
    """Full-width Latin, digits and signs become ordinary ones, half-width katakana becomes ordinary katakana."""
    if not _OTHER_WIDTH.search(text):
        return text
    return "".join(
        unicodedata.normalize("NFKC", run) if "\uff00" <= run[0] <= "\uffef" else run
        for run in re.findall(r"[\uff00-\uffef]+|[^\uff00-\uffef]+", text)
    )


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
