"""What stands between two cuts of a text: a title, a name with its title or without, a body, a country, other words."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from ..model import Title
from ..text.cleaning import has_letters
from ..text.phrases import Found
from ..text.scripts import Script, script_of
from ..text.units import Unit, split
from ..vocabulary import countries
from ..vocabulary.offices import Sense, lexicon
from ..vocabulary.text_words import text_words
from .titles import EDGES, Peeled, peel

_CASED = frozenset({Script.LATIN, Script.CYRILLIC, Script.GREEK, Script.ARMENIAN})
_LONGEST_NAME = 6  # words
_HAN = range(2, 6)  # characters of a name
_KATAKANA = 3
_HANGUL = range(2, 6)
_LINKS = frozenset({"link", "host", "modifier", "country"})
_PLURAL = re.compile(r"[^\W\d_]{3,}s\b")


class Role(StrEnum):
    """What a segment is by its words alone."""

    TITLE = "title"  # titles and no name: an office, or said of a name beside it
    NAME = "name"  # a title and a name
    BODY = "body"  # words for what an organisation is for, and its country
    COUNTRY = "country"
    OTHER = "other"  # a name without a title, or any words


class Segment(Struct):
    """A part of a text between two cuts, in characters.

    `joined`: a conjunction stands before it, which is one of the `languages`; `unsure`: it may be something else.
    """

    text: str
    start: int
    end: int
    joined: bool = False
    unsure: bool = False
    languages: frozenset[str] = frozenset()
    role: Role = Role.OTHER  # these two follow from the text, whatever is given
    peeled: Peeled = Peeled("", ())

    def __post_init__(self) -> None:
        self.role, self.peeled = role_of(self.text)

    @property
    def countries(self) -> frozenset[str]:
        """The countries of its titles."""
        return frozenset(title.country for title in self.peeled.titles if title.country)


@lru_cache(maxsize=256)
def role_of(text: str) -> tuple[Role, Peeled]:
    """The role of a clean text, and how its titles are peeled."""
    untouched = Peeled(text, ())
    if country_in(text) is not None:
        return Role.COUNTRY, untouched
    peeled = (peel(text) or (untouched,))[0]
    if peeled.titles and not peeled.rest:
        return Role.TITLE, peeled
    if is_body(text):
        return Role.BODY, untouched
    if _is_office(peeled.titles, peeled.rest) and _begins_a_name(peeled.rest):
        return Role.NAME, peeled
    return Role.OTHER, peeled


def _is_office(titles: tuple[Title, ...], rest: str) -> bool:
    """Whether titles say that somebody is named: an office, or a rank before more than one word (General Motors)."""
    kinds = {title.kind for title in titles}
    return "office" in kinds or ("rank" in kinds and (len(split(rest)) > 1 or "honorific" in kinds))


def _begins_a_name(rest: str) -> bool:
    """Whether what a title leaves begins as a name does, and no words that belong to the title (do Partido)."""
    units = split(rest)
    return bool(units) and has_letters(rest) and (units[0].case > 0 or not rest[units[0].start].islower())


def is_body(text: str) -> bool:
    """Whether a text is the words for what an organisation is for, with its country or without, and nothing else."""
    hits = _covering(split(text))
    return bool(hits) and any("function" in _kinds(hit) for hit in hits) and all(
        _kinds(hit) & {"function", "category", *_LINKS} for hit in hits
    )  # fmt: skip


def country_in(text: str) -> tuple[str, int] | None:
    """The code of a text that is a country behind linking words or none, and where its name begins; else None."""
    units = split(text)
    for at in range(min(3, len(units))):
        found = countries.phrases().longest(units, at)
        if found is not None and found.end == len(units):
            return found.values[0], units[at].start
        link = lexicon().longest(units, at)
        if units[at].case or link is None or not _kinds(link) & {"link", "host"} or link.end != at + 1:
            return None
    return None


def _covering(units: tuple[Unit, ...]) -> list[Found[Sense]]:
    """The words of titles and bodies that a text is made of; none where it has other words."""
    hits: list[Found[Sense]] = []
    at = 0
    while at < len(units):
        hit = lexicon().longest(units, at)
        if hit is None:
            return []
        hits.append(hit)
        at = hit.end
    return hits


def _kinds(hit: Found[Sense]) -> set[str]:
    return {sense.kind for sense in hit.values}


def one_of_many(text: str) -> str:
    """A title or a body of several in the singular, where a letter makes the difference: ministers of Vietnam."""
    return _PLURAL.sub(_singular, text)


def _singular(found: re.Match[str]) -> str:
    word = found[0]
    for one in (word[:-3] + "y" if word.endswith("ies") else "", word[:-1]):
        units = split(one)
        hit = lexicon().longest(units, 0) if units else None
        if hit is not None and hit.end == len(units) and _kinds(hit) & {"role", "office", "rank", "category"}:
            return one
    if word.casefold() == "ministries":
        return word[:-3] + "y"
    return word


def is_full_name(text: str) -> bool:
    """Whether a text without a title looks like all of somebody's name, by its words and letters alone."""
    units = split(text)
    if not units or any(char.isdigit() for char in text):
        return False
    scripts = {script_of(text[unit.start]) for unit in units}
    if scripts <= {Script.HAN}:
        return len(units) in _HAN and lexicon().longest(units, 0) is None
    if scripts <= {Script.HIRAGANA, Script.KATAKANA, Script.HAN}:
        return len(units) >= _KATAKANA and lexicon().longest(units, 0) is None
    if scripts <= {Script.HANGUL}:
        return len(units) in _HANGUL and lexicon().longest(units, 0) is None
    if not 1 < len(units) <= _LONGEST_NAME:
        return False
    if scripts <= _CASED:
        capitals = sum(unit.case > 0 for unit in units)
        small = (unit for unit in units if not unit.case)
        return capitals > 1 and units[-1].case > 0 and all(unit.key in text_words("inside") for unit in small)
    return all(lexicon().longest(units, at) is None for at in range(len(units)))


def is_single_word(text: str) -> bool:
    """Whether a text is one word with a capital that may be a family name."""
    units = split(text)
    return len(units) == 1 and units[0].case > 0 and units[0].end - units[0].start > 1


def front_title(segment: Segment) -> str:
    """The words of the titles before the name of a segment, as written; empty where none stands before it."""
    rest = segment.peeled.rest
    if not rest or not segment.text.endswith(rest):
        return ""
    return segment.text[: len(segment.text) - len(rest)].strip(EDGES)


def behind_title(segment: Segment) -> str:
    """The words of the titles behind the name of a segment; empty where none stands behind it."""
    _, rest, behind = segment.text.partition(segment.peeled.rest or segment.text)
    return behind.strip(EDGES) if rest else ""
