"""Mandarin readings of Han names: in pinyin and its older and regional spellings, in Cyrillic, in hangul.

One idea for all of them: every character has its readings, every reading its options in the convention of the
target script. The tables spell initials and finals; what is peculiar has a row of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache, partial

from msgspec import Struct

from ...tables import rows
from ...text import han
from ...text.scripts import Script
from ...vocabulary import customs
from ..lattice import Bridge, Lattice, Stretch, laid_out
from ..pieces import CHARACTERS, Row, Table
from ..spelling import Options, best, cyrillic_letters, hangul_syllables, joined, letters, merged, parse
from . import regnal

_RANK_COSTS = (0.0, 1.0)
_NOT_LISTED = 0.7  # a reading that the table of names does not give the character at its place
_ALTERNATIVE = 0.4  # each further reading that the table of names gives
_PLAIN_E = 0.3  # е written for э in Cyrillic
_MIXED = 0.3  # a syllable spelt as in Mandarin in a name that is otherwise spelt from Hokkien or Teochew
_LIMIT = 40  # edges a character


class Convention(Struct, frozen=True, eq=False):
    """How a target script spells Mandarin: its column, how initial and final meet, the fold."""

    column: int
    join: Callable[[Options, Options], Options]
    fold: Callable[[str], str]
    spaced: bool


def _compose(initials: Options, finals: Options) -> Options:
    """Hangul: the initial's jamo replaces the silent one of the final (ㅅ and 야오 give 샤오)."""
    found: dict[str, float] = {}
    for jamo, cost in initials.items():
        for final, extra in finals.items():
            found[_with_onset(jamo, final[0]) + final[1:]] = cost + extra
    return found


def _with_onset(jamo: str, syllable: str) -> str:
    """The syllable with another onset; after ㅈ, ㅊ and ㅉ Korean writes no y-glide (쟝 is written 장)."""
    plain = str.maketrans("야얘여예요유", "아애어에오우")
    vowel_and_coda = (ord(syllable) - 0xAC00) % 588
    if jamo in "ㅈㅊㅉ":
        bare = chr(ord(syllable) - vowel_and_coda % 28)
        vowel_and_coda = (ord(bare.translate(plain)) - 0xAC00) % 588 + vowel_and_coda % 28
    return chr(0xAC00 + "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ".index(jamo) * 588 + vowel_and_coda)


IN_LATIN = Convention(1, joined, letters, spaced=True)
IN_CYRILLIC = Convention(2, joined, cyrillic_letters, spaced=True)
IN_HANGUL = Convention(3, _compose, hangul_syllables, spaced=False)


@lru_cache(maxsize=1 << 14)
def options(syllable: str, convention: Convention = IN_LATIN) -> Options:
    """How a pinyin syllable (v for ü) is spelt, the standard way at no cost."""
    column = convention.column
    own = parse(_syllables().get(syllable, ("",) * 4)[column])
    initial, final = initial_and_final(syllable)
    regular: Options = {}
    if initial in _initials() and final in _finals() and not _is_buzzing(initial, final):
        regular = convention.join(parse(_initials()[initial][column]), parse(_finals()[final][column]))
    if column != IN_LATIN.column:
        return best(own or regular, _LIMIT)
    return best(merged([(own, 0.0), (regular, 0.0), ({syllable.replace("v", "u"): 0.0}, 0.0)]), _LIMIT)


def initial_and_final(syllable: str) -> tuple[str, str]:
    """The parts of a syllable, with ü written v: juan is j and van."""
    initial = syllable[:2] if syllable[1:2] == "h" else syllable[:1]
    final = syllable[len(initial) :]
    return initial, "v" + final[1:] if initial in {"j", "q", "x"} and final.startswith("u") else final


def _is_buzzing(initial: str, final: str) -> bool:
    """Whether the i is the buzzing one of zhi and zi, which every convention writes apart from that of li."""
    return final == "i" and initial in {"zh", "ch", "sh", "r", "z", "c", "s"}


@cache
def _initials() -> dict[str, tuple[str, ...]]:
    return {row[0]: row for row in rows("mandarin_initials.tsv")}


@cache
def _finals() -> dict[str, tuple[str, ...]]:
    return {row[0]: row for row in rows("mandarin_finals.tsv")}


@cache
def _syllables() -> dict[str, tuple[str, ...]]:
    return {row[0]: row for row in rows("mandarin_syllables.tsv")}


