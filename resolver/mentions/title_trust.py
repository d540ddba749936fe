"""Whether a title that was peeled off is likelier than a name that happens to look like one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from ..tables.schema.countries import FAMILY_NAMES
from ..text.proclitics import has_article, is_arabic
from ..text.scripts import SCRIPTS_WITHOUT_SPACES, script_of
from ..text.units import Unit
from .title_grammar import Cut, Item, is_personal

_COMMON = 0.005  # share of bearers from which a family name after a one-word title is trusted
_NAME_LIKE = frozenset({"monarch", "prince", "mayor", "chair", "member", "o4"})  # one word of these may be a name
_ARABIC_NAMES = frozenset({"comrade", "mr", "monarch", "prince", "o4", "o9"})  # without its article, Rafic or Amir

FamilyName = Callable[[str], bool]


def trusted(text: str, units: tuple[Unit, ...], cut: Cut, is_family_name: FamilyName) -> bool:
    """Whether the peeling is likelier than a name that happens to look like a title."""
    left = cut.end - cut.start
    items = (*cut.before, *cut.behind)
    if left == 0:
        return _is_an_office(items)
    if not is_personal(items) or (cut.before and cut.before[-1].found.end != cut.start):
        return False
    if script_of(text[units[cut.start].start]) in SCRIPTS_WITHOUT_SPACES and left == 1:
        return cut.end < len(units) and text[units[cut.end].start - 1] == " "
    if cut.behind or len(cut.before) > 1 or cut.before[0].found.end > 1:
        return True
    return _one_word_trusted(cut.before[0], units, cut, is_family_name, text)


def _is_an_office(items: tuple[Item, ...]) -> bool:
    """Whether titles alone name somebody: an office, a minister, a role in a body; no mere secretary."""
    if any("office" in item.kinds for item in items):
        return True
    roles = {sense.key for item in items for sense in item.found.values if sense.kind == "role"}
    in_a_body = any(item.kinds & {"function", "portfolio"} for item in items)
    return bool(roles & {"minister", "deputy-minister"}) or (bool(roles) and in_a_body)


def _one_word_trusted(item: Item, units: tuple[Unit, ...], cut: Cut, is_family_name: FamilyName, text: str) -> bool:
    """One word before a name: in small letters a title; with a capital or in Arabic, if no name is spelt like it."""
    if is_arabic(units[0].key):
        is_name = any(sense.key in _ARABIC_NAMES for sense in item.found.values)
        return not is_name or has_article(text[units[0].start : units[0].end])
    if units[0].case == 0:
        return True
    if len(units[0].key) == 1 and len(units[cut.start].key) == 1:
        return False  # M. T. Nair: initials
    if any(sense.lang == "vi" for sense in item.found.values):
        following = units[cut.start]
        return cut.end - cut.start > 1 and is_family_name(text[following.start : following.end])
    return not any(sense.key in _NAME_LIKE for sense in item.found.values)


def common_family_name(word: str) -> bool:
    """Whether the word is a common Vietnamese family name, with or without its diacritics."""
    return word.casefold() in _common_family_names()


@cache
def _common_family_names() -> frozenset[str]:
    return frozenset(
        row.name.casefold() for row in FAMILY_NAMES.read() if row.lang == "vi" and (row.share or 0.0) >= _COMMON
    )
