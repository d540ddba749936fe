"""Runs of titles: words of offices, ranks, honorifics, countries and what links them, one after the other."""

from __future__ import annotations

from ..text.phrases import Found
from ..text.scripts import SCRIPTS_WITHOUT_SPACES, SPACED_BY_PHRASE, Script, script_of
from ..text.units import Unit
from ..vocabulary import countries
from ..vocabulary.offices import DETERMINER, GLUED, Sense, lexicon
from .title_grammar import Item

COMMAS = frozenset(",、،;؛/(")
DASHES = frozenset("-–—")
"""With a space on either side."""
_EX: Found[Sense] = Found((Sense("modifier", "former", "", ""),), 0, 0)
_GLUED_FORMER = ("eks", "ex", "экс", "екс")
_LATE = "late"
_SHORTEST_NAME = 2  # characters behind a word that stands before the names of the dead
_SHORTEST_OFFICE = 4  # letters of an office behind a glued ex


def run_at(text: str, units: tuple[Unit, ...], at: int) -> tuple[Item, ...]:
    """The titles that follow one another from a unit on, without linking words or modifiers at their end."""
    items: list[Item] = []
    while at < len(units):
        found = _behind_ex(units, at)
        if found:
            items.append(Item(_EX, text[units[at].start :][:2], breaks_before(text, units, at)))
        found = found or prefixed(units, at)
        if not found or (items and _starts_the_name(found, items, units[at])):
            break
        items.append(item_of(text, units, found))
        at = found.end
    return trimmed(tuple(items), text, units)


def has_glued_former(units: tuple[Unit, ...]) -> bool:
    """Whether a word of a text may be a glued ex before an office."""
    return True in [unit.key.startswith(_GLUED_FORMER) for unit in units]


def _behind_ex(units: tuple[Unit, ...], at: int) -> Found[Sense] | None:
    """ministro in exministro, президент in экспрезидент: the office behind a glued ex."""
    first = units[at]
    glued = next((each for each in _GLUED_FORMER if first.key.startswith(each)), "")
    size = len(glued)
    if not glued or len(first.key) < size + _SHORTEST_OFFICE:
        return None
    office = first._replace(key=first.key[size:], stem=first.stem[size:], start=first.start + size)
    found = prefixed((*units[:at], office, *units[at + 1 :]), at)
    return found if found and {sense.kind for sense in found.values} & {"office", "role"} else None


def _starts_the_name(found: Found[Sense], items: list[Item], first: Unit) -> bool:
    """Samdech Hun Sen: a determiner (nl hun) with a capital is a name, as is a country after an honorific alone.

    Ông Nhật Minh, Tướng Đức: after an honorific alone, a country is the name; in Thai after a rank too (พลเอก ไทย…).

    A colleague stands for an office, whose country follows: نظيره الياباني.
    """
    if first.case and all(sense.key == DETERMINER for sense in found.values):
        return True
    if {sense.kind for sense in found.values} != {"country"} or _names_a_colleague(items):
        return False
    before_names = {"honorific", "rank"} if is_southeast_asian(first.key) else {"honorific"}
    alone = all(item.kinds <= {"modifier", *before_names} for item in items)
    return alone and any(item.kinds & before_names for item in items)


def _names_a_colleague(items: list[Item]) -> bool:
    return any(sense.key == "counterpart" for item in items for sense in item.found.values)


def prefixed(units: tuple[Unit, ...], at: int) -> Found[Sense] | None:
    """The title that starts at a unit, as far as it can stand before a name."""
    found = lexicon().longest(units, at) or _abbreviated_country(units, at)
    if not found:
        return None
    values = tuple(sense for sense in found.values if sense.lang != GLUED and sense.kind != "category")
    if units[at].key > "\u2fff":  # Chinese, Japanese and Korean put honorifics and short titles behind the name
        short = {"modifier", "link", "host", "country"} if found.end - found.start == 1 else None
        dead = _says_dead(units, at)
        values = tuple(
            each
            for each in values
            if each.kind in (short or {each.kind} - {"honorific"}) or (dead and each.key == _LATE)
        )
    return Found(values, found.start, found.end) if values else None


def _says_dead(units: tuple[Unit, ...], at: int) -> bool:
    """Whether 故, or 고 with a space behind it, may stand before a name: without one it is a family name (고건)."""
    left = len(units) - at - 1
    if script_of(units[at].key[0]) is Script.HANGUL:
        return left > _SHORTEST_NAME and units[at].end < units[at + 1].start
    return left >= _SHORTEST_NAME


def _abbreviated_country(units: tuple[Unit, ...], at: int) -> Found[Sense] | None:
    """俄 in 俄总统普京: one character for a country, before an office that is not the end of the text."""
    code = countries.abbreviated(units, at)
    office = lexicon().longest(units, at + 1) if code and at + 1 < len(units) else None
    if not office or office.end - office.start < 2 or office.end == len(units):
        return None
    personal = any(sense.kind in {"office", "function"} for sense in office.values)
    return Found((Sense("country", code, code, "zh"),), at, at + 1) if personal else None


def trimmed(items: tuple[Item, ...], text: str, units: tuple[Unit, ...]) -> tuple[Item, ...]:
    """Without words at the end that only lead on to more title; a genitive の or 的 stays, it is no name."""
    while items and items[-1].kinds <= {"link", "host", "modifier"}:
        first = units[items[-1].found.start]
        if items[-1].kinds == {"link"} and (unspaced(text, first) or _is_determiner(items[-1], first)):
            break
        if is_office(items[:-1]) and _is_behind(items[-1], first):
            break
        items = items[:-1]
    return items


def _is_determiner(item: Item, first: Unit) -> bool:
    """finske kollegaen hans: said of the office, as long as it is no name (Hans)."""
    return first.case == 0 and any(sense.key == DETERMINER for sense in item.found.values)


def _is_behind(item: Item, first: Unit) -> bool:
    """President-elect, Tổng thống đắc cử: said of the office before it; a deputy stands before an office.

    So does a Vietnamese word of one syllable: ministre Nguyên Tân Cuong has neither a former (nguyên) nor a new (tân)
    minister.
    """
    lone = bool(first.case) and item.found.end - item.found.start == 1
    senses = [sense for sense in item.found.values if not (lone and sense.lang == "vi")]
    return any(sense.key in {"former", "acting", "elect"} for sense in senses)


def item_of(text: str, units: tuple[Unit, ...], found: Found[Sense]) -> Item:
    """What was found, with the text that it was found in."""
    written = text[units[found.start].start : units[found.end - 1].end]
    return Item(found, written, breaks_before(text, units, found.start))


def breaks_before(text: str, units: tuple[Unit, ...], at: int) -> bool:
    """Whether a comma, or a dash between spaces, stands just before a unit."""
    between = text[units[at - 1].end : units[at].start] if at else ""
    return any(char in COMMAS for char in between) or (between[:1] == " " and between.strip() in DASHES)


def unspaced(text: str, unit: Unit) -> bool:
    """Whether a unit is of a script that writes no spaces between words."""
    return script_of(text[unit.start]) in SCRIPTS_WITHOUT_SPACES


def is_southeast_asian(key: str) -> bool:
    """Whether a key is of a script that writes spaces between phrases: Thai, Lao, Khmer, Burmese."""
    return script_of(key[0]) in SPACED_BY_PHRASE


def is_office(items: tuple[Item, ...]) -> bool:
    """Whether an office, or a role in a body, is among the titles."""
    return any(item.kinds & {"office", "role"} for item in items)
