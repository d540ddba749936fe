"""Full names of strangers in a passage: whoever shares a family name with somebody whom its document names."""

from __future__ import annotations

from collections.abc import Iterator

from ..readings.japanese.name_readings import readings
from ..text.scripts import Script, script_of
from ..text.units import Unit
from ..text.words import words as split_words
from .passages import Passage
from .runs import Run
from .short_forms import ShortForms
from .titles_around import PERSONAL, TitleWords

_WORDS = range(2, 6)  # of a stranger's full name
_GIVEN = range(1, 4)  # characters of a given name
_READ = range(2, 4)  # characters of a Japanese given name that is known by its reading
_ALONE = 2  # characters of a given name behind a title
_BY_CHARACTER = frozenset({Script.HAN, Script.HANGUL})


def names_in_full(passage: Passage, run: Run) -> bool:
    """Whether a run is a full name by its capitals or points: no single word, nor one with initials."""
    units = passage.units[run.start : run.end]
    if not (len(units) in _WORDS or run.whole) or not run.cased:
        return False
    return sum(len(word) > 1 for word in split_words(passage.text[units[0].start : units[-1].end])) > 1


def namesakes(passage: Passage, words: TitleWords, short: ShortForms) -> Iterator[tuple[int, int]]:
    """The units of full names in characters that begin with a short form: 小泉花子氏 where 小泉 is one."""
    text, units = passage.text, passage.units
    for at in short.begun(units):
        if script_of(text[units[at].start]) in _BY_CHARACTER:
            family = max(short.ends(units, at), default=len(units))
            if end := _end_of_name(text, units, words, at, family):
                yield at, end


def _end_of_name(text: str, units: tuple[Unit, ...], words: TitleWords, start: int, family: int) -> int:
    """Where a name ends whose family name ends at a unit; 0 where no given name follows.

    It is one where a title follows it or leads up to it, or where it reads as a Japanese given name.
    """
    if family >= len(units) or words.is_titled(family):
        return 0
    most = family
    while most < len(units) and most - family < _GIVEN[-1] and _goes_on(text, units, most):
        most += 1
    for end in range(family + 1, most + 1):
        if words.behind(end)[0] > end:
            return end
    for end in range(most, family, -1):
        ended = end == len(units) or not _goes_on(text, units, end)
        if ended and end - family in _READ and readings(text[units[family].start : units[end - 1].end]):
            return end
    led = bool(words.before(start)[1] & PERSONAL)
    if led and family - start == 1 and most - family >= _ALONE and script_of(text[units[start].start]) is Script.HAN:
        return family + _ALONE
    return 0


def _goes_on(text: str, units: tuple[Unit, ...], at: int) -> bool:
    """Whether a unit is written on to the one before it, in the same script."""
    if units[at].start != units[at - 1].end:
        return False
    return script_of(text[units[at].start]) is script_of(text[units[at - 1].start])
