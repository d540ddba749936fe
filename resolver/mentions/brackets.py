"""What stands in brackets beside a name: an office, a country, a description, or the name once more.

董军（国防部长）, Erna Solberg (H), James Mathews (American politician), 文在寅(ムン・ジェイン)大統領.
"""

from __future__ import annotations

import re

from ..model import Title
from ..text.units import split
from ..vocabulary.countries import GROUPS, mentioned
from ..vocabulary.offices import Sense, lexicon
from .titles import peel

_PARTY = re.compile(r"\w{1,4}|[^\W\d_]{1,6}\.")
"""A party as the press of many countries puts it behind a politician: (H), (Ap), (M), (kok.), (vihr.), (Soz.)."""
_BORN = "born|b\\.|née?|sinh|geboren|geb\\.|född|født|syntynyt|nacid[oa]|nat[oa]|родил(?:ся|ась)|род\\.|lahir|doğumlu"
_EAST_ASIAN_DAY = r"\d{4}[年년](?:\s?\d{1,2}[月월](?:\s?\d{1,2}[日일])?)?"
_FIGURES = re.compile(
    r"(?:[a-zа-яё.]++ )?[\d\s.,–-]++"
    rf"|(?:{_BORN}) [\w\s.,/–-]{{0,24}}\b\d{{4}}\b[\s.,–-]*"
    rf"|(?:{_EAST_ASIAN_DAY})?\s*[-–~]?\s*(?:{_EAST_ASIAN_DAY})?(?:生|出生|生まれ|생)?",
    re.IGNORECASE,
)
"""An age or years: (58), (1954–2020), (born 1954), (sinh ngày 20-7-1954), （1953年6月15日－）."""


def in_brackets(text: str) -> tuple[Title, ...] | None:
    """The titles in a text that stood in brackets, none for a description; None where it is a name."""
    for peeled in peel(text):
        if not peeled.rest and peeled.titles and not _is_acronym(text, peeled.titles):
            return peeled.titles
    units = split(text)
    said = lexicon().longest(units, 0) if units else None
    if said and said.end == len(units) and (key := _modifier(said.values)):
        return (Title("honorific", key, text),)
    countries = [
        code for code, start, end in mentioned(units) if (start, end) == (0, len(units)) and code not in GROUPS
    ]
    if countries:
        return (Title("country", countries[0], text, countries[0]),)
    if _FIGURES.fullmatch(text) or (_PARTY.fullmatch(text) and (len(text) == 1 or text.upper() != text)):
        return ()
    return (Title("description", "description", text),) if _is_description(text) else None


def _modifier(senses: tuple[Sense, ...]) -> str:
    """What （当時） and (then) say of an office: former, acting; empty for anything else."""
    keys = [sense.key for sense in senses if sense.kind == "modifier" and sense.key in {"former", "acting", "elect"}]
    return keys[0] if keys else ""


def _is_acronym(text: str, titles: tuple[Title, ...]) -> bool:
    """Whether capitals that might be a degree (DOC., ING.) are what the name before is called in short: (DOC)."""
    return text.isupper() and text.isalpha() and text.isascii() and {title.kind for title in titles} == {"honorific"}


def _is_description(text: str) -> bool:
    """Whether words in small letters, after a nationality or not, say what somebody is: (American politician)."""
    words = text.split()
    said = words[1:] if len(words) > 1 and words[0][:1].isupper() else words
    return all(word.islower() or word.isdigit() for word in said) and any(word.islower() for word in said)
