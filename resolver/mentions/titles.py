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
from ..text.scripts import SCRIPTS_WITHOUT_SPACES, SPACED_BY_PHRASE, Script, script_of
from ..text.units import Unit, split
from ..vocabulary import countries
from ..vocabulary.offices import GLUED, POSSESSIVE, Sense, lexicon
from .title_grammar import Cut, Item, as_titles, is_personal
from .title_trust import FamilyName, common_family_name, trusted

_COMMAS = frozenset(",、،;؛/(")
_DASHES = frozenset("-–—")  # with a space on either side
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
    if not units:
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


def _around_a_title(text: str, units: tuple[Unit, ...]) -> Iterator[Peeled]:
    """吳部長釗燮: a Chinese family name, an office, and the given name behind it."""
    if len(units) > _LONGEST_AROUND or any(script_of(char) is not Script.HAN for char in text):
        return
    for at in (1, 2):
        found = lexicon().longest(units, at) if at < len(units) else None
        kinds = {sense.kind for sense in found.values} if found else set()
        if found and found.end - at > 1 and kinds & {"office", "role"} and 0 < len(units) - found.end <= _GIVEN:
            items = (_item(text, units, found),)
            yield Peeled(text[: units[at].start] + text[units[found.end].start :], as_titles(items), _languages(items))


def _names_two(text: str, units: tuple[Unit, ...]) -> bool:
    """Minister Koizumi Shinjiro General Phan Van Giang: words of a name, a rank or office, words of a name."""
    run = _run(text, units, 0)
    start = run[-1].found.end if run else 0
    for at in range(start + 2, min(start + _LONGEST_NAME + 1, len(units) - 2)):
        if not _of_a_name(units, at - 1) or not _of_a_name(units, at - 2):
            return False
        found = _prefixed(units, at)
        if not found or not {sense.kind for sense in found.values} & {"rank", "office", "role"}:
            continue
        if found.end - at == 1 and not is_personal(run):
            continue  # one word between names may be a name: John Major Smith
        end = _run(text, units, at)[-1].found.end
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
        behind = _after_space(text, units, start) or _suffixes(text, units, start) or _apposition(text, units, start)
        if behind and (is_personal(before) or is_personal(behind)):
            yield Cut(start, behind[0].found.start, before, behind)
            if behind[0].found.start - start > 1:
                continue
        if is_personal(before) or (before and before == fronts[0] and _unspaced(text, units[0])):
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
    run = _run(text, units, 0)
    fronts = [run]
    if len(run) > 1 and _may_be_a_name(run[-1], units) and "host" not in run[-2].kinds:
        fronts.append(_trimmed(run[:-1], text, units))
    if run and not is_personal(run):
        fronts.append(())
    if not run and (leading := _leading_modifier(text, units)):
        fronts.insert(0, leading)
    return fronts


def _leading_modifier(text: str, units: tuple[Unit, ...]) -> tuple[Item, ...]:
    """当時の浜田防衛大臣: where words are not spaced, what is said of the office may stand before the name."""
    found = _prefixed(units, 0)
    if not found or not _unspaced(text, units[0]) or found.end - found.start < _LEADING:
        return ()
    item = _item(text, units, found)
    return (item,) if item.kinds == {"modifier"} else ()


def _may_be_a_name(item: Item, units: tuple[Unit, ...]) -> bool:
    """Bộ trưởng Đức, Thủ tướng Anh: the last word is a country or a person."""
    return (
        item.found.end - item.found.start == 1
        and units[item.found.start].case == 1
        and all(sense.kind in {"country", "modifier"} for sense in item.found.values)
    )


def _run(text: str, units: tuple[Unit, ...], at: int) -> tuple[Item, ...]:
    """The titles that follow one another from a unit on, without linking words or modifiers at their end."""
    items: list[Item] = []
    while at < len(units):
        found = _prefixed(units, at)
        if not found or (items and _starts_the_name(found, items, units[at])):
            break
        items.append(_item(text, units, found))
        at = found.end
    return _trimmed(tuple(items), text, units)


def _starts_the_name(found: Found[Sense], items: list[Item], first: Unit) -> bool:
    """Samdech Hun Sen: a possessive (nl hun) with a capital is a name, as is a country after an honorific alone.

    Ông Nhật Minh, Tướng Đức: after an honorific alone, a country is the name; in Thai after a rank too (พลเอก ไทย…).

    A colleague stands for an office, whose country follows: نظيره الياباني.
    """
    if first.case and all(sense.key == POSSESSIVE for sense in found.values):
        return True
    if {sense.kind for sense in found.values} != {"country"} or _names_a_colleague(items):
        return False
    ranks = {"rank"} if _is_southeast_asian(first.key) else set()
    return all(item.kinds <= {"honorific", "modifier", *ranks} for item in items)


def _names_a_colleague(items: list[Item]) -> bool:
    return any(sense.key == "counterpart" for item in items for sense in item.found.values)


