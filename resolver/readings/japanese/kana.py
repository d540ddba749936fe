"""Kana names in Latin, Cyrillic and hangul; hiragana and katakana are one class.

A kana reading tells exactly how a name sounds, so that each target script has one regular spelling and a
few habits. The same ways of writing (`Writing`) serve the readings of kanji and of romaji.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain

from ...tables import rows
from ...text.scripts import Script, script_of
from ...vocabulary import customs
from ..lattice import Bridge, Edge, Lattice
from ..spelling import Levelled, rewritten, rules
from . import romaji
from .sounds import word_edges
from .writing import Spelling, Writing

_TO_HIRAGANA = {code: code - 0x60 for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}
_KATAKANA = re.compile("[\u30a1-\u30fe]")
_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_MACRONS = str.maketrans("aiueo", "āīūēō")
_LONG = re.compile(
    "([おこそとのほもよろをごぞどぼぽょ])(?:[うお](?!え)|ー)|([うくすつぬふむゆるぐずづぶぷゅゔ])(?:う(?!え)|ー)"
)
_LONG_VOWEL = re.compile("[おこそとのほもよろをごぞどぼぽょ][うお]|[うくすつぬふむゆるぐずづぶぷゅゔ]う")
_SMALL_AFTER_LONG = re.compile("ー[ぁぃぅぇぉゃゅょゎゕゖ]")  # without the mark, both may be one mora
_LONG_I = re.compile("([いきしちにひみりぎじぢびぴ])い")
_O_BEFORE_VOWEL = re.compile("o[ou](?=[aiue])")

_HABIT = 0.5
_LONGEST_SOUND = 4  # kana
_PAIR = 2  # kana of the longest mora of the table


def _shortened(long: re.Match[str]) -> str:
    return long[long.lastindex or 0]


def _with_mark(long: re.Match[str]) -> str:
    return f"{_shortened(long)}ー"


def hiragana(text: str) -> str:
    """Katakana as hiragana; everything else as it is."""
    return text.translate(_TO_HIRAGANA) if _KATAKANA.search(text) else text


def fold(text: str) -> str:
    """The kana of a text, as katakana: the class in which hiragana and katakana are compared."""
    return "".join(char for char in text.translate(_TO_KATAKANA) if "ァ" <= char <= "ヺ" or char == "ー")


def is_kana(char: str) -> bool:
    """Whether the character is hiragana, katakana or the long mark."""
    return script_of(char) in (Script.HIRAGANA, Script.KATAKANA)


def can_begin(text: str, at: int) -> bool:
    """Whether a reading may be cut before this position: not before a small kana, ん, っ or a long mark."""
    return at >= len(text) or text[at] not in "ぁぃぅぇぉゃゅょゎっんー"


def morae(text: str) -> tuple[str, ...]:
    """The morae of a kana word in hiragana, small kana with the kana before them; other characters alone."""
    return tuple(_mora_pattern().findall(hiragana(text)))


def plain(text: str) -> str:
    """Kana in letters, every vowel written, no gemination: しんじろう `shinjirou`; the rest is left out."""
    return "".join(_written(morae(text), 0))


def _is_sound(text: str) -> bool:
    """Whether it is a mora of the table with no more than a ッ and a long mark or two: of these there are few."""
    return len(text) <= _LONGEST_SOUND and text.strip("っー") in _table()


def _letters(sound: str, column: int) -> list[str]:
    """The morae of a sound in a column of the table; not to be changed."""
    return _letters_of_sound(sound, column) if _is_sound(sound) else _written(morae(sound), column)


@cache
def _letters_of_sound(sound: str, column: int) -> list[str]:
    return _written(morae(sound), column)


def _written(sounds: tuple[str, ...], column: int) -> list[str]:
    """The morae in a column of the table; what it has not is left out."""
    table = _table()
    return [table[mora][column] for mora in sounds if mora in table]


def hepburn(text: str) -> str:
    """Kana in Hepburn romaji with macrons: しんじろう `shinjirō`, じゅんいち `jun'ichi`."""
    out, before = "", ""
    table = _table()
    for mora in morae(_LONG.sub(_with_mark, hiragana(text))):
        spelling = table[mora][0] if mora in table else ""
        if mora == "ー":
            out = out[:-1] + out[-1:].translate(_MACRONS)
        elif spelling:
            apart = "'" if before == "ん" and spelling[0] in "aiueoy" else ""
            twice = "" if before != "っ" else "t" if spelling.startswith("ch") else spelling[0]
            out += apart + twice + spelling
        before = mora
    return out


@lru_cache(maxsize=1 << 12)
def _latin(text: str, _initial: bool) -> tuple[Spelling, ...]:
    return _sound_in_latin(text) if _is_sound(text) else _spelt_in_latin(text)


def _spelt_in_latin(text: str) -> tuple[Spelling, ...]:
    keys = _latin_keys(text)
    shown = hepburn(text).capitalize() if keys else ""
    return tuple(Spelling(letters, shown, cost) for letters, cost in keys.items())


_sound_in_latin = cache(_spelt_in_latin)


def _apart_in_latin(sounds: Sequence[str]) -> list[bool]:
    """None where the word may have an "oh": that depends on more than the last letter before a sound."""
    letters = [_letters(sound, 0) for sound in sounds]
    plainly = "".join(chain.from_iterable(letters))
    if _O_BEFORE_VOWEL.search(plainly) or _SMALL_AFTER_LONG.search("".join(sounds)):
        return [False] * len(sounds)
    ends = [{option.text[-1] for option in _latin(sound, False)} for sound in sounds]
    return _apart(_ROMAJI_KEY, ends, letters)


def _apart(fold: Levelled, ends: Sequence[Collection[str]], letters: Sequence[Sequence[str]]) -> list[bool]:
    """Whether what follows each sound is folded as it is at the beginning of a word.

    `ends` are the last letters that a sound may have, `letters` those of its morae.
    """
    return [
        bool(own and following) and all(fold.is_apart(letter, following[0]) for letter in own)
        for own, following in zip(ends, (*letters[1:], ()), strict=True)
    ]


@lru_cache(maxsize=1 << 12)
def _latin_keys(text: str) -> Mapping[str, float]:
    """The regular key, and those of "oh" and double-vowel spellings that the key cannot level (Ohishi)."""
    sounds = _written(morae(text), 0)
    found = {_ROMAJI_KEY(sounds): 0.0}
    plainly = "".join(sounds)
    if _O_BEFORE_VOWEL.search(plainly):
        found.setdefault(romaji.key(_O_BEFORE_VOWEL.sub("oh", plainly)), _HABIT)
    if "ー" in text:
        found.setdefault(_ROMAJI_KEY(_written(morae(_doubled(text)), 0)), _HABIT)
    found.pop("", None)
    return found


_ROMAJI_KEY = Levelled(romaji.key)


def _doubled(text: str) -> str:
    """The long mark as a second vowel (さーしゃ: さあしゃ)."""
    out = ""
    for mora in morae(text):
        vowel = _table()[out[-1]][0][-1] if mora == "ー" and out[-1:] in _table() else ""
        out += "あいうえお"["aiueo".index(vowel)] if vowel in tuple("aiueo") else mora
    return out


# Cyrillic: Polivanov's system and what newspapers make of it (ши, чи, джи; за for дза; э or е; ё or йо).
_CYRILLIC_STEPS = rules(
    ("ь", "ь", ""), ("ъ", "ъ", ""), ("э", "э", "е"), ("й", "й", "и"), ("ы", "ы", "и"), ("л", "л", "р"),
    ("ё", "ё", "ио"), ("ю", "ю", "иу"), ("я", "я", "иа"),
    ("", "д?ж(?=и)|дз", "з"), ("ж", "д?ж", "зи"), ("тш", "тш", "ч"), ("тс", "тс", "ц"),
    ("ш", "ш(?=и)", "с"), ("ш", "ш", "си"), ("ч", "ч(?=и)", "т"), ("ч", "ч", "ти"),
    ("м", "м(?=[мбп])", "н"),
    ("о", "о[оу]+", "о"), ("", r"([бвгджзклмнпрстфхцуи])\1+", r"\1"),
)  # fmt: skip
_CYRILLIC_UNLEVELLED = re.compile("[^а-я]|" + "|".join(rule.pattern.pattern for rule in _CYRILLIC_STEPS))


@lru_cache(maxsize=1 << 11)
def fold_cyrillic(text: str) -> str:
    """Cyrillic of a Japanese name in one spelling: Синдзиро, Шинджиро and Синзиро are one; idempotent."""
    if not _CYRILLIC_UNLEVELLED.search(text):
        return text
    marked = unicodedata.normalize("NFD", text.casefold().replace("й", "и").replace("ё", "ио"))
    letters = "".join(char for char in marked if "а" <= char <= "я")
    while _CYRILLIC_UNLEVELLED.search(letters):
        letters = rewritten(letters, _CYRILLIC_STEPS)
    return letters


_BEFORE_SHORT_I = tuple("аоуэюя")


def polivanov(text: str) -> str:
    """Kana in Polivanov's Cyrillic, long vowels unmarked as Russian writes names: しんじろう `синдзиро`."""
    out, before = "", ""
    table = _table()
    for mora in morae(_LONG.sub(_shortened, hiragana(text))):
        spelling = table[mora][1] if mora in table else ""
        if not spelling:
            before = mora
            continue
        if before == "ん" and spelling[0] in "аиуэояюё":
            out += "ъ"
        elif before == "ん" and spelling[0] in "бпм":
            out = out[:-1] + "м"
        elif before == "っ":
            out += spelling[0]
        elif mora == "い" and out.endswith(_BEFORE_SHORT_I):
            spelling = "й"
        out, before = out + spelling, mora
    return out


