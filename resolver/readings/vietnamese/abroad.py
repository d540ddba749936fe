"""Vietnamese names as the Russian, Japanese and Korean press writes them: Нго Суан Лить,
グエン・フー・チョン, 응우옌푸쫑.

Each convention is a table of onsets and rimes, so a syllable is spelt from its two parts; tones leave no
trace. A name that bears no diacritics may be any of the syllables that look like it without them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache, partial
from itertools import product

from ...tables import rows
from ...text.cleaning import unmarked
from ...text.scripts import Script
from ...vocabulary import customs
from ..lattice import Bridge, Lattice, Stretch
from ..links import by_word
from ..pieces import Inventory, Row, Table
from ..spelling import best, merged
from ..spelling import parse as options_of
from .syllable import onsets, parse, rimes, written

_MOST = 24  # spellings of a syllable that are offered
_UNMELTED = 0.3  # for two hangul syllables where one could hold both vowels
_GUESSED = 0.5  # for a rime or a đ that only diacritics would have told
_PLACES = re.compile(r"[^\W\d_]")

# What a soft sign makes of the next vowel in Cyrillic, and what onset and vowel make in one hangul syllable.
_SOFTENED = {"а": "я", "у": "ю", "о": "ё", "э": "е", "е": "е", "и": "и"}
_MELTED = {"니아": "냐", "니어": "녀", "니오": "뇨", "니우": "뉴", "니애": "냬", "니에": "녜", "니이": "니",
           "꾸아": "꽈", "꾸이": "뀌", "꾸어": "꿔", "꾸에": "꿰"}  # fmt: skip
_SMALL = str.maketrans("ァィゥェォャュョヮヂヅ", "アイウエオヤユヨワジズ", "ーッ")
_HIRAGANA = {code: chr(code + 0x60).translate(_SMALL) for code in range(ord("ぁ"), ord("ゖ") + 1)}
_FULL_KATAKANA = {**_SMALL, **_HIRAGANA}
_ONLY_KATAKANA = re.compile("[ア-ヺ]*")
_CYRILLIC = str.maketrans(
    {"я": "иа", "ю": "иу", "ё": "ио", "э": "е", "є": "е", "й": "и", "і": "и", "ї": "и", "ј": "и", "ґ": "г",
     "ў": "у", "љ": "л", "њ": "н", "ћ": "ч", "џ": "дж", "ө": "о", "ү": "у", "ь": "", "ъ": ""}
)  # fmt: skip


def fold_cyrillic(text: str) -> str:
    """Cyrillic letters in lower case as far as renderings of Vietnamese keep them apart: no ь ъ, я as иа, э
    as е.
    """
    folded = "".join(_PLACES.findall(unicodedata.normalize("NFC", text).casefold())).translate(_CYRILLIC)
    return re.sub("ии+", "и", folded)


def fold_kana(text: str) -> str:
    """Katakana without length marks and ッ, small kana as full ones (グェン as グエン). Folds character by
    character.
    """
    folded = text.translate(_FULL_KATAKANA)
    return folded if _ONLY_KATAKANA.fullmatch(folded) else "".join(char for char in folded if "ア" <= char <= "ヺ")


def fold_hangul(text: str) -> str:
    """The hangul syllables of a text, whole; what else is written falls away."""
    return "".join(char for char in unicodedata.normalize("NFC", text) if "가" <= char <= "힣")


def _in_cyrillic(onset: str, rime: str) -> tuple[str, ...]:
    if onset.endswith("ь"):
        softened = _SOFTENED.get(rime[0])
        if softened:
            return (onset[:-1] + softened + rime[1:],)
    return (onset + rime,)


def _in_hangul(onset: str, rime: str) -> tuple[str, ...]:
    """The rime's first syllable with the onset: a consonant letter takes the place of its ㅇ, 니 makes 냐 of
    아.

    Two vowels that hangul can write in one syllable are given in two as well (꽝, 꾸앙; 니 아, 냐).
    """
    vowel = unicodedata.normalize("NFD", rime[0])
    if "ㄱ" <= onset <= "ㅎ":
        initial = unicodedata.normalize("NFKD", onset)
        return (unicodedata.normalize("NFC", initial + vowel[1:]) + rime[1:],)
    melted = _MELTED.get(onset[-1:] + unicodedata.normalize("NFC", vowel[:2]), "")
    if melted:
        return (
            unicodedata.normalize("NFC", unicodedata.normalize("NFD", melted) + vowel[2:]) + rime[1:],
            onset + rime,
        )
    return (onset + rime,)


def _in_kana(onset: str, rime: str) -> tuple[str, ...]:
    """The kana of the code that the table's mora rows spell."""
    code = onset + rime
    for wrong, right in (("hu", "fu"), ("nyi", "ni"), ("si", "shi"), ("zi", "ji"), ("yi", "i")):
        if code.startswith(wrong):
            code = right + code[len(wrong) :]
    found = ""
    while code:
        size = next((size for size in (3, 2, 1) if code[:size] in _morae()), 1)
        found += _morae().get(code[:size], "")
        code = code[size:]
    return (found,)


@cache
def _morae() -> dict[str, str]:
    return {code: kana for part, code, kana in rows("vietnamese_kana.tsv") if part == "mora"}


_Compose = Callable[[str, str], tuple[str, ...]]


@cache
def _parts(table: str) -> dict[tuple[str, str], dict[str, float]]:
    """(part, Vietnamese) → spellings, of one convention's table."""
    return {(part, name): options_of(cell) for part, name, cell in rows(table) if part != "mora"}


