"""A record in the making: takes values as a source writes them, keeps those that the gazetteer can say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from msgspec import Struct, field

from .. import dates
from ..model import Kind
from ..store.reading.entry_models import is_kana
from ..store.reading.languages import countries, language_of
from ..text.cleaning import MAX_LENGTH, has_letters
from ..vocabulary import country_lookup, written_dates
from .record import Record, Tally, usable_id

DATE_ORDERS = ("dmy", "mdy")
"""In which order a source writes day and month in numbers."""

_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DATE_OF_TIME = re.compile(r"(\d{4}(?:-\d{2}){0,2})(?:[T ].*)?", re.DOTALL)
_IN_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_WIKIDATA_ID = re.compile(r"Q[1-9]\d*")


class Draft(Struct):
    """`derived`: the source has no id for it, so the id is made from its other values.

    `order` is one of `DATE_ORDERS`; without it, a date in numbers is read only where it can mean one day.
    """

    source_id: str
    kind: Kind
    tally: Tally
    derived: bool = False
    order: str = ""
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

    def date(self, key: str, *texts: str) -> None:
        """A date; a time of day behind it is left out. Of several, what they agree on."""
        value = self._agreed(texts)
        if value:
            self.fields.setdefault(key, value)

    def country(self, text: str) -> None:
        """A country by code or name: the first that the gazetteer knows is the entity's."""
        if not text.strip():
            return
        meant = {code for sense in country_lookup.senses(text) for code in sense} & countries()
        if len(meant) != 1:
            self.tally.without("countries that the gazetteer has no code for")
        elif self.fields.setdefault("country", *meant) not in meant:
            self.tally.without("countries beyond an entity's first")

    def reading(self, kana: str) -> None:
        """The kana of a Japanese name."""
        if is_kana(kana):
            self.fields.setdefault("reading", kana)
        elif kana:
            self.tally.without("readings that are not kana")

    def text(self, key: str, value: str) -> None:
        """A remark or a word."""
        if value.strip():
            self.fields.setdefault(key, " ".join(value.split()))

    def source(self, value: str) -> None:
        """A web address, or the key of a source."""
        if value and value not in self.fields.setdefault("sources", []):
            self.fields["sources"].append(value)

    def address(self, value: str) -> None:
        """A web address, if it is one."""
        if is_address(value):
            self.source(value)

    def wikidata(self, item: str) -> None:
        """The id of the same entity in Wikidata."""
        if _WIKIDATA_ID.fullmatch(item):
            self.source(f"https://www.wikidata.org/entity/{item}")

    def term(self, post: str, start: Iterable[str], end: Iterable[str], source: str = "") -> None:
        """A time in a post, with the dates that are said of its beginning and its end."""
        if post:
            term = {
                "post": usable_id(post), "from": self._agreed(start), "to": self._agreed(end),
                "source": source if is_address(source) else "",
            }  # fmt: skip
            self.fields.setdefault("posts", []).append({key: value for key, value in term.items() if value})

    def _agreed(self, texts: Iterable[str]) -> str:
        """The most precise of dates that do not contradict each other, else the year they share, if any."""
        values = sorted({value for text in texts if (value := self._date(text))}, key=len)
        if not values or all(values[-1].startswith(value) for value in values):
            return values[-1] if values else ""
        self.tally.without("dates that contradict another one of the same thing")
        years = {value[:4] for value in values}
        return years.pop() if len(years) == 1 else ""

    def _date(self, text: str) -> str:
        text = text.strip()
        found = _DATE_OF_TIME.fullmatch(text)
        plain = found[1].removesuffix("-00").removesuffix("-00") if found else text
        if dates.is_prefix(plain):
            return plain
        numbers = _IN_NUMBERS.fullmatch(text)
        value = self._in_order(*numbers.groups()) if numbers and self.order else written_dates.read(text)
        if text and not value:
            told = not self.order and written_dates.is_ambiguous(text)
            reason = "dates whose day and month cannot be told apart: give --dates dmy or mdy"
            self.tally.without(reason if told else "dates that are none")
        return value

    def _in_order(self, first: str, _: str, second: str, year: str) -> str:
        day, month = (first, second) if self.order == "dmy" else (second, first)
        value = f"{year}-{month:0>2}-{day:0>2}"
        return value if dates.is_prefix(value) else ""

    def record(self) -> Record:
        """What was kept; forms without a language are in none of `names`' languages but `und`.

        An id that the gazetteer cannot have is kept in the note.
        """
        fields = dict(self.fields)
        name = fields.get("name", "")
        own = language_of(name, fields.get("country", ""))  # a language that a rule knows, unsaid
        known = {
            lang: [form for form in forms if (form, lang) != (name, own)]
            for lang, forms in fields.pop("names", {}).items()
        }
        if names := {lang: forms for lang, forms in known.items() if forms}:
            fields["names"] = names
        entity_id = usable_id(self.source_id)
        if entity_id != self.source_id and not self.derived:
            written = " ".join(_UNSEEN.sub("", self.source_id).split())
            fields["note"] = " ".join(filter(None, (fields.get("note", ""), f"Id in the source: {written}")))
        return Record(entity_id, self.kind, fields)


def is_address(text: str) -> bool:
    """Whether a text is a web address that the gazetteer takes for a source."""
    return text.startswith(("http://", "https://")) and not re.search(r"\s", text)
