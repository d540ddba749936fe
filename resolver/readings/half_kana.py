"""Names half in kanji and half in kana: 西野カナ, トウ小平, 李海チャン.

Japanese writes a part of a name in kana because its bearer does, or because the character is rare; then kana stand
for one reading of the character: the Japanese one of a Chinese name (トウ for 鄧), the Korean one of a Korean name
(チャン for 瓚). Both are compared with names in characters, and with their romanisation. Behind the family name, kana
may also stand for themselves: then Chinese renders their sound (小澤マリア, 小澤瑪麗亞; see `rendered`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate, groupby
from math import log

from ..text import han
from ..text.folding import fold as fold_letters
from ..text.scripts import Script, script_of
from ..vocabulary import customs
from . import kana_for_han
from .chinese import mandarin
from .japanese import kana
from .japanese.kanji import READ_AS, read_as
from .japanese.name_readings import readings
from .korean import hanja, katakana
from .korean.hangul import FAMILY
from .korean.syllables_in_kana import in_kana
from .lattice import Bridge, Edge, Lattice, Stretch
from .pieces import CHARACTERS, Inventory, Row, Table
from .spelling import best, letters, merged

_IN_KANA = 0.5  # a character that is written in kana
_BY_SOUND = 2.5  # one that renders kana by sound: there are many
_TRANSLATED = 1.0  # a word of an organisation that is in kana
_DEAREST = 3.6  # nats of a character's reading
_LONGEST = 4  # kana of one character
_MOST_SIGNS = 10  # of a name half in kana
_MOST_CHARACTERS = 5  # of a person's name that may be half in kana
_MOST = 24  # spellings of what kana stand for
_RARELY = 4.0  # nats: a syllable that fewer than one in fifty characters of a reading have


def fold(text: str) -> str:
    """Han characters by class and kana as katakana."""
    return fold_letters(text, Script.HAN)


def _units(words: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[int]]:
    """Han characters, each alone, and runs of kana; and where words begin."""
    units: list[str] = []
    breaks: set[int] = set()
    for word in words:
        breaks.add(len(units))
        kept = [char for char in word if script_of(char) is not Script.NONE]
        for is_kana, chars in groupby(kept, kana.is_kana):
            run = list(chars)
            units += ["".join(run)] if is_kana else run
    return tuple(units), frozenset(breaks - {0, len(units)})


def to_han(words: tuple[str, ...]) -> Lattice | None:
    """A name in characters, each as it is or by one of its readings in kana; None for a name with kana."""
    units, breaks = _units(words)
    if not 2 <= len(units) <= _MOST_SIGNS or any(script_of(char) is not Script.HAN for unit in units for char in unit):
        return None
    rows = list(map(Stretch.of, _translated(units)))
    if len(units) > _MOST_CHARACTERS and not rows:
        return None
    for at, char in enumerate(units):
        folded = fold(char)
        rows.append(Stretch(at, at + 1, Row((folded,), (char,), (0.0,))))
        rows.append(Stretch(at, at + 1, _IN_KANA_OF(char, "" if at else _HEAD), _IN_KANA))
        if at:
            rows.append(Stretch(at, at + 1, kana_for_han.RENDERED(folded), _BY_SOUND))
    return Lattice(units, breaks=breaks, rows=rows)


def in_characters(words: tuple[str, ...]) -> Lattice | None:
    """A name half in kana, sign by sign, in characters that these kana are a reading of (松たか子, 松隆子)."""
    units = tuple(char for word in words for char in word if script_of(char) is not Script.NONE)
    written = [kana.is_kana(char) for char in units]
    if not 0 < sum(written) < len(units) or len(units) > _MOST_SIGNS:
        return None
    edges = [Edge(at, at + 1, fold(char), char) for at, char in enumerate(units) if not written[at]]
    for start in range(len(units)):
        for end in range(start + 1, min(start + _LONGEST, len(units)) + 1):
            if all(written[start:end]):
                read = kana.fold("".join(units[start:end]))
                edges += [Edge(start, end, fold(char), char, cost + _IN_KANA) for char, cost in _read_so(read)]
                if start:
                    edges += [
                        Edge(start, end, char, char, _BY_SOUND) for char in kana_for_han.RENDERING(read).cells.texts
                    ]
    edges += _translated(units)
    breaks = (
        frozenset(accumulate(len(word) for word in words[:-1])) if len("".join(words)) == len(units) else frozenset()
    )
    return Lattice(units, tuple(edges), breaks)


def _translated(units: tuple[str, ...]) -> list[Edge]:
    return [Edge(start, end, text, text, _TRANSLATED) for start, end, text in kana_for_han.translated(units)]


def _spellings(reading: str) -> tuple[str, ...]:
    """A reading in folded kana, and as older names write it: ミサヲ for ミサオ."""
    folded = kana.fold(reading)
    return (folded, f"{folded[:-1]}ヲ") if folded.endswith("オ") else (folded,)


@lru_cache(maxsize=1 << 10)
def _read_so(written: str) -> tuple[tuple[str, float], ...]:
    """The characters, folded, of a Japanese reading in folded kana, each with the reading's cost."""
    read = kana.hiragana(written)
    spelt = (read, f"{read[:-1]}お") if read.endswith("を") else (read,)  # as `_spellings` writes it
    found: dict[str, float] = {}
    for reading in spelt:
        for char, cost in read_as(reading):
            if cost <= min(_DEAREST, found.get(char, _DEAREST)):
                found[char] = cost
    return tuple(found.items())


