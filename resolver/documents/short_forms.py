"""Where a passage may have a short form of somebody whom its document names in full."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from ..readings.japanese.name_readings import readings
from ..text.scripts import Script, script_of
from ..text.units import Unit
from ..vocabulary.text_words import text_words
from .passages import Passage
from .spots import Found, Spot, may_begin, may_end, spread
from .titles_around import PERSONAL, TitleWords

_MOST = 8  # units of a short form
_SURE = 3  # Han characters from which a short form is no part of other words


class ShortForms:
    """Finds the short forms of one document's memory in its passages; `keys` are those of `memory.key_of`."""

    def __init__(self, keys: Collection[str], acronyms: Collection[str]) -> None:
        self._acronyms = acronyms
        self._begun = {key[:size] for key in keys for size in range(1, len(key) + 1)}
        self._whole = {*keys, *(f"{key}s" for key in keys)}
        self._first = self._begun | self._whole

    def may_have(self, passage: Passage) -> bool:
        """Whether a passage has any unit that a short form begins with, or an acronym."""
        if any(acronym in passage.text for acronym in self._acronyms):
            return True
        return not self._first.isdisjoint([unit.key for unit in passage.units])

    def begun(self, units: tuple[Unit, ...]) -> list[int]:
        """The units with which a short form may begin."""
        first = self._first
        return [at for at, unit in enumerate(units) if unit.key in first]

    def spots(self, passage: Passage, words: TitleWords, is_free: Callable[[int, int], bool]) -> Iterator[Spot]:
        """The short forms of a passage as spots, with their titles and without.

        Only of characters that are free, which most are not: a name in full has short forms in it.
        """
        text, units = passage.text, passage.units
        acronyms = {acronym for acronym in self._acronyms if acronym in text}
        for at, unit in enumerate(units):
            if acronyms and text[unit.start : unit.end] in acronyms:
                yield Spot(unit.start, unit.end, unit.start, unit.end, Found.WRITTEN)
            for end in self.ends(units, at) if unit.key in self._first else ():
                if not is_free(unit.start, units[end - 1].end):
                    continue
                if may_begin(text, units, words, at) and may_end(text, units, words, end):
                    yield from _alone(passage, words, at, end)

    def ends(self, units: tuple[Unit, ...], at: int) -> Iterator[int]:
        """The units behind each short form that begins at a unit."""
        key = ""
        for end, unit in enumerate(units[at : at + _MOST], at + 1):
            key += unit.key
            if key in self._whole:
                yield end
            if key not in self._begun:
                return


def _alone(passage: Passage, words: TitleWords, start: int, end: int) -> Iterator[Spot]:
    """The spots of a short form, if it is no part of another name or word."""
    text, units = passage.text, passage.units
    script = script_of(text[units[start].start])
    for spot in spread(passage, words, start, end, Found.WRITTEN):
        titled_before, titled_behind = spot.start < spot.first, spot.end > spot.last
        if script is Script.HAN:
            left = titled_before or _is_edge(text, units, words, start, end)
            right = titled_behind or _ends_well(text, units, words, start, end)
            if left and right:
                yield spot
        elif script in (Script.LATIN, Script.CYRILLIC, Script.GREEK, Script.ARMENIAN):
            if units[start].case and _is_parted(text, units, words, start, end, titled=titled_before):
                yield spot
        else:
            yield spot


def _is_edge(text: str, units: tuple[Unit, ...], words: TitleWords, start: int, end: int) -> bool:
    before = text[units[start].start - 1 : units[start].start] if units[start].start else ""
    if end - start >= _SURE or script_of(before or " ") is not Script.HAN or before in text_words("before"):
        return True
    return bool(words.before(start)[1] & PERSONAL)


def _ends_well(text: str, units: tuple[Unit, ...], words: TitleWords, start: int, end: int) -> bool:
    """Whether no given name follows: 安倍 is no short form in 安倍昭恵."""
    behind = text[units[end - 1].end : units[end - 1].end + 2]
    if (
        script_of(behind[:1] or " ") is not Script.HAN
        or words.behind(end)[0] > end
        or behind[0] in text_words("behind")
    ):
        return True
    return end - start >= _SURE and not readings(behind)


def _is_parted(text: str, units: tuple[Unit, ...], words: TitleWords, start: int, end: int, *, titled: bool) -> bool:
    """Whether no other word with a capital stands beside it, that would be a part of the same name."""
    if not titled and start and _beside(text, units, start) and units[start - 1].case:
        run, kinds = words.before(start)
        if run == start or not kinds:
            return False
    if end < len(units) and _beside(text, units, end) and units[end].case:
        return words.is_titled(end)
    return True


def _beside(text: str, units: tuple[Unit, ...], at: int) -> bool:
    """Whether only a space or a hyphen parts a unit from the one before it."""
    return text[units[at - 1].end : units[at].start] in (" ", "-", "'")
