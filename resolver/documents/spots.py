"""Spots: where a passage may name somebody. They are many, cheap, and overlap; nothing is decided here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from ..model import Kind
from ..search.catalogue import Catalogue
from ..text.scripts import SPACED_BY_PHRASE, Script, script_of
from ..text.units import Unit, split
from ..vocabulary.text_words import text_words
from .bodies import bodies
from .contents import contents
from .passages import Passage
from .runs import Run, runs
from .titles_around import PERSONAL, TitleWords
from .written import KeyWalk

_GLOSS = re.compile(r"[”\"»》」』']?\s?[(\[【〔]([^()\[\]【】〔〕\n]{2,60})[)\]】〕]")
_OPENING, _CLOSING = frozenset("“\"«《「『„'"), frozenset("”\"»》」』'")
_ACRONYM = 6  # letters of a form in capitals that must stand in capitals
_SHORT_PHRASED = 4  # characters of a name in Thai, Lao, Khmer or Burmese letters
_CASED = frozenset({Script.LATIN, Script.CYRILLIC, Script.GREEK, Script.ARMENIAN})
_KANA = frozenset({Script.HIRAGANA, Script.KATAKANA})
_OFFICES = frozenset({"office", "role"})


class Found(StrEnum):
    """How a spot was found, which says what must hold before it is believed."""

    WRITTEN = "written"  # a key of the gazetteer
    READ = "read"  # a key by a reading of Han characters
    RUN = "run"  # words that look like a name
    BODY = "body"  # words for what an organisation is for
    CONTENT = "content"  # words for what an agreement is
    OFFICE = "office"  # titles without a name

    __hash__ = str.__hash__  # that of enumerations is many times slower


class Spot(NamedTuple):
    """A part of a passage, in characters: a name with its titles and brackets; `first` to `last` is the name alone.

    `titled`: a rank, an office or an honorific stands beside the name. `apart`: signs or spaces stand around it.
    """

    start: int
    end: int
    first: int
    last: int
    found: Found
    titled: bool = False
    apart: bool = True

    @property
    def length(self) -> int:
        """Characters."""
        return self.end - self.start


class Scout:
    """Finds the spots of passages, for one gazetteer."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._walk = KeyWalk(catalogue.index)

    def spots(self, passage: Passage, words: TitleWords) -> tuple[list[Spot], list[Run]]:
        """The spots of a passage, the longest first, and the runs of words in it that look like names."""
        units = passage.units
        found: dict[Spot, None] = {}
        found.update(dict.fromkeys(self._filed(passage, words)))
        known = list(runs(passage.text, units, words))
        for run in known:
            found.update(dict.fromkeys(self._of_run(passage, words, run)))
        for span in bodies(passage.text, units, words):
            found.update(dict.fromkeys(spread(passage, words, *span, Found.BODY)))
        for span in contents(passage):
            found.update(dict.fromkeys(spread(passage, words, *span, Found.CONTENT)))
        found.update(dict.fromkeys(_offices(passage, words)))
        return sorted(found, key=lambda spot: (-spot.length, spot)), known

    def _filed(self, passage: Passage, words: TitleWords) -> Iterator[Spot]:
        """Spots of names that the index has."""
        text, units = passage.text, passage.units
        for start, end, key in self._walk.written(text, units):
            is_apart = may_begin(text, units, words, start) and may_end(text, units, words, end)
            if is_apart and self._fits(words, start, end, self._walk.forms(key)):
                yield from spread(passage, words, start, end, Found.WRITTEN)
        for start, end in self._walk.read(units):
            if may_begin(text, units, words, start):
                yield from spread(passage, words, start, end, Found.READ)

    def _fits(self, words: TitleWords, start: int, end: int, numbers: Iterable[int]) -> bool:
        """Whether what stands there can be one of the forms: as long as a name, with capitals where it needs them."""
        units = words.units
        script = script_of(units[start].key[0])
        if script in SPACED_BY_PHRASE:
            return end - start >= _SHORT_PHRASED
        if script in (Script.HAN, Script.HANGUL, *_KANA):
            return end - start > 1 and not words.is_torn(start, end)
        return any(self._cased(units, start, end, number) for number in numbers)

    def _cased(self, units: tuple[Unit, ...], start: int, end: int, number: int) -> bool:
        form, first = self._catalogue.forms[number], units[start]
        written = form.spelling.text
        if end - start == 1 and written.isupper() and len(written) <= _ACRONYM:
            return first.case == 2 and not _has_other_marks(units[start:end], written)
        letters = len(first.key)
        if end - start == 1 and (letters < 3 or (letters < 5 and form.entity.kind is Kind.PERSON)):
            return False
        if not first.case and script_of(first.key[0]) in _CASED and not written[:1].islower():
            return False
        return not _has_other_marks(units[start:end], written)

    def _of_run(self, passage: Passage, words: TitleWords, run: Run) -> Iterator[Spot]:
        for start, end in run.windows():
            yield from spread(passage, words, start, end, Found.RUN)
            if self._walk.rotated(passage.text, passage.units, start, end):
                yield from spread(passage, words, start, end, Found.WRITTEN)


