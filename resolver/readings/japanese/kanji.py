"""Kanji names in romaji, kana, Cyrillic and hangul, by every reading that a name dictionary knows.

A reading is never guessed and compared: 由人 may be Yoshito, Yukihito or Yuto, and the question is only
whether the spelling asked about is among them. Pieces of the dictionary are whole family and given names
and single characters; characters outside it are read as Unihan says, at a higher cost. Kanji are compared
by Han class, so that simplified and traditional spellings read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from itertools import groupby
from operator import itemgetter

from ...text.han import fold as fold_han
from ...text.scripts import Script, script_of
from ...vocabulary import customs
from ..lattice import Bridge, Lattice, Stretch, laid_out
from ..links import USUAL, cheapest
from ..pieces import Inventory, Row, Table
from . import kana
from .court import title_edges
from .name_readings import begins_piece, readings, single_characters
from .sounds import BOUNDARY, Meetings, meetings, run_together
from .writing import Spelling, Writing

LONGEST_PIECE = 4
_RENDAKU = 0.4  # nats
_BY_CHARACTER = 1.0  # a character read alone inside what the dictionary has as a name
_RARE = 3.0  # readings at this cost and above do not voice as well
_KANA = re.compile("[ぁ-ゖァ-ヺー]+")
_VOICED = dict(zip("かきくけこさしすせそたちつてとはひふへほ", "がぎぐげござじずぜぞだぢづでどばびぶべぼ", strict=True))
_HALF_VOICED = dict(zip("はひふへほ", "ぱぴぷぺぽ", strict=True))
_CONNECTIVES = {"ヶ": "がけか", "ケ": "がけか", "ヵ": "がか", "ガ": "が", "ツ": "つっ"}


def read_as(wanted: str) -> Iterator[tuple[str, float]]:
    """The single characters of the name dictionary, folded by Han class, that have a reading in hiragana; and its
    cost.
    """
    chars, _, costs = _READ_AS(wanted).cells
    return zip(chars, costs, strict=True)


@cache
def _characters() -> dict[str, list[tuple[str, float]]]:
    """For each reading of single characters those that have it."""
    found: dict[str, list[tuple[str, float]]] = {}
    for char, known in single_characters():
        for reading, cost in known:
            found.setdefault(reading, []).append((char, cost))
    return found


def _row_of_characters(reading: str, _variant: str) -> Row:
    known = _characters().get(reading, ())
    return Row(tuple(char for char, _ in known), (), tuple(cost for _, cost in known))


def lattice(words: tuple[str, ...], writing: Writing) -> Lattice | None:
    """All spellings of a kanji name in another script, its units the characters; None when none can be read.

    々 is the kanji before it; kana stand for themselves.
    """
    return _laid_out(words, writing, usual=False)


def usual_lattice(words: tuple[str, ...], writing: Writing) -> Lattice | None:
    """As `lattice`, with no more readings of a character than the usual spellings of a name may have."""
    return _laid_out(words, writing, usual=True)


def _laid_out(words: tuple[str, ...], writing: Writing, *, usual: bool) -> Lattice | None:
    units: list[str] = []
    rows: list[Stretch] = []
    breaks: set[int] = set()
    for word in words:
        breaks.add(len(units))
        chars = [char for char in word if script_of(char) is not Script.NONE]
        rows.extend(_word_rows(_spelt_out(chars), len(units), writing, usual=usual))
        if writing.script is Script.LATIN:
            rows.extend(map(Stretch.of, title_edges("".join(chars), len(units))))
        units.extend(chars)
    return laid_out(tuple(units), frozenset(breaks) - {0, len(units)}, rows)


def _spelt_out(chars: list[str]) -> str:
    """Iteration marks replaced by what they repeat, so that 佐々木 and 佐佐木 are one piece."""
    out = ""
    for char in chars:
        out += out[-1:] if char in "々〻仝" and out else char
    return out


def _word_rows(word: str, offset: int, writing: Writing, *, usual: bool) -> Iterator[Stretch]:
    """The spellings of each piece of a word, the pieces in the order of their places."""
    tails: dict[int, frozenset[str]] = {}
    for start, end, spans, apart in _in_kana(word) if _KANA.search(word) else _pieces(word):
        before = tails.get(start, _NO_TAILS)
        if spans is None:
            row, ends = _alone(word[start], start == 0, before, writing, usual)
        else:
            row, ends = _of_spelt(list(_written(spans, start == 0, writing)), before, writing)
        if ends:
            tails[end] = ends | tails.get(end, _NO_TAILS)
        yield Stretch(offset + start, offset + end, row, apart)


_NO_TAILS = frozenset[str]()
_Ended = tuple[Row, frozenset[str]]
"""The spellings of a piece, and the letters in which they end, as far as what stands behind may run together with
these."""


@lru_cache(maxsize=1 << 11)
def _alone(char: str, initial: bool, before: frozenset[str], writing: Writing, usual: bool) -> _Ended:
    """A character behind letters; kept, since names from abroad share few characters."""
    table = (_USUAL.get(writing.script) if usual else None) or _ALONE.get(writing.script)
    folded, variant = fold_han(char), _INITIAL * initial
    row = table(folded, variant) if table else _spelt_alone(writing, folded, variant)
    if before and meetings(row.texts, before, writing):
        return _of_spelt(list(zip(*row.cells, strict=True)), before, writing)
    return row, _ends(row, writing)


def _of_spelt(spelt: Sequence[tuple[str, str, float]], before: frozenset[str], writing: Writing) -> _Ended:
    row = _row_of(spelt, meetings([text for text, _, _ in spelt], before, writing))
    return row, _ends(row, writing)


def _ends(row: Row, writing: Writing) -> frozenset[str]:
    return frozenset([text[-1:] for text in row.texts]) if writing.levels else _NO_TAILS


_Spans = Sequence[tuple[str, float]]
"""Readings of a piece with their costs, in their order."""


def _written(spans: _Spans, initial: bool, writing: Writing) -> Iterator[tuple[str, str, float]]:
    """How readings are written: folded, as shown, and with the cost."""
    table = _SPELT.get(writing.script)
    for reading, cost in spans:
        row = table(reading, _INITIAL * initial).cells if table else None
        for text, shown, extra in zip(*row, strict=True) if row else writing.options(reading, initial):
            yield text, shown, cost + extra


def _row_of(spelt: Iterable[tuple[str, str, float]], met: Meetings) -> Row:
    """The spellings of a piece behind letters that it may run together with, of equal ones the cheapest."""
    found: dict[str, tuple[str, str, float]] = {}
    for each in spelt:
        text, shown, cost = each
        if text not in found or cost < found[text][2]:
            found[text] = each
        for other in run_together(text, met) if met else ():
            if other not in found or cost + BOUNDARY < found[other][2]:
                found[other] = other, shown, cost + BOUNDARY
    return Row.of(found.values())


def _pieces(word: str) -> Iterator[tuple[int, int, _Spans | None, float]]:
    """Start and end of each piece, its readings, and what these cost more where a character is read alone in a name.

    None for the readings of a character.
    """
    longer = _longer_pieces(word)
    named = {at for start, end in longer for at in range(start, end)}
    for start in range(len(word)):
        yield start, start + 1, None, _BY_CHARACTER if start in named else 0.0
        for end in range(start + 2, min(start + LONGEST_PIECE, len(word)) + 1):
            if (start, end) in longer:
                yield start, end, longer[start, end], 0.0


@lru_cache(maxsize=1 << 10)
def _longer_pieces(word: str) -> Mapping[tuple[int, int], _Spans]:
    """The readings of pieces of several characters; kept, since a name is soon read again for another script."""
    folded = fold_han(word)
    return {
        (start, end): sorted(found)
        for start in range(len(word) - 1)
        if begins_piece(folded[start : start + 2])
        for end in range(start + 2, min(start + LONGEST_PIECE, len(word)) + 1)
        if (found := readings(word[start:end]))
    }


@lru_cache(maxsize=1 << 10)
def _sounding(char: str, initial: bool) -> _Spans:
    """The readings of a character, as they are and, behind others, as they may sound after these."""
    found = readings(char)
    after = [
        (voiced, cost + _RENDAKU)
        for reading, cost in (() if initial else found)
        if cost < _RARE
        for voiced in _voiced(reading)
    ]
    return sorted((*found, *after))


def _in_kana(word: str) -> Iterator[tuple[int, int, _Spans, float]]:
    """As `_pieces`, of a word with kana, each piece with the readings of its kana too."""
    spans = list(_kana_spans(word))
    for start, end, known, apart in _pieces(word):
        read = _sounding(word[start], start == 0) if known is None else known
        spans += [(start, end, reading, cost + apart) for reading, cost in read]
    for (start, end), each in groupby(sorted(spans), itemgetter(0, 1)):
        yield start, end, [span[2:] for span in each], 0.0


def _kana_spans(word: str) -> Iterator[tuple[int, int, str, float]]:
    """Kana inside a name, as written; those that join kanji (ヶ, ツ) also as they are then read."""
    for run in _KANA.finditer(word):
        yield run.start(), run.end(), kana.hiragana(run.group()), 0.0
        for at in range(run.start(), run.end()) if len(run.group()) > 1 else ():
            yield at, at + 1, kana.hiragana(word[at]), 0.0
    for at in range(1, len(word)):
        for reading in _CONNECTIVES.get(word[at], ""):
            yield at, at + 1, reading, _RENDAKU


def _voiced(reading: str) -> Iterator[str]:
    """The reading as it may sound after another: rendaku, and p for h."""
    for table in (_VOICED, _HALF_VOICED):
        if reading[0] in table:
            yield table[reading[0]] + reading[1:]


def _kana_options(text: str, _initial: bool) -> tuple[Spelling, ...]:
    return (Spelling(kana.fold(text), text),)


@cache
def kana_writing() -> Writing:
    """Kana as they are."""
    return Writing(Script.KATAKANA, _kana_options, kana.fold)


def mixed(words: tuple[str, ...], writing: Writing) -> Lattice | None:
    """As `lattice`, for names that are mostly kana (青木まゆみ); None when they have no kanji."""
    if not any(script_of(char) is Script.HAN for word in words for char in word):
        return None
    return lattice(words, writing)


_INITIAL = "initial"


def _short_readings() -> Iterator[str]:
    """The readings of single characters, as they are and as they sound after others: most of those of any name."""
    for _, known in single_characters():
        for reading, _ in known:
            yield from (reading, *_voiced(reading))


def _table_of(name: str, writing: Writing) -> Table:
    def row(reading: str, variant: str) -> Row:
        return Row.of(writing.options(reading, variant == _INITIAL))

    return Table(name, _READINGS, row, (_INITIAL, ""))


_READINGS = Inventory("kanji-readings", _short_readings)
_WRITINGS = (kana.latin(), kana.cyrillic(), kana.hangul())
_SPELT = {writing.script: _table_of(f"kanji-{writing.script.name.casefold()}", writing) for writing in _WRITINGS}
READ_AS = Inventory("kanji-read-as", _characters)
"""The readings of single characters."""
_READ_AS = Table("kanji-read-as", READ_AS, _row_of_characters, whole=True)


def _spelt_alone(writing: Writing, char: str, variant: str) -> Row:
    """How a character is written, where nothing runs together."""
    initial = variant == _INITIAL
    return _row_of(_written(_sounding(char, initial), initial, writing), {})


def _table_alone(name: str, writing: Writing) -> Table:
    return Table(name, _ALONE_LISTED, partial(_spelt_alone, writing), (_INITIAL, ""))


def _usual_of(name: str, writing: Writing) -> Table:
    full = _table_alone(name, writing)

    def row(char: str, variant: str) -> Row:
        known = list(Stretch(0, 1, full.make(char, variant)).edges())
        return Row.plain({edge.text: edge.cost for edge in cheapest(known, USUAL)})

    return Table(name, _ALONE_LISTED, row, full.variants)


_ALONE_LISTED = Inventory("kanji-alone", lambda: (char for char, _ in single_characters()))
_ALONE = {
    writing.script: _table_alone(f"kanji-alone-{writing.script.name.casefold()}", writing) for writing in _WRITINGS[:2]
}
"""How single characters are written; in hangul they would take as much as all the rest."""
_USUAL = {
    writing.script: _usual_of(f"kanji-usual-{writing.script.name.casefold()}", writing)
    for writing in (kana.hangul(), kana_writing())
}
"""The letters of the usual ones, where no sounds run together, so that those of a name are those of its pieces."""
TABLES = (*_SPELT.values(), *_ALONE.values(), *_USUAL.values(), _READ_AS)


def _bridges(code: str, title: str, writing: Writing) -> Iterator[Bridge]:
    japan = customs.bearers("ja")
    yield Bridge(
        code,
        title,
        Script.HAN,
        writing.script,
        lambda words: lattice(words, writing),
        writing.fold,
        japan,
        usual=(lambda words: usual_lattice(words, writing)) if writing.script in _USUAL else None,
    )
    if writing.script is not Script.KATAKANA:
        yield Bridge(
            code,
            title,
            Script.KATAKANA,
            writing.script,
            lambda words: mixed(words, writing),
            writing.fold,
            japan,
        )


BRIDGES: tuple[Bridge, ...] = (
    *_bridges("kanji-reading", "Japanese reading", kana.latin()),
    *_bridges("kanji-kana", "Japanese reading in kana", kana_writing()),
    *_bridges("kanji-polivanov", "Japanese reading in Cyrillic (Polivanov)", kana.cyrillic()),
    *_bridges("kanji-hangul", "Japanese reading in hangul", kana.hangul()),
)
"""Katakana stands for either kana, as in the table of routes."""
