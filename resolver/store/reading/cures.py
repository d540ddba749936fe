"""What an editor meant by a value that a field cannot have, as far as it can be told: the remedy of its finding."""

from __future__ import annotations

import calendar
import difflib
import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from ...dates import is_prefix
from .yaml_signs import ODD_SPACE, space_name

_DAY = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d", "-"))
_STILL = frozenset(
    (
        "now",
        "present",
        "today",
        "current",
        "incumbent",
        "ongoing",
        "still",
        "~",
        "null",
        "-",
        "?",
        "nay",
        "至今",
        "现在",
    )
)
_NOT_OF_AN_ID = re.compile(r"[^a-z0-9._~]+")


def cure(code: str, field: str, value: str) -> str:
    """The remedy for a value of a field that got this code; empty where the code's own is the best there is."""
    odd = ODD_SPACE.search(value)
    tidy = unicodedata.normalize("NFKC", value).translate(_DASHES).strip(" ,;")
    if tidy != value and _is_right(code, tidy):
        found = f"write `{tidy}`"
        return f"{found}; {space_name(odd[0])} stands in it" if odd else found
    before, sign, _ = tidy.partition("#")
    if sign and _is_right(code, before):
        return f"write `{before}`, and a space in front of the comment"
    meant = _cures().get(code)
    return meant(field, tidy) if meant else ""


def _is_right(code: str, value: str) -> bool:
    from .languages import countries, languages

    if code == "E301":
        return is_prefix(value)
    if code == "E104":
        return re.fullmatch(r"[A-Za-z0-9._~-]+", value) is not None
    return value in {"E108": countries(), "E110": languages()}.get(code, ())


@cache
def _cures() -> dict[str, Callable[[str, str], str]]:
    return {
        "E104": _id, "E108": _country, "E110": _language, "E115": _word, "E118": _status, "E301": _date,
    }  # fmt: skip


def shape(name: str, wanted: str, value: Any) -> str:
    """The remedy for a value that is a text, list or mapping where a field wants another; `wanted` as pydantic says."""
    if isinstance(value, str):
        return _of_text(name, wanted, value)
    if isinstance(value, list):
        first = next((each for each in value if isinstance(each, str)), "…")
        if name == "names":
            return f"say of which language they are: `names: {{en: [{first}]}}`"
        if name == "name":
            return f"it has one text: `name: {first}`; further names go under `names`, by language"
        return f"it has one text: `{name}: {first}`" if wanted == "string_type" else ""
    if name in ("posts", "suspended"):
        return f"put it in brackets: `{name}: [{{…}}]`, or begin it with `- `"
    return ""


def _of_text(name: str, wanted: str, text: str) -> str:
    if name == "posts":
        return f"write `posts: [{{post: {text}}}]`" if wanted == "list_type" else f"write `{{post: {text}}}`"
    if name == "suspended":
        return "write `suspended: [{from: 2024-12-14, to: 2025-04-04}]`"
    if name == "names":
        return f"say of which language it is: `names: {{en: {text}}}`"
    if wanted != "list_type":
        return ""
    if text.startswith("-"):
        return f"a space stands behind the dash of a list: `- {text.lstrip('-')}`"
    return f"write `{name}: [{', '.join(text.split(' - '))}]`"


_SYNONYMS = {
    "birth": "born", "birthday": "born", "birthdate": "born", "birth_date": "born", "date_of_birth": "born",
    "dob": "born", "death": "died", "death_date": "died", "date_of_death": "died", "nationality": "country",
    "alias": "names",
    "aliases": "names", "other_names": "names", "position": "posts", "positions": "posts", "offices": "posts",
    "kana": "reading", "type": "kind", "comment": "note", "remark": "note", "established": "founded",
    "created": "founded", "abolished": "dissolved", "date": "signed", "members": "parties", "start": "from",
    "since": "from",
    "start_date": "from", "end": "to", "until": "to", "end_date": "to",
}  # fmt: skip
"""Keys that other formats have, or that are near at hand."""


