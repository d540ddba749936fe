"""Organisations by what they are for: function, country and number, language-neutral.

`Bộ Quốc phòng Nhật Bản`, `防衛省` and `MOD Japan` are one functional name. A name of a function without
a country fits several countries, so that a decision over it is ambiguous unless something else is
known.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from ..text import numerals
from ..text.phrases import Found
from ..text.units import Unit, split
from ..text.words import is_brief_word
from ..vocabulary import connectors, countries
from ..vocabulary.any_word import may_have_any
from ..vocabulary.given_names import is_given_name
from ..vocabulary.offices import Sense, lexicon

WIDER = (
    "government", "communist-party", "armed-forces", "peoples-army", "peoples-liberation-army", "self-defence-forces",
    "central-committee",
)  # fmt: skip
"""Functions that name the whole another belongs to (General Staff of the People's Army), the widest first."""

GROUP = "group-of-countries"
"""The function of an organisation that is called as a group of countries is."""
SESSIONS = frozenset(
    {
        "defence-ministers-meeting", "defence-ministers-meeting-plus", "foreign-ministers-meeting", "east-asia-summit",
        "shangri-la-dialogue", "security-dialogue", "security-forum", "regional-forum", "economic-forum",
        "general-assembly", "national-assembly",
    }
)  # fmt: skip
"""Functions of what meets again and again: a number is that of a session (the 17th ADMM), and tells none apart."""

_KEPT = 1_024  # texts that stay read: a document calls its organisations so again and again
_ACRONYM = 4  # letters
_NAME = 2  # words
_ORDINAL = 2  # letters of a sign that makes a number ordinal
_PERSONAL = frozenset({"office", "role", "rank"})


class FunctionalName(Struct, frozen=True):
    """A name that says what an organisation is for.

    `functions`: keys, the organisation's own first, then those it belongs to; `countries`: the one it
    is of first; `numbered`: one of many in its country; `leftover`: words that say something not
    understood here; `languages`: those in which its function is called so.
    """

    functions: tuple[str, ...]
    countries: tuple[str, ...] = ()
    number: str = ""
    numbered: bool = False
    leftover: tuple[str, ...] = ()
    languages: frozenset[str] = frozenset()

    @property
    def function(self) -> str:
        """What the organisation itself is for."""
        return self.functions[0]

    @property
    def country(self) -> str:
        """The country it is of; empty when the name says none."""
        return self.countries[0] if self.countries else ""


@lru_cache(maxsize=_KEPT)
def parse(text: str) -> FunctionalName | None:
    """The functional name that a clean text is; None when no function is named, or a person's title is."""
    if not may_have_any(text):
        return None
    units = split(text)
    found = (_parsed(text) or _around_a_country(text)) if lexicon().may_be_in(units) else None
    return found or (_group(text) if countries.may_be_in(units) else None)


def _group(text: str) -> FunctionalName | None:
    """The name of a group of countries, and nothing else: der Vereinten Nationen, رابطة دول جنوب شرق آسيا."""
    code = countries.whole(text)
    if code not in countries.GROUPS or is_brief_word(text) or _is_declined_acronym(text):
        return None
    return FunctionalName((GROUP,), (code,))


def _is_declined_acronym(text: str) -> bool:
    """Whether a short word names a group in a case only: Nate is a given name before it is Slovenian for NATO."""
    units = split(text)
    key = units[0].key
    return len(units) == 1 and key.isascii() and len(key) <= _ACRONYM and key not in countries.names_of_groups()


def _around_a_country(text: str) -> FunctionalName | None:
    """le ministère japonais de la Défense: the country stands inside the words for the function."""
    units = split(text)
    for code, start, end in countries.mentioned(units)[:1]:
        if start > 0 and end < len(units):
            found = _parsed(text[: units[start].start] + text[units[end].start :])
            return replace(found, countries=(code,)) if found and not found.countries else None
    return None


def _parsed(text: str) -> FunctionalName | None:
    units = split(text)
    found = [hit for hit in lexicon().scan(units) if _counts(hit)]
    functions = [sense for hit in found if (sense := _sense(hit, "function", "category"))]
    if not functions or any(_is_personal(hit) for hit in found) or _may_be_somebody(text, units, found):
        return None
    own = max(functions, key=_narrowness)
    implied = [sense.country for sense in functions if sense.country]
    named = [sense.key for hit in found if (sense := _sense(hit, "country"))]
    understood = (hit for hit in found if not all(sense.kind == "modifier" for sense in hit.values))
    covered = {place for hit in understood for place in range(hit.start, hit.end)}  # a former ministry is another one
    if own.key in SESSIONS:
        covered |= _ordinal(units)
    return FunctionalName(
        functions=tuple(dict.fromkeys((own.key, *(sense.key for sense in functions)))),
        countries=tuple(dict.fromkeys(named or implied)),
        number="" if own.key in SESSIONS else numerals.first(units, covered),
        numbered=own.kind == "category",
        leftover=connectors.leftover(units, covered),
        languages=frozenset(sense.lang for hit in found for sense in hit.values if sense.key == own.key),
    )


def _may_be_somebody(text: str, units: tuple[Unit, ...], found: Iterable[Found[Sense]]) -> bool:
    """Whether two words with a capital may be a name: Marina Israel, and Map France, where MApN is no word of names."""
    if len(units) != _NAME or not all(unit.case == 1 and unit.key.isascii() for unit in units):
        return False
    said = [unit for hit in found if _sense(hit, "function", "category") for unit in units[hit.start : hit.end]]
    words = [text[unit.start : unit.end] for unit in said]
    return len(words) == 1 and (is_given_name(words[0]) or is_brief_word(words[0]))


def _ordinal(units: tuple[Unit, ...]) -> set[int]:
    """The places of numbers and of the short words that make them ordinal: 第13届, 17th, 17e, ke-22."""
    numbers = [place for place, unit in enumerate(units) if numerals.is_numeral(units, place) or unit.key.isdecimal()]
    near = {beside for place in numbers for beside in (place - 1, place + 1) if 0 <= beside < len(units)}
    return {*numbers, *(place for place in near if len(units[place].key) <= _ORDINAL)}


def _counts(hit: Found[Sense]) -> bool:
    return any(sense.kind not in {"portfolio", "honorific"} for sense in hit.values)


def _is_personal(hit: Found[Sense]) -> bool:
    kinds = {sense.kind for sense in hit.values}
    return bool(kinds & _PERSONAL) and not kinds & {"function", "category"}


def _sense(hit: Found[Sense], *kinds: str) -> Sense | None:
    return next((sense for sense in hit.values if sense.kind in kinds), None)


def _narrowness(sense: Sense) -> int:
    """Later among the wider functions is narrower, then come ministries; what is neither is narrowest."""
    if sense.key in WIDER:
        return WIDER.index(sense.key)
    return len(WIDER) + (not sense.key.startswith("ministry-of-"))
