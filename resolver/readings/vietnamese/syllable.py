"""Vietnamese syllables: onset, rime and tone, and the one spelling of what is only orthography.

Where the tone mark stands (Hòa, Hoà) and whether a rime is spelt i or y (Lý, Lí) says nothing about the
syllable.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from msgspec import Struct

from ...tables import rows
from ...text.cleaning import unmarked

_TONES = {"\u0300": "`", "\u0301": "´", "\u0309": "?", "\u0303": "~", "\u0323": "."}
_STOPS = ("c", "ch", "p", "t")
_PREFERS_Y = frozenset({"h", "k", "l", "m", "qu", "s", "t"})  # onsets after which names write the rime i as y
_ALLOWS_Y = frozenset({"v", "d", "th", "tr"})  # and those after which some do


class Syllable(Struct, frozen=True):
    """A syllable in lower case: `onset` and `rime` as written but for the tone, `tone` one of `` ´ ` ? ~ .
    ``.

    An empty tone is the level tone, or no knowledge of the tone where `marked` is false: then the syllable
    bears no diacritic at all, and `rime` may stand for several (uyen for uyên).
    """

    onset: str
    rime: str
    tone: str
    marked: bool

    @property
    def bare(self) -> str:
        """The syllable without diacritics: the letters that two of its spellings share."""
        return unmarked(written(self.onset, self.rime, ""))


@cache
def onsets() -> dict[str, str]:
    """Every onset, with "front" or "back" where only such a vowel may follow; the empty onset too."""
    return {"": ""} | {row[0]: row[1] for row in rows("vietnamese_onsets.tsv")}


@cache
def rimes() -> dict[str, tuple[str, ...]]:
    """Every rime that a written rime may stand for: itself (uyên → uyên), or all alike without marks (uyen →
    uyên).
    """
    written = [rime for rime, *_ in rows("vietnamese_rimes.tsv")]
    found: dict[str, tuple[str, ...]] = {}
    for rime in written:
        found[unmarked(rime)] = (*found.get(unmarked(rime), ()), rime)
    return found | {rime: (rime,) for rime in written if not rime.isascii()}


@lru_cache(maxsize=8192)
def parse(syllable: str) -> Syllable | None:
    """Onset, rime and tone of one syllable, with or without diacritics; None when it cannot be one."""
    lower = syllable.lower()
    letters, tone = without_tone(lower)
    for size in (3, 2, 1, 0):
        onset = letters[:size]
        if len(onset) < size or onset not in onsets():
            continue
        rime = _rime(onset, letters[size:], tone)
        if rime:
            return Syllable(onset, rime, tone, marked=bool(tone) or not letters.isascii())
    return None


def without_tone(lower: str) -> tuple[str, str]:
    """The letters with the quality of their vowels, and the tone."""
    if lower.isascii():
        return lower, ""
    decomposed = unicodedata.normalize("NFD", lower)
    tones = [_TONES[char] for char in decomposed if char in _TONES]
    letters = "".join(char for char in decomposed if char not in _TONES)
    return unicodedata.normalize("NFC", letters), "".join(tones)


def _rime(onset: str, rest: str, tone: str) -> str:
    """The rime after this onset, or "" where the two, or the rime and the tone, cannot stand together."""
    if len(tone) > 1:
        return ""
    options = [rest, "i" + rest] if onset == "gi" else [rest]
    for rime in options:
        if rime not in rimes() or (tone in ("`", "?", "~") and rime.endswith(_STOPS)):
            continue
        if rime[0] == "i" and onset == "gi" and rime == rest:
            continue
        before = onsets()[onset]
        if not before or (before == "front") == (unmarked(rime[0]) in "eiy"):
            return rime
    return ""


@lru_cache(maxsize=8192)
def canonical(syllable: str) -> str:
    """One spelling for what is only orthography, in lower case: hoà → hòa, quí → quý, lí → lý, sỹ → sỹ, sĩ →
    sỹ.

    A word that is no Vietnamese syllable comes back in lower case.
    """
    parsed = parse(syllable)
    if parsed is None:
        return syllable.lower()
    return written(parsed.onset, _y(parsed.onset, parsed.rime), parsed.tone)


def _y(onset: str, rime: str) -> str:
    """The rime in the commoner of its spellings with i and y: lý, quỳnh, but vi."""
    if onset == "qu" and rime[0] == "i":
        return "y" + rime[1:]
    if rime in {"i", "y"} and onset:
        return "y" if onset in _PREFERS_Y else "i"
    return "y" if rime == "i" else rime


def written(onset: str, rime: str, tone: str) -> str:
    """The syllable with its tone mark where the older and commoner rule sets it (hòa, thúy, but hoàn, thuý
    no).
    """
    mark = {sign: char for char, sign in _TONES.items()}.get(tone, "")
    if onset == "gi" and rime[0] == "i":
        onset = "g"
    if not mark:
        return onset + rime
    place = _tone_place(rime)
    return unicodedata.normalize("NFC", onset + rime[: place + 1] + mark + rime[place + 1 :])


def _tone_place(rime: str) -> int:
    """Index of the letter of the rime that bears the tone mark."""
    vowels = [i for i, char in enumerate(rime) if unmarked(char) in "aeiouy"]
    qualified = [i for i in vowels if not rime[i].isascii()]
    if qualified:
        return qualified[-1]  # ươ bears it on ơ
    closed = vowels[-1] < len(rime) - 1
    if len(vowels) == 1:
        return vowels[0]
    return vowels[1] if closed or len(vowels) == 3 else vowels[0]


def spellings(syllable: str) -> tuple[str, ...]:
    """The syllable in canonical form first, then in its other i/y spelling if it has one (lý, lí)."""
    parsed = parse(syllable)
    if parsed is None:
        return (syllable.lower(),)
    first = canonical(syllable)
    other = "i" if parsed.onset in _PREFERS_Y else "y"
    if parsed.rime in {"i", "y"} and parsed.onset in _PREFERS_Y | _ALLOWS_Y:
        return (first, written(parsed.onset, other, parsed.tone))
    return (first,)
