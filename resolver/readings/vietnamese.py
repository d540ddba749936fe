"""Vietnamese syllables: their structure, their spellings, and how two of them compare.

A Vietnamese name is written syllable by syllable, and a syllable is onset + rime + tone. Diacritics carry the
tone and the quality of the vowel, and are evidence wherever a name writes them at all; where the tone mark
stands (Hòa, Hoà), i or y (Lý, Lí) and the look-alikes of Đ are mere orthography.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from heapq import nsmallest
from itertools import pairwise

from ..tables import rows
from ..text import clean, unmarked

_TONES = {"\u0300": "`", "\u0301": "´", "\u0309": "?", "\u0303": "~", "\u0323": "."}
_STOPS = ("c", "ch", "p", "t")
_WORDS = re.compile(r"[^\W\d_]+")
_PREFERS_Y = frozenset({"h", "k", "l", "m", "qu", "s", "t"})  # onsets after which names write the rime i as y
_ALLOWS_Y = frozenset({"v", "d", "th", "tr"})  # and those after which some do
_MAX_GLUED = 40  # letters; the longest Vietnamese names have some thirty
_BEAM = 12  # splits kept at each position of a glued name


@dataclass(frozen=True, slots=True)
class Syllable:
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
        """The syllable's letters without any diacritic, in its usual spelling: what two spellings must share."""
        return unmarked(_written(self.onset, self.rime, ""))


@cache
def onsets() -> dict[str, str]:
    """Every onset, with "front" or "back" where the vowel after it is bound to be one; the empty onset too."""
    return {"": ""} | {onset: before for onset, before in rows("vietnamese_onsets.tsv")}


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


@cache
def family_names() -> dict[str, float]:
    """Family names in canonical form, and without diacritics, with their share of the population (0 where
    unknown).
    """
    shares: dict[str, float] = {}
    for name, share in rows("vietnamese_family_names.tsv"):
        value = float(share or 0) / 100
        shares[canonical(name)] = value
        bare = unmarked(name.lower())
        shares[bare] = max(value, shares.get(bare, 0.0))
    return shares


@cache
def doublets() -> dict[str, frozenset[str]]:
    """Each canonical syllable with a regional doublet, with those doublets (canonical too)."""
    found: dict[str, frozenset[str]] = {}
    for (group,) in rows("vietnamese_doublets.tsv"):
        members = frozenset(canonical(member) for member in group.split("/"))
        for member in members:
            found[member] = found.get(member, frozenset()) | (members - {member})
    return found


@lru_cache(maxsize=8192)
def parse(syllable: str) -> Syllable | None:
    """Onset, rime and tone of one written syllable, with or without diacritics; None when it cannot be one."""
    lower = syllable.lower()
    letters, tone = _without_tone(lower)
    for size in (3, 2, 1, 0):
        onset = letters[:size]
        if len(onset) < size or onset not in onsets():
            continue
        rime = _rime(onset, letters[size:], tone)
        if rime:
            return Syllable(onset, rime, tone, marked=bool(tone) or not letters.isascii())
    return None


def _without_tone(lower: str) -> tuple[str, str]:
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
    return _written(parsed.onset, _y(parsed.onset, parsed.rime), parsed.tone)


def _y(onset: str, rime: str) -> str:
    """The rime in the commoner of its spellings with i and y: lý, quỳnh, but vi."""
    if onset == "qu" and rime[0] == "i":
        return "y" + rime[1:]
    if rime in {"i", "y"} and onset:
        return "y" if onset in _PREFERS_Y else "i"
    return "y" if rime == "i" else rime


def _written(onset: str, rime: str, tone: str) -> str:
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
        return (first, _written(parsed.onset, other, parsed.tone))
    return (first,)


def is_marked(words: Iterable[str]) -> bool:
    """Whether the name writes Vietnamese diacritics at all: then a missing one is evidence too."""
    return any(not word.isascii() and (parsed := parse(word)) is not None and parsed.marked for word in words)


