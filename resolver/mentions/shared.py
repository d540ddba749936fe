"""One office or body in several countries: ministers of defence of Vietnam and Russia, 越南和日本外长, 両国防衛省."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ..tables.schema.countries import COUNTRY_NAMES
from ..text.scripts import SCRIPTS_WITHOUT_SPACES, Script, script_of
from ..text.units import Unit, split
from ..vocabulary import countries as country_words
from ..vocabulary.offices import lexicon
from ..vocabulary.text_words import languages_of, text_words
from .piece import Piece
from .segments import Role, Segment, country_in, one_of_many, role_of

_OFFICES = frozenset({Role.TITLE, Role.BODY})
_UNSPACED = "\u2e80"
_EDGES = " ,、,·・-'’的の의"
_PLACED = {
    "ja": "{country}{office}", "zh": "{country}{office}", "ko": "{country} {office}", "en": "{office} of {country}",
}  # fmt: skip
"""How a language puts a country and an office together; in others the country stands behind, as in Vietnamese."""


def of_countries(segments: Sequence[Segment]) -> tuple[Piece, ...]:
    """An office or a body, and the countries in which it is meant, one for each; empty where it is something else."""
    first, last = segments[0], segments[-1]
    if len(segments) < 2 or not (last.joined or last.text[0] > _UNSPACED):
        return ()
    if all(each.role is Role.COUNTRY for each in segments[1:]):
        return _behind(first, segments[1:])
    if all(each.role is Role.COUNTRY for each in segments[:-1]):
        return _before(segments[:-1], last)
    return ()


def _behind(first: Segment, others: Sequence[Segment]) -> tuple[Piece, ...]:
    """Ministers of Defence of Vietnam, Japan and Russia."""
    text = one_of_many(without_both(first.text))
    span = _country_at_end(text)
    if role_of(text)[0] not in _OFFICES or span is None or not text[: span[0]].strip():
        return ()
    if not all(_speak_alike(text[: span[0]], each) for each in others):
        return ()
    linked, named = span
    whole = _naming_a_country(text, f"{text[:linked]}{text[named:]}")
    pieces = [Piece(first.start, first.end, (whole,), titled=True)]
    for each in others:
        _, at = country_in(each.text) or ("", 0)
        space = _space(each.text)
        ways = (
            (text[:linked] if at else text[:named]).rstrip() + space + each.text,
            text[:named].rstrip() + space + each.text[at:],
            text[:linked].rstrip() + space + each.text[at:],
        )
        pieces.append(Piece(each.start, each.end, (_naming_a_country(*ways),), titled=True))
    return tuple(pieces)


def _naming_a_country(*ways: str) -> str:
    """The first way to write an office with its country that is read so: ministre de la Défense de la Russie."""
    return next((way for way in ways if any(title.country for title in role_of(way)[1].titles)), ways[0])


def _before(others: Sequence[Segment], last: Segment) -> tuple[Piece, ...]:
    """Vietnamese, Japanese and Russian ministers of defence; 越南、日本和俄罗斯国防部长."""
    text = one_of_many(last.text)
    units = split(text)
    found = country_words.phrases().longest(units, 0)
    if found is None or found.end == len(units) or role_of(text)[0] not in _OFFICES:
        return ()
    if not all(_speak_alike(text[units[found.end].start :], each) for each in (*others, last)):
        return ()
    office = text[units[found.end].start :]
    pieces = [Piece(each.start, each.end, (each.text + _space(office) + office,), titled=True) for each in others]
    return (*pieces, Piece(last.start, last.end, (text,), titled=True))


def _speak_alike(office: str, segment: Segment) -> bool:
    """Whether a conjunction is one in a language of the office: no embajador vietnamita en Cuba, where it is Dutch."""
    languages = {sense.lang for hit in lexicon().scan(split(office)) for sense in hit.values if sense.kind != "link"}
    return not segment.languages or not languages or bool(segment.languages & languages)


def _country_at_end(text: str) -> tuple[int, int] | None:
    """Where the country at the end of a text begins, with its linking word and without."""
    units = split(text)
    for at in range(len(units) - 1, 0, -1):
        found = country_words.phrases().longest(units, at)
        if found is None or found.end != len(units):
            continue
        before = country_words.phrases().longest(units, at - 1)
        if before is not None and before.end == len(units):
            continue
        named = linked = at
        while linked > 1 and (hit := lexicon().longest(units, linked - 1)) is not None and hit.end == linked and all(
            sense.kind in ("link", "host") for sense in hit.values
        ):  # fmt: skip
            linked -= 1
        return units[linked].start, units[named].start
    return None


def _space(text: str) -> str:
    return "" if script_of(text[0]) in SCRIPTS_WITHOUT_SPACES else " "


def of_both_countries(text: str, countries: Sequence[str]) -> tuple[Piece, ...]:
    """An office or a body of two countries that are not named, or by one letter each: 両国防衛省, 日韩外长.

    `countries` are those that the document speaks of; where they are not two, its one piece has no country.
    """
    said = _both(text)
    rest, language = said if said else (text, "")
    units = split(rest)
    pair = _pair(units)
    if pair and len(units) > len(pair):
        office = rest[units[len(pair)].start :].strip(_EDGES)
        if (said or _is_one_word(office)) and _is_one_office(office):
            return _of_each(text, office, pair, language or _language(text))
    if not said or not rest or not _is_one_office(one_of_many(rest)):
        return ()
    if len(countries) == 2:
        return _of_each(text, one_of_many(rest), countries, language)
    return (Piece(*_span(text, rest), (one_of_many(rest),), titled=True),)


def _pair(units: tuple[Unit, ...]) -> tuple[str, ...]:
    """The countries of a text that begins with one letter for each, and not with a country: 日韩, but not 북한."""
    pair = country_words.pair_at(units, 0)
    found = country_words.phrases().longest(units, 0) if pair else None
    return () if found is not None and found.end > 1 else pair


def _of_each(text: str, office: str, countries: Sequence[str], language: str) -> tuple[Piece, ...]:
    return tuple(
        Piece(*_span(text, office), _in_country(office, country, language), titled=True, country=country)
        for country in countries
    )


def _in_country(office: str, country: str, language: str) -> tuple[str, ...]:
    name = _names().get((language, country), "")
    if not name:
        return (office,)
    return (_PLACED.get(language, "{office} {country}").format(office=office, country=name), office)


def _is_one_word(text: str) -> bool:
    units = split(text)
    hit = lexicon().longest(units, 0) if units else None
    return hit is not None and hit.end == len(units)


def _is_one_office(text: str) -> bool:
    return bool(text) and role_of(text)[0] in _OFFICES


def _span(text: str, office: str) -> tuple[int, int]:
    at = max(text.find(office), 0)
    return at, min(len(text), at + len(office))


def may_say_both(text: str) -> bool:
    """Whether a text has words for both countries."""
    return _words_for_both().search(text.casefold()) is not None


def _both(text: str) -> tuple[str, str] | None:
    """A text without its words for both countries, and their language; None for a text without."""
    if not may_say_both(text):
        return None
    folded = text.casefold()
    for form, language in languages_of("both-countries"):
        at = folded.find(form)
        if at >= 0 and len(folded) == len(text):
            before, behind = text[:at].strip(_EDGES), text[at + len(form) :].removeprefix("'").strip(_EDGES)
            before = re.sub(r"\s(?:of|of the)$", "", before, flags=re.IGNORECASE)
            return f"{before}{' ' if before and behind and _space(behind) else ''}{behind}", language
    return None


@cache
def _words_for_both() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(form) for form, _ in languages_of("both-countries")))


def _language(text: str) -> str:
    scripts = {script_of(char) for char in text}
    return "ko" if Script.HANGUL in scripts else "zh" if Script.HAN in scripts else "vi"


@cache
def _names() -> dict[tuple[str, str], str]:
    return {(row.lang, row.code): row.forms[0] for row in COUNTRY_NAMES.read()}


def without_both(text: str, *, behind: bool = False) -> str:
    """A text without the word that says that a title belongs to several: các Bộ trưởng, 两位部长, both ministers."""
    for form in sorted(text_words("both"), key=len, reverse=True):
        if behind:
            if script_of(form[0]) in SCRIPTS_WITHOUT_SPACES and text.endswith(form):
                return text[: -len(form)].strip()
        elif text.casefold().startswith(form + " "):
            return text[len(form) + 1 :]
    return text
