"""Hints as people, files and programs write them, parsed into `Hints` or refused with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from .errors import HintError
from .model import NO_HINTS, Hints, Kind
from .text.cleaning import clean
from .vocabulary import country_lookup, written_dates

FIELDS = ("kind", "country", "context_countries", "date", "role", "language")
"""The names of all hints, as every way in writes them."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*")
_BETWEEN = re.compile(r"[;|\n；｜、]")
_CODE = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]{2,3}")
_COMMA = re.compile(r"[,，]")
_GROUPS = "eu, asean, nato, un"
_KINDS = {
    "human": Kind.PERSON, "people": Kind.PERSON, "persons": Kind.PERSON,
    "org": Kind.ORGANISATION, "organization": Kind.ORGANISATION, "organisations": Kind.ORGANISATION,
    "organizations": Kind.ORGANISATION, "orgs": Kind.ORGANISATION, "institution": Kind.ORGANISATION,
    "agreements": Kind.AGREEMENT, "treaty": Kind.AGREEMENT, "treaties": Kind.AGREEMENT,
    "office": Kind.POST, "position": Kind.POST, "posts": Kind.POST,
}  # fmt: skip
"""English words for the kinds, beside their names."""


def parse_hints(raw: Mapping[str, str]) -> Hints:
    """Hints from text by the name of the field: `kind`, `country`, `context_countries`, `date`, `role`, `language`.

    Blank values are unknown. A country is a code (`vn`, `VNM`, `uk`, `asean`) or a name in any of our languages; those
    of the context are separated by commas, semicolons or bars, codes by spaces too. A country that no longer exists
    and has several successors (`su`) cannot be demanded: its successors are countries of the context. A time of day
    after a date is ignored. Raises HintError, which says what the value may be.
    """
    given = {name: text for name, value in raw.items() if (text := value.strip())}
    if not given:
        return NO_HINTS
    own = _country(given["country"]) if "country" in given else ()
    context = _countries(given["context_countries"]) if "context_countries" in given else ()
    return Hints(
        kind=_kind(given.get("kind", "")),
        country=own[0] if len(own) == 1 else "",
        context_countries=tuple(dict.fromkeys((*context, *own))) if len(own) > 1 else context,
        date=_date(given.get("date", "")),
        role=given.get("role", ""),
        language=_language(given.get("language", "")),
    )


def _kind(text: str) -> str:
    word = _folded(text)
    kind = _KINDS.get(word, word)
    if kind and kind not in set(Kind):
        raise HintError(f"{text!r} is not a kind.", remedy=f"Write one of: {', '.join(Kind)}.")
    return str(kind)


def _country(text: str) -> country_lookup.Sense:
    """The country that a text means, or the successors of one that no longer exists."""
    senses = country_lookup.senses(text)
    if len(senses) > 1:
        choice = " or ".join(country for sense in senses for country in sense)
        raise HintError(f"{text!r} may be several countries.", remedy=f"Write the code: {choice}.")
    if not senses and len(_words(text)) > 1:
        raise HintError(f"{text!r} is several countries.", remedy="Write one here, and all in context_countries.")
    if not senses:
        form, code = country_lookup.nearest(text)
        nearest = f" Or is it {form} ({code})?" if form else ""
        raise HintError(
            f"{text!r} is not a country.",
            remedy=f"Write a code of two or three letters (vn, VNM), {_GROUPS}, or a name (Vietnam, 越南).{nearest}",
        )
    return senses[0]


@lru_cache(maxsize=4096)
def _countries(text: str) -> tuple[str, ...]:
    names = (name for part in _BETWEEN.split(text) for name in _between_commas(part))
    words = (word for name in names for word in _words(name) or (name,))
    return tuple(dict.fromkeys(country for word in words for country in _country(word)))


def _between_commas(part: str) -> list[str]:
    """The names of a part; one where its comma belongs to the name: Korea, Republic of."""
    names = [name.strip() for name in _COMMA.split(part) if name.strip()]
    return [part] if len(names) > 1 and country_lookup.senses(part) else names


def _words(name: str) -> list[str]:
    """The words of what is not one country, where each is one, or has the length of a code; else none."""
    words = name.split()
    if len(words) < 2 or country_lookup.senses(name):
        return []
    are_countries = all(_CODE.fullmatch(word) or country_lookup.senses(word) for word in words)
    return words if are_countries else []


def _date(text: str) -> str:
    if text and written_dates.is_ambiguous(text):
        raise HintError(f"{text!r} may be two dates.", remedy="Write the year first: 2018-04-03.")
    date = written_dates.read(text) if text else ""
    if text and not date:
        raise HintError(f"{text!r} is not a date.", remedy="Write 2018, 2018-04 or 2018-04-10.")
    return date


def _language(text: str) -> str:
    language = _folded(text).replace("_", "-")
    if language and not _LANGUAGE.fullmatch(language):
        raise HintError(f"{text!r} is not a language.", remedy="Write a BCP 47 code: zh, zh-Hant, vi, sv.")
    return language


def _folded(text: str) -> str:
    """The text in half width and small letters."""
    return clean(text).casefold()