@lru_cache(maxsize=1 << 11)
def _cyrillic(text: str, _initial: bool) -> tuple[Spelling, ...]:
    return _sound_in_cyrillic(text) if _is_sound(text) else _spelt_in_cyrillic(text)


def _spelt_in_cyrillic(text: str) -> tuple[Spelling, ...]:
    return tuple(Spelling(letters, polivanov(text).capitalize()) for letters in _cyrillic_keys(text))


_sound_in_cyrillic = cache(_spelt_in_cyrillic)


def _apart_in_cyrillic(sounds: Sequence[str]) -> list[bool]:
    letters = [_letters(sound, 1) for sound in sounds]
    return _apart(_CYRILLIC_KEY, [_CYRILLIC_KEY(own)[-1:] for own in letters], letters)


@lru_cache(maxsize=1 << 11)
def _cyrillic_keys(text: str) -> tuple[str, ...]:
    letters = _CYRILLIC_KEY(_written(morae(text), 1))
    return (letters,) if letters else ()


_CYRILLIC_KEY = Levelled(fold_cyrillic)


def fold_hangul(text: str) -> str:
    """Hangul as conjoining jamo, so that a final consonant can follow its syllable as a letter of its own."""
    found = unicodedata.normalize("NFD", text)
    return found if _ALL_JAMO.fullmatch(found) else "".join(char for char in found if "ᄀ" <= char <= "ᇿ")