def nearest(word: str, allowed: Sequence[str]) -> str:
    """A remedy: the nearest allowed word, else all of them."""
    if _SYNONYMS.get(word.lower().replace("-", "_")) in allowed:
        return f"did you mean `{_SYNONYMS[word.lower().replace('-', '_')]}`?"
    near = difflib.get_close_matches(word.lower(), allowed, n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else f"allowed are: {', '.join(allowed)}"


def _id(_: str, value: str) -> str:
    from ...text.cleaning import unmarked

    plain = _NOT_OF_AN_ID.sub("-", unmarked(value).casefold()).strip("-")
    return f"write `{plain}`: letters a to z, digits and . _ ~ - only" if plain else ""


def _country(_: str, value: str) -> str:
    from ...vocabulary import country_lookup

    senses = country_lookup.senses(value)
    if len(senses) == 1:
        return f"did you mean {' or '.join(f'`{code}`' for code in senses[0])}?"
    name, code = country_lookup.nearest(value)
    return f"did you mean `{code}` ({name})?" if code else ""


def _language(_: str, value: str) -> str:
    return did_you_mean_language(value)


def did_you_mean_language(value: str) -> str:
    """The remedy for a code or word that is no language: the language of that English name, or of that country."""
    from ...tables.schema.countries import LANGUAGES
    from ...vocabulary import country_lookup
    from ...vocabulary.customs import languages_of
    from .languages import languages

    plain = value.replace("_", "-")
    if plain.split("-")[0].lower() in languages():
        language, *rest = plain.split("-")
        return f"write `{'-'.join([language.lower(), *rest])}`"
    by_name = {row.name.casefold(): row.lang for row in LANGUAGES.read()}
    near = difflib.get_close_matches(value.casefold(), by_name, n=1, cutoff=0.8)
    if near:
        return f"did you mean `{by_name[near[0]]}`?"
    senses = country_lookup.senses(value)
    spoken = sorted({lang for code in (senses[0] if len(senses) == 1 else ()) for lang in languages_of(code).values()})
    known = " or ".join(f"`{lang}`" for lang in spoken if lang)
    return f"`{value}` is a country: did you mean {known}?" if known else ""


def _word(field: str, value: str) -> str:
    from ...vocabulary.fixed_words import FIELDS, nearest_word

    near = nearest_word(field, value).word if field in FIELDS else ""
    return f"did you mean `{near}`?" if near else ""


def _status(_: str, value: str) -> str:
    from .entry_models import statuses

    return nearest(value, statuses())


def _date(field: str, value: str) -> str:
    from ...vocabulary import written_dates

    if value.casefold() in _STILL:
        return f"leave `{field}` out{': without it the term goes on' if field == 'to' else ' where it is not known'}"
    if numbers := _DAY.fullmatch(value):
        return _impossible(value, *(int(part or 1) for part in numbers.groups()))
    if read := written_dates.read(value):
        return f"write `{read}`"
    if written_dates.is_ambiguous(value):
        first, second, year = re.split(r"[-/.]", value)
        day, month = first.zfill(2), second.zfill(2)
        return f"write the year first: `{year}-{month}-{day}` or `{year}-{day}-{month}`, whichever is meant"
    if len(found := _YEAR.findall(value)) == 1 and is_prefix(found[0]):
        return f"write `{found[0]}`, as much as is certain; a doubt goes into `note`"
    return ""


def _impossible(value: str, year: int, month: int, day: int) -> str:
    """Why numbers in the right order are no date, or how to write them."""
    padded = "-".join(part.zfill(2) for part in value.split("-"))
    if is_prefix(padded):
        return f"write `{padded}`"
    if not year:
        return ""
    if not month or not day:
        return f"leave out what is not known: `{year:04d}{f'-{month:02d}' if 0 < month <= 12 else ''}`"
    if month > 12:
        turned = f"{year:04d}-{day:02d}-{month:02d}"
        return f"there is no month {month}" + (f"; did you mean `{turned}`?" if is_prefix(turned) else "")
    name, days = calendar.month_name[month], calendar.monthrange(year, month)[1]
    return f"{name} {year} has {days} days: correct the day, or write `{year:04d}-{month:02d}` if it is not certain"