@cache
def _names() -> dict[tuple[str, str], tuple[tuple[str, ...], ...]]:
    """(folded characters, place) → for each character its readings in names, likeliest first."""
    found: dict[tuple[str, str], tuple[tuple[str, ...], ...]] = {}
    for chars, place, reading in rows("mandarin_names.tsv"):
        sounds = tuple(tuple(sound.split("/")) for sound in reading.split(" "))
        for one in ("family", "given") if place == "any" else (place,):
            found[han.fold(chars), one] = sounds
    return found


@cache
def _surnames() -> dict[str, dict[str, float]]:
    """Folded family name → its spellings outside the Mandarin conventions."""
    return {han.fold(chars): parse(spellings) for chars, spellings in rows("mandarin_surnames.tsv")}


def is_compound(chars: tuple[str, ...]) -> bool:
    """Whether the first two of three or more characters are a family name (司马, 欧阳)."""
    head = han.fold("".join(chars[:2]))
    return len(chars) > 2 and ((head, "family") in _names() or head in _surnames())


@lru_cache(maxsize=1 << 14)
def sounds(char: str, place: str) -> tuple[tuple[str, float], ...]:
    """The pinyin readings of a character at its place in a name ("family" or "given"), each with its cost."""
    return tuple(_SOUNDS(char, place).options().items())


def _sounds(char: str, place: str) -> tuple[tuple[str, float], ...]:
    found = {sound: _RANK_COSTS[rank] for sound, rank in han.sounds(char, "mandarin_readings.tsv")}
    listed = _names().get((han.fold(char), place))
    if listed:
        found = {sound: cost + _NOT_LISTED for sound, cost in found.items()}
        found |= {sound: number * _ALTERNATIVE for number, sound in enumerate(listed[0])}
    return tuple(sorted(found.items(), key=lambda reading: (reading[1], reading[0]))[:4])


def readings(chars: tuple[str, ...]) -> list[tuple[tuple[str, float], ...]]:
    """The pinyin readings of each character of a name, with their costs."""
    found = compound_readings(chars)
    return found + [sounds(char, place(at)) for at, char in enumerate(chars) if at >= len(found)]


def place(at: int) -> str:
    """The place in a name of the character at a position, as `sounds` takes it."""
    return "given" if at else "family"


def compound_readings(chars: tuple[str, ...]) -> list[tuple[tuple[str, float], ...]]:
    """The readings of the characters of a family name of two; none for other names."""
    listed = _names().get((han.fold("".join(chars[:2])), "family")) if is_compound(chars) else None
    return [tuple((sound, number * _ALTERNATIVE) for number, sound in enumerate(each)) for each in listed or ()]


def _lattice(words: tuple[str, ...], convention: Convention) -> Lattice | None:
    """The spellings of a Han name in one convention; `shown` begins with a capital where a word begins."""
    chars, breaks = han.units(words)
    found: list[Stretch] = []
    heads = {0, *breaks} | ({2 if is_compound(chars) else 1} if not breaks else set())
    compound = compound_readings(chars)
    for index, char in enumerate(chars):
        if index < len(compound):
            row = Row.of(spellings(compound[index], convention, index in heads))
        else:
            row = _SPELT[convention](char, "given" if index in heads and index else "inside" if index else "family")
        found.append(Stretch(index, index + 1, row))
    if convention is IN_LATIN:
        width, family = family_spellings(chars)
        found.append(Stretch(0, width, Row.plain(family), show=str.capitalize))
        found += map(Stretch.of, regnal.edges(chars, partial(_compared, tuple(found))))
    return laid_out(chars, breaks, found)


def _compared(rows: tuple[Stretch, ...], unit: int) -> list[tuple[str, float]]:
    of_unit = (each for each in rows if each.start == unit and each.end == unit + 1)
    return [(edge.text, edge.cost) for each in of_unit for edge in each.edges()]


@lru_cache(maxsize=8192)
def spellings(
    readings: tuple[tuple[str, float], ...], convention: Convention, is_head: bool
) -> tuple[tuple[str, str, float], ...]:
    """Folded text, text shown and cost of each spelling of one character, at the head of a word or inside."""
    spelt = merged((options(sound, convention), cost) for sound, cost in readings)
    if convention is IN_CYRILLIC:
        spelt = _loosely(spelt, inside=not is_head)
    capital = convention.spaced and is_head
    return tuple(
        (convention.fold(text), text.capitalize() if capital else text, cost)
        for text, cost in best(spelt, _LIMIT).items()
    )