def _has_other_marks(units: tuple[Unit, ...], form: str) -> bool:
    """Whether both sides write diacritics, and not the same: Bộ Tư is not Bộ tứ."""
    written = [unit.marks for unit in units]
    if form.isascii() or not any(written):
        return False
    known = [unit.marks for unit in split(form)]
    return any(known) and written != known


def may_begin(text: str, units: tuple[Unit, ...], words: TitleWords, at: int) -> bool:
    """Whether a name may begin at a unit: at the beginning of a word, where the script shows it."""
    char = text[units[at].start]
    before = text[units[at].start - 1] if units[at].start else " "
    script = script_of(char)
    if script is Script.HANGUL:
        return script_of(before) is not Script.HANGUL or words.before(at)[0] < at
    if script is Script.KATAKANA:
        return script_of(before) is not Script.KATAKANA
    return True


def may_end(text: str, units: tuple[Unit, ...], words: TitleWords, end: int) -> bool:
    """Whether a name may end before a unit: at the end of a word, before a particle or a title."""
    behind = text[units[end - 1].end :]
    if not behind[:1]:
        return True
    script = script_of(text[units[end - 1].start])
    if script is Script.HANGUL and script_of(behind[0]) is Script.HANGUL:
        rest = re.match(r"[가-힣]+", behind)
        return (rest is not None and rest[0] in text_words("enclitic")) or words.behind(end)[0] > end
    return not (script is Script.KATAKANA and script_of(behind[0]) is Script.KATAKANA)


def spread(passage: Passage, words: TitleWords, start: int, end: int, found: Found) -> Iterator[Spot]:
    """The units from `start` to `end` as spots: with the titles around them, with brackets behind them, and without."""
    text, units = passage.text, passage.units
    front, kinds = words.before(start)
    backs, others = words.ends_behind(end)
    titled = not (PERSONAL.isdisjoint(kinds) and PERSONAL.isdisjoint(others))
    if not titled and found not in (Found.BODY, Found.CONTENT):
        front, backs = (front if kinds == {"country"} else start), [end]
    first, last = units[start].start, units[end - 1].end
    apart = _is_apart(text, first, last)
    named = found in (Found.WRITTEN, Found.READ, Found.RUN)
    spans = {(start, end)}
    if named and (front < start or len(backs) > 1):
        spans.update((left, back) for left in (front, start) for back in backs)
    for left, right in spans:
        begin, stop = units[left].start, units[right - 1].end
        yield Spot(begin, stop, first, last, found, titled and (left, right) != (start, end), apart)
        gloss = _GLOSS.match(text, stop) if passage.has_brackets and (named or right == end) else None
        if gloss is not None and not (found is Found.RUN and gloss[1].isupper()):
            quoted = gloss[0][0] in _CLOSING and begin and text[begin - 1] in _OPENING
            if quoted or gloss[0][0] not in _CLOSING:
                yield Spot(begin - quoted, gloss.end(), first, last, found, titled, apart)


def _is_apart(text: str, start: int, end: int) -> bool:
    """Whether no letter stands directly before or behind."""
    return not (start and text[start - 1].isalnum()) and not text[end : end + 1].isalnum()


def _offices(passage: Passage, words: TitleWords) -> Iterator[Spot]:
    """Runs of titles as spots: the Prime Minister of Japan, 日本首相."""
    units = passage.units
    for hit in words.hits():
        if words.kinds(hit.start).isdisjoint(_OFFICES):
            continue
        start, kinds = words.before(hit.end)
        end = hit.end
        while end < len(units) and (following := words.at(end)) and not words.is_titled(end):
            end = following.end
        if kinds & {"country"} or end > hit.end:
            first, last = units[start].start, units[end - 1].end
            yield Spot(first, last, first, last, Found.OFFICE, True, True)
