"""A name cut into words, and each word into the units that are heard: letters, moras, jamo, characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import product

from msgspec import Struct

from ..tables import rows
from ..text.han import fold
from ..text.scripts import Script, script_of

LETTERS = "phonetic/letters.tsv"


class Word(Struct, frozen=True):
    """One word of a name. `number` is set where the word is a numeral (II, 2, 二世); it has no units then."""

    text: str
    script: Script
    units: tuple[str, ...]
    number: int = 0

    def __hash__(self) -> int:
        return hash(self.text)


_ALIKE = {Script.HIRAGANA: Script.KATAKANA, Script.BURMESE: Script.OTHER}
# Marks that are not heard, or that name spelling leaves out at will: Arabic vowel signs, Hebrew points, Thai
# tones, stress in Cyrillic and Greek. (The two dots of ё, the breve of й and ў, and all Latin marks stay.)
_UNHEARD = re.compile(
    "[\u0301\u0300\u0342\u0313\u0314\u0345\u05b0-\u05c7\u0610-\u061a\u0640\u064b-\u0652\u0670\u0e47-\u0e4b\u0e4d\u0e4e]"
)
_TATWEEL = "\u0640"  # the only one of these that is a letter to Python
_GREEK_MARKS = re.compile("[\u0300-\u036f]")
_MARKS = "\u0300-\u036f\u0900-\u0dff\u0e30-\u0e4e\u0eb0-\u0ecd\u1780-\u17d3ー\u064b-\u0670"
_LETTER = r"[^\W\d_]"
_WORD = re.compile(rf"{_LETTER}['’׳]?(?:{_LETTER}|[{_MARKS}]|['’׳])*|\d+(?:[-:]?{_LETTER}{{1,2}}(?!{_LETTER}))?\.?")
_SPACED = re.compile(rf"(?!.*[\d_]){_LETTER}[\w{_MARKS}]*(?: {_LETTER}[\w{_MARKS}]*)*")
"""Words of nothing but letters and marks, with a space between two."""
_ROMAN = re.compile(r"(?=[IVX])(X{0,2})(IX|IV|V?I{0,3})")
_ROMAN_DIGITS = "IVX"
_REIGN = "世"
_HAN_NUMERAL = re.compile("[一二三四五六七八九十]+世$")
_HAN_DIGITS = {char: value for value, char in enumerate("一二三四五六七八九", 1)}
_OF_A_GENERATION = frozenset("世세代")
_GENERATION = re.compile(r"(\d+)\s*(?:世|세|代)")
_FIRST_THAI = "ก"
_THAI_LEADING = re.compile("([เแโใไ])([กขคปผพตทบดฟซสศ][รล](?=[ก-ฮ](?![ะ-ู]))|[ก-ฮ])")
# King, emperor, queen, prince, princess, saint, pope, lord, of, number: Thai writes them without a space.
_THAI_JOINTS = re.compile(
    "สมเด็จพระ(?:สันตะปาปา|ราชินีนาถ|ราชินี|เจ้า)?|พระเจ้า|จักรพรรดินี|จักรพรรดิ|เจ้าหญิง|เจ้าชาย|นักบุญ|แห่ง|ที่(?= ?\\d)"
)
_LAO_LEADING = re.compile("([ເແໂໃໄ])([ກ-ຮໜໝ])")
_LEADING = {Script.THAI: _THAI_LEADING, Script.LAO: _LAO_LEADING}
"""Vowels that are written before the consonant behind which they are heard."""
_TO_KATAKANA = 0x60  # from hiragana
_SILENT_JAMO = "\u110b"
_ARTICLE = re.compile(r"\b(a[lnrsz]h?|e[lrs])[-‐' ]+(?=\w{3})", re.IGNORECASE)
_LONG_S = "\u017f"  # the only letter outside ASCII that `re` takes for one of an article
_ARTICLES = frozenset(
    written
    for article in ("al", "an", "ar", "as", "az", "alh", "anh", "arh", "ash", "azh", "el", "er", "es")
    for written in map(
        "".join, product(*[{letter, letter.upper(), letter.replace("s", _LONG_S)} for letter in article])
    )
)
"""What `_ARTICLE` finds, however it is written."""


def words(text: str) -> tuple[Word, ...]:
    """The words of a name in their order; signs between words are left out, `al-` is joined with its noun."""
    return tuple([found for piece in cut(text) if (found := _word(*piece)).units or found.number])


def cut(text: str) -> list[tuple[str, bool]]:
    """What `word` is asked for each word of a name: its text, and whether it may be a Roman numeral."""
    capitals = text.isupper()
    if pieces := _at_spaces(text):
        found = [(piece, not capitals) for piece in pieces]
        if len(pieces[0]) == 1:
            found[0] = (pieces[0], False)
        return found
    spaced = _ARTICLE.sub(_article, _counted(text))
    if not text.isascii():
        spaced = _phrase().sub(_translated, _spaced(spaced))
    return [
        (piece := match.group(), not capitals and (match.start() > 0 or len(piece) > 1))
        for match in _WORD.finditer(spaced)
    ]


def _at_spaces(text: str) -> list[str]:
    """The words of a name that is cut at its spaces only, as most are; else none."""
    pieces = text.split(" ")
    if "" in pieces or not ("".join(pieces).isalpha() or _is_spaced(text)) or not _ARTICLES.isdisjoint(pieces):
        return []
    if text.isascii():
        return pieces
    return pieces if _REIGN not in text and _phrase_words().isdisjoint(map(str.casefold, pieces)) else []


def _is_spaced(text: str) -> bool:
    """Whether words of letters and marks are to be cut at spaces only."""
    return _SPACED.fullmatch(text) is not None and not (_ARTICLE.search(text) or _THAI_JOINTS.search(text))


def _article(match: re.Match[str]) -> str:
    return match.group(1)


def _apart(match: re.Match[str]) -> str:
    return f" {match.group()} "


def _turned(match: re.Match[str]) -> str:
    return match.group(2) + match.group(1)


def _generation(match: re.Match[str]) -> str:
    return f" {match.group(1)} "


@cache
def _phrases() -> dict[str, str]:
    return {phrase.casefold(): english for _, phrase, english in rows("phonetic/phrases.tsv")}


def _translated(match: re.Match[str]) -> str:
    """What a phrase stands for; itself where only `re` takes its letters for others (İ for i)."""
    return _phrases().get(match.group().casefold(), match.group())


@cache
def _phrase_words() -> frozenset[str]:
    """The first words of phrases."""
    return frozenset(phrase.split(" ")[0] for phrase in _phrases())


@cache
def _phrase() -> re.Pattern[str]:
    """The phrases that stand for one word, the longest first."""
    rests: dict[str, list[str]] = {}  # by their first letters, which are tried once each
    for phrase in sorted(_phrases(), key=lambda phrase: (-len(phrase), phrase)):
        rests.setdefault(phrase[0], []).append(phrase[1:])
    known = "|".join([f"{first}(?:{'|'.join(rests[first])})" for first in sorted(rests)])
    return re.compile(rf"(?<![^\s(,])(?=[{''.join(sorted(rests))}])(?:{known})(?=[\s,.;)]|$)", re.IGNORECASE)


def _counted(text: str) -> str:
    """With spaces for the sign behind the number of a generation: 14世, 15代."""
    return text if _OF_A_GENERATION.isdisjoint(text) else _GENERATION.sub(_generation, text)


def _spaced(text: str) -> str:
    """With a space before a numeral at the end of Han (亨利二世) and around Thai titles."""
    if max(text) >= _FIRST_THAI and _THAI_JOINTS.search(text):
        text = _THAI_JOINTS.sub(_apart, text)
    return _han_ordinal().sub(" ", text) if _REIGN in text else text


@cache
def _han_ordinal() -> re.Pattern[str]:
    """The place before a numeral at the end of Han. It is compiled character by character, and seldom needed."""
    return re.compile("(?<=[一-鿿])(?=[一二三四五六七八九十]{1,3}世)")


def word(text: str, numeral: bool) -> Word:
    """One word as it stands in a name; `numeral` where it may be a Roman numeral."""
    first = text[0]
    if first.isdigit():
        digits = re.match(r"\d+", text)
        return Word(text, Script.NONE, (), int(digits.group()) if digits else 0)
    script = script_of(first)
    script = _ALIKE.get(script, script)
    if numeral and first in _ROMAN_DIGITS and (number := _roman(text)):
        return Word(text, script, (), number)
    if text[-1] == _REIGN and script is Script.HAN and _HAN_NUMERAL.fullmatch(text):
        return Word(text, script, (), _han_number(text[:-1]))
    return Word(text, script, units(text, script))


_word = lru_cache(maxsize=1 << 12)(word)  # family and given names recur


def _roman(text: str) -> int:
    """The value of a Roman numeral up to 29, 0 for another word."""
    match = _ROMAN.fullmatch(text)
    if not match:
        return 0
    ones = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
    return 10 * len(match.group(1)) + ones[match.group(2)]


def _han_number(text: str) -> int:
    tens, _, ones = text.rpartition("十")
    value = _HAN_DIGITS.get(ones, 0)
    return value + 10 * (_HAN_DIGITS.get(tens, 1)) if "十" in text else value


def units(text: str, script: Script) -> tuple[str, ...]:
    """The units of one word: letters without what is not heard, moras, jamo, Han characters."""
    return _UNITS.get(script, _of_letters)(text.casefold(), script)


def _of_latin(text: str, _: Script) -> tuple[str, ...]:
    if text.isascii() and text.isalpha():
        return tuple(text)
    text = unicodedata.normalize("NFC", text)
    return tuple(text) if text.isalpha() else tuple(filter(str.isalpha, text))


def _of_han(text: str, _: Script) -> tuple[str, ...]:
    return tuple(char for char in fold(text) if script_of(char) is not Script.NONE)


def _of_kana(text: str, script: Script) -> tuple[str, ...]:
    return _cut("".join([chr(ord(char) + _TO_KATAKANA) if "ぁ" <= char <= "ゖ" else char for char in text]), script)


def _of_hangul(text: str, script: Script) -> tuple[str, ...]:
    return _cut(unicodedata.normalize("NFD", text).replace(_SILENT_JAMO, ""), script)


def _of_greek(text: str, script: Script) -> tuple[str, ...]:
    return _cut(_GREEK_MARKS.sub("", unicodedata.normalize("NFD", text)), script)


def _of_letters(text: str, script: Script) -> tuple[str, ...]:
    text = unicodedata.normalize("NFC", text)
    if _TATWEEL in text or not text.isalpha():
        text = _UNHEARD.sub("", text).replace("׳", "'").replace("’", "'")
    if script in _LEADING:
        text = _LEADING[script].sub(_turned, text)
    return _cut(text, script)


def _cut(text: str, script: Script) -> tuple[str, ...]:
    if text.isalpha() and _second_letters(script).isdisjoint(text):
        return tuple(text)
    return tuple(_cutter(script).findall(text))


_UNITS: dict[Script, Callable[[str, Script], tuple[str, ...]]] = {
    Script.LATIN: _of_latin,
    Script.HAN: _of_han,
    Script.KATAKANA: _of_kana,
    Script.HANGUL: _of_hangul,
    Script.GREEK: _of_greek,
}
"""How a word is cut in lower case; `_of_letters` in other scripts."""


def letters(script: Script) -> dict[str, str]:
    """Letters of a script with their rough romanisation. The dictionary is shared and must not be changed."""
    return _letters().get(script.value, {})


@cache
def _letters() -> dict[str, dict[str, str]]:
    """The same of all scripts, by their codes."""
    found: dict[str, dict[str, str]] = {}
    for code, letter, latin, *_ in rows(LETTERS):
        found.setdefault(code, {})[letter] = latin
    return found


@cache
def _second_letters(script: Script) -> frozenset[str]:
    """Without one of these, no letters belong together."""
    return frozenset(letter[1] for letter in letters(script) if len(letter) > 1)


@cache
def _cutter(script: Script) -> re.Pattern[str]:
    """Longest letters first; a Thai consonant with the sign of silence is one unit; other letters stand alone."""
    known = sorted(letters(script), key=lambda letter: (-len(letter), letter))
    silent = ["[ก-ฮ][ิุ]?\u0e4c"] if script is Script.THAI else []
    several = [re.escape(letter) for letter in known if len(letter) > 1]
    marks = re.escape("".join([letter for letter in known if len(letter) == 1 and not letter.isalpha()]))
    single = [r"[^\W\d_]", *([f"[{marks}]"] if marks else [])]  # not each by itself: they would be tried in turn
    return re.compile("|".join([*silent, *several, *single]))