def _loosely(spelt: Options, *, inside: bool) -> dict[str, float]:
    """Cyrillic options with е for э, and inside a word with the ъ that parts vowel from н (Чанъань)."""
    plain = {text.replace("э", "е"): cost + _PLAIN_E for text, cost in spelt.items() if "э" in text}
    found = merged([(spelt, 0.0), (plain, 0.0)])
    parted = {f"ъ{text}": cost for text, cost in found.items() if inside and text[0] in "аоэеуюяий"}
    return merged([(found, 0.0), (parted, 0.0)])


@cache
def _southern() -> dict[str, dict[str, float]]:
    return {han.fold(char): parse(spellings) for char, spellings in rows("mandarin_southern.tsv")}


def family_spellings(chars: tuple[str, ...]) -> tuple[int, Options]:
    """How many characters the family name has, and how it is spelt overseas (陈 Tan, 欧阳 Auyong)."""
    width = 2 if is_compound(chars) else 1
    return width, _surnames().get(han.fold("".join(chars[:width])), {})


def latin(words: tuple[str, ...]) -> Lattice | None:
    """The romanised spellings of a Han name read in Mandarin."""
    return _lattice(words, IN_LATIN)


def southern(words: tuple[str, ...]) -> Lattice | None:
    """The spellings of Singapore, Malaysia, Indonesia and the Philippines (李显龙 Lee Hsien Loong).

    Family and given name go together here: a Mandarin family name is a name of the other route.
    """
    chars, breaks = han.units(words)
    width, family = family_spellings(chars)
    if not family or len(chars) <= width:
        return None
    given = [Stretch(at, at + 1, _SOUTHERN(chars[at]), show=str.capitalize) for at in range(width, len(chars))]
    return laid_out(chars, breaks, [Stretch(0, width, Row.plain(family), show=str.capitalize), *given])


def cyrillic(words: tuple[str, ...]) -> Lattice | None:
    """The Cyrillic spellings (Palladius) of a Han name read in Mandarin."""
    return _lattice(words, IN_CYRILLIC)


def hangul(words: tuple[str, ...]) -> Lattice | None:
    """The hangul spellings of a Han name read in Mandarin, as Korean writes the living (시진핑)."""
    return _lattice(words, IN_HANGUL)


def _row(convention: Convention, char: str, variant: str) -> Row:
    """The spellings of a character: of a family name, at the head of a given name or inside one."""
    place = "family" if variant == "family" else "given"
    return Row.of(spellings(sounds(char, place), convention, variant != "inside"))


def spelt(char: str, at: int) -> Row:
    """The romanised spellings of a character at a position in a name; words behind the first are not told apart."""
    return _SPELT[IN_LATIN](char, "inside" if at else "family")


def _southern_row(char: str, _variant: str) -> Row:
    own = _southern().get(han.fold(char), {})
    mandarin = {text: cost for text, _, cost in spellings(sounds(char, "given"), IN_LATIN, False)}
    return Row.plain(best(merged([(own, 0.0), (mandarin, _MIXED)]), _LIMIT))


PLACES = ("family", "given")
_SOUNDS = Table("mandarin-sounds", CHARACTERS, lambda char, place: Row.plain(dict(_sounds(char, place))), PLACES)
_SPELT = {
    convention: Table(name, CHARACTERS, partial(_row, convention), (*PLACES, "inside"))
    for name, convention in (("mandarin", IN_LATIN), ("mandarin-cyrillic", IN_CYRILLIC), ("mandarin-hangul", IN_HANGUL))
}
_SOUTHERN = Table("mandarin-southern", CHARACTERS, _southern_row)
TABLES = (_SOUNDS, *_SPELT.values(), _SOUTHERN)

_CHINESE = customs.spelling_chinese("mandarin")

BRIDGES: tuple[Bridge, ...] = (
    Bridge("mandarin", "Mandarin reading", Script.HAN, Script.LATIN, latin, letters, _CHINESE),
    Bridge(
        "southern-chinese",
        "Southern Chinese spelling",
        Script.HAN,
        Script.LATIN,
        southern,
        letters,
        customs.spelling_chinese("southern"),
    ),
    Bridge(
        "mandarin-cyrillic",
        "Mandarin reading in Cyrillic (Palladius)",
        Script.HAN,
        Script.CYRILLIC,
        cyrillic,
        cyrillic_letters,
        _CHINESE,
    ),
    Bridge(
        "mandarin-hangul",
        "Mandarin reading in hangul",
        Script.HAN,
        Script.HANGUL,
        hangul,
        hangul_syllables,
        _CHINESE,
    ),
)