def grade(written: str, known: str, marked: bool = True) -> str:
    """How two syllables compare: "exact", "unmarked", "tone", "vowel", "doublet" or "contradiction".

    `marked` says that both *names* write diacritics, so that a syllable without any is a level tone and not
    an omission: then To and Tô differ in a vowel, else they are the same syllable "unmarked". "tone" and
    "vowel" are contradictions of that one thing between syllables of the same letters (Tô and Tố; Ngô and
    Ngơ; Đinh and Dinh).
    """
    a, b = canonical(written), canonical(known)
    if a == b:
        return "exact"
    bare_a, bare_b = unmarked(a), unmarked(b)
    if bare_a == bare_b:
        if not marked and (a == bare_a or b == bare_b):
            return "unmarked"
        return "tone" if _without_tone(a)[0] == _without_tone(b)[0] else "vowel"
    if b in doublets().get(a, frozenset()):
        return "doublet"
    if not marked and (a == bare_a or b == bare_b) and _bare_doublet(a, b):
        return "doublet"
    return "contradiction"


def _bare_doublet(a: str, b: str) -> bool:
    """Whether the two are doublets but for diacritics that one of them lacks."""
    return unmarked(b) in _bare_doublets().get(unmarked(a), frozenset())


@cache
def _bare_doublets() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for syllable, others in doublets().items():
        bare = unmarked(syllable)
        found[bare] = found.get(bare, frozenset()) | {unmarked(other) for other in others}
    return found


def is_vietnamese(words: Sequence[str]) -> bool:
    """Whether these can be the words of a Vietnamese name: all are syllables, the first or last a family
    name.
    """
    if len(words) < 2 or any(parse(word) is None for word in words):
        return False
    families = family_names()
    return canonical(words[0]) in families or canonical(words[-1]) in families


def segment(glued: str, limit: int = 4) -> tuple[tuple[str, ...], ...]:
    """A name without spaces cut into Vietnamese syllables, best first, at most `limit` ways; () when there is
    none.

    ngoxuanlich → (ngo, xuan, lich); NgoXuanLich is cut at its capitals. Better are ways with fewer syllables,
    of attested names, beginning or ending with a family name.
    """
    if not glued or len(glued) > _MAX_GLUED or _WORDS.fullmatch(glued) is None:
        return ()
    pieces = _at_capitals(glued)
    if len(pieces) > 1:
        return (tuple(pieces),) if all(parse(piece) for piece in pieces) else ()
    ways = _ways(glued)
    return tuple(nsmallest(limit, (way for way in ways if len(way) > 1), key=_cost))


def _at_capitals(glued: str) -> list[str]:
    """The text cut before each capital that follows a small letter."""
    cuts = [i for i in range(1, len(glued)) if glued[i].isupper() and glued[i - 1].islower()]
    return [glued[start:end] for start, end in pairwise([0, *cuts, len(glued)])]


def _ways(glued: str) -> list[tuple[str, ...]]:
    """The cheapest ways to cut the text, by dynamic programming with a bounded beam."""
    reached: list[list[tuple[str, ...]]] = [[] for _ in range(len(glued) + 1)]
    reached[0] = [()]
    for end in range(1, len(glued) + 1):
        found = [
            (*way, glued[start:end])
            for start in range(max(0, end - 7), end)
            if reached[start] and parse(glued[start:end]) is not None
            for way in reached[start]
        ]
        reached[end] = nsmallest(_BEAM, found, key=_cost)
    return reached[-1]


def _cost(way: tuple[str, ...]) -> float:
    """Lower is better: about the negative logarithm of the probability of these syllables as a name."""
    names = _name_syllables()
    cost = sum(1.0 if canonical(syllable) in names else 3.0 for syllable in way)
    cost += sum(0.6 for left, right in pairwise(way) if _could_be_one(left, right))
    families = family_names()
    if way and canonical(way[0]) in families:
        return cost - 2.0 - (families[canonical(way[0])] > 0)
    return cost - (1.0 if way and canonical(way[-1]) in families else 0.0)


def _could_be_one(left: str, right: str) -> bool:
    """Whether the cut stands inside a syllable (hu-an for huan), which a reader would not cut there."""
    return right[0] in "aeiouy" and parse(left + right) is not None


@cache
def _name_syllables() -> frozenset[str]:
    """Syllables attested as Sino-Vietnamese readings, with and without diacritics: most names are made of
    them.
    """
    found: set[str] = set(family_names())
    for _, readings, *_ in rows("sinovietnamese.tsv"):
        for reading in readings.split("/"):
            found.update((canonical(reading), unmarked(canonical(reading))))
    return frozenset(found)


def fold(text: str) -> str:
    """The text as bare lower-case letters without spaces: the alphabet of the Sino-Vietnamese edges."""
    return "".join(_WORDS.findall(unmarked(clean(text)).lower()))
