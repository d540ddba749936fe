"""Korean syllables in kana: alone, and with a coda that is carried over to the vowel of the next one."""

from __future__ import annotations

from functools import cache, lru_cache

from ...tables import rows
from ..japanese import kana_syllables
from ..spelling import Options, best, joined, merged
from ..spelling import parse as options_of
from ..vietnamese.abroad import fold_kana as fold
from . import hangul

_LIMIT = 12  # kana spellings of a syllable
SOUNDING = frozenset(("", *"ㄴㄹㅁㅇ"))
"""Codas behind which a plain consonant is voiced, and none."""
Readings = tuple[tuple[str, float], ...]
"""Hangul syllables that something may stand for, with their costs."""


@cache
def _parts() -> dict[tuple[str, str], tuple[Options, Options, str]]:
    return {
        (part, sound): (options_of(plain), options_of(voiced), linked)
        for part, sound, plain, voiced, linked in rows("korean_kana.tsv")
    }


@lru_cache(maxsize=8192)
def options(syllable: str, *, voiced: bool, closed: bool = True) -> Options:
    """The codes (see kana_syllables) of a hangul syllable; not `closed`: its coda is carried over to the next."""
    onset, vowel, coda = hangul.jamo(syllable)
    plain, sounding, _ = _parts()["onset", onset]
    heads = sounding if voiced else plain
    ending = _parts()["coda", plain_coda(coda)][0] if closed and coda else {"": 0.0}
    regular = joined(heads, _parts()["vowel", vowel][0], ending)
    own = _parts().get(("syllable", syllable), ({}, {}, ""))[0]
    return merged([(own, 0.0), (regular, 0.0)])


_SOUNDS_AS = {"ㄱ": "ㄲㄳㅋㄺ", "ㅂ": "ㅍㅄㄿ", "ㅅ": "ㅆㅈㅊㅌㅎ", "ㄴ": "ㄵㄶ", "ㄹ": "ㄼㄽㄾㅀ", "ㅁ": "ㄻ"}


def plain_coda(coda: str) -> str:
    """The coda as it sounds at the end."""
    return next((plain for plain, written in _SOUNDS_AS.items() if coda in written), coda)


@lru_cache(maxsize=8192)
def _linked(first: str, second: str, *, voiced: bool) -> Options:
    """The codes of two syllables of which the first gives its coda to the vowel of the second; empty if it cannot."""
    coda, (onset, _, _) = plain_coda(hangul.jamo(first)[2]), hangul.jamo(second)
    carried = given_away(first)
    weak = onset == "ㅎ" and coda in SOUNDING  # 연희 ヨニ
    if not carried or not (onset == "ㅇ" or weak):
        return {}
    return joined(options(first, voiced=voiced, closed=False), {"|": 0.0}, begun_by(carried, second))


def given_away(syllable: str) -> str:
    """The code of the consonant that the coda of a syllable is before a vowel; empty where it has none."""
    coda = hangul.jamo(syllable)[2]
    return _parts()["coda", plain_coda(coda)][2] if coda else ""


def begun_by(consonant: str, syllable: str) -> Options:
    """The codes of a syllable that begins with a consonant of the one before it."""
    _, vowel, tail = hangul.jamo(syllable)
    ending = _parts()["coda", plain_coda(tail)][0] if tail else {"": 0.0}
    return joined({consonant: 0.0}, _parts()["vowel", vowel][0], ending)


@lru_cache(maxsize=8192)
def in_kana(readings: Readings, voiced: bool) -> tuple[tuple[str, str, float], ...]:
    """Folded kana, kana shown and cost of a syllable of these hangul readings, cheapest first."""
    codes = merged((options(sound, voiced=voiced), cost) for sound, cost in readings)
    return _ranked(codes)


@lru_cache(maxsize=8192)
def linked_in_kana(first: Readings, second: Readings, voiced: bool) -> tuple[tuple[str, str, float], ...]:
    """The same of two syllables of which the first gives its coda to the vowel of the second; none if it cannot."""
    codes = merged((_linked(one, two, voiced=voiced), a + b) for one, a in first for two, b in second)
    return _ranked(codes)


def _ranked(codes: Options) -> tuple[tuple[str, str, float], ...]:
    found: dict[str, tuple[str, float]] = {}
    for code, cost in best(codes, 3 * _LIMIT).items():
        shown = kana_of(code)
        found.setdefault(fold(shown), (shown, cost))
    return tuple((text, shown, cost) for text, (shown, cost) in list(found.items())[:_LIMIT] if text)


def kana_of(code: str) -> str:
    """The kana of a code, which may be of several syllables."""
    return "".join(map(kana_syllables.written, code.split("|")))