def _spellings(table: str, compose: _Compose, syllable: str, marked: bool) -> dict[str, float]:
    """The spellings of one Vietnamese syllable by the table, cheapest first; empty when it is none."""
    parsed = parse(syllable)
    if parsed is None:
        return {}
    parts = _parts(table)
    exact = marked or parsed.marked
    alike = (parsed.rime,) if exact and parsed.rime in _written_rimes() else rimes()[parsed.rime]
    onsets = [parsed.onset, "đ"] if parsed.onset == "d" and not exact else [parsed.onset]
    guess = _GUESSED if len(alike) * len(onsets) > 1 else 0.0
    ways: list[tuple[dict[str, float], float]] = []
    for onset in onsets:
        for rime in alike:
            spelt: dict[str, float] = {}
            for head, cost in parts.get(("onset", onset), {"": 0.0}).items():
                for tail, more in parts["rime", rime].items():
                    for rank, text in enumerate(compose(head, tail)):
                        price = cost + more + _UNMELTED * rank
                        spelt[text] = min(price, spelt.get(text, price))
            ways.append((spelt, guess))
    bare = written(parsed.onset, parsed.rime, parsed.tone)
    for name in dict.fromkeys((bare, unmarked(bare) if not exact else bare)):
        ways.append((parts.get(("syllable", name), {}), 0.0))
    return best(merged(ways), _MOST)


@cache
def _written_rimes() -> frozenset[str]:
    return frozenset(rime for alike in rimes().values() for rime in alike)


@lru_cache(maxsize=4096)
def _folded(
    table: str, compose: _Compose, fold: Callable[[str], str], syllable: str, marked: bool
) -> tuple[tuple[str, str, float], ...]:
    """Folded text, text shown and cost of each spelling of a syllable; of two that fold alike the cheaper."""
    known: dict[str, tuple[str, str, float]] = {}
    for shown, cost in _spellings(table, compose, syllable, marked).items():
        known.setdefault(fold(shown), (fold(shown), shown.capitalize(), cost))
    return tuple(known.values())


def _lattice(script: Script, words: tuple[str, ...]) -> Lattice | None:
    """The spellings of a Vietnamese name, by syllables; None when a word is no such syllable."""
    if not words or not all(map(_is_syllable, words)):
        return None
    return _of_syllables(script, is_marked(words), words)


def is_marked(words: Iterable[str]) -> bool:
    """Whether the name writes Vietnamese diacritics at all: then a missing one is evidence too."""
    return any(not word.isascii() and (parsed := parse(word)) is not None and parsed.marked for word in words)


def _of_syllables(script: Script, marked: bool, words: tuple[str, ...]) -> Lattice:
    spelt = [_row(script, word, marked=True) if marked else _SPELT[script](word) for word in map(str.casefold, words)]
    rows = [Stretch(at, at + 1, row) for at, row in enumerate(spelt)]
    return Lattice(words, breaks=frozenset(range(1, len(words))), rows=rows)


def _is_syllable(word: str) -> bool:
    return parse(word) is not None


def spellings(script: Script, syllable: str) -> tuple[tuple[str, str, float], ...]:
    """Folded text, text shown and cost of the ways in which a script writes a Vietnamese syllable with diacritics."""
    table, compose, fold = _conventions()[script]
    return _folded(table, compose, fold, syllable, True)


def folds(script: Script) -> Callable[[str], str]:
    """How text of a script is folded to be compared with `spellings`."""
    return _conventions()[script][2]


@cache
def _conventions() -> dict[Script, tuple[str, _Compose, Callable[[str], str]]]:
    return {
        Script.CYRILLIC: ("vietnamese_cyrillic.tsv", _in_cyrillic, fold_cyrillic),
        Script.KATAKANA: ("vietnamese_kana.tsv", _in_kana, fold_kana),
        Script.HANGUL: ("vietnamese_hangul.tsv", _in_hangul, fold_hangul),
    }


def _row(script: Script, syllable: str, *, marked: bool) -> Row:
    """The spellings of a syllable in a name that is `marked`, or bears no diacritics."""
    return Row.of(_folded(*_conventions()[script], syllable, marked))


def _table(script: Script, name: str) -> Table:
    """How syllables are spelt in names that bear no diacritics."""
    return Table(f"vietnamese-{name}", _SYLLABLES, lambda syllable, _: _row(script, syllable, marked=False))


def _syllables() -> Iterator[str]:
    """Those without diacritics, as foreign texts write them."""
    written = ("".join(pair) for pair in product(onsets(), rimes()))
    return (syllable for syllable in written if syllable.isascii() and _is_syllable(syllable))


_SYLLABLES = Inventory("vietnamese", _syllables)
_NAMES = {Script.CYRILLIC: "cyrillic", Script.KATAKANA: "kana", Script.HANGUL: "hangul"}
_SPELT = {script: _table(script, name) for script, name in _NAMES.items()}
TABLES = tuple(_SPELT.values())


def _bridge(script: Script) -> Bridge:
    name = _NAMES[script]
    plain, marked = (by_word(partial(_of_syllables, script, flag)) for flag in (False, True))
    return Bridge(
        code=f"vietnamese-{name}",
        title=f"Vietnamese in {name.capitalize() if name == 'cyrillic' else name}",
        source=Script.LATIN,
        target=script,
        lattice=partial(_lattice, script),
        fold=folds(script),
        countries=customs.bearers("vi"),
        admits=_is_syllable,
        links=lambda words: (marked if is_marked(words) else plain)(words),
    )


BRIDGES: tuple[Bridge, ...] = tuple(map(_bridge, _NAMES))
