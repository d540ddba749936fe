"""A text made readable as `cleaning.clean` does, with the way back to each character as given."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import cache, lru_cache

from msgspec import Struct

from .cleaning import OTHER_SHAPES, UNSEEN, clean
from .decoding import decoded

_PLANE = 0x10000  # characters
_MOST_MARKS = 30  # of one letter: what piles up more is left to itself
_IN_CONTEXT = frozenset("ÐðƉ")  # Icelandic, or what stands for Vietnamese Đ: the whole mention tells
_TO_CLEAN = re.compile(
    f"[{UNSEEN}{OTHER_SHAPES}\0-\x1f\x7f-\xa0\xad\u0300-\u036f\u061c\u1100-\u11ff\u2000-\u206f\u3099\u309a\ud800-\uf8ff"
    "\ufeff\uff00-\uffff\U00010000-\U0001ffff\U000e0000-\U0010ffff]"
)
"""Characters that are not read as they stand, or may not be."""


class Aligned(Struct, frozen=True):
    """A readable text: NFC, half width, one space for each white space, nothing invisible.

    `starts` and `ends` have, for each of its characters, where it begins and ends in the text as given; None where
    every character stands at its own place.
    """

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def given(self, start: int, end: int) -> tuple[int, int]:
        """Where a part, which has at least one character, stands in the text as given."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def align(raw: str, kept: str = "") -> Aligned:
    """The readable text of any string; `kept` are controls that stay as they are, such as line breaks."""
    if not _TO_CLEAN.search(raw) and (raw.isascii() or unicodedata.is_normalized("NFC", raw)):
        return Aligned(_signs(raw))
    if _alone().fullmatch(raw):
        text = "".join([char if char in kept else _cleaned(char) for char in raw])
        if len(text) == len(raw):
            return Aligned(text)
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in (_clusters() if max(raw) < chr(_PLANE) else _all_clusters()).finditer(raw):
        shown = found[0] if found[0] in kept else _cleaned(found[0])
        letters.append(shown)
        starts += [found.start()] * len(shown)
        ends += [found.end()] * len(shown)
    return Aligned("".join(letters), tuple(starts), tuple(ends))


def align_mention(raw: str, kept: str = "") -> Aligned:
    """The readable text of a mention, whose entities and wrong encoding are undone as `clean` does."""
    meant = decoded(raw)
    read = align(meant, kept)
    if meant == raw:
        return read
    places = _places(raw, meant)
    spans = [read.given(at, at + 1) for at in range(len(read.text))]
    return Aligned(
        read.text, tuple(places[start][0] for start, _ in spans), tuple(places[end - 1][1] for _, end in spans)
    )


def _places(raw: str, meant: str) -> list[tuple[int, int]]:
    """Where each character of what is meant stands in a text as given: `&` in `&amp;`."""
    places: list[tuple[int, int]] = []
    for what, low, high, first, last in SequenceMatcher(None, raw, meant, autojunk=False).get_opcodes():
        if what == "equal":
            places += [(at, at + 1) for at in range(low, high)]
        else:
            places += [(low, high)] * (last - first)
    return places


@cache
def _alone() -> re.Pattern[str]:
    """A text in which no character is one with the next: Han, kana, whole hangul, Latin, Greek, Cyrillic, signs."""
    return re.compile(
        "[\t\n\r -~\xa0-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1eff\u2010-\u2027"
        "\u3001-\u3029\u3041-\u3096\u30a0-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]*"
    )


@cache
def _clusters() -> re.Pattern[str]:
    """Of texts whose marks are all in the first plane: the others are looked for one by one at each letter."""
    return _with_marks(_PLANE)


@cache
def _all_clusters() -> re.Pattern[str]:
    return _with_marks(2 * _PLANE)


def _with_marks(codes: int) -> re.Pattern[str]:
    """Letters with what makes one letter of them: combining marks, parts of hangul syllables, half-width voicing."""
    others = [char for char in map(chr, range(codes)) if not char.isalnum()]  # quick to tell, and most are letters
    marks = "".join([char for char in others if unicodedata.category(char)[0] == "M"])
    open_syllables = "".join(chr(code) for code in range(0xAC00, 0xD7A4, 28))  # a final consonant joins these alone
    final = "[\u11a8-\u11c2]?"
    hangul = f"[\u1100-\u1112][\u1161-\u1175]{final}|[{open_syllables}]{final}"
    return re.compile(f"{hangul}|[\uff66-\uff9d][\uff9e\uff9f]?|.[{marks}]{{0,{_MOST_MARKS}}}", re.DOTALL)


@lru_cache(maxsize=8192)
def _cleaned(cluster: str) -> str:
    if cluster[0].isspace():
        return " " + clean(cluster[1:])
    return unicodedata.normalize("NFC", cluster) if cluster[0] in _IN_CONTEXT else clean(cluster)


def _signs(text: str) -> str:
    """The text with plain apostrophes, hyphens and points in the names; as many characters as before."""
    return text.translate(_PLAIN) if _SIGN.search(text) else text


_PLAIN = str.maketrans({each: clean(each) for each in "ʼ’‘´′‛‐‑‒–—―−・•‧∙⋅゠〜"})
_SIGN = re.compile(f"[{''.join(map(chr, _PLAIN))}]")