def _in_kana(char: str, *, head: bool) -> tuple[tuple[str, float], ...]:
    """The kana of a character read in Japanese or in Korean, folded, with their costs."""
    known = [(reading, cost) for reading, cost in readings(char) if cost <= _DEAREST]
    japanese = {written: cost for reading, cost in reversed(known) for written in _spellings(reading)}
    sounds = hanja.readings(char, "family" if head else "given")
    korean = {kana.fold(shown): cost for _, shown, cost in in_kana(sounds, not head)}
    return tuple(sorted(merged([(japanese, 0.0), (korean, 0.0)]).items()))


def _mixed(words: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[int]] | None:
    """The units of a name that has characters and no more than two runs of kana."""
    if not any(map(kana.is_kana, "".join(words))):
        return None
    units, breaks = _units(words)
    runs = sum(kana.is_kana(unit[0]) for unit in units)
    return (units, breaks) if 0 < runs < 3 and runs < len(units) <= 4 else None


def in_mandarin(words: tuple[str, ...]) -> Lattice | None:
    """The romanised spellings of a Chinese name of which a character is in kana by its Japanese reading (陳レイ)."""
    return _spelt(words, _MANDARIN_KANA, mandarin.spelt)


def in_korean(words: tuple[str, ...]) -> Lattice | None:
    """The romanised spellings of a Korean name of which a character is in kana, by either language's reading."""
    return _spelt(words, _KOREAN_KANA, lambda char, at: hanja.LATIN(char, "" if at else FAMILY), str.capitalize)


def _spelt(
    words: tuple[str, ...],
    of_kana: Table,
    of_character: Callable[[str, int], Row],
    shown: Callable[[str], str] | None = None,
) -> Lattice | None:
    """A mixed name by the spellings of each unit at its place; None when it is not mixed or a unit has none."""
    found = _mixed(words)
    if found is None:
        return None
    units, breaks = found
    rows: list[Stretch] = []
    for at, unit in enumerate(units):
        if kana.is_kana(unit[0]):
            own = Stretch(at, at + 1, of_kana(kana.hiragana(unit), "" if at else _HEAD))
        else:
            own = Stretch(at, at + 1, of_character(unit, at), show=shown)
        if not own.row.count:
            return None
        rows.append(own)
    return Lattice(units, breaks=breaks, rows=rows)


