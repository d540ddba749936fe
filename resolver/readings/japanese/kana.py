"""Kana names in Latin, Cyrillic and hangul; hiragana and katakana are one class.

A kana reading tells exactly how a name sounds, so that each target script has one regular spelling and a
few habits. The same ways of writing (`Writing`) serve the readings of kanji and of romaji.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from functools import cache, lru_cache
from typing import NamedTuple

from msgspec import Struct

from ...tables import rows
from ...text.scripts import Script, script_of
from ...vocabulary import customs
from ..lattice import Bridge, Edge, Lattice
from ..spelling import Levelled, rewritten, rules
from . import romaji

_TO_HIRAGANA = {code: code - 0x60 for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}
_KATAKANA = re.compile("[\u30a1-\u30fe]")
_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_MACRONS = str.maketrans("aiueo", "āīūēō")
_LONG = re.compile(
    "([おこそとのほもよろをごぞどぼぽょ])(?:[うお](?!え)|ー)|([うくすつぬふむゆるぐずづぶぷゅゔ])(?:う(?!え)|ー)"
)
_LONG_I = re.compile("([いきしちにひみりぎじぢびぴ])い")
_O_BEFORE_VOWEL = re.compile("o[ou](?=[aiue])")

_HABIT = 0.5
_BOUNDARY = 0.2  # sounds that meet where two readings do, written as one
_REACH = 3  # letters of a sound that what stands before it may change, and one behind them
_PAIR = 2  # kana of the longest mora of the table
_MOST_MERGED = 5  # sounds: とうおおう is `to` in romaji's key


def _shortened(long: re.Match[str]) -> str:
    return long[long.lastindex or 0]


def _with_mark(long: re.Match[str]) -> str:
    return f"{_shortened(long)}ー"


class Spelling(NamedTuple):
    """One way of writing a kana string: folded, as shown, cost in nats."""

    text: str
    shown: str
    cost: float = 0.0


class Writing(Struct, frozen=True, eq=False):
    """How kana are written in one script, and the fold in which that is compared.

    `options` gives every spelling of a kana string; it is told whether the string begins a word. `levels`: the fold
    levels long vowels and double consonants, so that sounds may run together where two readings meet. `texts` gives the
    folded texts of the options alone, where those are known sooner than how they are shown.
    """

    script: Script
    options: Callable[[str, bool], tuple[Spelling, ...]]
    fold: Callable[[str], str]
    levels: bool = False
    texts: Callable[[str], Collection[str]] | None = None

    def folded(self, text: str, initial: bool) -> Collection[str]:
        """The folded texts of the options, in their order."""
        return self.texts(text) if self.texts else [option.text for option in self.options(text, initial)]


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
    keys = _latin_keys(text)
    shown = hepburn(text).capitalize() if keys else ""
    return tuple(Spelling(letters, shown, cost) for letters, cost in keys.items())


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
    return tuple(Spelling(letters, polivanov(text).capitalize()) for letters in _cyrillic_keys(text))


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
    """The official spelling first (voiceless as plain at a word's begin), then aspirates and 츠 for つ."""
    found: dict[str, float] = {}
    sounds = morae(_LONG_I.sub(_shortened, _LONG.sub(_shortened, hiragana(text))))
    for at_begin, costly in ((initial, False), (not initial, True)):
        official = _to_hangul(sounds, at_begin)
        for shown, habit in ((official, False), (official.replace("쓰", "츠"), True)):
            found.setdefault(shown, _HABIT * costly + _HABIT * habit)
    return tuple(Spelling(fold_hangul(shown), shown, cost) for shown, cost in found.items() if shown)


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
    return Writing(Script.LATIN, _latin, romaji.key, levels=True, texts=_latin_keys)


@cache
def cyrillic() -> Writing:
    """Polivanov's Cyrillic and its habits."""
    return Writing(Script.CYRILLIC, _cyrillic, fold_cyrillic, levels=True, texts=_cyrillic_keys)


@cache
def hangul() -> Writing:
    """The official Korean spelling of Japanese and its habits."""
    return Writing(Script.HANGUL, _hangul, fold_hangul)


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
        edges.extend(_word_edges(parts, len(units), writing))
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


def _word_edges(parts: tuple[str, ...], offset: int, writing: Writing) -> list[Edge]:
    """One edge a sound, and one for each run of sounds that is not written as its parts would be."""
    edges: list[Edge] = []
    reached: dict[tuple[int, int], set[str]] = {}
    for start in reversed(range(len(parts))):
        own: list[Edge] = []
        for end in range(start + 1, min(start + _MOST_MERGED, len(parts)) + 1):
            texts = {edge.text + rest for edge in own for rest in reached.get((edge.end, end), ())}
            split = _BOUNDARY * (end == start + 1 and _merges(parts[start : end + 1], writing))
            run, initial = "".join(parts[start:end]), start == 0
            new = end == start + 1 or not texts.issuperset(writing.folded(run, initial))
            for option in writing.options(run, initial) if new else ():
                if option.text not in texts:
                    own.append(Edge(start, end, option.text, option.shown, option.cost + split))
            reached[start, end] = texts | {edge.text for edge in own if edge.end == end}
        edges.extend(own)
    return [edge._replace(start=edge.start + offset, end=edge.end + offset) for edge in reversed(edges)]


def _merges(pair: tuple[str, ...], writing: Writing) -> bool:
    """Whether two sounds are written otherwise together than one after the other."""
    if len(pair) < 2:
        return False
    first, second, both = (next(iter(writing.folded(text, False)), "") for text in (*pair, "".join(pair)))
    return first + second != both


@cache
def _clash(fold: Callable[[str], str], tail: str, head: str) -> bool:
    """Whether a letter and the beginning of a sound are folded otherwise together: kept, there being few of either."""
    return fold(tail + head) != tail + head


def clash(texts: Iterable[str], tails: Set[str], writing: Writing) -> bool:
    """Whether one of the texts may run together with one of the letters that stand before it."""
    if not writing.levels:
        return False
    return any(tail and _clash(writing.fold, tail, text[:_REACH]) for text in texts for tail in tails)


def run_together(edge: Edge, tails: Set[str], writing: Writing) -> Iterator[Edge]:
    """The edge as written when its first sound runs together with what comes before (こ + おり)."""
    for tail in tails if writing.levels else ():
        if not tail or not _clash(writing.fold, tail, edge.text[:_REACH]):
            continue
        folded = writing.fold(tail + edge.text)
        if len(folded) > len(tail) and folded != tail + edge.text and folded.startswith(tail):
            yield Edge(edge.start, edge.end, folded[len(tail) :], edge.shown, edge.cost + _BOUNDARY)


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
