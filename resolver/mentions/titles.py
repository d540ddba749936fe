"""Titles peeled off a mention, and never off a name that needs them.

A title stands where its language puts it: before the name or after a comma in most, after the name in
Chinese, Japanese and Korean (where offices also come before it). Every peeling is a hypothesis beside
the untouched text.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from ..model import Title
from ..text.phrases import Found
from ..text.scripts import Script, script_of
from ..text.units import Unit, split
from ..vocabulary.offices import GLUED, Sense, lexicon
from .title_grammar import Cut, Item, as_titles, is_personal, says_of_a_person
from .title_runs import (
    COMMAS,
    DASHES,
    breaks_before,
    has_glued_former,
    is_office,
    is_southeast_asian,
    item_of,
    prefixed,
    run_at,
    trimmed,
    unspaced,
)
from .title_trust import FamilyName, common_family_name, trusted

EDGES = " ,、،;؛:/-–—·・(["
"""Signs that may stand between a title and a name."""
_COMMAS_TRIED = 8  # a text of five hundred commas is no name with its titles
_LONGEST_NAME = 4  # words of a Vietnamese name
_LEADING = 2  # characters of a modifier before a name
_GIVEN = 2  # characters of a Chinese given name
_LONGEST_AROUND = 10  # characters of a family name, an office and a given name


class Peeled(NamedTuple):
    """One reading of a mention: `rest` is the name (empty: the mention is all title), `titles` as written.

    `languages` are those that the titles may be written in.
    """

    rest: str
    titles: tuple[Title, ...]
    languages: frozenset[str] = frozenset()


def peel(text: str, is_family_name: FamilyName | None = None) -> tuple[Peeled, ...]:
    """The readings of a clean text, the likeliest first; the untouched text is always among them.

    The untouched text comes first when nothing can be peeled or the peeling is doubtful: a one-word
    title before what is no common family name (Tướng Văn Vĩ), or a single character left (杜中校). A
    title goes only from the side where its language attaches it; a text without diacritics loses no
    one-word Vietnamese title; what is peeled has a rank, an office or an honorific in it. A text that
    names two people one after the other is no name of one: its only reading has neither name nor titles.
    `is_family_name` replaces the test by the shipped table.
    """
    untouched = Peeled(text, ())
    units = split(text)
    if not units or not _may_have_titles(text, units):
        return (untouched,)
    if _names_two(text, units):
        return (Peeled("", ()),)
    sure: list[Peeled] = []
    doubtful: list[Peeled] = []
    for cut in _cuts(text, units):
        items = (*cut.before, *cut.behind)
        peeled = Peeled(_rest(text, units, cut), as_titles(items), _languages(items))
        is_likelier = trusted(text, units, cut, is_family_name or common_family_name)
        (sure if is_likelier else doubtful).append(peeled)
    return tuple(dict.fromkeys((*sure, untouched, *_around_a_title(text, units), *doubtful)))


def titles_of(role: str) -> tuple[Title, ...]:
    """The titles of a text that has no name, as a column for roles gives it; none where it has none."""
    return max((peeled.titles for peeled in peel(role)), key=len, default=()) if role else ()


def _may_have_titles(text: str, units: tuple[Unit, ...]) -> bool:
    """Whether any title may be peeled off: where words are spaced, one that says something of a person stands there."""
    if has_glued_former(units):
        return True
    if not lexicon().may_be_in(units):
        return False
    found = [each for each in lexicon().everywhere(units) if each]
    if found and (unspaced(text, units[0]) or unspaced(text, units[-1])):
        return True
    return any(map(says_of_a_person, found))


def _around_a_title(text: str, units: tuple[Unit, ...]) -> Iterator[Peeled]:
    """吳部長釗燮: a Chinese family name, an office, and the given name behind it."""
    if len(units) > _LONGEST_AROUND or any(script_of(char) is not Script.HAN for char in text):
        return
    for at in (1, 2):
        found = lexicon().longest(units, at) if at < len(units) else None
        kinds = {sense.kind for sense in found.values} if found else set()
        if found and found.end - at > 1 and kinds & {"office", "role"} and 0 < len(units) - found.end <= _GIVEN:
            items = (item_of(text, units, found),)
            yield Peeled(text[: units[at].start] + text[units[found.end].start :], as_titles(items), _languages(items))


def _names_two(text: str, units: tuple[Unit, ...]) -> bool:
    """Minister Koizumi Shinjiro General Phan Van Giang: words of a name, a rank or office, words of a name."""
    run = run_at(text, units, 0)
    start = run[-1].found.end if run else 0
    for at in range(start + 2, min(start + _LONGEST_NAME + 1, len(units) - 2)):
        if not _of_a_name(units, at - 1) or not _of_a_name(units, at - 2):
            return False
        found = prefixed(units, at)
        if not found or not {sense.kind for sense in found.values} & {"rank", "office", "role"}:
            continue
        if found.end - at == 1 and not is_personal(run):
            continue  # one word between names may be a name: John Major Smith
        end = run_at(text, units, at)[-1].found.end
        return end + 1 < len(units) and _of_a_name(units, end) and _of_a_name(units, end + 1)
    return False


def _of_a_name(units: tuple[Unit, ...], at: int) -> bool:
    """Whether a unit is a word with a capital, of a spaced script, that begins no word of a title."""
    return units[at].case > 0 and units[at].key < "\u0e00" and lexicon().longest(units, at) is None


def _cuts(text: str, units: tuple[Unit, ...]) -> Iterator[Cut]:
    """The ways to cut titles off, the most first."""
    fronts = _fronts(text, units)
    for before in fronts:
        start = before[-1].found.end if before else 0
        if start == len(units):
            if is_personal(before):
                yield Cut(start, start, before)
            continue
        behind = next((run for run in (place(text, units, start) for place in _PLACES_BEHIND) if run), ())
        if behind and (is_personal(before) or is_personal(behind)):
            yield Cut(start, behind[0].found.start, before, behind)
            if behind[0].found.start - start > 1:
                continue
        if is_personal(before) or (before and before == fronts[0] and unspaced(text, units[0])):
            yield Cut(start, len(units), before)
        if is_personal(before) and len(units) - start > _LONGEST_NAME:
            yield from _past_unknown_words(text, units, before)


def _past_unknown_words(text: str, units: tuple[Unit, ...], before: tuple[Item, ...]) -> Iterator[Cut]:
    """Cục trưởng Cục Đối ngoại Vũ Chiến Thắng: the name may begin at the last common family name."""
    for place in range(len(units) - 2, max(before[-1].found.end, len(units) - _LONGEST_NAME - 1), -1):
        if units[place].case and common_family_name(text[units[place].start : units[place].end]):
            yield Cut(place, len(units), before)
            return


def _fronts(text: str, units: tuple[Unit, ...]) -> list[tuple[Item, ...]]:
    """The run of titles at the beginning; also without a last word that may be a name, and without any."""
    run = run_at(text, units, 0)
    fronts = [run]
    if len(run) > 1 and _may_be_a_name(run[-1], units) and "host" not in run[-2].kinds:
        fronts.append(trimmed(run[:-1], text, units))
    if run and (not is_personal(run) or (len(run) == 1 and _is_a_character(run[0], units))):
        fronts.append(())
    if not run and (leading := _leading_modifier(text, units)):
        fronts.insert(0, leading)
    return fronts


def _leading_modifier(text: str, units: tuple[Unit, ...]) -> tuple[Item, ...]:
    """当時の浜田防衛大臣: where words are not spaced, what is said of the office may stand before the name."""
    found = prefixed(units, 0)
    if not found or not unspaced(text, units[0]) or found.end - found.start < _LEADING:
        return ()
    item = item_of(text, units, found)
    return (item,) if item.kinds == {"modifier"} else ()


def _may_be_a_name(item: Item, units: tuple[Unit, ...]) -> bool:
    """Bộ trưởng Đức, Thủ tướng Anh: the last word is a country or a person."""
    return (
        item.found.end - item.found.start == 1
        and units[item.found.start].case == 1
        and all(sense.kind in {"country", "modifier"} for sense in item.found.values)
    )


def _is_a_character(item: Item, units: tuple[Unit, ...]) -> bool:
    """고 노무현, 고 건: one character before a name says that somebody is dead, or is the family name."""
    return item.found.end - item.found.start == 1 and units[item.found.start].key > "\u2fff"


def _suffixes(text: str, units: tuple[Unit, ...], start: int) -> tuple[Item, ...]:
    """The run of titles at the end of a text whose last letter is of a script without spaces, or `-san`."""
    items: list[Item] = []
    end = len(units)
    if not unspaced(text, units[-1]):
        found = lexicon().longest(units, end - 1) if text[units[-1].start - 1 : units[-1].start] == "-" else None
        latin = found and end - 1 > start and any(sense.lang == GLUED for sense in found.values)
        return (item_of(text, units, found),) if found and latin else ()
    while end > start + 1:
        found = lexicon().ending(units, end, start + 1)
        if not found or not _suffixed(found, bool(items)):
            break
        items.insert(0, item_of(text, units, found))
        end = found.start
    while items and (items[0].kinds <= {"link", "host"} or (items[0].kinds == {"modifier"} and end - start < 2)):
        end = items.pop(0).found.end
    return tuple(items)


def _suffixed(found: Found[Sense], inside: bool) -> bool:
    """Whether a phrase can stand behind a name: titles of two characters, 氏; behind it others may follow."""
    kinds = {sense.kind for sense in found.values}
    if found.end - found.start == 1:
        return "honorific" in kinds or (inside and bool(kinds & {"link", "modifier"}))
    return bool(kinds & {"rank", "office", "role", "honorific"}) or (inside and bool(kinds & {"function", "country"}))


def _apposition(text: str, units: tuple[Unit, ...], start: int) -> tuple[Item, ...]:
    """The titles after the first comma that is followed by one: `X, Minister of National Defence`."""
    if not any(char in COMMAS or char in DASHES for char in text):
        return ()
    breaks = (at for at in range(start + 1, len(units)) if breaks_before(text, units, at))
    for at in islice(breaks, _COMMAS_TRIED):
        run = run_at(text, units, at)
        if is_personal(run):
            return tuple(item_of(text, units, found) for found in lexicon().scan(units) if found.start >= at)
    return ()


def _after_space(text: str, units: tuple[Unit, ...], start: int) -> tuple[Item, ...]:
    """The titles after the first space of Thai, Lao, Khmer or Burmese that is followed by an office to the end.

    These write a space between a name and an office, not between words. What begins there with a mere honorific is the
    next part of the name (คุณปลื้ม).
    """
    if not is_southeast_asian(units[-1].key):
        return ()
    for at in range(start + 1, len(units)):
        if units[at].start == units[at - 1].end or not is_southeast_asian(units[at].key):
            continue
        run = run_at(text, units, at)
        if run and run[-1].found.end == len(units) and (is_office(run) or run[0].kinds & {"host", "link"}):
            return run
    return ()


def _in_small_letters(text: str, units: tuple[Unit, ...], start: int) -> tuple[Item, ...]:
    """Lloyd Austin amerikai védelmi miniszter: an office in small letters behind a name in capitals."""
    for at in range(start + 1, len(units)):
        if units[at].case or not units[at - 1].case or units[at].key >= "\u0e00":
            continue
        run = run_at(text, units, at)
        if run and run[-1].found.end == len(units) and is_office(run):
            return run
    return ()


def _country_behind(text: str, units: tuple[Unit, ...], start: int) -> tuple[Item, ...]:
    """Foreign Minister Wang Yi of China: the country of the office, behind the name."""
    country = lexicon().ending(units, len(units), start + 2)
    link = lexicon().ending(units, country.start, start + 1) if country else None
    if not country or not link or units[link.start].case or {sense.kind for sense in country.values} != {"country"}:
        return ()
    between = {sense.kind for sense in link.values} & {"link", "host"}
    return (item_of(text, units, link), item_of(text, units, country)) if between else ()


_PLACES_BEHIND = (_after_space, _suffixes, _apposition, _in_small_letters, _country_behind)
"""Where titles stand behind a name, by the language's custom."""


def _rest(text: str, units: tuple[Unit, ...], cut: Cut) -> str:
    if cut.start >= cut.end:
        return ""
    first = units[cut.start].start if cut.before else 0
    last = units[cut.end - 1].end if cut.behind else len(text)
    return text[first:last].strip(EDGES)


def _languages(items: tuple[Item, ...]) -> frozenset[str]:
    return frozenset(sense.lang for item in items for sense in item.found.values)
