"""Cyrillic names: their Latin spellings, the nominative behind a case ending, and patronymics.

The plain route reads letter by letter, in every convention at once (Хрущёв: Khrushchev, Chruschtschow,
Hruscev). Names of Chinese, Japanese, Korean and Vietnamese people follow conventions of their own, which
start from their owner's spelling and are found beside that (see vietnamese_abroad).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..tables import rows
from ..text.scripts import Script
from .lattice import Bridge, Lattice, Stretch, laid_out
from .row import Row
from .spelling import letters, merged
from .spelling import parse as options_of

_VOWELS = frozenset("аеёиоуыэюяіїєөүұәў")
_SIGNS = frozenset("ьъ")
_NEVER_SOFT = frozenset("кгхжшчщц")
_SHORTEST_STEM = 2  # letters that must be left before a case ending
_MOST_STEMS = 5
_LONGEST_GROUP = 2  # letters of the longest row of the table

_OWN_LETTERS = {
    code: frozenset(letters)
    for code, letters in (
        ("kk", "қғәұңһ"), ("be", "ў"), ("uk", "іїєґ"), ("sr", "јљњћђџѓќѕ"), ("mn", "өү"), ("ru", "ыэё"),
    )
}  # fmt: skip
"""Letters of a language that those behind it lack."""
_HARD = re.compile("ъ(?![еюяё])")
_PATRONYMIC = ("ович", "евич", "ьич", "мич", "кич", "нич", "овна", "евна", "ична", "івна", "ївна", "йович")
_PATRONYMIC_CASES = ("", "а", "у", "ем", "е", "ы", "ой", "і", "и", "ою", "ом", "ові", "еві")


def language(words: tuple[str, ...]) -> str:
    """The language that the letters give away, of ru uk be sr (and mk) mn kk bg; empty where they tell
    nothing.
    """
    text = "".join(words).casefold()
    for code, own in _OWN_LETTERS.items():
        if not own.isdisjoint(text):
            return "uk" if code == "be" and "ї" in text else code
    return "bg" if _HARD.search(text) else ""


def stems(word: str) -> tuple[str, ...]:
    """The word itself, then the nominatives that it may be an oblique case of, likeliest first; at most six.

    министру Личу → Личу, Лич, Лить, …; Путиным → Путиным, …, Путин. The case of the first letter is kept.
    """
    lower = word.casefold()
    found = [word]
    for ending, nominatives, after in _cases():
        stem = lower.removesuffix(ending)
        if stem == lower or len(stem) < _SHORTEST_STEM or not _may_follow(stem, after):
            continue
        for nominative in nominatives:
            found.extend(_restored(stem, nominative, word))
    return tuple(dict.fromkeys(found))[: _MOST_STEMS + 1]


def _restored(stem: str, nominative: str, word: str) -> Iterator[str]:
    """The nominative in the word's case; a final ч may be the hardened ть of a Vietnamese or foreign name."""
    shown = word[: len(stem)]
    yield shown + nominative
    if not nominative and stem.endswith("ч"):
        yield shown[:-1] + "ть"


def _may_follow(stem: str, after: str) -> bool:
    last = stem[-1]
    if after == "vowel":
        return last in _VOWELS
    if after == "soft":
        return last not in _VOWELS and last not in _NEVER_SOFT
    return after != "consonant" or last not in _VOWELS


@cache
def _cases() -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """Ending, nominative endings, what must stand before; the longest endings first."""
    table = [
        (ending, tuple(nominatives.replace("∅", "").split("/")), after)
        for ending, nominatives, after in rows("cyrillic_cases.tsv")
    ]
    return tuple(sorted(table, key=lambda row: -len(row[0])))


def is_patronymic(word: str) -> bool:
    """Whether the word has the form of a Russian or Ukrainian patronymic, in any case. Family names may have
    it too.
    """
    lower = word.casefold()
    for ending in _PATRONYMIC_CASES:
        stem = lower.removesuffix(ending)
        bare = stem if stem.endswith("ч") else stem + "а"
        if (
            len(stem) > 4
            and (not ending or stem != lower)
            and (stem.endswith(_PATRONYMIC) or bare.endswith(_PATRONYMIC))
        ):
            return True
    return False


def patronymic(words: tuple[str, ...]) -> int | None:
    """The position of a patronymic that the name may as well leave out; None without one.

    It stands after the given name: Никита Сергеевич Хрущёв, or Хрущёв Никита Сергеевич. Of two words none is
    taken for one (Роман Абрамович).
    """
    if len(words) != 3:
        return None
    return next((at for at in (1, 2) if is_patronymic(words[at])), None)