def _korean_kana(reading: str, variant: str) -> Row:
    """The romanised spellings of what stands in hiragana: a Korean syllable, or a character by its Japanese reading."""
    head = variant == _HEAD
    sounding = katakana.romanised(reading, head=head)
    read = [(hanja.romanised(char, head=head), cost) for char, cost in _characters(reading)]
    options = best(merged([(sounding, 0.0), *read]), _MOST)
    return Row.of((letters(text), text.capitalize(), cost) for text, cost in options.items())


def _mandarin_kana(reading: str, variant: str) -> Row:
    return Row.of(mandarin.spellings(_mandarin_of(reading), mandarin.IN_LATIN, variant == _HEAD))


@lru_cache(maxsize=1 << 10)
def _characters(reading: str) -> tuple[tuple[str, float], ...]:
    """The Han characters of a Sino-Japanese reading in hiragana, each with the cost of choosing it.

    Only those that have a Korean reading, as characters of names do.
    """
    if not _SINO.fullmatch(reading):
        return ()
    classes = [char for char, cost in read_as(reading) if cost <= _DEAREST]
    sounds = han.readings("hanja_readings.tsv")
    known = (char for each in classes for char in han.variants(each))
    return tuple((char, _IN_KANA) for char in sorted(known) if any(rank == 0 for _, rank in sounds.get(char, ())))


@lru_cache(maxsize=1 << 13)
def _mandarin_of(reading: str) -> tuple[tuple[str, float], ...]:
    """The pinyin of the characters that have a Japanese reading, by their shares; () when there are none."""
    counts: dict[str, int] = {}
    chars = _characters(reading)
    for char, _ in chars:
        for sound, _ in mandarin.sounds(char, "given")[:1]:
            counts[sound] = counts.get(sound, 0) + 1
    shares = {sound: round(log(len(chars) / count), 2) for sound, count in counts.items()}
    return tuple(sorted((each for each in shares.items() if each[1] <= _RARELY), key=lambda each: (each[1], each[0])))


_SINO = re.compile("[ぁ-ん][ゃゅょ]?[いうんつちくき]?")
"""The shape of a Sino-Japanese reading: one mora, and one of the few that may close it."""

_HEAD = "head"
_READINGS = Inventory("half-kana", lambda: filter(_SINO.fullmatch, READ_AS.listed()))
_MANDARIN_KANA = Table("mixed-mandarin", _READINGS, _mandarin_kana, (_HEAD, ""))
_KOREAN_KANA = Table("mixed-korean", _READINGS, _korean_kana, (_HEAD, ""))
_IN_KANA_OF = Table(
    "han-in-kana", CHARACTERS, lambda char, at: Row.plain(dict(_in_kana(char, head=at == _HEAD))), (_HEAD, "")
)
TABLES = (_MANDARIN_KANA, _KOREAN_KANA, _IN_KANA_OF)

_CHINESE, _KOREAN = customs.bearers("zh"), customs.bearers("ko")
_ANY = customs.bearers("ja") | _CHINESE | _KOREAN

BRIDGES: tuple[Bridge, ...] = (
    Bridge("han-kana", "characters in kana", Script.HAN, Script.HAN, to_han, fold, _ANY, asserts=False),
    Bridge("han-kana", "characters in kana", Script.HAN, Script.KATAKANA, to_han, fold, _ANY, asserts=False),
    Bridge("kana-han", "kana for characters", Script.HAN, Script.HAN, in_characters, fold, _ANY, asserts=False),
    Bridge("kana-han", "kana for characters", Script.KATAKANA, Script.HAN, in_characters, fold, _ANY, asserts=False),
    Bridge(
        "mixed-mandarin",
        "kana of a Chinese character",
        Script.HAN,
        Script.LATIN,
        in_mandarin,
        letters,
        _CHINESE,
        asserts=False,
    ),
    Bridge(
        "mixed-korean", "kana of a Korean name", Script.HAN, Script.LATIN, in_korean, letters, _KOREAN, asserts=False
    ),
)
