"""Wikidata: lines of its JSON dumps, and the JSON that its query service answers.

Of an item are read: labels and aliases, P31 (what it is), P1559 (name in its own language), P27 and P17 (country),
P569, P570, P571, P576 (dates, as precise as they are said), P39 (posts held, with P580 and P582).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ..errors import InputError, Place
from ..model import Kind
from ..tables.schema.countries import WIKIDATA_COUNTRIES
from .formats import Item
from .json_arrays import WHOLE, members
from .json_stream import lines, parsed
from .record import Draft, Record, Tally

_ITEM = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q\d+)")
_PRECISION = {9: 4, 10: 7, 11: 10}  # of a date: year, month, day, as lengths of a prefix


@cache
def _classes() -> dict[str, Kind]:
    """What P31 says, as far as it is told apart: human; organisation and its commonest classes; treaty; position."""
    organisations = "Q43229 Q327333 Q192350 Q7278 Q245065 Q484652 Q4830453 Q6881511 Q176799 Q772547"
    return {
        "Q5": Kind.PERSON, **dict.fromkeys(organisations.split(), Kind.ORGANISATION),
        "Q131569": Kind.AGREEMENT, "Q4164871": Kind.POST,
    }  # fmt: skip


@cache
def _countries() -> dict[str, str]:
    return {row.item: row.code for row in WIKIDATA_COUNTRIES.read()}


@dataclass(frozen=True, slots=True)
class Dump:
    """Reads lines of a dump. Items that are none of our kinds are left out.

    A country's item says its code (P297), which counts for the items behind it: `codes` by the item's id.
    """

    file: str
    codes: dict[str, str] = field(default_factory=dict)

    def items(self, stream: Iterable[bytes]) -> Iterator[Item]:
        """A line each."""
        return (Item(number, line, line, teaches=b'"P297"' in line) for number, line in lines(stream))

    def records(self, item: Item, tally: Tally) -> Iterator[Record]:
        """The entity of an item. Raises InputError."""
        value = parsed(item.value, Place(self.file, item.number))
        claims = value.get("claims") if isinstance(value.get("claims"), dict) else {}
        for code in _values(claims, "P297"):
            self.codes[str(value.get("id"))] = str(code).lower()
        kind = next((_classes()[each] for each in map(_item, _values(claims, "P31")) if each in _classes()), None)
        if kind is None or not isinstance(value.get("id"), str):
            tally.without("items that are of no kind we have")
            return
        draft = Draft(value["id"], kind, tally)
        for each in map(_item, (*_values(claims, "P27"), *_values(claims, "P17"))):
            draft.country(self.codes.get(each, "") or _countries().get(each, ""))
        _names(draft, value, claims)
        _dates(draft, claims)
        draft.source(f"https://www.wikidata.org/entity/{value['id']}")
        if "name" in draft.fields:
            yield draft.record()
        else:
            tally.without("items without a label")


def _item(value: Any) -> str:
    return str(value.get("id", "")) if isinstance(value, dict) else ""


def _values(claims: Any, key: str) -> list[Any]:
    return [value for value, _ in _statements(claims, key)]


def _statements(claims: Any, key: str) -> list[tuple[Any, dict[str, Any]]]:
    """Values that are said, with their qualifiers, the preferred first; deprecated ones are not said."""
    ranked: list[tuple[bool, Any, dict[str, Any]]] = []
    for claim in claims.get(key, []) if isinstance(claims, dict) else []:
        snak = claim.get("mainsnak", {})
        if snak.get("snaktype") == "value" and claim.get("rank") != "deprecated":
            ranked.append((claim.get("rank") != "preferred", snak["datavalue"]["value"], claim.get("qualifiers", {})))
    return [(value, qualifiers) for _, value, qualifiers in sorted(ranked, key=lambda each: each[0])]


def _names(draft: Draft, item: dict[str, Any], claims: Any) -> None:
    from ..store.reading.languages import language_of

    labels = {lang: each["value"] for lang, each in (item.get("labels") or {}).items()}
    native = [(each["text"], each["language"]) for each in _values(claims, "P1559") if isinstance(each, dict)]
    country = draft.fields.get("country", "")
    own = [(text, lang) for lang, text in labels.items() if country and language_of(text, country) == lang]
    first = [*native, *own, *((labels[lang], lang) for lang in ("mul", "en") if lang in labels)]
    for text, lang in [*first, *((text, lang) for lang, text in labels.items())]:
        draft.name(text, lang)
    for lang, aliases in (item.get("aliases") or {}).items():
        for each in aliases:
            draft.name(each["value"], lang)


def _dates(draft: Draft, claims: Any) -> None:
    keys = {
        Kind.PERSON: {"born": "P569", "died": "P570"},
        Kind.ORGANISATION: {"founded": "P571", "dissolved": "P576"},
    }
    for ours, key in keys.get(draft.kind, {}).items():
        for value in _values(claims, key)[:1]:
            draft.date(ours, _date(value))
    if draft.kind is Kind.PERSON:
        for value, qualifiers in _statements(claims, "P39"):
            draft.term(_item(value), _qualifier(qualifiers, "P580"), _qualifier(qualifiers, "P582"))


def _qualifier(qualifiers: dict[str, Any], key: str) -> str:
    snaks = qualifiers.get(key, [])
    known = [each["datavalue"]["value"] for each in snaks if each.get("snaktype") == "value"]
    return _date(known[0]) if known else ""


def _date(value: Any) -> str:
    """`+1954-04-20T00:00:00Z` with its precision; empty for decades, centuries and years before our era."""
    if not isinstance(value, dict) or not str(value.get("time", "")).startswith("+"):
        return ""
    length = _PRECISION.get(value.get("precision", 0), 0)
    return str(value["time"])[1 : 1 + length]


@dataclass(frozen=True, slots=True)
class Answer:
    """Reads the rows of a query's answer: `item`, `itemLabel`, and `altLabel`, `native`, `country`, `born`, `died`.

    Several rows of one item add up. `kind` is what they are.
    """

    file: str
    kind: Kind

    def items(self, stream: Iterable[bytes]) -> Iterator[Item]:
        """A row each, of the standard's JSON or of a plain list of objects. Raises InputError."""
        for number, (_, row) in enumerate(members(stream, self.file, ("results.bindings", WHOLE))):
            if isinstance(row, dict):
                yield Item(number, json.dumps(row, sort_keys=True).encode(), row)

    def records(self, item: Item, tally: Tally) -> Iterator[Record]:
        """What a row says of its item. Raises InputError without an `item`."""
        row = {key: _text(value) for key, value in item.value.items()}
        found = _ITEM.fullmatch(row.get("item", ("", ""))[0])
        if found is None:
            raise InputError(f"row {item.number} has no `item` that is one of Wikidata's.", place=Place(self.file))
        draft = Draft(found[1], self.kind, tally)
        for key in ("native", "nativeLabel", "itemLabel", "altLabel", "itemAltLabel"):
            text, lang = row.get(key, ("", ""))
            for part in text.split(", ") if key == "itemAltLabel" else [text]:
                if part != found[1]:  # the label service says the id where there is no label
                    draft.name(part, lang)
        place = row.get("country", ("", ""))[0]
        known = _ITEM.fullmatch(place)
        draft.country(_countries().get(known[1], "") if known else place)
        for key, theirs in {"born": ("born", "dateOfBirth"), "died": ("died", "dateOfDeath")}.items():
            for each in theirs:
                if self.kind is Kind.PERSON:
                    draft.date(key, row.get(each, ("", ""))[0])
        draft.source(f"https://www.wikidata.org/entity/{found[1]}")
        yield draft.record()


def _text(value: Any) -> tuple[str, str]:
    """A value with its language."""
    if isinstance(value, dict):
        return str(value.get("value", "")), str(value.get("xml:lang", ""))
    return str(value), ""