_ALL_JAMO = re.compile("[ᄀ-ᇿ]*")


@lru_cache(maxsize=1 << 11)
def _hangul(text: str, initial: bool) -> tuple[Spelling, ...]:
    return _sound_in_hangul(text, initial) if _is_sound(text) else _spelt_in_hangul(text, initial)


def _spelt_in_hangul(text: str, initial: bool) -> tuple[Spelling, ...]:
    """The official spelling first (voiceless as plain at a word's begin), then aspirates and 츠 for つ."""
    found: dict[str, float] = {}
    sounds = morae(_LONG_I.sub(_shortened, _LONG.sub(_shortened, hiragana(text))))
    for at_begin, costly in ((initial, False), (not initial, True)):
        official = _to_hangul(sounds, at_begin)
        for shown, habit in ((official, False), (official.replace("쓰", "츠"), True)):
            found.setdefault(shown, _HABIT * costly + _HABIT * habit)
    return tuple(Spelling(fold_hangul(shown), shown, cost) for shown, cost in found.items() if shown)


_sound_in_hangul = cache(_spelt_in_hangul)


def _apart_in_hangul(sounds: Sequence[str]) -> list[bool]:
    """All, or none where a vowel may lengthen the one before it, or a sound is not written at all."""
    word = "".join(sounds)
    may_merge = _LONG_VOWEL.search(word) or _LONG_I.search(word) or _SMALL_AFTER_LONG.search(word)
    is_plain = not may_merge and all(map(_is_sound, sounds))
    return [is_plain and bool(_hangul(sound, False)) for sound in sounds]