def _prefixed(units: tuple[Unit, ...], at: int) -> Found[Sense] | None:
    """The title that starts at a unit, as far as it can stand before a name."""
    found = lexicon().longest(units, at) or _abbreviated_country(units, at)
    if not found:
        return None
    values = tuple(sense for sense in found.values if sense.lang != GLUED and sense.kind != "category")
    if units[at].key > "\u2fff":  # Chinese, Japanese and Korean put honorifics and short titles behind the name
        short = {"modifier", "link", "host", "country"} if found.end - found.start == 1 else None
        values = tuple(each for each in values if each.kind in (short or {each.kind} - {"honorific"}))
    return Found(values, found.start, found.end) if values else None


def _abbreviated_country(units: tuple[Unit, ...], at: int) -> Found[Sense] | None:
    """俄 in 俄总统普京: one character for a country, before an office that is not the end of the text."""
    code = countries.abbreviated(units, at)
    office = lexicon().longest(units, at + 1) if code and at + 1 < len(units) else None
    if not office or office.end - office.start < 2 or office.end == len(units):
        return None
    personal = any(sense.kind in {"office", "function"} for sense in office.values)
    return Found((Sense("country", code, code, "zh"),), at, at + 1) if personal else None


def _trimmed(items: tuple[Item, ...], text: str, units: tuple[Unit, ...]) -> tuple[Item, ...]:
    """Without words at the end that only lead on to more title; a genitive の or 的 stays, it is no name."""
    while items and items[-1].kinds <= {"link", "host", "modifier"}:
        first = units[items[-1].found.start]
        if items[-1].kinds == {"link"} and (_unspaced(text, first) or _is_possessive(items[-1], first)):
            break
        if len(items) > 1 and items[-2].kinds & {"office", "role"} and _is_behind(items[-1]):
            break
        items = items[:-1]
    return items


def _is_possessive(item: Item, first: Unit) -> bool:
    """finske kollegaen hans: said of the office, as long as it is no name (Hans)."""
    return first.case == 0 and any(sense.key == POSSESSIVE for sense in item.found.values)


def _is_behind(item: Item) -> bool:
    """President-elect, Tổng thống đắc cử: said of the office before it; a deputy stands before an office."""
    return any(sense.key in {"former", "acting"} for sense in item.found.values)


def _suffixes(text: str, units: tuple[Unit, ...], start: int) -> tuple[Item, ...]:
    """The run of titles at the end of a text whose last letter is of a script without spaces, or `-san`."""
    items: list[Item] = []
    end = len(units)
    if not _unspaced(text, units[-1]):
        found = lexicon().longest(units, end - 1) if text[units[-1].start - 1 : units[-1].start] == "-" else None
        latin = found and end - 1 > start and any(sense.lang == GLUED for sense in found.values)
        return (_item(text, units, found),) if found and latin else ()
    while end > start + 1:
        found = lexicon().ending(units, end, start + 1)
        if not found or not _suffixed(found, bool(items)):
            break
        items.insert(0, _item(text, units, found))
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
    if not any(char in _COMMAS or char in _DASHES for char in text):
        return ()
    breaks = (at for at in range(start + 1, len(units)) if _breaks(text, units, at))
    for at in islice(breaks, _COMMAS_TRIED):
        run = _run(text, units, at)
        if is_personal(run):
            return tuple(_item(text, units, found) for found in lexicon().scan(units) if found.start >= at)
    return ()


def _after_space(text: str, units: tuple[Unit, ...], start: int) -> tuple[Item, ...]:
    """The titles after the first space of Thai, Lao, Khmer or Burmese that is followed by an office to the end.

    These write a space between a name and an office, not between words. What begins there with a mere honorific is the
    next part of the name (คุณปลื้ม).
    """
    if not _is_southeast_asian(units[-1].key):
        return ()
    for at in range(start + 1, len(units)):
        if units[at].start == units[at - 1].end or not _is_southeast_asian(units[at].key):
            continue
        run = _run(text, units, at)
        if run and run[-1].found.end == len(units) and (_is_office(run) or run[0].kinds & {"host", "link"}):
            return run
    return ()


def _is_office(items: tuple[Item, ...]) -> bool:
    return any(item.kinds & {"office", "role"} for item in items)


def _is_southeast_asian(key: str) -> bool:
    return script_of(key[0]) in SPACED_BY_PHRASE


def _item(text: str, units: tuple[Unit, ...], found: Found[Sense]) -> Item:
    written = text[units[found.start].start : units[found.end - 1].end]
    return Item(found, written, _breaks(text, units, found.start))


def _breaks(text: str, units: tuple[Unit, ...], at: int) -> bool:
    """Whether a comma, or a dash between spaces, stands just before a unit."""
    between = text[units[at - 1].end : units[at].start] if at else ""
    return any(char in _COMMAS for char in between) or (between[:1] == " " and between.strip() in _DASHES)


def _unspaced(text: str, unit: Unit) -> bool:
    return script_of(text[unit.start]) in SCRIPTS_WITHOUT_SPACES


def _rest(text: str, units: tuple[Unit, ...], cut: Cut) -> str:
    if cut.start >= cut.end:
        return ""
    first = units[cut.start].start if cut.before else 0
    last = units[cut.end - 1].end if cut.behind else len(text)
    return text[first:last].strip(EDGES)


def _languages(items: tuple[Item, ...]) -> frozenset[str]:
    return frozenset(sense.lang for item in items for sense in item.found.values)