def lattice(words: tuple[str, ...]) -> Lattice | None:
    """The Latin spellings of a Cyrillic name; units are letters, soft and hard signs joined to the letter
    before.
    """
    lang = language(words)
    units: list[str] = []
    breaks: list[int] = []
    found: list[Stretch] = []
    for word in map(str.casefold, words):
        first = len(units)
        breaks.append(first)
        units.extend(_units(word))
        if usual := _given_names().get(word):
            found.append(Stretch(first, len(units), Row.plain(usual), show=str.capitalize))
        found.extend(_spelt_stretches(lang, units, first, is_signed=not _SIGNS.isdisjoint(word)))
    return laid_out(tuple(units), frozenset(breaks) - {0, len(units)}, found)


def _spelt_stretches(lang: str, units: list[str], first: int, *, is_signed: bool) -> Iterator[Stretch]:
    """How the letters of the last word, from a unit on, are spelt one by one and two together."""
    known, show = _rows(lang), str.capitalize
    for at in range(first, len(units)):
        for end in range(at + 1, min(at + _LONGEST_GROUP, len(units)) + 1):
            row = _spelt(lang, units[at:end]) if is_signed else known.get("".join(units[at:end]))
            if row is not None:
                yield Stretch(at, end, row, show=show if at == first else None)


@cache
def _given_names() -> dict[str, dict[str, float]]:
    """The forms that a given name has in other languages (Пётр: Peter)."""
    return {name: options_of(latin) for name, latin in rows("cyrillic_given_names.tsv")}


def _units(word: str) -> list[str]:
    """The letters; a sign goes with the letter before it, but ъ before a consonant is a vowel (България)."""
    if word.isalpha() and _SIGNS.isdisjoint(word):
        return list(word)
    units: list[str] = []
    for at, char in enumerate(word):
        vowel = char == "ъ" and word[at + 1 : at + 2] not in {"", *_VOWELS}
        if char in _SIGNS and not vowel:
            if units:
                units[-1] += char
        elif char.isalpha():
            units.append(char)
    return units


def _spelt(lang: str, units: list[str]) -> Row | None:
    """How one letter or two are spelt together, each with its sign."""
    first, second = units[0], "".join(units[1:])
    bare = first.rstrip("ьъ") or first
    if not second:
        return _rows(lang).get(first) if bare == first else _signed(lang, bare)
    if first[-1] not in _SIGNS:
        return _rows(lang).get(first + (second.rstrip("ьъ") or second))
    return _softened(lang, first.rstrip("ьъ"), second) if f"ь{second}" in _options(lang) else None


def _signed(lang: str, letter: str) -> Row | None:
    """A letter before its sign, which may be written i."""
    return _with_i(lang, letter) if letter in _options(lang) else None


@cache
def _with_i(lang: str, letter: str) -> Row:
    plain = _options(lang)[letter]
    return Row.plain(merged([(plain, 0.0), ({spelling + "i": cost for spelling, cost in plain.items()}, 1.0)]))


def _softened(lang: str, consonant: str, vowel: str) -> Row | None:
    """Consonant, sign and vowel together: нье, лью."""
    return _together(lang, consonant, vowel) if consonant in _options(lang) else None


@cache
def _together(lang: str, consonant: str, vowel: str) -> Row:
    heads, tails = _options(lang)[consonant], _options(lang)["ь" + vowel]
    return Row.plain(
        {head + tail: round(cost + more, 3) for head, cost in heads.items() for tail, more in tails.items()}
    )


@cache
def _options(lang: str) -> dict[str, dict[str, float]]:
    """Letters or groups → Latin spellings in a language; if unknown, with the rows of each language too."""
    general: dict[str, dict[str, float]] = {}
    special: dict[str, dict[str, float]] = {}
    for cyrillic, latin, languages in rows("cyrillic_latin.tsv"):
        if not languages:
            general[cyrillic] = options_of(latin)
        elif lang in languages.split():
            special[cyrillic] = options_of(latin)
        elif not lang:
            known = special.get(cyrillic, general.get(cyrillic, {}))
            special[cyrillic] = merged([(known, 0.0), (options_of(latin), 0.4)])
    return general | special


@cache
def _rows(lang: str) -> dict[str, Row]:
    """The same as rows."""
    return {letters: Row.plain(options) for letters, options in _options(lang).items()}


BRIDGES: tuple[Bridge, ...] = (
    Bridge(
        code="cyrillic",
        title="Cyrillic letter by letter",
        source=Script.CYRILLIC,
        target=Script.LATIN,
        lattice=lattice,
        fold=letters,
    ),
)
