"""Hints as people, files and programs write them, parsed into `Hints` or refused with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .dates import is_prefix
from .errors import HintError
from .model import NO_HINTS, Hints, Kind

FIELDS = ("kind", "country", "context_countries", "date", "role", "language")
"""The names of all hints, as every way in writes them."""

_COUNTRY = re.compile(r"[a-z]{2}|asean|nato")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*")
_BETWEEN = re.compile(r"[\s,;|]+")
_TIME_OF_DAY = re.compile(r"(?<=^\d{4}-\d{2}-\d{2})[T ].*", re.DOTALL)


def parse_hints(raw: Mapping[str, str]) -> Hints:
    """Hints from text by the name of the field: `kind`, `country`, `context_countries`, `date`, `role`, `language`.

    Blank values are unknown. Countries of the context are separated by spaces, commas, semicolons or bars; a time
    of day after a date is ignored. Raises HintError, which says what the value may be.
    """
    given = {name: text for name, value in raw.items() if (text := value.strip())}
    if not given:
        return NO_HINTS
    return Hints(
        kind=_kind(given.get("kind", "")),
        country=_country(given.get("country", "")),
        context_countries=_countries(given.get("context_countries", "")),
        date=_date(given.get("date", "")),
        role=given.get("role", ""),
        language=_language(given.get("language", "")),
    )


def _kind(text: str) -> str:
    kind = {"org": "organisation", "organization": "organisation"}.get(text.casefold(), text.casefold())
    if kind and kind not in set(Kind):
        raise HintError(f"{text!r} is not a kind.", remedy=f"Write one of: {', '.join(Kind)}.")
    return kind


def _country(text: str) -> str:
    country = text.casefold()
    if country and not _COUNTRY.fullmatch(country):
        raise HintError(f"{text!r} is not a country code.", remedy="Write two letters (vn, jp), eu, asean, nato or un.")
    return country


def _countries(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_country(each) for each in _BETWEEN.split(text) if each))


def _date(text: str) -> str:
    date = _TIME_OF_DAY.sub("", text)
    if date and not (date.isascii() and is_prefix(date)):
        raise HintError(f"{text!r} is not a date.", remedy="Write 2018, 2018-04 or 2018-04-10.")
    return date


def _language(text: str) -> str:
    language = text.replace("_", "-").casefold()
    if language and not _LANGUAGE.fullmatch(language):
        raise HintError(f"{text!r} is not a language.", remedy="Write a BCP 47 code: zh, zh-Hant, vi, sv.")
    return language
