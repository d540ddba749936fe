"""What is imported: one entity in the gazetteer's words, whatever the format it came in."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from .. import dates
from ..model import Kind
from ..store.reading.entry_models import reserved
from ..store.reading.languages import countries, language_of
from ..text.cleaning import MAX_LENGTH, has_letters

_NOT_OF_IDS = re.compile(r"[^A-Za-z0-9._~-]+")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DATE_OF_TIME = re.compile(r"(\d{4}(?:-\d{2}){0,2})(?:[T ].*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Record:
    """An entity as a source has it. `fields` as in YAML (`name`, `names`, `country`, `born`, `posts`, `sources` …).

    Several records of one id add up: a source may say a person's terms apart from the person.
    """

    id: str
    kind: Kind
    fields: Mapping[str, Any]


@dataclass(slots=True)
class Tally:
    """What was read, and what was left out and why, in counts."""

    read: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def without(self, reason: str) -> None:
        """Count one thing that was left out."""
        self.left_out[reason] += 1


@dataclass(slots=True)
class Draft:
    """A record in the making: takes values as a source writes them, keeps those that the gazetteer can say."""

    source_id: str
    kind: Kind
    tally: Tally
    fields: dict[str, Any] = field(default_factory=dict)

    def name(self, text: str, lang: str = "") -> None:
        """The first name given is shown; the later ones are others."""
        text = " ".join(_UNSEEN.sub("", text).split())
        if not text:
            return
        if not has_letters(text) or len(text) > MAX_LENGTH:
            self.tally.without("names that hold no letter, or are too long")
            return
        if "name" not in self.fields:
            self.fields["name"] = text
            if not lang:
                return
        lang = lang.replace("_", "-")
        lang = lang if _LANGUAGE.fullmatch(lang) else "und"
        forms: list[str] = self.fields.setdefault("names", {}).setdefault(lang, [])
        if text not in forms and (text != self.fields["name"] or lang != "und"):
            forms.append(text)

    def date(self, key: str, text: str) -> None:
        """A date; a time of day behind it is left out."""
        value = self._date(text)
        if value:
            self.fields.setdefault(key, value)

    def country(self, code: str) -> None:
        """The first country that the gazetteer knows."""
        code = code.strip().lower()
        if code in countries():
            self.fields.setdefault("country", code)
        elif code:
            self.tally.without("countries that the gazetteer has no code for")

    def text(self, key: str, value: str) -> None:
        """A remark or a word."""
        if value.strip():
            self.fields.setdefault(key, " ".join(value.split()))

    def source(self, value: str) -> None:
        """A web address, or the key of a source."""
        if value and value not in self.fields.setdefault("sources", []):
            self.fields["sources"].append(value)

    def term(self, post: str, start: str, end: str) -> None:
        """A time in a post."""
        if post:
            term = {"post": usable_id(post), "from": self._date(start), "to": self._date(end)}
            self.fields.setdefault("posts", []).append({key: value for key, value in term.items() if value})

    def _date(self, text: str) -> str:
        text = text.strip()
        found = _DATE_OF_TIME.fullmatch(text)
        while found and (value := found[1]):
            if dates.is_prefix(value):
                return value
            if not value.endswith("-00"):
                break
            found = _DATE_OF_TIME.fullmatch(value.removesuffix("-00"))
        if text:
            self.tally.without("dates that are none")
        return ""

    def record(self) -> Record:
        """What was kept; forms without a language are in none of `names`' languages but `und`."""
        name = self.fields.get("name", "")
        own = language_of(name, self.fields.get("country", ""))  # where a rule knows its language, it need not be said
        known = {
            lang: [form for form in forms if (form, lang) != (name, own)]
            for lang, forms in self.fields.get("names", {}).items()
        }
        names = {lang: forms for lang, forms in known.items() if forms}
        fields = {**self.fields, "names": names} if names else {k: v for k, v in self.fields.items() if k != "names"}
        return Record(usable_id(self.source_id), self.kind, fields)


def usable_id(source_id: str) -> str:
    """An id that the gazetteer can have: the source's own where it can be, else one that follows from it."""
    plain = _NOT_OF_IDS.sub("-", source_id).strip("-")
    if plain == source_id and plain not in reserved():
        return plain
    return f"{plain or 'x'}-{hashlib.sha256(source_id.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}"


def joined(records: Iterable[Record]) -> Record:
    """Records of one id, one or more, put together: the first value counts, lists add up."""
    first, *rest = records
    return Record(first.id, first.kind, reduce(_joined, rest, first.fields))


def _joined(known: Mapping[str, Any], more: Record) -> dict[str, Any]:
    fields = dict(known)
    for key, value in more.fields.items():
        if key == "names":
            names = {lang: list(forms) for lang, forms in fields.get("names", {}).items()}
            for lang, forms in value.items():
                kept = names.setdefault(lang, [])
                kept += [form for form in forms if form not in kept]
            fields[key] = names
        elif isinstance(value, list):
            fields[key] = [*fields.get(key, []), *(each for each in value if each not in fields.get(key, []))]
        elif key == "name" and fields.get("name", value) != value:
            fields = _joined(fields, Record("", more.kind, {"names": {"und": [value]}}))
        else:
            fields.setdefault(key, value)
    return fields