def _to_hangul(sounds: tuple[str, ...], initial: bool) -> str:
    out = ""
    table = _table()
    for mora in sounds:
        if mora == "っ":
            out += "\u11ba"
        elif mora in table:
            out += table[mora][2 if initial and not out else 3]
    return unicodedata.normalize("NFC", out)


@cache
def latin() -> Writing:
    """Romaji in all conventions, compared by `romaji.key`."""
    return Writing(Script.LATIN, _latin, romaji.key, levels=True, texts=_latin_keys, apart=_apart_in_latin)


@cache
def cyrillic() -> Writing:
    """Polivanov's Cyrillic and its habits."""
    return Writing(
        Script.CYRILLIC, _cyrillic, fold_cyrillic, levels=True, texts=_cyrillic_keys, apart=_apart_in_cyrillic
    )


@cache
def hangul() -> Writing:
    """The official Korean spelling of Japanese and its habits."""
    return Writing(Script.HANGUL, _hangul, fold_hangul, apart=_apart_in_hangul)


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """Morae in hiragana to romaji, Cyrillic, hangul at a word's begin, hangul elsewhere."""
    return {mora: spellings for mora, *spellings in ((row[0], *row[1:]) for row in rows("japanese_kana.tsv"))}  # type: ignore[misc]


@cache
def _mora_pattern() -> re.Pattern[str]:
    """A pair of kana that are one mora, or else any character; kana that begin the same pairs are tried as one."""
    behind: dict[str, str] = {}
    for mora in _table():
        if len(mora) == _PAIR:
            behind[mora[0]] = behind.get(mora[0], "") + mora[1]
    before: dict[str, str] = {}
    for first, seconds in behind.items():
        before[seconds] = before.get(seconds, "") + first
    return re.compile("|".join(f"[{firsts}][{seconds}]" for seconds, firsts in before.items()) + "|.", re.DOTALL)


def mora_keys() -> Iterator[tuple[str, str]]:
    """Romaji key and mora of every row of the table, commoner morae of one key first."""
    for mora, (spelling, *_) in _table().items():
        yield romaji.key(spelling), mora


def lattice(words: tuple[str, ...], writing: Writing) -> Lattice | None:
    """A kana name in another script, its units morae; None when nothing is kana or when it has kanji too.

    A sound that runs over morae (ろう, っぺ) is one edge, and its morae are edges too, at a cost, since a
    name without spaces may end between them.
    """
    if any(script_of(char) is Script.HAN for word in words for char in word):
        return None
    units: list[str] = []
    edges: list[Edge] = []
    breaks: set[int] = set()
    for word in words:
        breaks.add(len(units))
        parts = _sounds("".join(char for char in word if script_of(char) is not Script.NONE))
        edges.extend(word_edges(parts, len(units), writing))
        units.extend(parts)
    if not edges:
        return None
    return Lattice(tuple(units), tuple(edges), frozenset(breaks) - {0, len(units)})


def _sounds(word: str) -> tuple[str, ...]:
    """The word's morae, っ with what it doubles and ー with what it lengthens."""
    found: list[str] = []
    for mora in morae(word):
        if found and (mora == "ー" or found[-1] == "っ"):
            found[-1] += mora
        else:
            found.append(mora)
    if len(found) > 1 and not found[-1].strip("っー"):
        found[-2:] = [found[-2] + found[-1]]
    return tuple(found)


def _bridge(code: str, title: str, writing: Writing) -> Bridge:
    return Bridge(
        code,
        title,
        Script.KATAKANA,
        writing.script,
        lambda words: lattice(words, writing),
        writing.fold,
        customs.bearers("ja"),
    )


BRIDGES: tuple[Bridge, ...] = (
    _bridge("kana-reading", "kana reading", latin()),
    _bridge("polivanov", "kana in Cyrillic (Polivanov)", cyrillic()),
    _bridge("kana-hangul", "kana in hangul", hangul()),
)
"""Katakana stands for either kana, as in the table of routes."""
